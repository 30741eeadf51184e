package keyconsole.viewmodel;

import keyconsole.domain.Mark;

/// What becomes of a restriction or a limit at the backend, in words.
///
/// @param text the mark's name
/// @param reason why, in a sentence
public record Marked(Mark mark, String text, String reason) {

  /// Whether it does something else than it says.
  public boolean isBad() {
    return mark == Mark.LOCKS_OUT || mark == Mark.BLOCKS_NOTHING;
  }
}

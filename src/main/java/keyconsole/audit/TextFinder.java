package keyconsole.audit;

import java.util.Optional;

/// Finds lines that may hold a text in whatever case and form. Any thread.
final class TextFinder {

  /// A shorter run stands in most lines, letters beyond ASCII in few.
  private static final int LONG_ENOUGH = 3;

  private final String text;
  private final boolean isAscii;

  /// The longest part of the text that is of ASCII alone.
  private final Optional<ByteFinder> run;

  private final Optional<ByteFinder> beyond;
  private final int rank;

  /// @param folded may be empty
  TextFinder(String folded) {
    this.text = folded;
    this.isAscii = Folding.isAscii(folded);
    String longest = longestRun(folded);
    this.run = Optional.of(longest).filter(each -> !each.isEmpty()).map(ByteFinder::of);
    this.beyond = isAscii ? Optional.empty() : Optional.of(ByteFinder.beyondAscii());
    this.rank = isAscii ? longest.length() : Math.max(longest.length(), LONG_ENOUGH - 1);
  }

  private static String longestRun(String text) {
    String longest = "";
    int from = 0;
    for (int at = 0; at <= text.length(); at++) {
      if (at == text.length() || text.charAt(at) >= 0x80) {
        longest = at - from > longest.length() ? text.substring(from, at) : longest;
        from = at + 1;
      }
    }
    return longest;
  }

  /// The higher, the fewer lines hold it, as far as one can tell; 0 where all may.
  int rank() {
    return rank;
  }

  /// Finds where a line may hold it.
  ByteFinder places() {
    return beyond
        .filter(_ -> rank < LONG_ENOUGH)
        .or(() -> run)
        .orElseThrow(() -> new IllegalStateException("an empty text is everywhere"));
  }

  /// Whether a text between two offsets of a line may hold it.
  boolean mayBeIn(byte[] bytes, int from, int to) {
    return (run.isEmpty() || run.get().next(bytes, from, to) >= 0)
        && (beyond.isEmpty() || beyond.get().next(bytes, from, to) >= 0);
  }

  /// Whether it stands in a text of ASCII without escapes.
  ///
  /// @param whole whether nothing else may stand there
  boolean isInPlain(byte[] bytes, int from, int to, boolean whole) {
    return isAscii
        && (whole ? to - from == text.length() : to - from >= text.length())
        && mayBeIn(bytes, from, to);
  }
}

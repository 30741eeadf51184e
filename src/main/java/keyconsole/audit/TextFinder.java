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

  /// Where the first sign of it stands between two offsets of a line: a value that holds it, in
  /// whatever form, reaches beyond that place. Below 0 where none can hold it.
  int next(byte[] bytes, int from, int to) {
    int place = run.isEmpty() ? from : run.get().next(bytes, from, to);
    return beyond.isEmpty() || beyond.get().next(bytes, from, to) >= 0 ? place : -1;
  }

  /// Whether it stands in a value of a line for sure, see [ByteFinder#isInValueAt].
  ///
  /// @param place see [#next]
  boolean isSurelyAt(byte[] bytes, int place, int from, int to) {
    return isAscii && run.isPresent() && run.get().isInValueAt(bytes, place, from, to);
  }

  /// Whether it stands in a text of ASCII without escapes.
  ///
  /// @param place where the first sign of it stands from the beginning of that text on
  /// @param whole whether nothing else may stand there
  boolean isInPlain(int place, int from, int to, boolean whole) {
    return isAscii
        && place + text.length() <= to
        && (!whole || (place == from && text.length() == to - from));
  }
}

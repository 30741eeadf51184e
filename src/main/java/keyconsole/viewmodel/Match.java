package keyconsole.viewmodel;

/// How well a text answers what is typed. Any thread.
final class Match {

  /// Not at all.
  static final int NONE = 0;

  /// Somewhere within a word, or its words here and there.
  static final int WITHIN = 1;

  /// Where a word begins.
  static final int WORD = 2;

  /// Where the text begins.
  static final int START = 3;

  private Match() {}

  /// @param text in lower case
  /// @param wanted in lower case, not empty
  static int of(String text, String wanted) {
    int whole = rank(text, wanted);
    if (whole > NONE || wanted.indexOf(' ') < 0) {
      return whole;
    }
    for (String word : wanted.split(" +", -1)) {
      if (!text.contains(word)) {
        return NONE;
      }
    }
    return WITHIN;
  }

  private static int rank(String text, String wanted) {
    int at = text.indexOf(wanted);
    if (at == 0) {
      return START;
    }
    int found = NONE;
    while (at > 0) {
      if (!Character.isLetterOrDigit(text.charAt(at - 1))) {
        return WORD;
      }
      found = WITHIN;
      at = text.indexOf(wanted, at + 1);
    }
    return found;
  }
}

package keyconsole.viewmodel;

import java.util.List;

/// What is being typed at one place of a search text.
///
/// @param from where the value begins, or the term where no field stands before it
/// @param to behind it, which may be behind the caret
/// @param field in lower case, e.g. `action` or `detail.reason`; empty where none stands there
/// @param wanted what stands before the caret, in lower case and without its opening quote
record AuditPlace(int from, int to, String field, String wanted) {

  static final String DETAIL = "detail.";
  static final List<String> FIELDS = List.of("action", "actor", "key", "from", "to");

  static AuditPlace at(String text, int caret) {
    int term = last(text, 0, caret, false);
    while (term < caret && text.charAt(term) == '-') {
      term++;
    }
    int colon = colon(text, term, caret);
    String field = colon < 0 ? "" : AuditTexts.lower(text.substring(term, colon));
    boolean isField =
        FIELDS.contains(field) || (field.startsWith(DETAIL) && field.length() > DETAIL.length());
    int from = isField ? last(text, colon + 1, caret, true) : term;
    boolean quoted = from < caret && text.charAt(from) == '"';
    String wanted =
        quoted
            ? text.substring(from + 1, caret).replaceAll("\\\\(.)", "$1")
            : text.substring(from, caret);
    return new AuditPlace(
        from, end(text, caret, quoted, isField), isField ? field : "", AuditTexts.lower(wanted));
  }

  /// Where the last word, or the last alternative, begins before a caret.
  private static int last(String text, int start, int caret, boolean commas) {
    int from = start;
    boolean quoted = false;
    for (int i = start; i < caret; i++) {
      char c = text.charAt(i);
      if (quoted) {
        i += c == '\\' ? 1 : 0;
        quoted = c != '"';
      } else if (c == '"') {
        quoted = i == from || ":,-".indexOf(text.charAt(i - 1)) >= 0;
      } else if (commas ? c == ',' : isSpace(c)) {
        from = i + 1;
      }
    }
    return Math.min(from, caret);
  }

  private static int colon(String text, int from, int caret) {
    for (int i = from; i < caret && text.charAt(i) != '"' && !isSpace(text.charAt(i)); i++) {
      if (text.charAt(i) == ':') {
        return i;
      }
    }
    return -1;
  }

  private static int end(String text, int caret, boolean quoted, boolean commas) {
    int to = caret;
    while (to < text.length() && !ends(text.charAt(to), quoted, commas)) {
      to++;
    }
    return quoted && to < text.length() ? to + 1 : to;
  }

  private static boolean ends(char c, boolean quoted, boolean commas) {
    return quoted ? c == '"' : isSpace(c) || (commas && c == ',');
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}

package keyconsole.viewmodel;

import java.util.Collection;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import keyconsole.domain.AuditTerm;

/// Values and terms as they are written in a search text of the audit log.
final class AuditTexts {

  private AuditTexts() {}

  /// A value that stands for the whole of what is looked for.
  static String quoted(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /// A value, in quotes where it needs them to be read as one, or to mean no other.
  ///
  /// @param others values that stand in the same field
  static String value(String value, Collection<String> others) {
    String lower = lower(value);
    boolean needed =
        value.isEmpty()
            || value.startsWith("\"")
            || value.chars().anyMatch(AuditTexts::ends)
            || others.stream()
                .map(AuditTexts::lower)
                .anyMatch(other -> !other.equals(lower) && other.contains(lower));
    return needed ? quoted(value) : value;
  }

  private static boolean ends(int c) {
    return c == ',' || Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /// Whether a name of a detail can be written before a colon.
  static boolean isName(String name) {
    return !name.isEmpty() && name.chars().noneMatch(c -> c == ':' || c == '"' || ends(c));
  }

  /// Whether what is looked for is a value: all of it, or what it is called where no more is asked
  /// for than a part.
  static boolean isNamed(AuditTerm.Value wanted, String value, String called) {
    return wanted.text().equalsIgnoreCase(value)
        || (!wanted.whole() && wanted.text().equalsIgnoreCase(called));
  }

  /// A term with a field, with only some of its values; empty where that is none.
  static String with(AuditTerm term, Predicate<AuditTerm.Value> values) {
    String rest =
        term.values().stream()
            .filter(values)
            .map(each -> each.whole() ? quoted(each.text()) : each.text())
            .collect(Collectors.joining(","));
    return rest.isEmpty() ? "" : term.field() + ":" + rest;
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

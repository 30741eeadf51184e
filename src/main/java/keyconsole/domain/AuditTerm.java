package keyconsole.domain;

import java.util.List;

/// One condition of a search text, as it is written.
///
/// @param from where in the text it begins, with what negates it
/// @param to behind it
/// @param negated whether the opposite is meant
/// @param field what has to hold it, e.g. `action` or `detail.reason`, in lower case; empty for a
///   word or a phrase, which may stand anywhere
/// @param values of which one is enough
public record AuditTerm(int from, int to, boolean negated, String field, List<Value> values) {

  /// A text that is looked for.
  ///
  /// @param text without quotes
  /// @param whole whether it stands in quotes
  public record Value(String text, boolean whole) {}
}

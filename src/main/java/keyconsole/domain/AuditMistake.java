package keyconsole.domain;

/// Why a search text cannot be understood.
///
/// @param written what stands where the mistake is, as far as that tells more
/// @param from where in the text the mistake begins
/// @param to behind it
public record AuditMistake(Kind kind, String written, int from, int to) {

  /// What is wrong.
  public enum Kind {
    /// Nothing follows `not`.
    NOTHING_AFTER_NOT,
    /// Nothing follows a minus, or a space does.
    NOTHING_AFTER_MINUS,
    /// Nothing stands between two quotes.
    EMPTY_QUOTES,
    /// A quote is not closed.
    OPEN_QUOTE,
    /// Neither a space nor a comma follows a value in quotes.
    BEHIND_QUOTE,
    /// No name follows `detail.`.
    NO_DETAIL_NAME,
    /// No value follows a field, which is what is written.
    NO_VALUE,
    /// Neither a date nor a time follows a field, which is what is written.
    NO_MOMENT
  }
}

package keyconsole.viewmodel;

import java.time.Instant;

/// The range of time that a person looks at.
///
/// @param from inclusive
/// @param to exclusive
/// @param range as it is written
/// @param inside how many of the found entries lie in it, in words
public record AuditBrush(Instant from, Instant to, String range, String inside) {

  /// The same range in other words.
  AuditBrush told(String other) {
    return new AuditBrush(from, to, other, inside);
  }
}

package keyconsole.domain;

import java.time.LocalDate;
import java.util.Optional;

/// What is asked of the usage lines.
///
/// @param ownerId only keys of this owner; empty for all
/// @param keyId only this key; empty for all
/// @param from first UTC day, inclusive
/// @param to last UTC day, inclusive
public record UsageQuery(
    Optional<String> ownerId, Optional<KeyId> keyId, LocalDate from, LocalDate to) {

  /// All keys in a range of days.
  public static UsageQuery between(LocalDate from, LocalDate to) {
    return new UsageQuery(Optional.empty(), Optional.empty(), from, to);
  }
}

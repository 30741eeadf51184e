package keyconsole.domain;

import java.util.Optional;

/// Where a key comes from and what took its place, as far as the audit lines tell.
///
/// @param creator who made it
/// @param predecessor the key whose place it took
/// @param successor the key that took its place
public record Provenance(
    Optional<String> creator, Optional<KeyId> predecessor, Optional<KeyId> successor) {

  /// Nothing is told.
  public static final Provenance UNKNOWN =
      new Provenance(Optional.empty(), Optional.empty(), Optional.empty());
}

package keyconsole.service;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import keyconsole.domain.ApiKey;
import keyconsole.domain.LastUse;

/// When a key was last used: its file's counter first; where that has lost the moment, the usage
/// lines may know it.
final class LastUses {

  private LastUses() {}

  /// @param counted whether all usage lines were read
  /// @param newest the moment of the key's newest line
  static LastUse of(ApiKey key, boolean counted, Supplier<Optional<Instant>> newest) {
    if (key.usage().lastUsed().isPresent()) {
      return new LastUse.At(key.usage().lastUsed().get());
    }
    if (!counted) {
      return new LastUse.Pending();
    }
    Optional<Instant> inLines = newest.get();
    if (inLines.isPresent()) {
      return new LastUse.At(inLines.get());
    }
    return key.usage().requests() > 0 ? new LastUse.Unknown() : new LastUse.Never();
  }
}

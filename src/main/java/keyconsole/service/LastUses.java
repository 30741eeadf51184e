package keyconsole.service;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import keyconsole.domain.ApiKey;
import keyconsole.domain.LastUse;

/// When a key was last used: by its file's counter or by its newest usage line, whichever is later.
/// A counter is lost where the backend writes over another process's count, and goes back where a
/// file is restored: a key that is in use must not be told to be idle for that.
final class LastUses {

  private LastUses() {}

  /// @param counted whether all usage lines were read
  /// @param newest the moment of the key's newest line
  static LastUse of(ApiKey key, boolean counted, Supplier<Optional<Instant>> newest) {
    Optional<Instant> inFile = key.usage().lastUsed();
    Optional<Instant> inLines = counted ? newest.get() : Optional.empty();
    if (inFile.isPresent() || inLines.isPresent()) {
      return new LastUse.At(later(inFile.orElse(Instant.MIN), inLines.orElse(Instant.MIN)));
    }
    if (!counted) {
      return new LastUse.Pending();
    }
    return key.usage().requests() > 0 ? new LastUse.Unknown() : new LastUse.Never();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}

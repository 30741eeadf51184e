package keyconsole.domain;

import java.time.Instant;
import java.util.Optional;

/// Which console holds the lock against the others, as it says itself.
///
/// @param user may be blank
/// @param host may be blank
/// @param process its number; 0 where it does not say
/// @param since when it took the lock; empty where it does not say
public record LockHolder(String user, String host, long process, Optional<Instant> since) {

  /// One that does not say who it is.
  public static final LockHolder UNKNOWN = new LockHolder("", "", 0, Optional.empty());

  /// E.g. `olu on build7, process 4711, since 2026-11-26T10:42:00Z`.
  @Override
  public String toString() {
    return equals(UNKNOWN)
        ? "it does not say who it is"
        : user
            + " on "
            + host
            + ", process "
            + process
            + since.map(at -> ", since " + at).orElse("");
  }
}

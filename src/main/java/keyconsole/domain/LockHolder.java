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
  public Message told() {
    if (equals(UNKNOWN)) {
      return Message.of(FileTrouble.HOLDER_UNKNOWN);
    }
    String number = String.valueOf(process);
    return since
        .map(at -> Message.of(FileTrouble.HOLDER_SINCE, user, host, number, at))
        .orElseGet(() -> Message.of(FileTrouble.HOLDER, user, host, number));
  }
}

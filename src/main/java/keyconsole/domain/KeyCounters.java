package keyconsole.domain;

import java.time.Instant;
import java.util.Optional;

/// What the backend counted for a key since it was made.
///
/// @param lastUsed empty where the key was never used
/// @param bytesTransferred the backend never changes it
/// @param errors the backend never changes it
/// @param rateLimitHits requests denied by the hourly limit
public record KeyCounters(
    long requests,
    Optional<Instant> lastUsed,
    long bytesTransferred,
    long errors,
    long rateLimitHits) {

  /// The counters of a key that was never used.
  public static final KeyCounters ZERO = new KeyCounters(0, Optional.empty(), 0, 0, 0);
}

package keyconsole.domain;

import java.time.Instant;

/// One of the backend's counters of a key that became less, since two of its writes met. It is told
/// and not mended: the counters are the backend's.
///
/// @param before what was counted
/// @param after what is counted now
/// @param seen when that was seen
public record CountersSetBack(
    KeyId key, String keyName, Counter counter, long before, long after, Instant seen) {

  /// What the backend counts.
  public enum Counter {
    /// Requests that were let through.
    REQUESTS,
    /// Requests that the hourly limit denied.
    DENIALS
  }
}

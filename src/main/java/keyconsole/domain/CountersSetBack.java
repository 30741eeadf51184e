package keyconsole.domain;

import java.time.Instant;

/// The backend's count of a key's requests that became less, since two of its writes met. It is
/// told and not mended: the counters are the backend's.
///
/// @param before requests that were counted
/// @param after requests that are counted now
/// @param seen when that was seen
public record CountersSetBack(KeyId key, String keyName, long before, long after, Instant seen) {}

package keyconsole.domain;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/// What the usage lines say for a range of days.
///
/// @param totalRequests lines counted
/// @param totalErrors lifetime counter of the keys, not of the range
/// @param rateLimitHits lifetime counter of the keys, not of the range
/// @param keysAnalyzed keys that the query covers, used or not
/// @param averagePerDay requests by days of the range; 0 for an empty range
/// @param endpoints by requests, most first
/// @param ips by requests, most first; the empty text stands for an unknown address
/// @param perDay requests a UTC day; days without any are there with 0
/// @param perKey requests a key id as it stands in the lines
/// @param from first day, inclusive
/// @param to last day, inclusive
public record UsageReport(
    long totalRequests,
    long totalErrors,
    long rateLimitHits,
    int keysAnalyzed,
    double averagePerDay,
    List<Count> endpoints,
    List<Count> ips,
    Map<LocalDate, Long> perDay,
    Map<String, Long> perKey,
    LocalDate from,
    LocalDate to) {

  /// How often a value stands in the lines.
  public record Count(String value, long requests) {}
}

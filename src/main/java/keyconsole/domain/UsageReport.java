package keyconsole.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the usage lines say of a [UsageQuery].
///
/// @param totalRequests lines counted
/// @param totalErrors lifetime counter of the keys, not of the range
/// @param rateLimitHits lifetime counter of the keys, not of the range
/// @param keysAnalyzed keys that the query covers, used or not
/// @param averagePerDay requests by days of the range; 0 for an empty range
/// @param activeKeys ids that have requests, of keys that exist or not
/// @param peakHour the busiest hour of the zone, the earliest of equal ones; empty without requests
/// @param steps the points of the series, in the order of time; the first and the last may cover
///   less than a whole step
/// @param total requests at each of [#steps]
/// @param bands the eight with the most requests, most first
/// @param other what is not in [#bands]; empty where nothing is left
/// @param week requests by weekday, Monday first, and hour of the zone: 7 lists of 24
/// @param weekHours how many hours of the range each of [#week] is, of those that there is a usage
///   file for; where that is 0, its 0 says nothing
/// @param keys ids by requests, most first, whatever keys and owners are asked for: what all other
///   parts of the filter let through
/// @param owners the same for owners, whatever owners and keys are asked for; ids of keys that no
///   longer exist belong to the empty text
/// @param endpoints the same for endpoints, whatever endpoints are asked for
/// @param ips the same for addresses, whatever addresses are asked for; at most [#MOST_IPS]
/// @param ipError how many requests may be missing from each of [#ips], because the least of very
///   many addresses are not kept; 0 where they are exact
/// @param perKey requests an id of what the whole filter lets through
/// @param peaks the highest use of limits, nearest to the limit first; at most [#MOST_PEAKS]
/// @param before the period compared with; empty where none was asked for
public record UsageReport(
    UsageQuery query,
    long totalRequests,
    long totalErrors,
    long rateLimitHits,
    int keysAnalyzed,
    double averagePerDay,
    int activeKeys,
    Optional<Peak> peakHour,
    List<Step> steps,
    List<Long> total,
    List<Band> bands,
    Optional<Other> other,
    List<List<Long>> week,
    List<List<Long>> weekHours,
    List<Count> keys,
    List<Count> owners,
    List<Count> endpoints,
    List<Count> ips,
    long ipError,
    Map<String, Long> perKey,
    List<LimitPeak> peaks,
    Optional<Before> before) {

  /// How many addresses are told.
  public static final int MOST_IPS = 1_000;

  /// How many peaks are told.
  public static final int MOST_PEAKS = 100;

  /// How many bands a series has beside the rest.
  public static final int MOST_BANDS = 8;

  /// How often a value stands in the lines.
  public record Count(String value, long requests) {}

  /// An hour and what was in it.
  ///
  /// @param start its beginning
  public record Peak(Instant start, long requests) {}

  /// A point of a series.
  ///
  /// @param start its beginning
  /// @param known whether there is a usage file for any part of it; where not, its 0 says nothing
  public record Step(Instant start, boolean known) {}

  /// A part of a series.
  ///
  /// @param value a key's id, an owner or an endpoint
  /// @param counts requests at each step
  public record Band(String value, long requests, List<Long> counts) {}

  /// What is left beside the bands.
  ///
  /// @param values how many keys, owners or endpoints these are
  public record Other(int values, long requests, List<Long> counts) {}

  /// The period that is compared with.
  ///
  /// @param total requests at the point that corresponds to each of [UsageReport#steps]
  /// @param known whether there is a usage file for any part of that point
  public record Before(
      Instant from,
      Instant to,
      long totalRequests,
      double averagePerDay,
      int activeKeys,
      List<Long> total,
      List<Boolean> known) {}

  /// Which of a key's limits.
  public enum Limit {
    HOUR,
    DAY,
    MONTH
  }

  /// The highest use of one limit of one key in a UTC hour, day or month that the range touches.
  ///
  /// @param start beginning of that hour, day or month
  /// @param used requests in it, those outside of the range too
  /// @param allowed the limit
  public record LimitPeak(KeyId key, Limit limit, Instant start, long used, long allowed) {}
}

package keyconsole.usage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import keyconsole.domain.UsageReport;

/// What the usage lines alone say of a query; texts are as they stand in the lines.
///
/// @param perKey requests an id of what the whole filter lets through
/// @param keys requests an id, whatever keys are asked for
/// @param endpoints requests an endpoint, whatever endpoints are asked for
/// @param ips most first, whatever addresses are asked for
/// @param ipError how many requests may be missing from each of `ips`
/// @param peak the busiest hour of the zone; empty without requests
/// @param bands most first
/// @param week by hour of the week from Monday 0 h on, whatever hours are asked for
/// @param weekHours how many hours each of `week` is, of those that anything is known of
/// @param before the period compared with
public record UsageAnswer(
    Map<String, Long> perKey,
    Map<String, Long> keys,
    Map<String, Long> endpoints,
    List<UsageReport.Count> ips,
    long ipError,
    Optional<UsageReport.Peak> peak,
    List<UsageReport.Step> steps,
    List<Long> total,
    List<UsageReport.Band> bands,
    Optional<UsageReport.Other> other,
    List<Long> week,
    List<Long> weekHours,
    Optional<Before> before) {

  /// The period compared with.
  ///
  /// @param total at the point that corresponds to each of [UsageAnswer#steps]
  public record Before(
      Instant from, Instant to, Map<String, Long> perKey, List<Long> total, List<Boolean> known) {}
}

package keyconsole.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// What is asked of the usage lines.
///
/// @param from inclusive, at the beginning of an hour of the zone
/// @param to exclusive, at the beginning of an hour of the zone
/// @param zone whose hours, days and weeks are meant
/// @param step what one point of the series covers
/// @param bands what the series is told apart by
/// @param weeksBefore how many whole weeks before the period lies that this one is compared with,
///   so that weekdays meet; 0 for no comparison
public record UsageQuery(
    Instant from,
    Instant to,
    ZoneId zone,
    Step step,
    Bands bands,
    int weeksBefore,
    UsageFilter filter) {

  /// What one point of a series covers.
  public enum Step {
    HOUR,
    DAY,
    /// From Monday on.
    WEEK
  }

  /// What a series is told apart by.
  public enum Bands {
    KEY,
    OWNER,
    ENDPOINT
  }

  /// All requests of a range of whole days, both inclusive, day by day, not compared.
  public static UsageQuery ofDays(LocalDate from, LocalDate to, ZoneId zone) {
    return new UsageQuery(
        from.atStartOfDay(zone).toInstant(),
        to.plusDays(1).atStartOfDay(zone).toInstant(),
        zone,
        Step.DAY,
        Bands.KEY,
        0,
        UsageFilter.NONE);
  }

  /// All requests of a range of UTC days, both inclusive.
  public static UsageQuery between(LocalDate from, LocalDate to) {
    return ofDays(from, to, ZoneOffset.UTC);
  }

  /// The same for what a filter lets through.
  public UsageQuery with(UsageFilter narrowed) {
    return new UsageQuery(from, to, zone, step, bands, weeksBefore, narrowed);
  }

  /// The same with points of another size.
  public UsageQuery with(Step other) {
    return new UsageQuery(from, to, zone, other, bands, weeksBefore, filter);
  }

  /// The same told apart by something else.
  public UsageQuery with(Bands other) {
    return new UsageQuery(from, to, zone, step, other, weeksBefore, filter);
  }

  /// The same compared with the period that begins so many weeks before; 0 for none.
  public UsageQuery comparedWith(int weeks) {
    return new UsageQuery(from, to, zone, step, bands, weeks, filter);
  }

  /// Days of the range, as [#zone] counts them: 1 for 24 hours; 0 for an empty range.
  public double days() {
    if (!from.isBefore(to)) {
      return 0;
    }
    long whole = ChronoUnit.DAYS.between(from.atZone(zone), to.atZone(zone));
    long hours = ChronoUnit.HOURS.between(from.atZone(zone).plusDays(whole), to.atZone(zone));
    return whole + hours / 24.0;
  }
}

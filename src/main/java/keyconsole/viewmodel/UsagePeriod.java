package keyconsole.viewmodel;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import keyconsole.domain.UsageFilter;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageQuery.Bands;
import keyconsole.domain.UsageQuery.Step;

/// A range of the usage screen with its beginning and end. Days are whole, so that today does not
/// look like a fall; only the last 24 hours go up to now.
///
/// @param from inclusive
/// @param to exclusive
/// @param weeksBefore how many whole weeks before lies the period to compare with, so that weekdays
///   meet
/// @param steps what a point of the series may cover, the usual one last
record UsagePeriod(
    Instant from, Instant to, ZoneId zone, int weeksBefore, List<Step> steps, boolean wholeDays) {

  private static final int LONGEST_BY_HOUR = 7;
  private static final int LONGEST_BY_DAY = 92;
  private static final int DAYS_OF_WEEK = 7;

  /// One of the ranges with a fixed length, as seen from this moment.
  static UsagePeriod of(UsageRange range, Instant now, ZoneId zone) {
    if (range == UsageRange.HOURS_24) {
      var end = now.atZone(zone).truncatedTo(ChronoUnit.HOURS).plusHours(1);
      var begin = end.minusHours(24).truncatedTo(ChronoUnit.HOURS);
      return new UsagePeriod(
          begin.toInstant(), end.toInstant(), zone, range.weeksBefore(), List.of(Step.HOUR), false);
    }
    LocalDate today = LocalDate.ofInstant(now, zone);
    return of(today.minusDays(range.days()), today.minusDays(1), zone, range.weeksBefore());
  }

  /// Whole days, both inclusive, compared with as many whole weeks before as they touch.
  static UsagePeriod ofDays(LocalDate first, LocalDate last, ZoneId zone) {
    return of(first, last, zone, Math.ceilDiv(days(first, last), DAYS_OF_WEEK));
  }

  private static UsagePeriod of(LocalDate first, LocalDate last, ZoneId zone, int weeksBefore) {
    return new UsagePeriod(
        first.atStartOfDay(zone).toInstant(),
        last.plusDays(1).atStartOfDay(zone).toInstant(),
        zone,
        weeksBefore,
        steps(days(first, last)),
        true);
  }

  private static int days(LocalDate first, LocalDate last) {
    return Math.toIntExact(ChronoUnit.DAYS.between(first, last) + 1);
  }

  private static List<Step> steps(int days) {
    if (days == 1) {
      return List.of(Step.HOUR);
    }
    if (days <= LONGEST_BY_HOUR) {
      return List.of(Step.HOUR, Step.DAY);
    }
    return List.of(days <= LONGEST_BY_DAY ? Step.DAY : Step.WEEK);
  }

  /// The first day of the zone.
  LocalDate firstDay() {
    return LocalDate.ofInstant(from, zone);
  }

  /// The last day of the zone.
  LocalDate lastDay() {
    return LocalDate.ofInstant(to.minusNanos(1), zone);
  }

  /// What is asked for it.
  ///
  /// @param wanted taken where it is one of [#steps]
  UsageQuery query(Step wanted, Bands bands, boolean compared, UsageFilter filter) {
    Step step = steps.contains(wanted) ? wanted : steps.getLast();
    return new UsageQuery(from, to, zone, step, bands, compared ? weeksBefore : 0, filter);
  }
}

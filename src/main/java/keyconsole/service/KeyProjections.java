package keyconsole.service;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import keyconsole.domain.KeyUsage.Basis;
import keyconsole.domain.KeyUsage.Projection;
import keyconsole.domain.UsageReport.Limit;

/// Says what is to be expected of the hour, the day and the month that run. The rules:
/// - **Hour**: the pace so far goes on, once five minutes have passed.
/// - **Day and month**: each hour to come brings what is usual at that hour of the week, times how
///   much busier than usual the window was so far. Usual is the mean of the hours of the last four
///   weeks that there are usage files for. How much busier is used by usual, with one mean hour
///   (for a month one mean day) of the usual added to both, so that the first few requests of a
///   window do not decide it.
/// - Where less than two weeks are known, or the key was not used in them: the pace so far goes on,
///   once an hour of the day, or a day of the month, has passed.
/// - Requests end with the key's expiry. Nothing is said of a key that lets nobody in, of a day or
///   month of one that was not used for seven days, since what was usual is no more, and where
///   there are no requests to go by.
///
/// Immutable.
final class KeyProjections {

  static final Duration LEAST_OF_HOUR = Duration.ofMinutes(5);
  static final Duration LEAST_OF_DAY = Duration.ofHours(1);
  static final Duration LEAST_OF_MONTH = Duration.ofDays(1);
  private static final int USUAL_WEEKS = 4;
  private static final int LEAST_WEEKS = 2;
  private static final double SECONDS_PER_HOUR = 3_600;
  private static final Duration IDLE = Duration.ofDays(7);

  private final Instant now;
  private final Instant requestsEnd;
  private final boolean idle;
  private final boolean enough;
  private final double[] usual;
  private final double meanHour;

  /// @param requestsEnd when the key stops answering; not after `now` where it does not answer
  KeyProjections(KeyHours hours, Instant now, Instant requestsEnd) {
    this.now = now;
    this.requestsEnd = requestsEnd;
    this.idle = hours.sumFrom(now.minus(IDLE)) == 0;
    this.usual = usual(hours, now);
    this.meanHour = Arrays.stream(usual).average().orElse(0);
    this.enough = meanHour > 0 && reachesBack(hours, now);
  }

  /// The mean of each hour of the week over whole hours.
  private static double[] usual(KeyHours hours, Instant now) {
    double[] sums = new double[KeyHours.HOURS_PER_WEEK];
    int[] counts = new int[KeyHours.HOURS_PER_WEEK];
    int running = hours.indexOf(now);
    int first = Math.max(0, running - USUAL_WEEKS * KeyHours.HOURS_PER_WEEK);
    for (int hour = first; hour < Math.min(running, hours.size()); hour++) {
      if (hours.isKnown(hour)) {
        sums[hours.weekHour(hour)] += hours.requests(hour);
        counts[hours.weekHour(hour)]++;
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] = counts[i] == 0 ? 0 : sums[i] / counts[i];
    }
    return sums;
  }

  private static boolean reachesBack(KeyHours hours, Instant now) {
    int last = Math.min(hours.indexOf(now) - LEAST_WEEKS * KeyHours.HOURS_PER_WEEK, hours.size());
    for (int hour = 0; hour <= last; hour++) {
      if (hours.isKnown(hour)) {
        return true;
      }
    }
    return false;
  }

  /// @param end of the window, exclusive
  Optional<Projection> of(Limit limit, Instant start, Instant end, long used, long allowed) {
    Instant until = requestsEnd.isBefore(end) ? requestsEnd : end;
    if ((idle && limit != Limit.HOUR) || !now.isBefore(until)) {
      return Optional.empty();
    }
    if (limit != Limit.HOUR && enough) {
      return Optional.of(byUsual(limit, start, until, used, allowed));
    }
    Duration passed = Duration.between(start, now);
    return used == 0 || passed.compareTo(least(limit)) < 0
        ? Optional.empty()
        : Optional.of(byPace(passed, until, used, allowed));
  }

  private static Duration least(Limit limit) {
    return switch (limit) {
      case HOUR -> LEAST_OF_HOUR;
      case DAY -> LEAST_OF_DAY;
      case MONTH -> LEAST_OF_MONTH;
    };
  }

  private Projection byPace(Duration passed, Instant until, long used, long allowed) {
    double perSecond = used / seconds(passed);
    double expected = used + perSecond * seconds(Duration.between(now, until));
    return new Projection(
        Math.round(expected),
        Basis.PACE,
        used >= allowed || expected < allowed
            ? Optional.empty()
            : Optional.of(later((allowed - used) / perSecond)));
  }

  private Projection byUsual(Limit limit, Instant start, Instant until, long used, long allowed) {
    double added = limit == Limit.DAY ? meanHour : meanHour * KeyHours.HOURS_PER_DAY;
    double busier = (used + added) / (usualBetween(start, now) + added);
    double expected = used;
    Optional<Instant> reached = Optional.empty();
    Instant from = now;
    while (from.isBefore(until)) {
      Instant to = earlier(nextHour(from), until);
      double more = busier * usualBetween(from, to);
      if (reached.isEmpty() && used < allowed && expected + more >= allowed) {
        double share = (allowed - expected) / more;
        reached = Optional.of(plus(from, share * seconds(Duration.between(from, to))));
      }
      expected += more;
      from = to;
    }
    return new Projection(Math.round(expected), Basis.USUAL, reached);
  }

  private double usualBetween(Instant from, Instant to) {
    double sum = 0;
    Instant at = from;
    while (at.isBefore(to)) {
      Instant next = earlier(nextHour(at), to);
      sum += usual[KeyHours.weekHour(at)] * seconds(Duration.between(at, next)) / SECONDS_PER_HOUR;
      at = next;
    }
    return sum;
  }

  private static Instant nextHour(Instant moment) {
    return moment.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private Instant later(double seconds) {
    return plus(now, seconds);
  }

  private static Instant plus(Instant moment, double seconds) {
    return moment.plusMillis(Math.round(seconds * 1_000));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }
}

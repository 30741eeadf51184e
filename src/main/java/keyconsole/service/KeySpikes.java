package keyconsole.service;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import keyconsole.domain.KeyUsage;
import keyconsole.domain.KeyUsage.Spike;

/// Finds the hours of the last 30 days that had far more requests than is usual for them.
///
/// Usual is the median of the same hour of the week in the other weeks that are known; where those
/// are fewer than three, of the same hour of the other days; where those are fewer than seven,
/// nothing is usual and nothing is a spike. A key that is silent three hours in four has a median
/// of zero nearly everywhere, so that any use would stand out: where its median is zero, it is
/// compared with the hours that it was used in on other days, if any.
///
/// An hour is a spike where its requests are at least 20, at least twice the usual, and more than
/// six median absolute deviations above it. A deviation counts as at least two thirds of the root
/// of the usual, which is what pure chance makes of it, and as at least one. The hour that runs
/// counts with what it has so far. Of more than [KeyUsage#MOST_SPIKES] those furthest above the
/// usual are told.
final class KeySpikes {

  static final int LEAST_REQUESTS = 20;
  static final int LEAST_TIMES_USUAL = 2;
  static final int DEVIATIONS = 6;
  private static final double CHANCE = 2.0 / 3;
  private static final int LEAST_WEEKS = 3;
  private static final int LEAST_DAYS = 7;
  private static final int SELDOM = 4;
  private static final Duration LOOKED_AT = Duration.ofDays(30);

  private final KeyHours hours;
  private final boolean seldomUsed;

  private KeySpikes(KeyHours hours) {
    this.hours = hours;
    this.seldomUsed = count(hours::isKnown) > SELDOM * count(this::isUsed);
  }

  private long count(IntPredicate which) {
    return IntStream.range(0, hours.size()).filter(which).count();
  }

  private boolean isUsed(int hour) {
    return hours.requests(hour) > 0;
  }

  /// The spikes, newest first.
  static List<Spike> in(KeyHours hours, Instant now) {
    return new KeySpikes(hours).found(Math.max(0, hours.indexOf(now.minus(LOOKED_AT))));
  }

  private List<Spike> found(int first) {
    List<Spike> found = new ArrayList<>();
    for (int hour = first; hour < hours.size(); hour++) {
      if (hours.requests(hour) >= LEAST_REQUESTS) {
        long[] others = others(hour);
        if (others.length > 0 && isFarAbove(hours.requests(hour), others)) {
          long usual = Math.round(median(others));
          found.add(new Spike(hours.start(hour), hours.requests(hour), usual));
        }
      }
    }
    return found.stream()
        .sorted(Comparator.comparingLong((Spike each) -> each.usual() - each.requests()))
        .limit(KeyUsage.MOST_SPIKES)
        .sorted(Comparator.comparing(Spike::hour).reversed())
        .toList();
  }

  /// What an hour is compared with; empty where nothing is usual.
  private long[] others(int hour) {
    long[] same = every(hour, KeyHours.HOURS_PER_WEEK, hours::isKnown);
    if (same.length < LEAST_WEEKS) {
      same = every(hour, KeyHours.HOURS_PER_DAY, hours::isKnown);
      if (same.length < LEAST_DAYS) {
        return new long[0];
      }
    }
    if (!seldomUsed || median(same) > 0) {
      return same;
    }
    // Of other days, since a burst would have its own hours to be compared with.
    long[] used = every(hour, 1, at -> isUsed(at) && Math.abs(at - hour) >= KeyHours.HOURS_PER_DAY);
    return used.length == 0 ? same : used;
  }

  /// Requests of the hours that lie a multiple of so many away.
  private long[] every(int hour, int apart, IntPredicate which) {
    return IntStream.iterate(hour % apart, at -> at < hours.size(), at -> at + apart)
        .filter(at -> at != hour)
        .filter(which)
        .mapToLong(hours::requests)
        .toArray();
  }

  private static boolean isFarAbove(long requests, long[] others) {
    double median = median(others);
    long[] away = Arrays.stream(others).map(each -> Math.abs(each - Math.round(median))).toArray();
    double deviation = Math.max(Math.max(median(away), CHANCE * Math.sqrt(median)), 1);
    return requests >= LEAST_TIMES_USUAL * median && requests > median + DEVIATIONS * deviation;
  }

  private static double median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
  }
}

package keyconsole.service;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import keyconsole.domain.UsageReport;

/// The requests of one key hour by hour up to a moment, and which of those hours anything is known
/// of. UTC. Immutable.
final class KeyHours {

  static final int HOURS_PER_DAY = 24;
  static final int HOURS_PER_WEEK = 7 * HOURS_PER_DAY;
  private static final long SECONDS_PER_HOUR = 3_600;

  /// 1 January 1970 was a Thursday.
  private static final long HOURS_TO_MONDAY = 3 * HOURS_PER_DAY;

  private final long firstHour;
  private final long[] requests;
  private final boolean[] known;

  /// @param start the beginning of the first hour
  /// @param requests one number an hour; the last hour is the one that runs
  /// @param known whether there is a usage file for it
  KeyHours(Instant start, long[] requests, boolean[] known) {
    this.firstHour = hourOf(start);
    this.requests = requests.clone();
    this.known = known.clone();
  }

  /// The hours of a report up to the one that a moment is in.
  ///
  /// @param since hours before count as unknown: the key was not there
  static KeyHours of(List<UsageReport.Step> steps, List<Long> total, Instant since, Instant now) {
    Instant running = now.truncatedTo(ChronoUnit.HOURS);
    Instant born = since.truncatedTo(ChronoUnit.HOURS);
    int count = 0;
    while (count < steps.size() && !steps.get(count).start().isAfter(running)) {
      count++;
    }
    long[] requests = new long[count];
    boolean[] known = new boolean[count];
    for (int i = 0; i < count; i++) {
      requests[i] = total.get(i);
      known[i] = requests[i] > 0 || (steps.get(i).known() && !steps.get(i).start().isBefore(born));
    }
    return new KeyHours(steps.getFirst().start(), requests, known);
  }

  private static long hourOf(Instant moment) {
    return Math.floorDiv(moment.getEpochSecond(), SECONDS_PER_HOUR);
  }

  int size() {
    return requests.length;
  }

  Instant start(int hour) {
    return Instant.ofEpochSecond((firstHour + hour) * SECONDS_PER_HOUR);
  }

  long requests(int hour) {
    return requests[hour];
  }

  boolean isKnown(int hour) {
    return known[hour];
  }

  /// The place of the hour that a moment is in; may lie outside.
  int indexOf(Instant moment) {
    return Math.toIntExact(hourOf(moment) - firstHour);
  }

  /// Which hour of the week it is, from Monday 0 h on.
  int weekHour(int hour) {
    return weekHour(start(hour));
  }

  static int weekHour(Instant moment) {
    return (int) Math.floorMod(hourOf(moment) + HOURS_TO_MONDAY, (long) HOURS_PER_WEEK);
  }

  /// Requests of the hours from one on, to the one that runs.
  long sumFrom(Instant moment) {
    int from = Math.clamp(indexOf(moment), 0, requests.length);
    return Arrays.stream(requests, from, requests.length).sum();
  }
}

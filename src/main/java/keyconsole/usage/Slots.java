package keyconsole.usage;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import keyconsole.domain.UsageFilter.WeekHour;
import keyconsole.domain.UsageQuery.Step;

/// A range of time in the smallest parts that are counted, and what each of them is in a zone: its
/// hour, its step of a series, its hour of the week. Immutable.
final class Slots {

  private static final int MINUTES_PER_DAY = 1_440;

  /// Longer than any offset between two transitions could be.
  private static final int MOST_TRANSITIONS = 10_000;

  private final int minutes;
  private final long first;
  private final int[] steps;
  private final int[] hours;
  private final int[] weekHours;
  private final List<Instant> stepStarts = new ArrayList<>();
  private final List<Instant> hourStarts = new ArrayList<>();

  /// @param minutes how long a slot is: see [#minutesFor]
  Slots(Instant from, Instant to, ZoneId zone, Step step, int minutes) {
    this.minutes = minutes;
    this.first = Math.floorDiv(from.getEpochSecond(), minutes * 60L);
    long end = Math.ceilDiv(to.getEpochSecond(), minutes * 60L);
    int size = Math.toIntExact(Math.max(0, end - first));
    steps = new int[size];
    hours = new int[size];
    weekHours = new int[size];
    fill(zone, step);
  }

  private void fill(ZoneId zone, Step step) {
    ZoneRules rules = zone.getRules();
    LocalDateTime before = LocalDateTime.MIN;
    for (int i = 0; i < steps.length; i++) {
      Instant start = Instant.ofEpochSecond((first + i) * minutes * 60L);
      LocalDateTime local = LocalDateTime.ofInstant(start, rules.getOffset(start));
      boolean hourBegins = i == 0 || !sameHour(before, local);
      if (hourBegins) {
        hourStarts.add(start);
      }
      if (i == 0 || begins(step, hourBegins, before, local)) {
        stepStarts.add(start);
      }
      hours[i] = hourStarts.size() - 1;
      steps[i] = stepStarts.size() - 1;
      weekHours[i] = weekHour(local.getDayOfWeek(), local.getHour());
      before = local;
    }
  }

  /// Where clocks are put back, the same hour comes again and is another one.
  private static boolean sameHour(LocalDateTime before, LocalDateTime local) {
    return before.truncatedTo(ChronoUnit.HOURS).equals(local.truncatedTo(ChronoUnit.HOURS))
        && local.isAfter(before);
  }

  private static boolean begins(
      Step step, boolean hourBegins, LocalDateTime before, LocalDateTime local) {
    return switch (step) {
      case HOUR -> hourBegins;
      case DAY -> local.toLocalDate().isAfter(before.toLocalDate());
      case WEEK -> monday(local.toLocalDate()).isAfter(monday(before.toLocalDate()));
    };
  }

  private static LocalDate monday(LocalDate date) {
    return date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  /// How long slots must be, in minutes, so that hours of the zone begin with one: 60 where its
  /// offsets are whole hours for as long as the range lasts, else 15.
  static int minutesFor(ZoneId zone, Instant from, Instant to) {
    ZoneRules rules = zone.getRules();
    if (!isWholeHours(rules.getOffset(from))) {
      return 15;
    }
    var next = rules.nextTransition(from);
    for (int i = 0; i < MOST_TRANSITIONS && next != null; i++) {
      if (!next.getInstant().isBefore(to)) {
        return 60;
      }
      if (!isWholeHours(next.getOffsetAfter())) {
        return 15;
      }
      next = rules.nextTransition(next.getInstant());
    }
    return 60;
  }

  private static boolean isWholeHours(ZoneOffset offset) {
    return offset.getTotalSeconds() % 3_600 == 0;
  }

  static int weekHour(DayOfWeek day, int hour) {
    return (day.getValue() - 1) * 24 + hour;
  }

  static int weekHour(WeekHour hour) {
    return weekHour(hour.day(), hour.hour());
  }

  int size() {
    return steps.length;
  }

  /// The UTC days that the range touches, as days since 1970; an empty range touches none.
  long firstDay() {
    return Math.floorDiv(first, (long) perDay());
  }

  long lastDay() {
    return Math.floorDiv(first + size() - 1, (long) perDay());
  }

  private int perDay() {
    return MINUTES_PER_DAY / minutes;
  }

  /// The place in the range of the first slot of a UTC day; may be outside of it.
  int ofDay(long day) {
    return Math.toIntExact(
        Math.clamp(day * perDay() - first, Integer.MIN_VALUE / 2, Integer.MAX_VALUE / 2));
  }

  boolean holds(int slot) {
    return slot >= 0 && slot < steps.length;
  }

  /// Whether all of a UTC day that begins at a place is in the range.
  boolean holdsDay(int first) {
    return holds(first) && holds(first + perDay() - 1);
  }

  int step(int slot) {
    return steps[slot];
  }

  int hour(int slot) {
    return hours[slot];
  }

  int weekHour(int slot) {
    return weekHours[slot];
  }

  List<Instant> stepStarts() {
    return stepStarts;
  }

  List<Instant> hourStarts() {
    return hourStarts;
  }

  /// How many hours of the range each hour of the week is, of those that have a part on one of the
  /// days.
  long[] weekHoursOn(LongPredicate isKnown) {
    long[] counts = new long[7 * 24];
    long day = Long.MIN_VALUE;
    boolean known = false;
    int counted = -1;
    for (int i = 0; i < hours.length; i++) {
      long of = Math.floorDiv(first + i, (long) perDay());
      known = of == day ? known : isKnown.test(of);
      day = of;
      if (known && hours[i] != counted) {
        counts[weekHours[i]]++;
        counted = hours[i];
      }
    }
    return counts;
  }

  /// Which steps have a part on one of the days.
  boolean[] stepsOn(LongPredicate isKnown) {
    boolean[] on = new boolean[stepStarts.size()];
    int perDay = perDay();
    for (long day = firstDay(); size() > 0 && day <= lastDay(); day++) {
      if (isKnown.test(day)) {
        int begin = Math.max(0, ofDay(day));
        int end = Math.min(size(), ofDay(day) + perDay);
        if (begin < end) {
          Arrays.fill(on, steps[begin], steps[end - 1] + 1, true);
        }
      }
    }
    return on;
  }
}

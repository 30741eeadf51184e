package keyconsole.viewmodel;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import keyconsole.domain.UsageFilter.WeekHour;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageQuery.Step;

/// Days, hours and zones in a person's words.
final class UsageTimes {

  private static final DateForm DAY = DateForm.of("d MMM uuuu");
  private static final DateForm DAY_OF_YEAR = DateForm.of("d MMM");
  private static final DateForm WEEKDAY = DateForm.of("EEE d MMM");
  private static final DateForm FULL_DAY = DateForm.of("EEEE d MMMM uuuu");
  private static final DateForm HOUR = DateForm.of("HH:mm");
  private static final DateForm HOUR_OF_DAY = DateForm.of("EEE d MMM, HH:mm");
  private static final DateForm FROM_HOUR = DateForm.of("EEE d MMM uuuu, HH:mm");
  private static final DateForm BEGIN = DateForm.of("d MMM, HH:mm");
  private static final int HOURS_BETWEEN_LABELS = 3;
  private static final int SECONDS_OF_HOUR = 3_600;

  private UsageTimes() {}

  /// `22 Nov 2026`.
  static String day(LocalDate day) {
    return DAY.format(day);
  }

  /// `24 Oct – 22 Nov 2026`; both years where they differ.
  static String days(LocalDate first, LocalDate last) {
    if (first.equals(last)) {
      return day(first);
    }
    DateForm begin = first.getYear() == last.getYear() ? DAY_OF_YEAR : DAY;
    return begin.format(first) + " – " + day(last);
  }

  /// `22 Nov, 13:00 – 23 Nov, 13:00`.
  static String hours(Instant from, Instant to, ZoneId zone) {
    return BEGIN.format(from.atZone(zone)) + " – " + BEGIN.format(to.atZone(zone));
  }

  /// `Tue 17 Nov, 14:00`, with the offset where that hour comes twice.
  static String hour(Instant start, ZoneId zone) {
    return HOUR_OF_DAY.format(start.atZone(zone)) + again(start, zone);
  }

  /// `UTC`, or `Europe/Berlin, UTC+1`; all offsets where clocks are changed in between.
  static String zone(ZoneId zone, Instant from, Instant to) {
    if (zone.equals(ZoneOffset.UTC)) {
      return "UTC";
    }
    String offsets =
        offsets(zone.getRules(), from, to).stream()
            .map(UsageTimes::offset)
            .collect(Collectors.joining("/"));
    return zone instanceof ZoneOffset ? offsets : zone.getId() + ", " + offsets;
  }

  /// The earliest first.
  private static Set<ZoneOffset> offsets(ZoneRules rules, Instant from, Instant to) {
    Set<ZoneOffset> offsets = new LinkedHashSet<>();
    offsets.add(rules.getOffset(from));
    ZoneOffsetTransition next = rules.nextTransition(from);
    while (next != null && next.getInstant().isBefore(to)) {
      offsets.add(next.getOffsetAfter());
      next = rules.nextTransition(next.getInstant());
    }
    return offsets;
  }

  /// `UTC+1`, `UTC+5:30`, `UTC−3`.
  static String offset(ZoneOffset offset) {
    int seconds = Math.abs(offset.getTotalSeconds());
    int minutes = seconds % SECONDS_OF_HOUR / 60;
    String sign = offset.getTotalSeconds() < 0 ? "−" : "+";
    String rest = minutes == 0 ? "" : String.format(Locale.ROOT, ":%02d", minutes);
    return "UTC" + sign + seconds / SECONDS_OF_HOUR + rest;
  }

  /// What may stand under a point of a series; empty for most.
  static String axis(Instant start, UsageQuery query) {
    ZonedDateTime at = start.atZone(query.zone());
    boolean oneDay = query.days() <= 1;
    return switch (query.step()) {
      case HOUR -> {
        if (oneDay) {
          yield at.getHour() % HOURS_BETWEEN_LABELS == 0 ? HOUR.format(at) : "";
        }
        yield at.getHour() == 0 ? WEEKDAY.format(at) : "";
      }
      case DAY ->
          query.days() <= 7 || at.getDayOfWeek() == DayOfWeek.MONDAY ? WEEKDAY.format(at) : "";
      case WEEK -> DAY_OF_YEAR.format(at);
    };
  }

  /// A point of a series in full.
  ///
  /// @param end its end
  static String point(Instant start, Instant end, ZoneId zone, Step step) {
    ZonedDateTime at = start.atZone(zone);
    return switch (step) {
      case HOUR -> FROM_HOUR.format(at) + "–" + HOUR.format(end.atZone(zone)) + again(start, zone);
      case DAY -> FULL_DAY.format(at);
      case WEEK -> days(at.toLocalDate(), LocalDate.ofInstant(end.minusNanos(1), zone));
    };
  }

  /// The offset of an hour that comes twice, as clocks are put back.
  private static String again(Instant start, ZoneId zone) {
    LocalDateTime local = LocalDateTime.ofInstant(start, zone);
    boolean twice = zone.getRules().getValidOffsets(local).size() > 1;
    return twice ? " (" + offset(zone.getRules().getOffset(start)) + ")" : "";
  }

  /// `Tuesday 14:00`.
  static String weekHour(WeekHour hour) {
    return name(hour.day(), TextStyle.FULL) + " " + clock(hour.hour());
  }

  /// `Tuesday 14:00–15:00`.
  static String wholeWeekHour(WeekHour hour) {
    return weekHour(hour) + "–" + clock((hour.hour() + 1) % 24);
  }

  /// `Tue`.
  static String shortName(DayOfWeek day) {
    return name(day, TextStyle.SHORT);
  }

  private static String name(DayOfWeek day, TextStyle style) {
    return day.getDisplayName(style, Locale.getDefault(Locale.Category.FORMAT));
  }

  private static String clock(int hour) {
    return String.format(Locale.ROOT, "%02d:00", hour);
  }
}

package keyconsole.store;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Timestamps as the backend writes and reads them; see "Timestamps" in the contract.
public final class Timestamps {

  private static final Pattern READ =
      Pattern.compile(
          "(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})"
              + "(?:.(?<hour>[0-9]{2})(?::(?<minute>[0-9]{2})"
              + "(?::(?<second>[0-9]{2})(?:[.,](?<fraction>[0-9]+))?)?)?"
              + "(?<zone>Z|(?<sign>[+-])(?<zoneHour>[0-9]{2})(?::(?<zoneMinute>[0-9]{2}))?)?)?",
          Pattern.DOTALL);

  /// The forms that the backend reads and we do not: basic and week dates, basic times, offsets
  /// without a colon or with seconds.
  private static final Pattern OTHER =
      Pattern.compile(
          "(?<year>[0-9]{4})(?:-?(?<month>[0-9]{2})-?(?<day>[0-9]{2})"
              + "|-?W(?<week>[0-9]{2})(?:-?(?<weekday>[1-7]))?)"
              + "(?:.(?<hour>[0-9]{2})(?::?(?<minute>[0-9]{2})"
              + "(?::?(?<second>[0-9]{2})(?:[.,](?<fraction>[0-9]+))?)?)?"
              + "(?<zone>Z|(?<sign>[+-])(?<zoneHour>[0-9]{2})(?::?(?<zoneMinute>[0-9]{2})"
              + "(?::?[0-9]{2}(?:\\.[0-9]+)?)?)?)?)?",
          Pattern.DOTALL);

  private static final String WRITTEN = "0000-00-00T00:00:00.000000";
  private static final int WRITTEN_TO_THE_SECOND = 19;

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private Timestamps() {}

  /// `2026-11-23T07:18:22.082797`, or without the fraction where it is zero. Cut to microseconds.
  public static String format(Instant moment) {
    LocalDateTime time = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(26);
    digits(text, time.getYear(), 4).append('-');
    digits(text, time.getMonthValue(), 2).append('-');
    digits(text, time.getDayOfMonth(), 2).append('T');
    digits(text, time.getHour(), 2).append(':');
    digits(text, time.getMinute(), 2).append(':');
    digits(text, time.getSecond(), 2);
    int micros = time.getNano() / 1_000;
    if (micros != 0) {
      digits(text.append('.'), micros, 6);
    }
    return text.toString();
  }

  private static StringBuilder digits(StringBuilder text, int number, int width) {
    String digits = Integer.toString(number);
    return text.repeat('0', Math.max(0, width - digits.length())).append(digits);
  }

  /// The moment that a text names, or empty where it is none that we read.
  public static Optional<Instant> parse(String text) {
    return isWritten(text) ? written(text) : parseAnyForm(text);
  }

  /// Whether a text has the form that is written: every timestamp of a folder has it as a rule, and
  /// a pattern would take most of the time of opening one.
  private static boolean isWritten(String text) {
    int length = text.length();
    if (length != WRITTEN.length() && length != WRITTEN_TO_THE_SECOND) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      char form = WRITTEN.charAt(i);
      if (form == '0' ? c < '0' || c > '9' : c != form) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Instant> written(String text) {
    try {
      LocalDateTime time =
          LocalDateTime.of(
              number(text, 0, 4),
              number(text, 5, 7),
              number(text, 8, 10),
              number(text, 11, 13),
              number(text, 14, 16),
              number(text, 17, 19),
              text.length() == WRITTEN_TO_THE_SECOND ? 0 : number(text, 20, 26) * 1_000);
      return inRange(time.toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }

  private static Optional<Instant> parseAnyForm(String text) {
    Matcher parts = READ.matcher(text);
    return parts.matches() ? moment(parts, null) : Optional.empty();
  }

  /// Whether a readable timestamp carries an offset (`Z`, `+02:00`).
  public static boolean hasOffset(String text) {
    if (isWritten(text)) {
      return false;
    }
    Matcher parts = READ.matcher(text);
    return parts.matches() && parts.group("zone") != null;
  }

  /// The moment that a text names in an ISO form that the backend reads and we take for a problem;
  /// to the minute of its offset. Empty where the backend does not read it either.
  static Optional<Instant> parseOtherForm(String text) {
    Matcher parts = OTHER.matcher(text);
    return parts.matches() ? moment(parts, parts.group("week")) : Optional.empty();
  }

  private static Optional<Instant> moment(Matcher parts, @Nullable String week) {
    try {
      int year = number(parts.group("year"));
      LocalDate date =
          week == null
              ? LocalDate.of(year, number(parts.group("month")), number(parts.group("day")))
              : weekDate(year, number(week), parts.group("weekday"));
      LocalDateTime time =
          date.atTime(
              number(parts.group("hour")),
              number(parts.group("minute")),
              number(parts.group("second")),
              nanos(parts.group("fraction")));
      int zoneHour = number(parts.group("zoneHour"));
      int zoneMinute = number(parts.group("zoneMinute"));
      if (zoneHour > 23 || zoneMinute > 59) {
        return Optional.empty();
      }
      int zoneSeconds = zoneHour * 3_600 + zoneMinute * 60;
      boolean west = "-".equals(parts.group("sign"));
      Instant moment =
          time.toInstant(ZoneOffset.UTC).plusSeconds(west ? zoneSeconds : -zoneSeconds);
      return inRange(moment);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> inRange(Instant moment) {
    return moment.isBefore(FIRST) || !moment.isBefore(END) ? Optional.empty() : Optional.of(moment);
  }

  private static LocalDate weekDate(int year, int week, @Nullable String weekday) {
    LocalDate inFirstWeek = LocalDate.of(year, 1, 4);
    return inFirstWeek
        .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, week)
        .with(weekday == null ? DayOfWeek.MONDAY : DayOfWeek.of(number(weekday)));
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static int nanos(@Nullable String fraction) {
    if (fraction == null) {
      return 0;
    }
    String micros = fraction.length() > 6 ? fraction.substring(0, 6) : fraction;
    return Integer.parseInt(micros + "0".repeat(9 - micros.length()));
  }
}

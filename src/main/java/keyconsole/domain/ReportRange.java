package keyconsole.domain;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The UTC days that a report tells of.
///
/// @param from the first
/// @param to the last; not before the first
public record ReportRange(LocalDate from, LocalDate to) {

  /// Ten years. Whoever asks for more has mistyped a year, and every quarter of an hour in between
  /// would be counted.
  private static final int MOST_DAYS = 3_660;

  /// @throws IllegalArgumentException if it ends before it begins, or is too long
  public ReportRange {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("A range does not end before it begins");
    }
    if (isTooLong(from, to)) {
      throw new IllegalArgumentException("A range has no more than " + MOST_DAYS + " days");
    }
  }

  /// Whether there are more days from one to the other, both included, than a report tells of.
  public static boolean isTooLong(LocalDate from, LocalDate to) {
    return ChronoUnit.DAYS.between(from, to) >= MOST_DAYS;
  }

  /// A whole month.
  public static ReportRange of(YearMonth month) {
    return new ReportRange(month.atDay(1), month.atEndOfMonth());
  }

  /// The last month that is over.
  public static ReportRange monthBefore(Instant now) {
    return of(YearMonth.from(now.atZone(ZoneOffset.UTC)).minusMonths(1));
  }

  /// The day that a text names as `2026-10-31`; empty where it names none.
  public static Optional<LocalDate> day(String text) {
    try {
      return text.matches("\\d{4}-\\d{2}-\\d{2}")
          ? Optional.of(LocalDate.parse(text))
          : Optional.empty();
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// The month that a text names as `2026-10`; empty where it names none.
  public static Optional<ReportRange> month(String text) {
    try {
      return text.matches("\\d{4}-\\d{2}")
          ? Optional.of(of(YearMonth.parse(text)))
          : Optional.empty();
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// The beginning of the first day.
  public Instant begin() {
    return from.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /// The end of the last day, which does not belong to it.
  public Instant end() {
    return to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /// The month that it is; empty where it is none.
  public Optional<YearMonth> month() {
    YearMonth month = YearMonth.from(from);
    return equals(of(month)) ? Optional.of(month) : Optional.empty();
  }
}

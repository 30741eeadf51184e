package keyconsole.domain;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

/// The UTC days that a report tells of.
///
/// @param from the first
/// @param to the last; not before the first
public record ReportRange(LocalDate from, LocalDate to) {

  /// @throws IllegalArgumentException if it ends before it begins
  public ReportRange {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("A range does not end before it begins");
    }
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

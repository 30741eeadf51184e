package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import keyconsole.domain.UsageFilter;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageQuery.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is asked for by which range, in which zone.
class UsageSettingsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:10:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

  private static UsageSettings settings(ZoneId local) {
    return new UsageSettings(
        new KeyWords(ResourceBundle.getBundle("i18n.console")),
        Clock.fixed(NOW, ZoneOffset.UTC),
        local);
  }

  private static UsageQuery query(UsageSettings settings) {
    return settings.query(UsageFilter.NONE).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "DAYS_7,  2026-11-16, 2026-11-23, 1,  DAY",
    "DAYS_30, 2026-10-24, 2026-11-23, 5,  DAY",
    "DAYS_90, 2026-08-25, 2026-11-23, 13, DAY",
  })
  void rangesAreWholeDaysUpToYesterdayAndAreComparedByWholeWeeks(
      UsageRange range, LocalDate from, LocalDate to, int weeks, Step step) {
    UsageSettings settings = settings(BERLIN);

    settings.rangeProperty().set(range);

    UsageQuery query = query(settings);
    assertEquals(from.atStartOfDay(ZoneOffset.UTC).toInstant(), query.from());
    assertEquals(to.atStartOfDay(ZoneOffset.UTC).toInstant(), query.to());
    assertEquals(weeks, query.weeksBefore());
    assertEquals(step, query.step());
  }

  @Test
  void theLast24HoursEndWithTheHourThatRuns() {
    UsageSettings settings = settings(BERLIN);

    settings.rangeProperty().set(UsageRange.HOURS_24);

    UsageQuery query = query(settings);
    assertEquals(Instant.parse("2026-11-22T13:00:00Z"), query.from());
    assertEquals(Instant.parse("2026-11-23T13:00:00Z"), query.to());
    assertEquals(1, query.weeksBefore());
    assertEquals(Step.HOUR, query.step());
  }

  @Test
  void hoursOfAHalfHourZoneBeginAtItsOwnFullHours() {
    UsageSettings settings = settings(KOLKATA);
    settings.zoneProperty().set(UsageZones.LOCAL);

    settings.rangeProperty().set(UsageRange.HOURS_24);

    settings.renew();
    assertEquals(Instant.parse("2026-11-23T12:30:00Z"), query(settings).to());
    assertEquals("Asia/Kolkata, UTC+5:30", settings.zoneTextProperty().get());
  }

  @Test
  void aWeekIsShownByDaysUnlessHoursAreAskedFor() {
    UsageSettings settings = settings(BERLIN);
    settings.rangeProperty().set(UsageRange.DAYS_7);

    settings.stepProperty().set(Step.HOUR);

    settings.renew();
    assertEquals(List.of(Step.HOUR, Step.DAY), settings.stepsProperty().get());
    assertEquals(Step.HOUR, query(settings).step());
  }

  @Test
  void nothingIsComparedOnceThatIsTurnedOff() {
    UsageSettings settings = settings(BERLIN);

    settings.comparedProperty().set(false);

    assertEquals(0, query(settings).weeksBefore());
  }

  @Test
  void theZoneIsNamedWithEveryOffsetWhereClocksWereChanged() {
    UsageSettings settings = settings(BERLIN);
    assertEquals("UTC", settings.zoneTextProperty().get());

    settings.zoneProperty().set(UsageZones.LOCAL);
    settings.renew();
    assertEquals("Europe/Berlin, UTC+2/UTC+1", settings.zoneTextProperty().get());

    settings.rangeProperty().set(UsageRange.DAYS_7);
    settings.renew();
    assertEquals("Europe/Berlin, UTC+1", settings.zoneTextProperty().get());

    settings.choose(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 11, 22));
    settings.renew();
    assertEquals("Europe/Berlin, UTC+1/UTC+2", settings.zoneTextProperty().get());
  }

  @Test
  void aDayOnWhichClocksArePutBackHas25HoursAndNamesTheSecondOfTheTwin() {
    LocalDate day = LocalDate.of(2026, 10, 25);
    UsagePeriod period = UsagePeriod.ofDays(day, day, BERLIN);
    Instant second = Instant.parse("2026-10-25T01:00:00Z");

    assertEquals(Duration.ofHours(25), Duration.between(period.from(), period.to()));
    assertEquals(
        "Sun 25 Oct 2026, 02:00–03:00 (UTC+1)",
        UsageTimes.point(second, second.plusSeconds(3_600), BERLIN, Step.HOUR));
  }

  @Test
  void aDayOnWhichClocksArePutForwardHas23Hours() {
    LocalDate day = LocalDate.of(2026, 3, 29);

    UsagePeriod period = UsagePeriod.ofDays(day, day, BERLIN);

    assertEquals(Duration.ofHours(23), Duration.between(period.from(), period.to()));
  }

  @Test
  void datesBeginAsTheRangeThatWasShown() {
    UsageSettings settings = settings(BERLIN);
    settings.rangeProperty().set(UsageRange.DAYS_7);
    settings.renew();

    settings.rangeProperty().set(UsageRange.CUSTOM);

    assertEquals("2026-11-16", settings.dates().firstProperty().get());
    assertEquals("2026-11-22", settings.dates().lastProperty().get());
  }

  @Test
  void datesAreTakenInSeveralFormsAndComparedWithEnoughWholeWeeks() {
    UsageSettings settings = settings(BERLIN);
    settings.rangeProperty().set(UsageRange.CUSTOM);

    settings.dates().firstProperty().set("1 sep 2026");
    settings.dates().lastProperty().set(" 20.11.2026 ");

    UsageQuery query = query(settings);
    assertEquals(Instant.parse("2026-09-01T00:00:00Z"), query.from());
    assertEquals(Instant.parse("2026-11-21T00:00:00Z"), query.to());
    assertEquals(12, query.weeksBefore());
  }

  @ParameterizedTest
  @CsvSource({
    "'',         2026-11-20, first, 'Enter the first day, like 2026-11-01.'",
    "2026-11-01, '',         last,  'Enter the last day, like 2026-11-30.'",
    "soon,       2026-11-20, first, '“soon” is no date. Enter one like 2026-11-01 or 1 Nov 2026.'",
    "2026-02-30, 2026-11-20, first, '“2026-02-30” is no date. Enter one like 2026-11-01 or 1 Nov 2026.'",
    "2026-11-20, 2026-11-19, last,  'The last day is before the first. Enter the same day or a later one.'",
    "2026-11-20, 2026-11-23, last,  'Only days that are over are whole. End on 22 Nov 2026 or before; 24 h goes up to now.'",
    "2001-01-01, 2026-11-20, first, 'That is more than ten years. Begin later.'",
  })
  void datesThatAreWrongAreExplainedAndStay(String first, String last, String field, String error) {
    UsageSettings settings = settings(BERLIN);
    settings.rangeProperty().set(UsageRange.CUSTOM);

    settings.dates().firstProperty().set(first);
    settings.dates().lastProperty().set(last);

    assertEquals(error, settings.dates().errorProperty().get());
    assertEquals(field, settings.dates().wrongProperty().get());
    assertEquals(Optional.empty(), settings.query(UsageFilter.NONE));
    settings.rangeProperty().set(UsageRange.DAYS_7);
    settings.rangeProperty().set(UsageRange.CUSTOM);
    assertEquals(first, settings.dates().firstProperty().get());
    assertEquals(last, settings.dates().lastProperty().get());
  }

  @Test
  void aLongRangeIsShownByWeeks() {
    UsageSettings settings = settings(BERLIN);

    settings.choose(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 11, 1));

    assertEquals(Step.WEEK, query(settings).step());
  }

  @Test
  void anHourOfASpikeShowsItsDayHourByHour() {
    UsageSettings settings = settings(BERLIN);

    settings.chooseDayOf(Instant.parse("2026-11-10T09:00:00Z"));

    assertEquals(UsageRange.CUSTOM, settings.rangeProperty().get());
    assertEquals(Step.HOUR, query(settings).step());
    assertEquals(Instant.parse("2026-11-10T00:00:00Z"), query(settings).from());
    settings.chooseDayOf(NOW);
    assertTrue(settings.isLive());
  }
}

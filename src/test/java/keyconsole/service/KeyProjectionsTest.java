package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import keyconsole.domain.KeyUsage.Basis;
import keyconsole.domain.KeyUsage.Projection;
import keyconsole.domain.UsageReport.Limit;
import org.junit.jupiter.api.Test;

class KeyProjectionsTest {

  /// A Wednesday.
  private static final Instant DAY = Instant.parse("2026-11-25T00:00:00Z");

  private static final Instant NOON = DAY.plus(12, ChronoUnit.HOURS);
  private static final Instant MONTH = Instant.parse("2026-11-01T00:00:00Z");
  private static final int WEEKS = 8;

  /// Eight weeks that end with the hour of a moment.
  ///
  /// @param requests by the hour of the week
  private static KeyHours hours(Instant now, IntToLongFunction requests) {
    return hours(now, WEEKS, requests);
  }

  private static KeyHours hours(Instant now, int weeks, IntToLongFunction requests) {
    Instant start = DAY.minus(7L * weeks, ChronoUnit.DAYS);
    int count = (int) ChronoUnit.HOURS.between(start, now) + 1;
    long[] each = new long[count];
    boolean[] known = new boolean[count];
    Arrays.fill(known, true);
    for (int i = 0; i < count; i++) {
      each[i] = requests.applyAsLong(KeyHours.weekHour(start.plus(i, ChronoUnit.HOURS)));
    }
    return new KeyHours(start, each, known);
  }

  private static KeyProjections projections(KeyHours hours, Instant now) {
    return new KeyProjections(hours, now, Instant.MAX);
  }

  private static Optional<Projection> ofHour(Instant now, long used, long allowed) {
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    return projections(hours(now, _ -> 0), now)
        .of(Limit.HOUR, hour, hour.plus(1, ChronoUnit.HOURS), used, allowed);
  }

  private static Projection ofDay(KeyHours hours, Instant now, long used, long allowed) {
    return projections(hours, now)
        .of(Limit.DAY, DAY, DAY.plus(1, ChronoUnit.DAYS), used, allowed)
        .orElseThrow();
  }

  @Test
  void theHourGoesOnAtItsPace() {
    Instant now = NOON.plus(Duration.ofMinutes(20));
    assertEquals(
        Optional.of(new Projection(300, Basis.PACE, Optional.empty())), ofHour(now, 100, 1_000));
    assertEquals(
        Optional.of(
            new Projection(300, Basis.PACE, Optional.of(NOON.plus(Duration.ofMinutes(40))))),
        ofHour(now, 100, 200));
  }

  @Test
  void nothingIsSaidOfAnHourThatHasJustBegunOrHasNoRequests() {
    assertEquals(Optional.empty(), ofHour(NOON.plusSeconds(299), 50, 1_000));
    assertTrue(ofHour(NOON.plusSeconds(300), 50, 1_000).isPresent());
    assertEquals(Optional.empty(), ofHour(NOON.plusSeconds(1_800), 0, 1_000));
  }

  @Test
  void aLimitThatIsReachedIsNotReachedAgain() {
    Projection over = ofHour(NOON.plusSeconds(1_800), 200, 200).orElseThrow();
    assertEquals(400, over.expected());
    assertEquals(Optional.empty(), over.reached());
  }

  @Test
  void aDayThatIsAsUsualEndsAsUsual() {
    // Each weekday 10 an hour from 8 to 20 h, so that the morning's pace would mislead.
    KeyHours hours = hours(NOON, hour -> hour % 24 >= 8 && hour % 24 < 20 ? 10 : 0);
    Projection day = ofDay(hours, NOON, 40, 1_000);
    assertEquals(new Projection(120, Basis.USUAL, Optional.empty()), day);
  }

  @Test
  void aDayTwiceAsBusyAsUsualEndsAboutTwiceAsBusyAndReachesItsLimitInBetween() {
    KeyHours hours = hours(NOON, hour -> hour % 24 >= 8 && hour % 24 < 20 ? 100 : 0);
    Projection day = ofDay(hours, NOON, 800, 1_200);
    assertTrue(day.expected() > 2_200 && day.expected() < 2_400, day.toString());
    Instant reached = day.reached().orElseThrow();
    assertTrue(reached.isAfter(NOON.plus(2, ChronoUnit.HOURS)), reached.toString());
    assertTrue(reached.isBefore(NOON.plus(150, ChronoUnit.MINUTES)), reached.toString());
  }

  @Test
  void theFirstRequestsOfADayDoNotDecideIt() {
    Instant early = DAY.plus(30, ChronoUnit.MINUTES);
    // Usual is one at night; six came. Twelve times the pace of a day of 2,400 would be absurd.
    KeyHours hours = hours(early, hour -> hour % 24 < 1 ? 1 : 100);
    Projection day = ofDay(hours, early, 6, 10_000);
    assertTrue(day.expected() > 2_200 && day.expected() < 2_700, day.toString());
  }

  @Test
  void weekendsComeAsQuietAsTheyAre() {
    // 1,000 an hour from Monday to Friday; Wednesday noon to the end of the 30th, a Monday.
    KeyHours hours = hours(NOON, hour -> hour < 5 * 24 ? 1_000 : 0);
    long workdays = 17L * 24_000 + 12_000;
    Projection month =
        projections(hours, NOON)
            .of(Limit.MONTH, MONTH, Instant.parse("2026-12-01T00:00:00Z"), workdays, 1_000_000)
            .orElseThrow();
    // What is left: half a Wednesday, Thursday, Friday, Monday.
    assertEquals(workdays + 12_000 + 3 * 24_000, month.expected(), 500);
    assertEquals(Basis.USUAL, month.basis());
  }

  @Test
  void withLessThanTwoWeeksTheDayGoesOnAtItsPace() {
    KeyHours young = hours(NOON, 1, _ -> 10);
    assertEquals(
        new Projection(600, Basis.PACE, Optional.of(NOON.plus(8, ChronoUnit.HOURS))),
        ofDay(young, NOON, 300, 500));
    Instant soon = DAY.plus(59, ChronoUnit.MINUTES);
    assertEquals(
        Optional.empty(),
        projections(hours(soon, 1, _ -> 10), soon)
            .of(Limit.DAY, DAY, DAY.plus(1, ChronoUnit.DAYS), 300, 500));
  }

  @Test
  void requestsEndWithTheKey() {
    KeyHours hours = hours(NOON, _ -> 10);
    Instant expiry = NOON.plus(3, ChronoUnit.HOURS);
    Instant end = DAY.plus(1, ChronoUnit.DAYS);
    assertEquals(
        150,
        new KeyProjections(hours, NOON, expiry)
            .of(Limit.DAY, DAY, end, 120, 1_000)
            .orElseThrow()
            .expected());
    assertEquals(
        Optional.empty(), new KeyProjections(hours, NOON, NOON).of(Limit.DAY, DAY, end, 120, 9));
  }

  @Test
  void nothingIsExpectedOfAKeyThatWasNotUsedForAWeek() {
    Instant lastMonday = DAY.minus(9, ChronoUnit.DAYS);
    int count = WEEKS * KeyHours.HOURS_PER_WEEK + 13;
    long[] requests = new long[count];
    boolean[] known = new boolean[count];
    Arrays.fill(known, true);
    Instant start = DAY.minus(7L * WEEKS, ChronoUnit.DAYS);
    Arrays.fill(requests, 0, (int) ChronoUnit.HOURS.between(start, lastMonday), 50);
    assertEquals(
        Optional.empty(),
        projections(new KeyHours(start, requests, known), NOON)
            .of(Limit.MONTH, MONTH, Instant.parse("2026-12-01T00:00:00Z"), 18_000, 90_000));
  }
}

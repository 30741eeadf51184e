package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import keyconsole.domain.KeyUsage;
import keyconsole.domain.KeyUsage.Spike;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class KeySpikesTest {

  private static final Instant NOW = Instant.parse("2026-11-25T12:30:00Z");
  private static final int DAYS = 56;
  private static final Instant START =
      NOW.truncatedTo(ChronoUnit.DAYS).minus(DAYS, ChronoUnit.DAYS);
  private static final int RUNNING = DAYS * 24 + 12;

  private final long[] requests = new long[RUNNING + 1];
  private final boolean[] known = new boolean[RUNNING + 1];

  KeySpikesTest() {
    Arrays.fill(known, true);
  }

  private List<Spike> spikes() {
    return KeySpikes.in(new KeyHours(START, requests, known), NOW);
  }

  private static Instant hour(int index) {
    return START.plus(index, ChronoUnit.HOURS);
  }

  private void everyHour(long each) {
    Arrays.fill(requests, each);
  }

  @Test
  void anHourFarAboveTheUsualIsASpike() {
    everyHour(50);
    requests[RUNNING - 100] = 400;
    assertEquals(List.of(new Spike(hour(RUNNING - 100), 400, 50)), spikes());
  }

  @Test
  void whatIsUsualAtThatHourOfTheWeekIsNone() {
    everyHour(5);
    for (int at = 34; at <= RUNNING; at += 7 * 24) {
      requests[at] = 600;
    }
    assertEquals(List.of(), spikes());
    requests[34 + 7 * 7 * 24] = 3_000;
    assertEquals(List.of(new Spike(hour(34 + 7 * 7 * 24), 3_000, 600)), spikes());
  }

  @Test
  void spikesOfBeforeThirtyDaysAreNotTold() {
    everyHour(10);
    requests[RUNNING - 31 * 24] = 500;
    assertEquals(List.of(), spikes());
  }

  @Test
  void theHourThatRunsCountsWithWhatItHas() {
    everyHour(10);
    requests[RUNNING] = 200;
    assertEquals(List.of(new Spike(hour(RUNNING), 200, 10)), spikes());
  }

  @Test
  void aFewRequestsMoreAreNeverASpike() {
    requests[RUNNING - 50] = KeySpikes.LEAST_REQUESTS - 1;
    assertEquals(List.of(), spikes());
    requests[RUNNING - 50] = KeySpikes.LEAST_REQUESTS;
    assertEquals(List.of(new Spike(hour(RUNNING - 50), 20, 0)), spikes());
  }

  @RepeatedTest(20)
  void aKeyThatIsUsedAtRandomHoursIsComparedWithThose(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    for (int day = 0; day < DAYS; day++) {
      requests[day * 24 + random.nextInt(24)] = 25 + random.nextInt(15);
    }
    assertEquals(List.of(), spikes());
    requests[RUNNING - 30] = 500;
    assertEquals(List.of(hour(RUNNING - 30)), spikes().stream().map(Spike::hour).toList());
  }

  @Test
  void anUnusedKeyThatIsUsedForADayShowsThatDay() {
    for (int at = RUNNING - 5; at <= RUNNING; at++) {
      requests[at] = 300;
    }
    assertEquals(6, spikes().size());
    assertEquals(new Spike(hour(RUNNING), 300, 0), spikes().getFirst(), "newest first");
  }

  @RepeatedTest(20)
  void chanceAloneMakesHardlyAny(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int[] rhythm = {
      2, 1, 1, 1, 1, 2, 4, 8, 14, 18, 20, 18, 13, 16, 19, 18, 15, 11, 8, 6, 5, 4, 3, 2
    };
    double busy = 0.2 + repetition.getCurrentRepetition();
    for (int day = 0; day < DAYS; day++) {
      double chance = 0.75 + 0.5 * random.nextDouble();
      for (int hour = 0; hour < 24; hour++) {
        double mean = busy * rhythm[hour] * chance;
        requests[day * 24 + hour] =
            Math.max(0, Math.round(mean + random.nextGaussian() * Math.sqrt(mean)));
      }
    }
    assertTrue(spikes().size() <= 2, spikes().toString());
  }

  @Test
  void daysWithoutAFileAreNotTakenForQuietOnes() {
    everyHour(0);
    Arrays.fill(known, false);
    for (int at = RUNNING - 10 * 24; at <= RUNNING; at++) {
      known[at] = true;
      requests[at] = 40;
    }
    assertEquals(List.of(), spikes());
    requests[RUNNING - 30] = 400;
    assertEquals(List.of(new Spike(hour(RUNNING - 30), 400, 40)), spikes());
  }

  @Test
  void withLessThanAWeekNothingIsUsual() {
    Arrays.fill(known, false);
    for (int at = RUNNING - 5 * 24; at <= RUNNING; at++) {
      known[at] = true;
    }
    requests[RUNNING - 3] = 5_000;
    assertEquals(List.of(), spikes());
  }

  @Test
  void ofVeryManyTheHighestAreTold() {
    everyHour(10);
    for (int i = 0; i < 30; i++) {
      requests[RUNNING - 1 - 23 * i] = 1_000 + i;
    }
    List<Spike> told = spikes();
    assertEquals(KeyUsage.MOST_SPIKES, told.size());
    assertEquals(1_010, told.stream().mapToLong(Spike::requests).min().orElseThrow());
    for (int i = 1; i < told.size(); i++) {
      assertTrue(told.get(i).hour().isBefore(told.get(i - 1).hour()));
    }
    assertTrue(Duration.between(told.getLast().hour(), NOW).compareTo(Duration.ofDays(30)) <= 0);
  }
}

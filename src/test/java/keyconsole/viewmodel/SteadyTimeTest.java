package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import keyconsole.TestTenant;
import org.junit.jupiter.api.Test;

/// Time by which is waited.
class SteadyTimeTest {

  private final TestTenant.SettableClock clock = new TestTenant.SettableClock(TestTenant.NOON);
  private long nanos = Long.MAX_VALUE - 1;
  private final SteadyTime time = new SteadyTime(clock, () -> nanos);
  private final Instant begin = time.instant();

  private void pass(Duration span) {
    nanos += span.toNanos();
    setBy(span);
  }

  private void setBy(Duration span) {
    clock.set(clock.instant().plus(span));
  }

  private void assertPassed(Duration span) {
    assertEquals(span, Duration.between(begin, time.instant()));
  }

  @Test
  void goesWithTheClock() {
    pass(Duration.ofMillis(400));
    assertPassed(Duration.ofMillis(400));
    pass(Duration.ofHours(5));
    assertPassed(Duration.ofHours(5).plusMillis(400));
  }

  @Test
  void goesOnWhereTheClockIsSetBack() {
    pass(Duration.ofSeconds(10));
    setBy(Duration.ofHours(-3));
    assertPassed(Duration.ofSeconds(10));
    pass(Duration.ofSeconds(20));
    assertPassed(Duration.ofSeconds(30));
  }

  @Test
  void countsTheSleepOfAMachineThatCountsNothingMeanwhile() {
    pass(Duration.ofSeconds(10));
    setBy(Duration.ofMinutes(40));
    assertPassed(Duration.ofMinutes(40).plusSeconds(10));
  }

  @Test
  void takesTheStepsOfACoarseClockOnce() {
    for (int i = 0; i < 16; i++) {
      nanos += Duration.ofMillis(1).toNanos();
      time.instant();
    }
    setBy(Duration.ofMillis(16));
    assertPassed(Duration.ofMillis(16));
  }
}

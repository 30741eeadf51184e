package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import keyconsole.TestTenant;
import org.junit.jupiter.api.Test;

/// How soon something is looked at again.
class PaceTest {

  private static final Duration LONG = Duration.ofSeconds(4);

  private final TestTenant.SettableClock clock = new TestTenant.SettableClock(TestTenant.NOON);
  private final Pace pace = new Pace(clock, Duration.ofSeconds(10));

  private void pass(Duration time) {
    clock.set(clock.instant().plus(time));
  }

  @Test
  void aLongLookAtABurstOfChangesDelaysNothingBehindIt() {
    pace.looked(Duration.ofMillis(20));
    pace.looked(LONG);
    assertTrue(pace.isTime());
    pace.looked(Duration.ofMillis(20));
    assertTrue(pace.isTime());
  }

  @Test
  void whatAlwaysTakesLongIsLeftAloneForMostOfTheTime() {
    pace.looked(Duration.ofSeconds(1));
    pace.looked(Duration.ofSeconds(2));
    pass(Duration.ofMillis(2_900));
    assertFalse(pace.isTime());
    pass(Duration.ofMillis(100));
    assertTrue(pace.isTime());
    pace.looked(LONG);
    pace.looked(LONG);
    pass(Duration.ofSeconds(10));
    assertTrue(pace.isTime());
  }

  @Test
  void aClockThatIsSetBackHoldsNothingUp() {
    long[] nanos = new long[1];
    Pace goingOn = new Pace(new SteadyTime(clock, () -> nanos[0]), Duration.ofSeconds(10));
    goingOn.looked(Duration.ofMillis(20));
    pass(Duration.ofHours(-3));
    assertTrue(goingOn.isTime());
    goingOn.failed();
    pass(Duration.ofHours(-3));
    assertFalse(goingOn.isTime());
    nanos[0] += Duration.ofSeconds(10).toNanos();
    assertTrue(goingOn.isTime());
  }

  @Test
  void afterAFailureItWaits() {
    pace.failed();
    pass(Duration.ofSeconds(9));
    assertFalse(pace.isTime());
    pass(Duration.ofSeconds(1));
    assertTrue(pace.isTime());
  }
}

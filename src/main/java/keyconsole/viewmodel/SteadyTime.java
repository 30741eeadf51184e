package keyconsole.viewmodel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Time that only goes on, for whatever waits: a clock that is set back holds nothing up. Its
/// moments say nothing of the date, only how far they are apart.
///
/// A machine's own count of nanoseconds stands still on some systems while it sleeps. Where the
/// clock has gone on much further than that, as after a sleep, the clock is believed; one that was
/// set forward ends what waits too early. Any thread.
public final class SteadyTime implements InstantSource {

  /// Steps of a coarse clock, and corrections of its pace, are less.
  private static final Duration SLEPT = Duration.ofSeconds(1);

  private final Clock clock;
  private final LongSupplier nanos;
  private Instant clockBefore;
  private long nanosBefore;
  private Instant now;

  public SteadyTime(Clock clock) {
    this(clock, System::nanoTime);
  }

  SteadyTime(Clock clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
    this.clockBefore = clock.instant();
    this.nanosBefore = nanos.getAsLong();
    this.now = clockBefore;
  }

  @Override
  public synchronized Instant instant() {
    Instant clockNow = clock.instant();
    long nanosNow = nanos.getAsLong();
    Duration counted = Duration.ofNanos(nanosNow - nanosBefore);
    Duration shown = Duration.between(clockBefore, clockNow);
    clockBefore = clockNow;
    nanosBefore = nanosNow;
    now = now.plus(shown.minus(counted).compareTo(SLEPT) > 0 ? shown : counted);
    return now;
  }
}

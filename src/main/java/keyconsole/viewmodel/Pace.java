package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// When it is time to look again at something that may be slow to look at. One look that took long
/// met a burst of changes, and the next one comes in its turn; two in a row are a slow disk or a
/// huge folder, which is to be left alone for most of the time. A look that costs what has changed
/// counts for nothing: what changes without a pause is to show all the same. One thread at a time.
final class Pace {

  private static final int PAUSE_TO_LOOK = 3;
  private static final Duration SHORT = Duration.ofMillis(100);

  private final InstantSource time;
  private final Duration longest;
  private Duration before = Duration.ZERO;
  private Instant next = Instant.MIN;

  /// @param time that only goes on: see [SteadyTime]
  /// @param longest pause
  Pace(InstantSource time, Duration longest) {
    this.time = time;
    this.longest = longest;
  }

  boolean isTime() {
    return !time.instant().isBefore(next);
  }

  /// A look has ended.
  void looked(Duration took) {
    Duration usual = shorter(took, before);
    before = took;
    pause(
        usual.compareTo(SHORT) < 0
            ? Duration.ZERO
            : shorter(usual.multipliedBy(PAUSE_TO_LOOK), longest));
  }

  /// A look has failed.
  void failed() {
    pause(longest);
  }

  private void pause(Duration length) {
    next = time.instant().plus(length);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}

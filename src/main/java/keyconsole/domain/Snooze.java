package keyconsole.domain;

import java.time.Duration;
import java.time.Instant;

/// That somebody put a finding off for a while.
///
/// @param finding see [Finding#id]
/// @param until from when on it is told again
/// @param reason why; not blank
/// @param by who said so
/// @param at when that was said
public record Snooze(String finding, Instant until, String reason, String by, Instant at) {

  /// How long a finding can be put off: nobody remembers longer, and a forged line hides nothing
  /// for ever.
  public static final Duration LONGEST = Duration.ofDays(366);

  /// The longest reason that is kept.
  public static final int LONGEST_REASON = 500;

  /// Whether it says what one can say.
  public boolean isSound() {
    return !finding.isBlank()
        && !by.isBlank()
        && !reason.isBlank()
        && reason.length() <= LONGEST_REASON
        && until.isAfter(at)
        && !until.isAfter(at.plus(LONGEST));
  }

  /// Whether it has not ended by this moment. One that was said after it has not: whoever said so
  /// has another clock, or this one was set back.
  public boolean holds(Instant now) {
    return until.isAfter(now);
  }

  /// Whether it was said by this moment: one from the future hides nothing.
  public boolean isSaid(Instant now) {
    return !at.isAfter(now);
  }
}

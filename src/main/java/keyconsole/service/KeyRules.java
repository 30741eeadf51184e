package keyconsole.service;

import java.time.Duration;
import java.time.Instant;
import keyconsole.domain.ApiKey;
import keyconsole.domain.LastUse;
import keyconsole.domain.Threshold;
import keyconsole.domain.Thresholds;

/// When a key's time is something to look at: the same rules for the list of keys and for the
/// tenant's health.
public final class KeyRules {

  /// From when on the end of a key is at hand.
  public static final Duration A_DAY = Duration.ofDays(1);

  private KeyRules() {}

  /// Whether it answers requests now and stops doing so soon.
  public static boolean isExpiring(ApiKey key, Instant now, Thresholds thresholds) {
    return key.isUsable(now) && endsWithin(key, days(thresholds, Threshold.EXPIRING_DAYS), now);
  }

  /// Whether it has an end before so much time has gone by, or behind us.
  public static boolean endsWithin(ApiKey key, Duration time, Instant now) {
    return key.expiresAt().filter(end -> end.isBefore(now.plus(time))).isPresent();
  }

  /// Whether it would answer but nobody has asked it for long.
  public static boolean isIdle(ApiKey key, LastUse lastUse, Instant now, Thresholds thresholds) {
    return key.isUsable(now)
        && lastUse instanceof LastUse.At(Instant moment)
        && !moment.isAfter(now.minus(days(thresholds, Threshold.IDLE_DAYS)));
  }

  /// Whether it answers and its raw key is the same for too long.
  public static boolean isUnrotated(ApiKey key, Instant now, Thresholds thresholds) {
    return key.isUsable(now)
        && rawKeySince(key).isBefore(now.minus(days(thresholds, Threshold.ROTATION_DAYS)));
  }

  /// When its raw key was made.
  public static Instant rawKeySince(ApiKey key) {
    return key.lastRotated().orElse(key.createdAt());
  }

  /// How long a threshold in days is.
  public static Duration days(Thresholds thresholds, Threshold threshold) {
    return Duration.ofDays(thresholds.of(threshold));
  }
}

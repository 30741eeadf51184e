package keyconsole.viewmodel;

import java.time.Duration;
import java.util.Optional;

/// The ends that the wizard offers.
public enum ExpiryChoice {
  /// What an existing key has; only while editing.
  KEEP(0),
  DAYS_7(7),
  DAYS_30(30),
  DAYS_60(60),
  DAYS_90(90),
  DAYS_365(365),
  NEVER(0),
  DATE(0);

  private final int days;

  ExpiryChoice(int days) {
    this.days = days;
  }

  /// The time from now on; empty where it is no number of days.
  Optional<Duration> span() {
    return days == 0 ? Optional.empty() : Optional.of(Duration.ofDays(days));
  }
}

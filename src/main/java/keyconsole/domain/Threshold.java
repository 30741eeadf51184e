package keyconsole.domain;

/// A number that a rule of [FindingKind] draws its line at. The administrators of a tenant may
/// change it.
public enum Threshold {
  /// Days without a request from which on a key is idle.
  IDLE_DAYS(45, 1, 3_650),
  /// Days from which on a raw key has been the same for too long.
  ROTATION_DAYS(90, 1, 3_650),
  /// Days before its end from which on a key's expiry is near.
  EXPIRING_DAYS(14, 1, 3_650),
  /// Days that a new key may go without its first request.
  UNUSED_DAYS(7, 0, 3_650),
  /// Per cent of a limit from which on it is near.
  LIMIT_PERCENT(75, 1, 100),
  /// Days that are looked back to see what of its rights a key uses.
  GRANTED_DAYS(90, 7, 3_650);

  private final int standard;
  private final int least;
  private final int most;

  Threshold(int standard, int least, int most) {
    this.standard = standard;
    this.least = least;
    this.most = most;
  }

  /// What it is unless somebody changes it.
  public int standard() {
    return standard;
  }

  /// The least that it can be.
  public int least() {
    return least;
  }

  /// The most that it can be.
  public int most() {
    return most;
  }

  /// Whether it can be so.
  public boolean allows(long value) {
    return value >= least && value <= most;
  }
}

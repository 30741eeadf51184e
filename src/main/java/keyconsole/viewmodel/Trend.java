package keyconsole.viewmodel;

import java.util.Arrays;

/// Requests of one key on each of the last 30 UTC days, oldest first. Immutable.
public final class Trend {

  /// How many days there are.
  public static final int DAYS = 30;

  /// No requests.
  public static final Trend NONE = new Trend(new long[DAYS]);

  private final long[] days;
  private final long total;

  /// @param days one number a day, oldest first; copied
  public Trend(long[] days) {
    this.days = days.clone();
    this.total = Arrays.stream(days).sum();
  }

  /// One number a day, oldest first.
  public long[] days() {
    return days.clone();
  }

  /// Requests on all days.
  public long total() {
    return total;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Trend trend && Arrays.equals(days, trend.days);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(days);
  }

  @Override
  public String toString() {
    return "Trend[" + total + "]";
  }
}

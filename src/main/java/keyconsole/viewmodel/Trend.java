package keyconsole.viewmodel;

import java.util.Arrays;

/// Requests of one key on each of the last 30 UTC days, oldest first. Immutable.
public final class Trend {

  /// How many days there are.
  public static final int DAYS = 30;

  /// One bit a day.
  private static final int ALL = -1;

  private final long[] days;
  private final int known;
  private final long total;

  /// A trend of which every day is known.
  ///
  /// @param days one number a day, oldest first; copied
  public Trend(long[] days) {
    this(days, ALL);
  }

  /// @param days one number a day, oldest first, at most 32; copied
  /// @param known a bit a day, the oldest one's lowest: whether it is known what was on it. A day
  ///   with requests is known anyway
  public Trend(long[] days, int known) {
    this.days = days.clone();
    this.known = known;
    this.total = Arrays.stream(days).sum();
  }

  /// One number a day, oldest first.
  public long[] days() {
    return days.clone();
  }

  /// Whether it is known what was on a day: without a usage file, no request says nothing.
  public boolean isKnown(int day) {
    return days[day] > 0 || (known >>> day & 1) == 1;
  }

  /// Whether anything is known of any day.
  public boolean isKnown() {
    for (int day = 0; day < days.length; day++) {
      if (isKnown(day)) {
        return true;
      }
    }
    return false;
  }

  /// Requests on all days.
  public long total() {
    return total;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Trend trend && known == trend.known && Arrays.equals(days, trend.days);
  }

  @Override
  public int hashCode() {
    return 31 * known + Arrays.hashCode(days);
  }

  @Override
  public String toString() {
    return "Trend[" + total + "]";
  }
}

package keyconsole.viewmodel;

import java.util.Locale;

/// How far back the usage screen looks.
public enum UsageRange {
  /// The last 24 hours, the one that runs among them.
  HOURS_24(1, 1),
  DAYS_7(7, 1),
  DAYS_30(30, 5),
  DAYS_90(90, 13),
  /// Two dates that a person types.
  CUSTOM(0, 0);

  private final int days;
  private final int weeksBefore;

  UsageRange(int days, int weeksBefore) {
    this.days = days;
    this.weeksBefore = weeksBefore;
  }

  /// Whole days; 0 where the dates say it.
  int days() {
    return days;
  }

  /// How many whole weeks before lies the period to compare with; 0 where the dates say it.
  int weeksBefore() {
    return weeksBefore;
  }

  /// The name of its text.
  public String textKey() {
    return "usage.range." + name().toLowerCase(Locale.ROOT);
  }
}

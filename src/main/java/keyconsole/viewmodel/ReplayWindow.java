package keyconsole.viewmodel;

import java.time.LocalDate;
import keyconsole.domain.Traffic;

/// How far back a replay goes: whole UTC days, today among them.
public enum ReplayWindow {
  DAYS_7(7),
  DAYS_30(30),
  DAYS_90(90);

  /// The longest; what is read, and what is asked about before saving.
  static final ReplayWindow LONGEST = DAYS_90;

  private final int days;

  ReplayWindow(int days) {
    this.days = days;
  }

  /// The first day of it that a traffic holds.
  LocalDate first(Traffic traffic) {
    LocalDate first = traffic.to().minusDays(days - 1L);
    return first.isBefore(traffic.from()) ? traffic.from() : first;
  }

  /// How many days.
  public int days() {
    return days;
  }
}

package keyconsole.viewmodel;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// After how long without keyboard or mouse the window locks.
public enum LockAfter {
  MINUTE(1),
  MINUTES_5(5),
  MINUTES_15(15),
  MINUTES_30(30),
  NEVER(0);

  /// What a person has who chose nothing.
  public static final LockAfter DEFAULT = MINUTES_5;

  private final int minutes;

  LockAfter(int minutes) {
    this.minutes = minutes;
  }

  /// In minutes; 0 where it never locks.
  public int minutes() {
    return minutes;
  }

  Duration span() {
    return Duration.ofMinutes(minutes);
  }

  /// All, the shortest first.
  public static List<LockAfter> all() {
    return List.of(values());
  }

  /// The one of so many minutes, else the default.
  public static LockAfter ofMinutes(int minutes) {
    return Arrays.stream(values())
        .filter(each -> each.minutes == minutes)
        .findFirst()
        .orElse(DEFAULT);
  }
}

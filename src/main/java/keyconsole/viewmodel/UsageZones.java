package keyconsole.viewmodel;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;

/// Whose hours and days the usage screen shows.
public enum UsageZones {
  /// As the lines are written.
  UTC,
  /// The workstation's.
  LOCAL;

  /// The zone.
  ZoneId zone(ZoneId local) {
    return switch (this) {
      case UTC -> ZoneOffset.UTC;
      case LOCAL -> local;
    };
  }

  /// The name of its text.
  public String textKey() {
    return "usage.zone." + name().toLowerCase(Locale.ROOT);
  }
}

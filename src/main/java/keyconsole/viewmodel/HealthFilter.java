package keyconsole.viewmodel;

import java.util.Optional;
import keyconsole.domain.Severity;

/// Which findings the health page shows.
public enum HealthFilter {
  ALL("all", Optional.empty()),
  CRITICAL("critical", Optional.of(Severity.CRITICAL)),
  WARNING("warning", Optional.of(Severity.WARNING)),
  NOTICE("notice", Optional.of(Severity.NOTICE)),
  /// Those that somebody put off.
  PUT_OFF("put-off", Optional.empty());

  private final String stem;
  private final Optional<Severity> severity;

  HealthFilter(String stem, Optional<Severity> severity) {
    this.stem = stem;
    this.severity = severity;
  }

  /// The name of its text.
  public String text() {
    return "health.filter." + stem;
  }

  /// The filter of a severity.
  static HealthFilter of(Severity severity) {
    return switch (severity) {
      case CRITICAL -> CRITICAL;
      case WARNING -> WARNING;
      case NOTICE -> NOTICE;
    };
  }

  /// Whether it shows findings of a severity that nobody put off.
  boolean shows(Severity other) {
    return this == ALL || severity.filter(other::equals).isPresent();
  }
}

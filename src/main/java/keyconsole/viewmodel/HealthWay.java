package keyconsole.viewmodel;

import java.util.Locale;

/// A way to mend a finding, or to look into it.
public enum HealthWay {
  ROTATE(true),
  REVOKE(true),
  EXTEND(true),
  SUSPEND(true),
  SET_EXPIRY(true),
  RESTRICT(true),
  /// Where the lists are.
  FIX(true),
  /// Where the limits and the end are.
  FIX_LIMITS(true),
  CHANGE_LIMITS(true),
  NARROW(true),
  DISABLE(true),
  TAKE_AWAY(true),
  SHOW_KEY(false),
  SHOW_USAGE(false),
  SHOW_REQUESTS(false),
  SHOW_LINE(false),
  SHOW_SEALS(false),
  COPY_COMMAND(false),
  COPY_PATH(false);

  private final boolean changes;

  HealthWay(boolean changes) {
    this.changes = changes;
  }

  /// Whether it leads to a change, so that a read-only session cannot take it.
  public boolean changes() {
    return changes;
  }

  /// The name of its text.
  public String text() {
    return "health.way."
        + (this == FIX_LIMITS ? FIX : this).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package keyconsole.viewmodel;

import java.time.Instant;
import keyconsole.domain.KeyStatus;

/// One chip above the table: which rows it leaves, and how many it says there are.
///
/// [#ALL] leaves the problems too, but counts keys alone, as the title and the status bar do: "61
/// keys, 2 problems". The problems have a count of their own on [#PROBLEMS].
public enum KeyFilter {
  ALL("all", true),
  ACTIVE("active", true),
  EXPIRING("expiring", true),
  IDLE("idle", true),
  SUSPENDED("suspended", true),
  REVOKED("revoked", true),
  PROBLEMS("problems", true),
  LOCKS_OUT("locks-out", false),
  NEVER_USED("never-used", false),
  EXPIRED("expired", false);

  private final String stem;
  private final boolean always;

  KeyFilter(String stem, boolean always) {
    this.stem = stem;
    this.always = always;
  }

  /// Whether its chip is always there; the others wait in the menu and have one while chosen.
  public boolean isAlwaysThere() {
    return always;
  }

  /// The name of its text in the bundle.
  public String textKey() {
    return "keys.filter." + stem;
  }

  /// The name of what it means in the bundle.
  public String meaningKey() {
    return "keys.tip.filter." + stem;
  }

  /// Whether a row that this leaves is counted.
  boolean counts(KeyRow row) {
    return this == PROBLEMS || row instanceof KeyRow.Entry;
  }

  boolean leaves(KeyRow row, Instant now) {
    return switch (row) {
      case KeyRow.Problem problem -> this == ALL || this == PROBLEMS;
      case KeyRow.Entry entry ->
          switch (this) {
            case ALL -> true;
            case ACTIVE -> entry.key().status() == KeyStatus.ACTIVE;
            case EXPIRING -> entry.isExpiring(now);
            case IDLE -> entry.isIdle(now);
            case NEVER_USED -> entry.isNeverUsed();
            case SUSPENDED -> entry.key().status() == KeyStatus.SUSPENDED;
            case REVOKED -> entry.key().status() == KeyStatus.REVOKED;
            case EXPIRED -> entry.isExpired(now);
            case LOCKS_OUT -> entry.locksOut();
            case PROBLEMS -> false;
          };
    };
  }
}

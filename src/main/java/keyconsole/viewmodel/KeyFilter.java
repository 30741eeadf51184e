package keyconsole.viewmodel;

import java.time.Instant;
import keyconsole.domain.KeyStatus;

/// One chip above the table: which rows it leaves.
public enum KeyFilter {
  ALL("all"),
  ACTIVE("active"),
  EXPIRING("expiring"),
  IDLE("idle"),
  NEVER_USED("never-used"),
  SUSPENDED("suspended"),
  REVOKED("revoked"),
  EXPIRED("expired"),
  PROBLEMS("problems");

  private final String stem;

  KeyFilter(String stem) {
    this.stem = stem;
  }

  /// The name of its text in the bundle.
  public String textKey() {
    return "keys.filter." + stem;
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
            case PROBLEMS -> false;
          };
    };
  }
}

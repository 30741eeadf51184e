package keyconsole.viewmodel;

import java.time.Instant;
import java.util.Comparator;
import keyconsole.domain.LastUse;

/// A column of the key table, and the order of the keys by it.
public enum KeyColumn {
  STATUS("status", true),
  NAME("name", true),
  OWNER("owner", true),
  SCOPE("scope", true),
  CAPABILITIES("capabilities", true),
  CREATED("created", false),
  LAST_USED("last-used", true),
  REQUESTS("requests", true),
  LIMITS("limits", false),
  EXPIRES("expires", true);

  private final String stem;
  private final boolean shownAtFirst;

  KeyColumn(String stem, boolean shownAtFirst) {
    this.stem = stem;
    this.shownAtFirst = shownAtFirst;
  }

  /// The name of its title in the bundle.
  public String textKey() {
    return "keys.column." + stem;
  }

  /// The name of what it tells in the bundle.
  public String meaningKey() {
    return "keys.tip.column." + stem;
  }

  /// Whether it is there before a person chooses.
  public boolean isShownAtFirst() {
    return shownAtFirst;
  }

  /// The order of the keys; equal ones by name and id, whatever the direction.
  Comparator<KeyRow.Entry> order(boolean ascending) {
    Comparator<KeyRow.Entry> column = order();
    return (one, other) -> {
      int order = ascending ? column.compare(one, other) : column.compare(other, one);
      return order != 0 ? order : compareNames(one, other);
    };
  }

  private static int compareNames(KeyRow.Entry one, KeyRow.Entry other) {
    int order = one.sortName().compareTo(other.sortName());
    return order != 0 ? order : one.rowId().compareTo(other.rowId());
  }

  private Comparator<KeyRow.Entry> order() {
    return switch (this) {
      case STATUS -> Comparator.comparing(entry -> entry.key().status());
      case NAME -> Comparator.comparing(KeyRow.Entry::sortName);
      case OWNER -> Comparator.comparing(KeyRow.Entry::owner, String.CASE_INSENSITIVE_ORDER);
      case SCOPE -> Comparator.comparing(entry -> entry.key().scope());
      case CAPABILITIES ->
          Comparator.comparing(entry -> String.join(",", entry.key().capabilities()));
      case CREATED -> Comparator.comparing(entry -> entry.key().createdAt());
      case LAST_USED -> Comparator.comparing(KeyColumn::lastUsed);
      case REQUESTS ->
          Comparator.comparingLong(entry -> entry.trend().map(Trend::total).orElse(-1L));
      case LIMITS -> Comparator.comparingLong(entry -> entry.key().limits().perHour());
      case EXPIRES -> Comparator.comparing(entry -> entry.key().expiresAt().orElse(Instant.MAX));
    };
  }

  private static Instant lastUsed(KeyRow.Entry entry) {
    return switch (entry.lastUse()) {
      case LastUse.At(Instant moment) -> moment;
      case LastUse.Unknown unknown -> Instant.EPOCH;
      case LastUse.Never never -> Instant.MIN;
      case LastUse.Pending pending -> Instant.MIN;
    };
  }
}

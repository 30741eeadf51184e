package keyconsole.audit;

import java.util.Map;
import java.util.Optional;
import keyconsole.domain.KeyStatus;

/// What an audit line says was done to a key, by the names of the contract ("A usage line and an
/// audit line").
enum DeedAction {
  CREATED,
  ROTATED,
  REVOKED,
  SUSPENDED,
  RESUMED,
  UPDATED,
  EXPIRED,
  /// The key file was taken away. The contract names no such action; whoever tidies up by hand may
  /// write one.
  ENDED,
  /// Access that had been taken away came back, and was taken away again or let be.
  RETURNED,
  /// An action that we do not know: it may mean anything, so it explains nothing for certain,
  /// claims nothing, and leaves in doubt what came before it.
  OTHER;

  private static final Map<String, DeedAction> BY_NAME =
      Map.ofEntries(
          Map.entry("api_key_created", CREATED),
          Map.entry("api_key_rotated", ROTATED),
          Map.entry("api_key_revoked", REVOKED),
          Map.entry("api_key_suspended", SUSPENDED),
          Map.entry("api_key_resumed", RESUMED),
          Map.entry("api_key_updated", UPDATED),
          Map.entry("api_key_expired", EXPIRED),
          Map.entry("api_key_reinstated_blocked", RETURNED),
          Map.entry("api_key_return_kept", RETURNED),
          Map.entry("api_key_return_undone", RETURNED),
          Map.entry("api_key_deleted", ENDED),
          Map.entry("api_key_removed", ENDED),
          Map.entry("api_key_purged", ENDED));

  static DeedAction of(String action) {
    return BY_NAME.getOrDefault(action, OTHER);
  }

  /// The status that the key has from then on; empty where the action says nothing of it.
  Optional<KeyStatus> status() {
    return switch (this) {
      case REVOKED -> Optional.of(KeyStatus.REVOKED);
      case SUSPENDED -> Optional.of(KeyStatus.SUSPENDED);
      case RESUMED -> Optional.of(KeyStatus.ACTIVE);
      case EXPIRED -> Optional.of(KeyStatus.EXPIRED);
      case CREATED, ROTATED, UPDATED, ENDED, RETURNED, OTHER -> Optional.empty();
    };
  }

  /// Whether a key that was gone before anybody looked may be gone since: who tidies up takes away
  /// the files of revoked keys.
  boolean mayEnd() {
    return this == ENDED || this == REVOKED;
  }

  /// Whether the deed sets `updated_at`, so that a file that was not touched belies the line.
  boolean touches() {
    return switch (this) {
      case CREATED, ROTATED, REVOKED, SUSPENDED, RESUMED, UPDATED -> true;
      case EXPIRED, ENDED, RETURNED, OTHER -> false;
    };
  }
}

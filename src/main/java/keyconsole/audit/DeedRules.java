package keyconsole.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.AuditFinding.Change;
import keyconsole.domain.AuditFinding.Doubt;
import keyconsole.domain.AuditFinding.What;
import keyconsole.domain.KeyField;
import keyconsole.domain.KeyStatus;

/// Which audit line explains which change of a key, and which state of a key belies a line. By the
/// contract, "What each operation does":
///
/// | action | explains |
/// |---|---|
/// | `api_key_created` | that the key is there |
/// | `api_key_rotated` | `key_hash` and `last_rotated`; where it names a successor, `expires_at` |
/// | `api_key_revoked`, `_suspended`, `_resumed`, `_expired` | the status that it names |
/// | `api_key_updated` | what it names as changed, or where it names nothing all that is edited; with the expiry, expired → active |
/// | `api_key_deleted`, `_removed`, `_purged` | that the key is gone |
/// | `api_key_copy_…` | nothing: it is about a file that is not the key's |
/// | `api_key_reinstated_blocked`, `_return_…` | that fields were overwritten with older values, and are again as they were or stay |
/// | any other one | nothing for certain: what it alone could explain is told as in doubt, and so is what it may have undone of a line before it |
/// | none: a line that cannot be read | the same, of every key |
///
/// The backend itself changes `usage`, which is not looked at, and active → expired once the expiry
/// has passed ("What the concurrent backend does to us", 3): that needs no line.
///
/// Key file first, then the line ("Create", and **Ours** for the rest): so a change is explained by
/// a line that is read in the same look or a later one, and a line is borne out by what is seen in
/// the same look or in the one before. That order does not depend on any clock. The line's own time
/// must fit besides: into the window of the change, give or take [#CLOCKS] for the clocks of two
/// machines, or to the new `updated_at`, which the same clock wrote.
final class DeedRules {

  /// How long a line may take to follow its key file, and a change to show.
  static final Duration GRACE = Duration.ofSeconds(10);

  /// How far the clocks of two machines may be apart.
  static final Duration CLOCKS = Duration.ofMinutes(5);

  /// How far a line's time may be from the `updated_at` of its deed. Both are taken at the same
  /// moment by the console, one after the other by the backend.
  private static final Duration SAME_DEED = Duration.ofSeconds(2);

  /// How far `updated_at` may be before the time of the key's last line: a deed takes its time
  /// before it waits for the lock, and another one may come in between.
  private static final Duration OVERTAKEN = Duration.ofMinutes(1);

  private DeedRules() {}

  /// Whether the backend does this by itself.
  static boolean isBackends(Change change, OpenChange in) {
    return change.field() == KeyField.STATUS
        && change.after().equals(KeyStatus.EXPIRED.text())
        && change.before().equals(KeyStatus.ACTIVE.text())
        && mayHaveExpired(in);
  }

  private static boolean mayHaveExpired(OpenChange in) {
    return in.expiry().filter(end -> !end.isAfter(in.to().plus(CLOCKS))).isPresent();
  }

  /// Whether a line explains that a key came or went.
  static boolean explainsExistence(DeedWord word, OpenChange in) {
    DeedAction wanted = in.what() == What.GONE ? DeedAction.ENDED : DeedAction.CREATED;
    return word.deed() == wanted && fits(word, in);
  }

  /// Whether a line explains a change if it means what it would have to: nobody knows its action.
  static boolean mayExplain(DeedWord word, OpenChange in) {
    return word.deed() == DeedAction.OTHER && fits(word, in);
  }

  /// Whether a line explains the change of a field.
  static boolean explains(DeedWord word, Change change, OpenChange in) {
    KeyField field = change.field();
    boolean byKind =
        switch (word.deed()) {
          case ROTATED ->
              word.successor()
                  ? field == KeyField.EXPIRES_AT
                  : field == KeyField.HASH
                      || (field == KeyField.LAST_ROTATED && in.concerns(KeyField.HASH));
          case REVOKED, SUSPENDED, RESUMED, EXPIRED ->
              field == KeyField.STATUS && leadsTo(word.deed().status(), change, in);
          case UPDATED -> field == KeyField.STATUS ? revives(word, change) : isEdited(field, word);
          // Whoever overwrites a key with what it was before overwrites all of it.
          case RETURNED -> true;
          case CREATED, ENDED, OTHER -> false;
        };
    return byKind && fits(word, in);
  }

  private static boolean leadsTo(Optional<KeyStatus> status, Change change, OpenChange in) {
    String after = change.after();
    return status.filter(named -> after.equals(named.text())).isPresent()
        || (status.equals(Optional.of(KeyStatus.ACTIVE))
            && after.equals(KeyStatus.EXPIRED.text())
            && mayHaveExpired(in));
  }

  private static boolean revives(DeedWord word, Change change) {
    return (word.mayHaveSet(KeyField.EXPIRES_AT) || word.mayHaveSet(KeyField.STATUS))
        && change.before().equals(KeyStatus.EXPIRED.text())
        && change.after().equals(KeyStatus.ACTIVE.text());
  }

  private static boolean isEdited(KeyField field, DeedWord word) {
    return switch (field) {
      case HASH, CREATED_AT, LAST_ROTATED, STATUS -> false;
      default -> word.mayHaveSet(field);
    };
  }

  private static boolean fits(DeedWord word, OpenChange in) {
    if (word.moment().isEmpty()) {
      return true;
    }
    Instant at = word.moment().get();
    return (!at.isBefore(in.from().minus(CLOCKS)) && !at.isAfter(in.to().plus(CLOCKS)))
        || in.updatedAt().filter(deed -> isNear(deed, at, OVERTAKEN)).isPresent();
  }

  private static boolean isNear(Instant one, Instant other, Duration most) {
    return Duration.between(one, other).abs().compareTo(most) <= 0;
  }

  /// What the present state of a key belies of a line; empty where it bears it out, or nobody can
  /// tell.
  ///
  /// @param later the lines about the key that came after it
  /// @param touchedIn the number of the look that last saw another `updated_at`; -1 for none
  static Optional<What> belied(
      OpenWord open, List<OpenWord> later, KeySight sight, long touchedIn) {
    DeedWord word = open.word();
    if (later.stream().anyMatch(other -> other.deed() == DeedAction.RETURNED)) {
      return Optional.empty();
    }
    if (saysOtherStatus(word, later, sight)) {
      return Optional.of(What.OTHER_STATUS);
    }
    if (word.isRotation()
        && later.stream().noneMatch(other -> other.word().isRotation())
        && isBefore(sight.lastRotated(), word)) {
      return Optional.of(What.NOT_ROTATED);
    }
    if (word.deed().touches()
        && later.stream().noneMatch(other -> other.deed().touches())
        && !isTouched(open, sight, touchedIn)) {
      return Optional.of(word.isRotation() ? What.NOT_ROTATED : What.NOTHING_DONE);
    }
    return Optional.empty();
  }

  /// What keeps it from being certain that nothing bears a line out: what it tells of may be undone
  /// by a later one of an action that is not known, which names the key, or by one that cannot be
  /// read.
  ///
  /// @param later the lines about the key that came after it
  static Doubt doubt(OpenWord open, List<OpenWord> later) {
    if (later.stream().anyMatch(other -> other.deed() == DeedAction.OTHER)) {
      return Doubt.UNKNOWN_ACTION;
    }
    return open.isDoubted() ? Doubt.UNREADABLE_LINE : Doubt.NONE;
  }

  private static boolean saysOtherStatus(DeedWord word, List<OpenWord> later, KeySight sight) {
    Optional<KeyStatus> claimed = word.deed().status();
    if (claimed.isEmpty() || sight.hasStatus(claimed.get())) {
      return false;
    }
    boolean superseded =
        later.stream()
            .anyMatch(
                other ->
                    other.deed().status().isPresent()
                        || (claimed.get() == KeyStatus.EXPIRED
                            && other.deed() == DeedAction.UPDATED));
    // An active key expires by itself.
    boolean expired = claimed.get() == KeyStatus.ACTIVE && sight.hasStatus(KeyStatus.EXPIRED);
    return !superseded && !expired;
  }

  /// Whether a line of revocation belongs to a rotation of the same moment: that revokes the other
  /// files that the old raw key opens, and one of them may bear the same id inside.
  static boolean isOfTwin(DeedWord word, List<OpenWord> all) {
    return word.deed() == DeedAction.REVOKED
        && word.moment().isPresent()
        && all.stream()
            .anyMatch(
                other -> other.word().isRotation() && other.word().moment().equals(word.moment()));
  }

  private static boolean isBefore(Optional<Instant> deed, DeedWord word) {
    return word.moment()
        .filter(at -> deed.isEmpty() || deed.get().isBefore(at.minus(OVERTAKEN)))
        .isPresent();
  }

  private static boolean isTouched(OpenWord open, KeySight sight, long touchedIn) {
    return switch (open.trust()) {
      case OLD -> !isBefore(Optional.of(sight.updatedAt()), open.word());
      case FRESH ->
          touchedIn >= open.look() - 1
              || open.word()
                  .moment()
                  .filter(at -> isNear(sight.updatedAt(), at, SAME_DEED))
                  .isPresent();
      case UNKNOWN -> true;
    };
  }
}

package keyconsole.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Something on which the key files and the audit log do not agree.
///
/// @param id the same for the same finding, whenever and by whichever console it is made
/// @param what what does not agree
/// @param key the key that it is about
/// @param keyName its name as it was last known; empty where it has none
/// @param changes what differs: of a change, the fields that no entry explains; of an entry, what
///   it says against what the file says. Empty where there is nothing to compare
/// @param from of a change: when the key was last seen as before. Of an entry: when it was read
/// @param to of a change: when the key was first seen as it is now. Of an entry: until when its key
///   was looked at for what it says
/// @param doubt of a change: what keeps it from being certain that no entry tells of it. Of an
///   entry: what keeps it from being certain that it was never so
/// @param entry the audit line that nothing bears out; of a change in doubt the line that alone
///   could explain it, as far as it is known; empty for any other change
/// @param known why it is no matter of concern, where somebody said so
public record AuditFinding(
    String id,
    What what,
    KeyId key,
    String keyName,
    List<Change> changes,
    Instant from,
    Instant to,
    Doubt doubt,
    Optional<Entry> entry,
    Optional<Known> known) {

  public AuditFinding {
    changes = List.copyOf(changes);
  }

  /// What does not agree.
  public enum What {
    /// A key was made, and no entry tells of it.
    MADE,
    /// Fields of a key were changed, and no entry tells of it.
    CHANGED,
    /// A key file was taken away, and no entry tells of it.
    GONE,
    /// An entry tells that a key was made, and there is no such key and no entry of its end.
    NO_SUCH_KEY,
    /// An entry is the last word on a key's status, and its file says another one.
    OTHER_STATUS,
    /// An entry tells of a new raw key, and the key still has the old one.
    NOT_ROTATED,
    /// An entry tells of a change, and nothing has changed.
    NOTHING_DONE;

    /// Whether it is an entry that no change bears out, as against a change without an entry.
    public boolean isEntry() {
      return switch (this) {
        case MADE, CHANGED, GONE -> false;
        case NO_SUCH_KEY, OTHER_STATUS, NOT_ROTATED, NOTHING_DONE -> true;
      };
    }
  }

  /// Why a change that no entry explains may have one all the same, or an entry that nothing bears
  /// out may have been true.
  public enum Doubt {
    /// There is no doubt.
    NONE,
    /// A line that cannot be read came when its entry was due; where an entry is in doubt, after
    /// it.
    UNREADABLE_LINE,
    /// An entry of an action that is not known names the key; where an entry is in doubt, a later
    /// one.
    UNKNOWN_ACTION
  }

  /// A field before and after.
  ///
  /// @param before as it stood in the file, or as the entry has it; empty where it had no value or
  ///   the value is not kept (hash, description, constraints)
  /// @param after the same, as it stands now
  public record Change(KeyField field, String before, String after) {}

  /// An audit line.
  ///
  /// @param file the day file
  /// @param line from 1
  /// @param action e.g. `api_key_revoked`; empty where the line cannot be read
  /// @param actor who did it, as the line has it
  /// @param moment its own time; empty where it has none
  public record Entry(
      String file, int line, String action, String actor, Optional<Instant> moment) {}

  /// Why a finding is no matter of concern.
  public record Known(String reason, String by, Instant at) {}

  /// The same, marked as known.
  public AuditFinding marked(Known reason) {
    return new AuditFinding(
        id, what, key, keyName, changes, from, to, doubt, entry, Optional.of(reason));
  }

  /// The same, in doubt.
  public AuditFinding doubted(Doubt why) {
    return new AuditFinding(id, what, key, keyName, changes, from, to, why, entry, known);
  }
}

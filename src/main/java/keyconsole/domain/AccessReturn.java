package keyconsole.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// Access of a key that was taken away and came back, or seems to have.
///
/// @param id the same for the same return, as long as the key stays as it came back
/// @param what what it is, and so what is to be done
/// @param fileName of the key file
/// @param key the key in it
/// @param keyName its name
/// @param fields by which the key gives more than it should
/// @param takenAway when the access was taken away
/// @param seen when it was first seen to be back
/// @param restored when it was taken away again; as `seen` where it was not
public record AccessReturn(
    String id,
    What what,
    String fileName,
    KeyId key,
    String keyName,
    Set<KeyField> fields,
    Instant takenAway,
    Instant seen,
    Instant restored) {

  public AccessReturn {
    fields = fields.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(fields));
  }

  /// What is known of a return.
  public enum What {
    /// The backend had overwritten the change; it was made again at once.
    BLOCKED,
    /// The backend has overwritten the change; it is made again as soon as a session may.
    WAITING,
    /// The key is in another state than before the change, and it gives more: somebody's deed, for
    /// a person to judge.
    CONFLICT,
    /// The old state has come back after so long a time that it may be somebody's deed.
    LATE,
    /// The journal tells of a change that the key file does not show and that nothing else tells
    /// of.
    NOT_BORNE_OUT;

    /// Whether a person is asked what to do.
    public boolean isQuestion() {
      return this == CONFLICT || this == LATE;
    }
  }
}

package keyconsole.viewmodel;

import java.time.LocalDate;
import java.util.Optional;

/// What was last seen of a tenant's seals, as the list of recent tenants keeps it.
///
/// @param brokenOn the UTC day on which the seal was first seen broken; empty in the other states
public record SealSeen(State state, Optional<LocalDate> brokenOn) {

  /// What there is to see.
  public enum State {
    /// Nobody looked.
    UNKNOWN,
    SEALED,
    BROKEN,
    NOT_SEALED
  }

  /// Nobody looked.
  public static final SealSeen UNKNOWN = new SealSeen(State.UNKNOWN, Optional.empty());

  /// All that was sealed is there.
  public static final SealSeen SEALED = new SealSeen(State.SEALED, Optional.empty());

  /// Nothing is sealed.
  public static final SealSeen NOT_SEALED = new SealSeen(State.NOT_SEALED, Optional.empty());

  /// Something that was sealed is not there.
  public static SealSeen broken(LocalDate day) {
    return new SealSeen(State.BROKEN, Optional.of(day));
  }

  /// The same, after what was seen before: a seal that is still broken keeps its first day.
  public SealSeen after(SealSeen before) {
    boolean still = state == State.BROKEN && before.state == State.BROKEN;
    return still || state == State.UNKNOWN ? before : this;
  }
}

package keyconsole.domain;

import java.util.Optional;

/// Something about a tenant's folder that a person should know, though it stopped nothing.
///
/// @param told what it is
/// @param command mends it in a shell; empty where none does
public record Warning(What what, Message told, Optional<String> command) {

  /// What kind of thing it is.
  public enum What {
    /// Others than its owner may look into a folder.
    OPEN_TO_OTHERS,
    /// A folder belongs to another user, so that nothing can be written.
    FOREIGN_OWNER,
    /// The file system has no locks.
    NO_LOCKS,
    /// A request that was counted may lack its usage line, since that cannot be looked up.
    UNSETTLED,
    /// Usage counts cannot be kept between runs.
    NOT_KEPT,
    /// Something did not go as it should, and is over.
    HAPPENED;

    /// Whether it stays until a person has taken note, since nothing can be mended any more.
    public boolean isToBeNoted() {
      return this == HAPPENED;
    }
  }

  /// Its path alone where it is about a folder, for a place that says already what is with it.
  public Optional<String> folder() {
    return what == What.OPEN_TO_OTHERS
        ? Optional.of(told.about().getFirst().toString())
        : Optional.empty();
  }

  /// Without a command.
  public Warning(What what, Message told) {
    this(what, told, Optional.empty());
  }
}

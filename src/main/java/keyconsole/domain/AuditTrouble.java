package keyconsole.domain;

import java.util.Optional;

/// What of the audit log as a whole cannot be read, or of what is known of it not be kept.
///
/// @param file which one, or what stands in its place
/// @param reason empty where the kind says all
public record AuditTrouble(Kind kind, String file, Optional<Message> reason) {

  /// What is wrong.
  public enum Kind {
    /// The name of an audit file holds no date, so that its records stand at their own times alone.
    NO_DATE,
    /// What has the name of an audit file is no regular file.
    NO_FILE,
    /// A file cannot be read.
    UNREADABLE,
    /// A file of a day that is over ends within a line, whose end is waited for in vain.
    UNENDED,
    /// The index cannot be kept, so it is made again at each start.
    INDEX_NOT_KEPT,
    /// The names of keys cannot be kept, so they are read again at each start.
    NAMES_NOT_KEPT
  }

  /// Where the kind says all.
  public AuditTrouble(Kind kind, String file) {
    this(kind, file, Optional.empty());
  }

  /// With a reason.
  public AuditTrouble(Kind kind, String file, Message reason) {
    this(kind, file, Optional.of(reason));
  }
}

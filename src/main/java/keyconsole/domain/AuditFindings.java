package keyconsole.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// On what the key files and the audit log do not agree, as far as they were looked at.
///
/// @param findings newest first, those that are marked as known included
/// @param since from when on each change is seen; empty where nobody has looked yet
/// @param lookedAt when they were last compared; empty where nobody has looked yet
/// @param warnings what a person should know about the comparing itself
public record AuditFindings(
    List<AuditFinding> findings,
    Optional<Instant> since,
    Optional<Instant> lookedAt,
    List<Warning> warnings) {

  /// Nobody has looked yet.
  public static final AuditFindings NONE_YET =
      new AuditFindings(List.of(), Optional.empty(), Optional.empty(), List.of());

  /// What a person should know about the comparing itself.
  ///
  /// @param about a file or a folder; empty where the kind says all
  /// @param reason empty where the kind says all
  public record Warning(Kind kind, String about, Optional<Message> reason) {

    /// What is wrong.
    public enum Kind {
      /// A part of the audit log cannot be read, so nothing is compared.
      LOG_UNREADABLE,
      /// The folder of keys is not there, so nothing is compared.
      NO_KEYS_FOLDER,
      /// What was kept of the keys is damaged, so nobody can tell what changed before.
      BOOK_DAMAGED,
      /// A finding may be known: a mark cannot be read.
      MARK_DAMAGED,
      /// What was seen cannot be kept.
      NOT_KEPT
    }

    /// Where the kind says all.
    public Warning(Kind kind, String about) {
      this(kind, about, Optional.empty());
    }
  }

  public AuditFindings {
    findings = List.copyOf(findings);
    warnings = List.copyOf(warnings);
  }
}

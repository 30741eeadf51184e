package keyconsole.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// On what the key files and the audit log do not agree, as far as they were looked at.
///
/// @param findings newest first, those that are marked as known included
/// @param since from when on each change is seen; empty where nobody has looked yet
/// @param lookedAt when they were last compared; empty where nobody has looked yet
/// @param warnings what a person should know about the comparing itself, a sentence each
public record AuditFindings(
    List<AuditFinding> findings,
    Optional<Instant> since,
    Optional<Instant> lookedAt,
    List<String> warnings) {

  /// Nobody has looked yet.
  public static final AuditFindings NONE_YET =
      new AuditFindings(List.of(), Optional.empty(), Optional.empty(), List.of());

  public AuditFindings {
    findings = List.copyOf(findings);
    warnings = List.copyOf(warnings);
  }
}

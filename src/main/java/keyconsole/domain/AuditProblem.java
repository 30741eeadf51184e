package keyconsole.domain;

import java.util.Optional;

/// Why a record of the audit log, or its time, cannot be read.
///
/// @param detail what is wrong with its JSON, or why the file cannot be read; empty where the kind
///   says all
public record AuditProblem(Kind kind, Optional<Message> detail) {

  /// What is wrong.
  public enum Kind {
    /// The line is none of JSON, or its JSON no record.
    NOT_READ,
    /// The line is longer than is read, 16 MiB.
    TOO_LONG,
    /// The record has no time, or none that can be read.
    NO_TIME,
    /// The file was changed: the line is no longer there.
    GONE,
    /// The file cannot be read at the moment.
    FILE
  }

  /// Where the kind says all.
  public static AuditProblem of(Kind kind) {
    return new AuditProblem(kind, Optional.empty());
  }
}

package keyconsole.service;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.ApiKey;
import keyconsole.domain.AuditResult;
import keyconsole.domain.AuditTrouble;
import keyconsole.domain.HealthNotes;
import keyconsole.domain.HealthReport;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.Message;
import keyconsole.domain.ReportRange;
import keyconsole.domain.SealReport;
import keyconsole.domain.UsageReport;

/// All that a report tells, as it was at one moment.
///
/// @param made the moment; keys, findings and seals are as they were then
/// @param keys by owner, name and id
/// @param problems files that could not be read as keys, by name
/// @param health what is not as it should be
/// @param notes what of that was put off
/// @param usage of the range
/// @param usageNotRead the usage files of which something could not be read, so that it is not
///   counted
/// @param audit the whole log, by time
/// @param auditFrom the number of the first record of the range in [#audit]
/// @param auditTo the one behind the last
/// @param auditProblems what of the log could not be read
/// @param seals what their verification found; empty where they could not be verified
/// @param unchangedUntil see [SealWitness#unchangedUntil]
/// @param sealTrouble why they could not be verified; empty where they were
public record ReportFigures(
    String tenant,
    ReportRange range,
    Instant made,
    List<ApiKey> keys,
    List<KeyProblem> problems,
    HealthReport health,
    HealthNotes notes,
    UsageReport usage,
    List<String> usageNotRead,
    AuditResult audit,
    int auditFrom,
    int auditTo,
    List<AuditTrouble> auditProblems,
    Optional<SealReport> seals,
    Optional<Instant> unchangedUntil,
    Optional<Message> sealTrouble) {}

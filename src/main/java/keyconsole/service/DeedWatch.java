package keyconsole.service;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import keyconsole.audit.Deeds;
import keyconsole.domain.AuditFinding;
import keyconsole.domain.AuditFindings;
import keyconsole.domain.Message;
import keyconsole.domain.Refusal;
import keyconsole.domain.TenantDomain;
import keyconsole.store.StoreException;

/// Deeds without words, words without deeds: on what the key files and the audit log of a tenant do
/// not agree. [KeyService#deedWatch] makes one. Calls block; any thread.
public final class DeedWatch implements AutoCloseable {

  private final Deeds deeds;
  private final TenantDomain tenant;
  private final Supplier<Session> session;
  private final Supplier<Instant> clock;

  DeedWatch(Deeds deeds, TenantDomain tenant, Supplier<Session> session, Supplier<Instant> clock) {
    this.deeds = deeds;
    this.tenant = tenant;
    this.session = session;
    this.clock = clock;
  }

  /// What was found so far, at once.
  public AuditFindings soFar() {
    return deeds.soFar();
  }

  /// Looks at what is new and says what was found by then. To be called every few seconds: what is
  /// found shows some ten seconds after it happened, since an audit line follows its key file. The
  /// first call reads the whole log.
  ///
  /// @throws StoreException if something cannot be read; the next call makes up for it
  /// @throws java.util.concurrent.CancellationException if the thread is interrupted
  public AuditFindings auditFindings() {
    return deeds.look();
  }

  /// Marks a finding as no matter of concern.
  ///
  /// @param id of the finding
  /// @param reason why; not blank
  /// @throws NotAuthorizedException unless an administrator's session is live
  /// @throws InvalidRequestException if there is no reason
  /// @throws StoreException if the mark cannot be kept
  public AuditFindings markKnown(String id, String reason) {
    return markAllKnown(List.of(id), reason);
  }

  /// The same for several findings, all with one reason.
  ///
  /// @param ids of the findings
  public AuditFindings markAllKnown(Collection<String> ids, String reason) {
    Instant now = clock.get();
    String actor = requireAdministrator(now);
    if (reason.isBlank()) {
      throw new InvalidRequestException("reason", Message.of(Refusal.REASON_FOR_KNOWN));
    }
    return deeds.markKnown(ids, new AuditFinding.Known(reason.strip(), actor, now));
  }

  /// Takes back that a finding is no matter of concern.
  ///
  /// @param id of the finding
  /// @throws NotAuthorizedException unless an administrator's session is live
  /// @throws StoreException if that cannot be kept
  public AuditFindings takeBack(String id) {
    return takeAllBack(List.of(id));
  }

  /// The same of several findings.
  ///
  /// @param ids of the findings
  public AuditFindings takeAllBack(Collection<String> ids) {
    Instant now = clock.get();
    return deeds.takeBack(ids, requireAdministrator(now), now);
  }

  private String requireAdministrator(Instant now) {
    Session acting = session.get();
    String actor = Permissions.requireLive(acting, tenant, now);
    if (!acting.isAdministrator()) {
      throw new NotAuthorizedException(Message.of(Refusal.MARK_KNOWN));
    }
    return actor;
  }

  /// Keeps what was seen.
  @Override
  public void close() {
    deeds.close();
  }
}

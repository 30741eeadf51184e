package keyconsole.viewmodel;

import java.util.Optional;
import java.util.function.Consumer;
import keyconsole.domain.KeyId;

/// What lives while one tenant is open, made and closed together. UI thread only.
final class OpenTenant implements AutoCloseable {

  private final Workspace workspace;
  private final KeyListViewModel keys;
  private final AccessCheckViewModel accessCheck;
  private final UsageViewModel usage;
  private final ReturnsViewModel returns;
  private final WarningsViewModel warnings;
  private final LockWaitViewModel lockWait;
  private final Optional<SealViewModel> seals;
  private final AuditKept audit;
  private final AuditFindingsViewModel findings;
  private final HealthViewModel health;

  /// @param showKey leads to a key in the list
  /// @param showLine leads to a line of the audit log
  OpenTenant(
      Workspace workspace,
      Surroundings surroundings,
      Consumer<KeyId> showKey,
      SealViewModel.LineShower showLine) {
    this.workspace = workspace;
    keys = new KeyListViewModel(workspace);
    accessCheck = new AccessCheckViewModel(workspace, keys);
    usage = new UsageViewModel(workspace, keys, surroundings.files(), surroundings.zone());
    returns = new ReturnsViewModel(workspace, surroundings.userFolder(), keys::isRead, showKey);
    warnings = new WarningsViewModel(workspace, returns.countersProperty(), keys::isRead);
    lockWait = new LockWaitViewModel(workspace);
    seals =
        surroundings
            .userFolder()
            .map(
                own ->
                    new SealViewModel(workspace, own, surroundings.files(), Optional.of(showLine)));
    audit =
        new AuditKept(
            seals,
            usage.settings().zoneProperty(),
            new AuditSaving(workspace, surroundings.files()));
    findings = new AuditFindingsViewModel(workspace, surroundings.userFolder(), keys, showLine);
    health = new HealthViewModel(workspace, keys, returns, seals, showLine, surroundings.zone());
  }

  Workspace workspace() {
    return workspace;
  }

  KeyListViewModel keys() {
    return keys;
  }

  AccessCheckViewModel accessCheck() {
    return accessCheck;
  }

  UsageViewModel usage() {
    return usage;
  }

  ReturnsViewModel returns() {
    return returns;
  }

  WarningsViewModel warnings() {
    return warnings;
  }

  LockWaitViewModel lockWait() {
    return lockWait;
  }

  /// Empty where nothing is sealed.
  Optional<SealViewModel> seals() {
    return seals;
  }

  AuditKept audit() {
    return audit;
  }

  AuditFindingsViewModel findings() {
    return findings;
  }

  HealthViewModel health() {
    return health;
  }

  /// The audit log, found anew.
  AuditViewModel openAudit(Surroundings surroundings, String query) {
    AuditViewModel log = new AuditViewModel(workspace, keys, surroundings, audit, query);
    log.mark(findings);
    return log;
  }

  @Override
  public void close() {
    warnings.end();
    lockWait.close();
    returns.close();
    accessCheck.close();
    usage.close();
    seals.ifPresent(SealViewModel::close);
    audit.saving().close();
    findings.close();
    health.close();
    keys.close();
    workspace.service().close();
  }
}

package keyconsole.viewmodel;

import javafx.beans.value.ObservableValue;
import keyconsole.service.Session;

/// Says with a reason that a finding is no matter of concern. What is typed stays until the finding
/// is marked, also when the dialog is closed or the session ends. UI thread only.
public final class AuditKnownViewModel extends ReasonDialog {

  private final AuditFindingsViewModel findings;
  private final AuditFindingsViewModel.Item item;

  /// @param item the finding that is marked
  public AuditKnownViewModel(AuditFindingsViewModel findings, AuditFindingsViewModel.Item item) {
    super(
        findings.workspace(),
        findings.reason(item.finding()),
        findings.workspace().session().map(AuditKnownViewModel::mayMark));
    this.findings = findings;
    this.item = item;
  }

  private static boolean mayMark(Session session) {
    return !session.isReadOnly() && session.isAdministrator();
  }

  /// What the finding is, in a sentence.
  public String what() {
    return item.what();
  }

  /// Who cannot mark it and what to do then; empty where the session can.
  public ObservableValue<String> refusal() {
    return findings
        .workspace()
        .session()
        .map(session -> mayMark(session) ? "" : findings.words().text("mark.refused"));
  }

  /// Marks it.
  public void mark() {
    if (ready().get()) {
      begin(findings.words().text("mark.working"));
      findings.markKnown(
          item.finding(),
          reason(),
          this::done,
          cause -> failed(findings.words().text("not-marked"), cause));
    }
  }

  private void done() {
    end();
    close();
  }

  @Override
  void close() {
    findings.workspace().navigator().close(new Dialog.Known(this));
  }
}

package keyconsole.viewmodel;

import java.util.List;
import javafx.beans.value.ObservableValue;
import keyconsole.service.Session;

/// Says with a reason that findings are no matter of concern. What is typed stays until they are
/// marked, also when the dialog is closed or the session ends. UI thread only.
public final class AuditKnownViewModel extends ReasonDialog {

  private final AuditFindingsViewModel findings;
  private final List<AuditFindingsViewModel.Item> items;

  /// @param items the findings that are marked; not empty
  public AuditKnownViewModel(
      AuditFindingsViewModel findings, List<AuditFindingsViewModel.Item> items) {
    super(
        findings.workspace(),
        findings.reason(items),
        findings.workspace().session().map(AuditKnownViewModel::mayMark));
    this.findings = findings;
    this.items = List.copyOf(items);
  }

  private static boolean mayMark(Session session) {
    return !session.isReadOnly() && session.isAdministrator();
  }

  /// What the finding is, in a sentence; of several, how many there are.
  public String what() {
    return items.size() == 1
        ? items.getFirst().what()
        : findings
            .words()
            .counts(items.stream().map(AuditFindingsViewModel.Item::finding).toList());
  }

  /// Who cannot mark it and what to do then; empty where the session can.
  public ObservableValue<String> refusal() {
    return findings
        .workspace()
        .session()
        .map(session -> mayMark(session) ? "" : findings.words().text("mark.refused"));
  }

  /// Marks them.
  public void mark() {
    if (ready().get()) {
      begin(findings.words().text("mark.working"));
      findings.markKnown(
          items, reason(), this::done, cause -> failed(findings.words().text("not-marked"), cause));
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

package keyconsole.viewmodel;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import keyconsole.service.Session;

/// Says with a reason that a finding is no matter of concern. What is typed stays until the finding
/// is marked, also when the dialog is closed or the session ends. UI thread only.
public final class AuditKnownViewModel extends WorkingDialog {

  private final AuditFindingsViewModel findings;
  private final AuditFindingsViewModel.Item item;
  private final StringProperty reason;
  private final ReadOnlyObjectWrapper<Optional<Work>> work =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final BooleanBinding ready;

  /// @param item the finding that is marked
  public AuditKnownViewModel(AuditFindingsViewModel findings, AuditFindingsViewModel.Item item) {
    super(findings.workspace());
    this.findings = findings;
    this.item = item;
    this.reason = findings.reason(item.finding());
    ReadOnlyObjectProperty<Session> session = findings.workspace().session();
    this.ready =
        Bindings.createBooleanBinding(
            () -> !reason.get().isBlank() && work.get().isEmpty() && mayMark(session.get()),
            reason,
            work,
            session);
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

  public StringProperty reasonProperty() {
    return reason;
  }

  /// Whether a reason is given, the session may mark and nothing goes on.
  public BooleanBinding ready() {
    return ready;
  }

  @Override
  public ReadOnlyObjectProperty<Optional<Work>> workProperty() {
    return work.getReadOnlyProperty();
  }

  /// Marks it.
  public void mark() {
    if (ready.get()) {
      report(Report.NONE);
      work.set(Optional.of(new Work(findings.words().text("mark.working"), -1, Optional.empty())));
      findings.markKnown(item.finding(), reason.get().strip(), this::done, this::failed);
    }
  }

  private void done() {
    work.set(Optional.empty());
    close();
  }

  private void failed(Exception cause) {
    work.set(Optional.empty());
    report(Report.of(findings.words().text("not-marked"), cause));
  }

  @Override
  public void cancel() {
    if (work.get().isEmpty()) {
      close();
    }
  }

  private void close() {
    findings.workspace().navigator().close(new Dialog.Known(this));
  }
}

package keyconsole.viewmodel;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import keyconsole.domain.SealStep;

/// Says with a reason that a file is as it shall be, though it is not as it was sealed: a purge, as
/// a rule. Asks once more before it does. UI thread only.
public final class SealAcknowledgeViewModel extends WorkingDialog {

  private final SealViewModel seals;
  private final SealWords words;
  private final String file;
  private final StringProperty reason = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<Optional<Work>> work =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final BooleanBinding ready;

  /// @param file that is acknowledged, or the file of seals
  public SealAcknowledgeViewModel(SealViewModel seals, String file) {
    super(seals.workspace());
    this.seals = seals;
    this.words = seals.words();
    this.file = file;
    this.ready =
        Bindings.createBooleanBinding(
            () -> !reason.get().isBlank() && work.get().isEmpty(), reason, work);
  }

  /// Which file it is.
  public String file() {
    return file;
  }

  /// What will happen.
  public String consequence() {
    boolean readOnly = seals.workspace().session().get().isReadOnly();
    return words.text(readOnly ? "acknowledge.text.read-only" : "acknowledge.text");
  }

  public StringProperty reasonProperty() {
    return reason;
  }

  /// Whether a reason is given and nothing goes on.
  public BooleanBinding ready() {
    return ready;
  }

  @Override
  public ReadOnlyObjectProperty<Optional<Work>> workProperty() {
    return work.getReadOnlyProperty();
  }

  /// Asks to be sure, then does it.
  public void acknowledge() {
    if (ready.get()) {
      seals
          .workspace()
          .navigator()
          .open(
              new Dialog.Question(
                  words.text("sure.title", file),
                  words.text("sure.text"),
                  words.text("sure.yes"),
                  words.text("sure.no"),
                  true,
                  this::doIt));
    }
  }

  private void doIt() {
    report(Report.NONE);
    work.set(Optional.of(new Work(words.text("acknowledge.working"), -1, Optional.empty())));
    String given = reason.get().strip();
    seals.workspace().tasks().run(() -> seals.acknowledge(file, given), this::done, this::failed);
  }

  private void done(SealStep step) {
    work.set(Optional.empty());
    step.trouble()
        .ifPresentOrElse(
            trouble -> report(new Report(words.text("acknowledge.trouble", trouble), "")),
            () -> {
              close();
              seals
                  .workspace()
                  .navigator()
                  .say(words.text("acknowledge.done", file), Optional.empty());
            });
    seals.acknowledged(step);
  }

  private void failed(Exception cause) {
    work.set(Optional.empty());
    report(Report.of(words.text("acknowledge.failed", file), cause));
  }

  @Override
  public void cancel() {
    if (work.get().isEmpty()) {
      close();
    }
  }

  private void close() {
    seals.workspace().navigator().close(new Dialog.Acknowledge(this));
  }
}

package keyconsole.viewmodel;

import java.util.Optional;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import keyconsole.domain.SealStep;

/// Says with a reason that a file is as it shall be, though it is not as it was sealed: a purge, as
/// a rule. Asks once more before it does. UI thread only.
public final class SealAcknowledgeViewModel extends ReasonDialog {

  private final SealViewModel seals;
  private final SealWords words;
  private final String file;

  /// @param file that is acknowledged, or the file of seals
  public SealAcknowledgeViewModel(SealViewModel seals, String file) {
    super(seals.workspace(), new SimpleStringProperty(""), new SimpleObjectProperty<>(true));
    this.seals = seals;
    this.words = seals.words();
    this.file = file;
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

  /// Asks to be sure, then does it.
  public void acknowledge() {
    if (ready().get()) {
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
    begin(words.text("acknowledge.working"));
    String given = reason();
    seals
        .workspace()
        .tasks()
        .run(
            () -> seals.acknowledge(file, given),
            this::done,
            cause -> failed(words.text("acknowledge.failed", file), cause));
  }

  private void done(SealStep step) {
    end();
    step.trouble()
        .ifPresentOrElse(
            trouble ->
                report(new Report(words.text("acknowledge.trouble", words.why(trouble)), "")),
            () -> {
              close();
              seals
                  .workspace()
                  .navigator()
                  .say(words.text("acknowledge.done", file), Optional.empty());
            });
    seals.acknowledged(step);
  }

  @Override
  void close() {
    seals.workspace().navigator().close(new Dialog.Acknowledge(this));
  }
}

package keyconsole.viewmodel;

import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;
import keyconsole.domain.SealFinding;
import keyconsole.domain.SealReport;
import keyconsole.domain.SealStep;

/// Says with a reason that a file is as it shall be, though it is not as it was sealed: a purge, as
/// a rule. Asks once more before it does.
///
/// That holds for what is shown, and nothing else is sealed: where the log was changed meanwhile it
/// is refused, all is verified again, and what is found then is shown in its place. The reason
/// stays. UI thread only.
public final class SealAcknowledgeViewModel extends ReasonDialog {

  /// The file under which the seals themselves are acknowledged.
  private static final String SEALS = "seals.jsonl";

  private final SealViewModel seals;
  private final SealWords words;
  private final String file;
  private final ObjectProperty<SealReport> shown;

  /// Waits for the next verification.
  private Subscription waiting = Subscription.EMPTY;

  /// @param shown what the person sees
  /// @param file that is acknowledged, or the file of seals
  public SealAcknowledgeViewModel(SealViewModel seals, SealReport shown, String file) {
    this(seals, new SimpleObjectProperty<>(shown), file);
  }

  private SealAcknowledgeViewModel(
      SealViewModel seals, ObjectProperty<SealReport> shown, String file) {
    super(
        seals.workspace(),
        new SimpleStringProperty(""),
        shown.map(report -> report.findings().stream().anyMatch(found -> isOf(found, file))));
    this.seals = seals;
    this.words = seals.words();
    this.shown = shown;
    this.file = file;
  }

  /// The file under which a finding can be acknowledged; empty where there is nothing to say to it
  /// but to put it right.
  static Optional<String> fileOf(SealFinding finding) {
    return switch (finding.kind()) {
      case CLOCK_BACK, COPY_DIFFERS, OWN_COPY_MISSING, OWN_COPY_DAMAGED -> Optional.of(SEALS);
      case KEY_EXPOSED -> Optional.empty();
      case CHANGED,
          MOVED,
          REMOVED,
          INSERTED,
          CUT_OFF,
          GONE,
          REPLACED,
          UNREADABLE,
          MARKS_DAMAGED,
          UNSEALED_CHANGED ->
          Optional.of(finding.file());
    };
  }

  private static boolean isOf(SealFinding finding, String file) {
    return fileOf(finding).equals(Optional.of(file));
  }

  /// What is acknowledged, in sentences.
  public ObservableValue<String> found() {
    return shown.map(this::found);
  }

  private String found(SealReport report) {
    String all =
        report.findings().stream()
            .filter(finding -> isOf(finding, file))
            .map(words::sentence)
            .collect(Collectors.joining("\n"));
    return all.isEmpty() ? words.text("acknowledge.nothing", file) : all;
  }

  /// What will happen.
  public String consequence() {
    boolean readOnly = seals.workspace().session().get().isReadOnly();
    return words.text(readOnly ? "acknowledge.text.read-only" : "acknowledge.text");
  }

  /// Asks to be sure, then does it.
  public void acknowledge() {
    if (ready().get()) {
      SealReport seen = shown.get();
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
                  () -> doIt(seen)));
    }
  }

  private void doIt(SealReport seen) {
    begin(words.text("acknowledge.working"));
    String given = reason();
    seals
        .workspace()
        .tasks()
        .run(() -> seals.acknowledge(seen, file, given), this::done, this::refused);
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

  private void refused(Exception cause) {
    failed(words.text("acknowledge.failed", file), cause);
    waiting.unsubscribe();
    waiting = seals.reportProperty().subscribe((_, next) -> next.ifPresent(this::show));
    seals.verifyNow();
  }

  private void show(SealReport next) {
    waiting.unsubscribe();
    shown.set(next);
  }

  /// Waits for nothing any more.
  void drop() {
    waiting.unsubscribe();
  }

  @Override
  void close() {
    seals.workspace().navigator().close(new Dialog.Acknowledge(this));
  }
}

package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import keyconsole.domain.SealFinding;
import keyconsole.domain.SealReport;

/// All that a verification found, who else sealed, and what was acknowledged. UI thread only.
public final class SealFindingsViewModel {

  private final SealViewModel seals;
  private final SealWords words;

  /// Something to know.
  ///
  /// @param text in a sentence
  /// @param detail below it; empty where there is none
  /// @param finding what can be shown in the log; empty where nothing can
  /// @param acknowledge the file that can be said to be as it shall be; empty where none can
  public record Item(
      Tone tone,
      String text,
      String detail,
      Optional<SealFinding> finding,
      Optional<String> acknowledge) {}

  public SealFindingsViewModel(SealViewModel seals) {
    this.seals = seals;
    this.words = seals.words();
  }

  /// The seals that it is about.
  public SealViewModel seals() {
    return seals;
  }

  /// What the banner says above the items, but for what they tell themselves.
  public ObservableValue<SealTold> told() {
    return seals.toldProperty().map(this::withoutItems);
  }

  private SealTold withoutItems(SealTold told) {
    return switch (told.kind()) {
      case BROKEN -> told.saying(words.text("short." + told.kind()), told.second());
      case SEALED, NOT_SEALED -> told.saying(told.title(), told.concern() ? told.second() : "");
      case VERIFYING, FAILED -> told;
    };
  }

  /// What there is to know, the worst first.
  public ObservableValue<List<Item>> items() {
    return seals.reportProperty().map(report -> report.map(this::items).orElse(List.of()));
  }

  /// What they come to.
  public ObservableValue<String> summary() {
    return seals
        .toldProperty()
        .map(
            told ->
                words.text(
                    "list." + told.kind(),
                    seals
                        .reportProperty()
                        .get()
                        .map(report -> SealWords.breaking(report).size())
                        .orElse(0)));
  }

  /// Whether there is a report to save.
  public ObservableValue<Boolean> reported() {
    return seals.reportProperty().map(Optional::isPresent);
  }

  private List<Item> items(SealReport report) {
    List<Item> items = new ArrayList<>();
    for (SealFinding finding : SealWords.breaking(report)) {
      items.add(item(finding, Tone.DANGER));
    }
    for (SealFinding finding : report.findings()) {
      if (!finding.kind().breaksSeal()) {
        items.add(item(finding, Tone.NEUTRAL));
      }
    }
    report.acknowledged().forEach(it -> items.add(told(it)));
    report.others().forEach(it -> items.add(told(it)));
    return items;
  }

  private Item item(SealFinding finding, Tone tone) {
    return new Item(
        tone,
        words.sentence(finding),
        words.text("todo." + finding.kind()),
        Optional.of(finding).filter(seals::hasLine),
        SealAcknowledgeViewModel.fileOf(finding));
  }

  private Item told(SealReport.Acknowledged it) {
    return new Item(
        Tone.PLAIN,
        words.text("acknowledged", it.file(), it.reason()),
        words.text("acknowledged.by", it.witness(), SealWords.minute(it.moment())),
        Optional.empty(),
        Optional.empty());
  }

  private Item told(SealReport.OtherWitness it) {
    return new Item(
        Tone.PLAIN,
        words.text("other", it.witness()),
        words.text("other.detail", it.seals(), SealWords.minute(it.last())),
        Optional.empty(),
        Optional.empty());
  }

  /// Shows what was found in the log, and closes.
  public void show(SealFinding finding) {
    close();
    seals.showLine(finding);
  }

  /// Asks for the reason why a file is as it shall be, by what is shown of it at this moment.
  public void acknowledge(String file) {
    seals
        .reportProperty()
        .get()
        .map(shown -> new SealAcknowledgeViewModel(seals, shown, file))
        .ifPresent(model -> seals.workspace().navigator().open(new Dialog.Acknowledge(model)));
  }

  /// Saves the report.
  public void saveReport() {
    seals.saveReport();
  }

  /// Closes the dialog.
  public void close() {
    seals.workspace().navigator().close(new Dialog.Seals(this));
  }
}

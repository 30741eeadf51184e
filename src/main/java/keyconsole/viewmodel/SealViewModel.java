package keyconsole.viewmodel;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.SealFinding;
import keyconsole.domain.SealReport;
import keyconsole.domain.SealStep;
import keyconsole.service.SealWitness;

/// The seals of the open tenant's audit log: what is sealed, what is broken, and what can be done
/// about it. Seals and verifies from its beginning until it is closed. UI thread only.
public final class SealViewModel implements AuditSeals {

  private final Workspace workspace;
  private final SealWitness witness;
  private final FileSaver files;
  private final Optional<LineShower> lines;
  private final SealWords words;
  private final SealRecord record;
  private final SealKeeper keeper;
  private final ReadOnlyObjectWrapper<SealTold> told;
  private final ReadOnlyObjectWrapper<SealTold.Brief> brief;
  private final ReadOnlyObjectWrapper<SealSeen> seen =
      new ReadOnlyObjectWrapper<>(SealSeen.UNKNOWN);
  private final ReadOnlyObjectWrapper<Optional<SealReport>> report =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<SealCover> cover =
      new ReadOnlyObjectWrapper<>(SealCover.NONE);

  /// What the cover was made of.
  private Optional<SealStep> covered = Optional.empty();

  /// Shows a line of the audit log.
  public interface LineShower {
    /// Shows it where a person reads the log.
    ///
    /// @param line from 1
    void show(String file, long line);
  }

  /// @param userFolder this user's, where the seals that count are kept
  /// @param lines empty where the log's lines cannot be shown
  public SealViewModel(
      Workspace workspace, Path userFolder, FileSaver files, Optional<LineShower> lines) {
    this.workspace = workspace;
    this.witness = workspace.service().witness(userFolder);
    this.files = files;
    this.lines = lines;
    this.words = new SealWords(workspace.texts());
    this.record = new SealRecord(words);
    this.keeper = new SealKeeper(workspace, witness, this::changed);
    this.told = new ReadOnlyObjectWrapper<>(words.told(keeper, now()));
    this.brief = new ReadOnlyObjectWrapper<>(words.briefly(told.get(), keeper, now()));
    keeper.begin();
  }

  private Instant now() {
    return workspace.clock().instant();
  }

  /// Tells of what the keeper knows by now: the report first, which those who follow the words ask
  /// for.
  private void changed() {
    Optional<SealReport> now = keeper.verified().map(SealKeeper.Verified::report);
    boolean isOther = !now.equals(report.get()) || !keeper.step().equals(covered);
    report.set(now);
    if (isOther) {
      covered = keeper.step();
      cover.set(SealCover.of(now, covered));
    }
    told.set(words.told(keeper, now()));
    brief.set(words.briefly(told.get(), keeper, now()));
    now.ifPresent(it -> seen.set(seen(it)));
  }

  private SealSeen seen(SealReport found) {
    if (!found.isWhole()) {
      return SealSeen.broken(LocalDate.ofInstant(found.verified(), ZoneOffset.UTC));
    }
    boolean sealed =
        found.sealedUntil().isPresent() || keeper.step().flatMap(SealStep::until).isPresent();
    return sealed ? SealSeen.SEALED : SealSeen.NOT_SEALED;
  }

  /// What the banner says.
  public ReadOnlyObjectProperty<SealTold> toldProperty() {
    return told.getReadOnlyProperty();
  }

  /// The same where there is little room.
  public ReadOnlyObjectProperty<SealTold.Brief> briefProperty() {
    return brief.getReadOnlyProperty();
  }

  /// What is to be remembered of the tenant.
  public ReadOnlyObjectProperty<SealSeen> seenProperty() {
    return seen.getReadOnlyProperty();
  }

  /// What the last verification found; empty before the first one has ended.
  public ReadOnlyObjectProperty<Optional<SealReport>> reportProperty() {
    return report.getReadOnlyProperty();
  }

  /// What the seals say of each line.
  public ReadOnlyObjectProperty<SealCover> coverProperty() {
    return cover.getReadOnlyProperty();
  }

  /// What the seals say of a line, in words.
  ///
  /// @param line from 1
  public String coverText(String file, long line) {
    return words.cover(cover.get().of(file, line));
  }

  /// How loud that is.
  ///
  /// @param line from 1
  public Tone coverTone(String file, long line) {
    return switch (cover.get().of(file, line)) {
      case COVERED -> Tone.SUCCESS;
      case JUST_SEALED, NOT_SEALED -> Tone.NEUTRAL;
      case CHANGED, BEHIND_CHANGE -> Tone.DANGER;
    };
  }

  /// The state of the seals in a line of plain text, as an export names it: until when it is
  /// sealed, when that was verified, and all that breaks it.
  public String inALine() {
    return record.line(keeper);
  }

  @Override
  public Optional<Told> ofLine(AuditRecord entry) {
    return Optional.of(
        new Told(
            coverText(entry.fileName(), entry.line()), coverTone(entry.fileName(), entry.line())));
  }

  @Override
  public Optional<String> ofLog() {
    return Optional.of(inALine());
  }

  SealWords words() {
    return words;
  }

  Workspace workspace() {
    return workspace;
  }

  /// Proves again that what was sealed is there.
  public void verifyNow() {
    keeper.verify(true);
  }

  /// Seals what is new without waiting for its turn.
  public void sealNow() {
    keeper.follow();
  }

  /// What the seal broke by first; empty where it is whole.
  private Optional<SealFinding> firstBreak() {
    return report.get().flatMap(it -> SealWords.breaking(it).stream().findFirst());
  }

  /// Whether what broke the seal stands in a line that can be shown.
  public boolean hasLineToShow() {
    return firstBreak().filter(this::hasLine).isPresent();
  }

  /// Shows the first line that is not what was sealed.
  public void showLine() {
    firstBreak().ifPresent(this::showLine);
  }

  void showLine(SealFinding finding) {
    if (isInLog(finding)) {
      lines.ifPresent(it -> it.show(finding.file(), Math.max(1, finding.line())));
    }
  }

  /// Whether a finding leads to a line that can be shown.
  boolean hasLine(SealFinding finding) {
    return lines.isPresent() && isInLog(finding);
  }

  /// Of a file that is gone there is no line, and the seals have none in the log.
  private static boolean isInLog(SealFinding finding) {
    return switch (finding.kind()) {
      case CHANGED, MOVED, REMOVED, INSERTED, CUT_OFF, REPLACED, UNSEALED_CHANGED -> true;
      case GONE,
          UNREADABLE,
          CLOCK_BACK,
          COPY_DIFFERS,
          OWN_COPY_MISSING,
          OWN_COPY_DAMAGED,
          MARKS_DAMAGED,
          KEY_EXPOSED ->
          false;
    };
  }

  /// Shows all findings, and who else sealed.
  public void showFindings() {
    workspace.navigator().open(new Dialog.Seals(new SealFindingsViewModel(this)));
  }

  /// Saves the last report where a person says.
  public void saveReport() {
    report
        .get()
        .ifPresent(
            it -> {
              String name =
                  words.text(
                      "file", tenant(), LocalDate.ofInstant(now(), ZoneOffset.UTC).toString());
              files
                  .chooseFile(words.text("save"), name + ".txt")
                  .ifPresent(file -> write(file, text(it)));
            });
  }

  private String tenant() {
    return workspace.session().get().tenant().text();
  }

  /// The report, with what it is about before it.
  private String text(SealReport found) {
    String until =
        keeper
            .verified()
            .flatMap(SealKeeper.Verified::unchangedUntil)
            .map(Instant::toString)
            .orElse(words.text("report.nothing"));
    return words.text("report", tenant(), workspace.folder().toString(), now().toString(), until)
        + "\n\n"
        + record.report(found);
  }

  private void write(Path file, String text) {
    workspace
        .tasks()
        .run(
            () -> {
              files.write(file, text.getBytes(StandardCharsets.UTF_8));
              return file;
            },
            done ->
                workspace.navigator().say(words.text("saved", done.toString()), Optional.empty()),
            cause ->
                workspace.navigator().report(words.text("failed.save", file.toString()), cause));
  }

  SealStep acknowledge(SealReport shown, String file, String reason) {
    return witness.acknowledge(shown, file, reason);
  }

  void acknowledged(SealStep step) {
    keeper.acknowledged(step);
  }

  /// Ends what goes on in the background.
  public void close() {
    keeper.end();
  }
}

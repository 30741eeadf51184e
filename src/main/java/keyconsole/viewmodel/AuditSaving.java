package keyconsole.viewmodel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import keyconsole.domain.AuditResult;
import keyconsole.service.AuditLines;
import keyconsole.service.AuditTrail;

/// Saves found audit records where a person says, in the background, with progress and a way to
/// stop it. A file is there whole or not at all, and so are the two of an export of lines. It goes
/// on whatever page is shown, until it is done, somebody stops it or the tenant is closed. UI
/// thread only.
public final class AuditSaving implements AutoCloseable {

  /// What other programs are given.
  public enum Format {
    CSV("csv"),
    JSONL("jsonl");

    private final String ending;

    Format(String ending) {
      this.ending = ending;
    }

    /// The text that names it.
    public String textKey() {
      return "audit.save." + ending;
    }
  }

  private static final Duration TELLING = Duration.ofMillis(100);

  private final Workspace workspace;
  private final KeyWords texts;
  private final FileSaver files;
  private final ReadOnlyBooleanWrapper goingOn = new ReadOnlyBooleanWrapper();
  private TaskRunner.Subscription saving = () -> {};

  public AuditSaving(Workspace workspace, FileSaver files) {
    this.workspace = workspace;
    this.texts = new KeyWords(workspace.texts());
    this.files = files;
  }

  /// Whether a file is being written.
  public ReadOnlyBooleanProperty goingOnProperty() {
    return goingOn.getReadOnlyProperty();
  }

  /// Saves found records, one file at a time: while one is being written it says so, and nothing
  /// else.
  ///
  /// @param from the number of the first
  /// @param to behind the last
  /// @param filter the search text
  /// @param range the times that a person marked; empty where all are meant
  /// @param seals what the seals say of the log
  public void save(
      Format format,
      AuditResult result,
      int from,
      int to,
      String filter,
      Optional<AuditBrush> range,
      Optional<String> seals,
      AuditWords words) {
    if (goingOn.get()) {
      workspace.navigator().say(texts.text("audit.saving.one"), Optional.empty());
      return;
    }
    String told = seals.orElseGet(() -> texts.text("audit.save.no-seals"));
    AuditExport.Found found =
        new AuditExport.Found(result, from, to, filter, range.map(AuditSaving::range), told);
    String day = AuditExport.day(workspace.clock().instant());
    String name = texts.text("audit.save.name", words.tenant(), day) + "." + format.ending;
    files
        .chooseFile(texts.text(format.textKey()), FileSaver.safeName(name))
        .ifPresent(file -> write(format, found, words.withNamesOfNow(), file));
  }

  private static AuditExport.Range range(AuditBrush marked) {
    return new AuditExport.Range(marked.from(), marked.to());
  }

  private void write(Format format, AuditExport.Found found, AuditWords words, Path file) {
    goingOn.set(true);
    AtomicInteger done = new AtomicInteger();
    AuditExport export = new AuditExport(found, words, workspace.clock().instant(), done::set);
    TaskRunner.Subscription telling =
        workspace.tasks().every(TELLING, () -> tell(done.get(), found.size()));
    tell(0, found.size());
    TaskRunner.Subscription told =
        () -> {
          telling.end();
          goingOn.set(false);
          saving = () -> {};
          workspace.navigator().working(Optional.empty());
        };
    saving = told;
    TaskRunner.Subscription job =
        workspace
            .tasks()
            .run(
                () -> write(format, export, found, file),
                _ -> {
                  told.end();
                  workspace.navigator().say(saved(found, file), Optional.empty());
                },
                cause -> {
                  told.end();
                  String text = texts.text("audit.failed.save", file.toString());
                  workspace.navigator().report(text, cause);
                });
    if (goingOn.get()) {
      saving =
          () -> {
            job.end();
            told.end();
          };
    }
  }

  /// Where a file was written anew meanwhile, other lines stood in the places of those that were
  /// found, so that nothing is saved.
  private Path write(Format format, AuditExport export, AuditExport.Found found, Path file)
      throws IOException {
    AuditTrail trail = workspace.service().auditTrail();
    switch (format) {
      case CSV ->
          files.write(
              file,
              out -> {
                export.csv(out);
                trail.requireUnchanged(found.result());
              });
      case JSONL -> {
        AuditLines lines = trail.lines(found.result());
        writeBoth(
            file,
            out -> {
              export.jsonl(lines, out);
              trail.requireUnchanged(found.result());
            },
            () -> export.aboutJson(lines.count()));
      }
    }
    return file;
  }

  /// Writes lines and what they are about: both or neither. The lines come into their place last.
  private void writeBoth(Path file, FileSaver.Content lines, Supplier<byte[]> about)
      throws IOException {
    AuditBeside beside = AuditBeside.of(file, files, texts);
    FileSaver.Content both =
        out -> {
          lines.to(out);
          // What could still fail or be stopped does so before anything is in its place.
          out.flush();
          beside.write(about.get());
        };
    try {
      files.write(file, both);
    } catch (IOException | RuntimeException failure) {
      takeBack(beside, failure);
      throw failure;
    }
  }

  private static void takeBack(AuditBeside beside, Exception failure) {
    try {
      beside.takeBack();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private String saved(AuditExport.Found found, Path file) {
    String saved = texts.text("audit.saved", found.size(), file.toString());
    AuditResult of = found.result();
    return of.isWhole() ? saved : texts.text("audit.saved.part", saved, of.searched(), of.total());
  }

  private void tell(int done, int size) {
    double share = size == 0 ? 1 : (double) done / size;
    Work work = new Work(texts.text("audit.saving", done, size), share, Optional.of(this::stop));
    workspace.navigator().working(Optional.of(work));
  }

  /// Stops what is being saved; the file is left as it was.
  public void stop() {
    saving.end();
  }

  @Override
  public void close() {
    stop();
  }
}

package keyconsole.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import keyconsole.domain.AuditResult;
import keyconsole.service.AuditTrail;
import keyconsole.viewmodel.AuditNames;
import keyconsole.viewmodel.AuditSaving;
import keyconsole.viewmodel.AuditWords;
import keyconsole.viewmodel.FileSaver;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Exports of the audit log, written as the console writes files.
class FxFileSaverTest {

  @TempDir Path folder;
  private TestWorkspace test;
  private Path log;
  private Path out;
  private Path saved;

  @BeforeEach
  void open() throws IOException {
    test = new TestWorkspace(folder.resolve("data"), "acme.example");
    log = test.workspace.folder().resolve("audit/audit_2026-11-23.jsonl");
    out = Files.createDirectories(folder.resolve("out"));
    saved = out.resolve("Ünder audit");
  }

  @AfterEach
  void close() {
    test.close();
  }

  /// The real one, without the window to ask in.
  private FileSaver saver() {
    FxFileSaver real = new FxFileSaver(null);
    return new FileSaver() {
      @Override
      public Optional<Path> chooseFile(String title, String name) {
        return Optional.of(saved);
      }

      @Override
      public Optional<Path> chooseToOpen(String title) {
        return Optional.of(saved);
      }

      @Override
      public byte[] read(Path file, int most) throws IOException {
        return real.read(file, most);
      }

      @Override
      public void write(Path file, Content content) throws IOException {
        real.write(file, content);
      }
    };
  }

  private AuditResult all() {
    AuditTrail trail = test.service.auditTrail();
    trail.refresh();
    return trail.search("", ZoneOffset.UTC, () -> false, _ -> {});
  }

  private void export(AuditSaving.Format format, AuditResult found) {
    AuditWords words =
        new AuditWords(
            new KeyWords(test.workspace.texts()),
            ZoneOffset.UTC,
            "acme.example",
            new AuditNames(),
            TestWorkspace.NOW);
    try (AuditSaving saving = new AuditSaving(test.workspace, saver())) {
      saving.save(format, found, 0, found.size(), "", Optional.empty(), Optional.empty(), words);
    }
  }

  private List<String> filesThere() throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theLinesStandInTheFileToTheByteAndBesideThemWhatTheyAre() throws IOException {
    export(AuditSaving.Format.JSONL, all());
    assertEquals(-1, Files.mismatch(log, saved));
    assertEquals(List.of("Ünder audit", "Ünder audit.about.json"), filesThere());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(saved)));
  }

  @Test
  void aTableTakesThePlaceOfTheOneBefore() throws IOException {
    Files.writeString(saved, "the table of last week");
    export(AuditSaving.Format.CSV, all());
    List<String> rows = Files.readAllLines(saved);
    assertEquals("Tenant,acme.example,,,,,,,,,,", rows.getFirst());
    assertEquals(12 + 11, rows.size());
    assertEquals(List.of("Ünder audit"), filesThere());
  }

  @Test
  void whatFailsInTheMiddleLeavesWhatStoodThere() throws IOException {
    Files.writeString(saved, "the lines of last week");
    AuditResult found = all();
    Files.write(log, "{}\n".getBytes(StandardCharsets.UTF_8));
    export(AuditSaving.Format.JSONL, found);
    assertEquals(1, test.reported.size());
    assertEquals("the lines of last week", Files.readString(saved));
    assertEquals(List.of("Ünder audit"), filesThere());
  }

  @Test
  void aFolderThatCannotBeWrittenToIsSaidInWords() throws IOException {
    Files.writeString(saved, "no folder");
    saved = saved.resolve("audit");
    export(AuditSaving.Format.CSV, all());
    assertEquals(1, test.reported.size());
    assertTrue(test.reported.getFirst().contains("could not be saved"), test.reported.toString());
  }
}

package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.ApiKey;
import keyconsole.viewmodel.AuditFindingsViewModel.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the audit page tells of deeds without words and words without deeds.
class AuditFindingsViewModelTest {

  private static final String LOG = "audit_2026-11-23.jsonl";

  @TempDir Path temporary;

  private TestWorkspace test;
  private AuditFindingsViewModel findings;

  @BeforeEach
  void open() throws IOException {
    test = new TestWorkspace(Files.createDirectories(temporary.resolve("data")), "acme.example");
    findings = new AuditFindingsViewModel(test.workspace, Optional.of(temporary.resolve("user")));
  }

  @AfterEach
  void close() {
    findings.close();
    test.close();
  }

  private void settle() {
    for (int i = 0; i < 4; i++) {
      test.pass(Duration.ofSeconds(6));
    }
  }

  private void rename(String from, String to) throws IOException {
    ApiKey key = test.key(from);
    Path file = test.workspace.folder().resolve("keys").resolve(key.id().fileName());
    Files.writeString(file, Files.readString(file).replace(from, to));
  }

  private void sayRevoked(String name) throws IOException {
    String line =
        "{\"timestamp\": \"2026-11-23T12:00:20\", \"action\": \"api_key_revoked\", \"user_id\":"
            + " \"mallory\", \"tenant\": \"acme.example\", \"details\": {\"key_id\": \""
            + test.key(name).id().text()
            + "\", \"name\": \"\"}}\n";
    Files.writeString(
        test.workspace.folder().resolve("audit").resolve(LOG), line, StandardOpenOption.APPEND);
  }

  private AuditFindingsViewModel.Told told() {
    return findings.toldProperty().get();
  }

  @Test
  void isQuietWhereEveryChangeHasItsEntry() {
    settle();
    test.service.suspend(test.key("Billing export").id());
    settle();
    assertEquals(
        new AuditFindingsViewModel.Told(
            State.QUIET, "Every change since 23 Nov 2026 12:00 UTC has its entry"),
        told());
    assertEquals(List.of(), findings.itemsProperty().get());
  }

  @Test
  void hasNotLookedBeforeTheFirstLookIsDone() {
    try (TestWorkspace other = new TestWorkspace(temporary.resolve("other"), "acme.example")) {
      other.tasks.hold();
      AuditFindingsViewModel fresh = new AuditFindingsViewModel(other.workspace, Optional.empty());
      assertEquals(State.NOT_YET, fresh.toldProperty().get().state());
      other.tasks.release();
      assertEquals(State.QUIET, fresh.toldProperty().get().state());
    }
  }

  @Test
  void tellsWhatWasChangedFromWhatToWhatAndWhen() throws IOException {
    rename("Billing export", "Billing import");
    settle();
    assertEquals(new AuditFindingsViewModel.Told(State.FOUND, "1 change without an entry"), told());
    AuditFindingsViewModel.Item item = findings.itemsProperty().get().getFirst();
    assertEquals("Billing import was changed, and no entry says so", item.what());
    assertEquals(List.of("name: Billing export → Billing import"), item.values());
    assertEquals("between 23 Nov 2026 12:00 UTC and 23 Nov 2026 12:00 UTC", item.when());
  }

  @Test
  void marksTheRecordThatNothingBearsOut() throws IOException {
    rename("CI pipeline", "CI");
    sayRevoked("Billing export");
    settle();
    assertEquals("1 change without an entry, 1 entry without a change", told().text());
    int line = Files.readAllLines(test.workspace.folder().resolve("audit").resolve(LOG)).size();
    assertEquals(
        Optional.of("api_key_revoked is the last word on Billing export, and its file says active"),
        findings.sign(LOG, line));
    assertEquals(Optional.empty(), findings.sign(LOG, 1));
  }

  @Test
  void countsNoFindingThatIsKnownAndKeepsWhoSaidWhy() throws IOException {
    rename("CI pipeline", "CI");
    settle();
    findings.markKnown(findings.itemsProperty().get().getFirst().finding(), "renamed by hand");
    assertEquals(State.QUIET, told().state());
    String known = findings.itemsProperty().get().getFirst().known();
    assertTrue(known.startsWith("Known, says olu@acme.example on "), known);
    assertTrue(known.endsWith(": renamed by hand"), known);
  }

  @Test
  void reportsWhyAFindingCouldNotBeMarked() throws IOException {
    rename("CI pipeline", "CI");
    settle();
    test.actFor(TestWorkspace.person("acme.example", "dana@acme.example"));
    findings.markKnown(findings.itemsProperty().get().getFirst().finding(), "mine");
    assertEquals(
        List.of(
            "The finding could not be marked as known: Only an administrator can mark a finding as"
                + " known."),
        test.reported);
    assertEquals(State.FOUND, told().state());
  }
}

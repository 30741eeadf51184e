package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import keyconsole.domain.ApiKey;
import keyconsole.domain.AuditFinding;
import keyconsole.domain.KeyField;
import keyconsole.viewmodel.AuditFindingsViewModel.Item;
import keyconsole.viewmodel.AuditFindingsViewModel.Sign;
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
  private KeyListViewModel keys;
  private AuditFindingsViewModel findings;
  private final List<String> lines = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    test = new TestWorkspace(Files.createDirectories(temporary.resolve("data")), "acme.example");
    keys = new KeyListViewModel(test.workspace);
    keys.refresh();
    findings = findings(Optional.of(temporary.resolve("user")));
  }

  private AuditFindingsViewModel findings(Optional<Path> userFolder) {
    return new AuditFindingsViewModel(
        test.workspace, userFolder, keys, (file, line) -> lines.add(file + ":" + line));
  }

  @AfterEach
  void close() {
    findings.close();
    keys.close();
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
    takeIn();
  }

  /// The system tells of a change some time after it, on a busy machine looks later.
  private void takeIn() {
    test.service.list();
  }

  private Path log() {
    return test.workspace.folder().resolve("audit").resolve(LOG);
  }

  private int append(String line) throws IOException {
    Files.writeString(log(), line + "\n", StandardOpenOption.APPEND);
    return Files.readAllLines(log()).size();
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
  void looksAsSoonAsTheKeysWereReadAndNotBefore() {
    try (TestWorkspace other = new TestWorkspace(temporary.resolve("other"), "acme.example")) {
      other.tasks.hold();
      KeyListViewModel list = new KeyListViewModel(other.workspace);
      int reading = other.tasks.heldCount();
      AuditFindingsViewModel fresh =
          new AuditFindingsViewModel(other.workspace, Optional.empty(), list, (file, line) -> {});
      assertEquals(reading, other.tasks.heldCount());
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
    assertEquals(List.of("Name: Billing export → Billing import"), item.values());
    assertEquals("Seen at 23 Nov 2026 12:00 UTC", item.when());
  }

  @Test
  void tellsOfWhatWasDoneWhileNobodyLookedFromWhenToWhen() throws IOException {
    settle();
    rename("Billing export", "Billing import");
    test.pass(Duration.ofDays(2));
    settle();
    assertEquals(
        "Between 23 Nov 2026 12:00 UTC and 25 Nov 2026 12:00 UTC",
        findings.itemsProperty().get().getFirst().when());
  }

  @Test
  void callsEveryFieldByAName() {
    AuditFindingWords words = new AuditFindingWords(test.workspace.texts());
    for (KeyField field : KeyField.values()) {
      AuditFinding finding =
          new AuditFinding(
              "1",
              AuditFinding.What.CHANGED,
              test.key("CI pipeline").id(),
              "CI",
              List.of(new AuditFinding.Change(field, "", "")),
              TestWorkspace.NOW,
              TestWorkspace.NOW,
              AuditFinding.Doubt.NONE,
              Optional.empty(),
              Optional.empty());
      String value = words.item(finding).values().getFirst();
      assertFalse(value.contains(field.text()), value);
    }
  }

  @Test
  void marksTheRecordThatNothingBearsOut() throws IOException {
    rename("CI pipeline", "CI");
    sayRevoked("Billing export");
    settle();
    assertEquals("1 change without an entry, 1 entry without a change", told().text());
    int line = Files.readAllLines(test.workspace.folder().resolve("audit").resolve(LOG)).size();
    assertEquals(
        Optional.of(
            new Sign(
                "api_key_revoked is the last word on Billing export, and its file says active",
                false)),
        findings.sign(LOG, line));
    assertEquals(Optional.empty(), findings.sign(LOG, 1));
  }

  @Test
  void isNotQuietOverAChangeThatOnlyAnUnreadableLineCouldExplain() throws IOException {
    settle();
    rename("Billing export", "Billing import");
    int line = append("{\"timestamp\": garbled");
    settle();
    assertEquals(
        new AuditFindingsViewModel.Told(
            State.FOUND,
            "1 change that only an unreadable line or an unknown action could explain"),
        told());
    String what = "Billing import was changed, and only an unreadable line could explain it";
    assertEquals(what, first().what());
    assertEquals(List.of("Name: Billing export → Billing import"), first().values());
    assertEquals(
        "Seen at 23 Nov 2026 12:00 UTC. The line: " + LOG + ", line " + line, first().when());
    assertEquals(Optional.of(new Sign(what, false)), findings.sign(LOG, line));
    findings.showLine(first());
    assertEquals(List.of(LOG + ":" + line), lines);

    mark(first(), "the disk was full");
    assertEquals(
        "Every change since 23 Nov 2026 12:00 UTC has its entry, but for one that is known",
        told().text());
  }

  @Test
  void signsALineThatSeveralChangesAreLeftToOnceAndCountsEachKindApart() throws IOException {
    settle();
    rename("CI pipeline", "CI");
    settle();
    rename("Billing export", "Billing import");
    rename("CI", "CI old");
    int line = append("{\"timestamp\": garbled");
    sayRevoked("CI old");
    settle();
    assertEquals(
        "1 change without an entry, 2 changes that only unreadable lines or unknown actions could"
            + " explain, 1 entry without a change",
        told().text());
    String sign = findings.sign(LOG, line).orElseThrow().text();
    assertTrue(
        sign.endsWith(" was changed, and only an unreadable line could explain it; and 1 more"),
        sign);
  }

  @Test
  void namesTheEntryOfAnUnknownActionThatAloneCouldExplainAChange() throws IOException {
    settle();
    rename("Billing export", "Billing import");
    String id = test.key("Billing import").id().text();
    int line =
        append(
            "{\"timestamp\": \"2026-11-23T12:00:20\", \"action\": \"vault_synced\", \"user_id\":"
                + " \"mallory\", \"details\": {\"key_id\": \""
                + id
                + "\"}}");
    settle();
    assertEquals(State.FOUND, told().state());
    assertEquals(
        "Billing import was changed, and only an entry of an unknown action could explain it:"
            + " vault_synced",
        first().what());
    assertTrue(first().when().endsWith(LOG + ", line " + line + ", by mallory"), first().when());
    assertEquals(first().what(), findings.sign(LOG, line).orElseThrow().text());
  }

  @Test
  void tellsThatAnUnreadableLineBehindAnEntryMayHaveUndoneIt() throws IOException {
    settle();
    sayRevoked("Billing export");
    append("{\"timestamp\": garbled");
    settle();
    assertEquals(
        new AuditFindingsViewModel.Told(
            State.FOUND, "1 entry that a later unreadable line or unknown action may have undone"),
        told());
    assertEquals(
        "api_key_revoked was said of Billing export, and its file says active: only a later"
            + " unreadable line could explain it",
        first().what());
  }

  private Item first() {
    return findings.itemsProperty().get().getFirst();
  }

  private AuditKnownViewModel askFor(Item item) {
    findings.askWhyKnown(item);
    return ((Dialog.Known) test.dialogs.getLast()).model();
  }

  private void mark(Item item, String reason) {
    AuditKnownViewModel asked = askFor(item);
    asked.reasonProperty().set(reason);
    asked.mark();
  }

  @Test
  void countsNoFindingThatIsKnownAndKeepsWhoSaidWhy() throws IOException {
    rename("CI pipeline", "CI");
    settle();
    mark(first(), " renamed by hand ");
    assertEquals(List.of(), test.dialogs);
    assertEquals(State.QUIET, told().state());
    assertEquals(
        "Every change since 23 Nov 2026 12:00 UTC has its entry, but for one that is known",
        told().text());
    String known = first().known();
    assertTrue(known.startsWith("Known, says olu@acme.example on "), known);
    assertTrue(known.endsWith(": renamed by hand"), known);
  }

  @Test
  void takesBackAtOnceOrLaterThatAFindingIsKnown() throws IOException {
    rename("CI pipeline", "CI");
    settle();
    mark(first(), "by mistake");
    test.undo.orElseThrow().run();
    assertEquals(State.FOUND, told().state());

    mark(first(), "by mistake again");
    findings.takeBack(first());
    assertEquals(State.FOUND, told().state());
    assertEquals("", first().known());
  }

  @Test
  void marksAllWithOneReasonAndTakesAllOfItBack() throws IOException {
    rename("CI pipeline", "CI");
    sayRevoked("Billing export");
    settle();
    findings.askWhyAllKnown();
    AuditKnownViewModel asked = ((Dialog.Known) test.dialogs.getLast()).model();
    assertEquals("1 change without an entry, 1 entry without a change", asked.what());
    asked.reasonProperty().set("restored from a backup");
    asked.mark();
    assertEquals(State.QUIET, told().state());
    assertEquals(List.of(), findings.open());
    assertTrue(
        findings.itemsProperty().get().stream()
            .allMatch(item -> item.known().endsWith(": restored from a backup")));
    assertEquals("2 are marked as known", test.said.getLast());

    test.undo.orElseThrow().run();
    assertEquals(2, findings.open().size());
    assertEquals("1 change without an entry, 1 entry without a change", told().text());
  }

  @Test
  void tellsOfALineThatItIsKnownThoughNothingBearsItOut() throws IOException {
    sayRevoked("Billing export");
    settle();
    int line = Files.readAllLines(test.workspace.folder().resolve("audit").resolve(LOG)).size();
    mark(first(), "a test of the log");
    Sign sign = findings.sign(LOG, line).orElseThrow();
    assertTrue(sign.known());
    assertTrue(sign.text().endsWith(": a test of the log"), sign.text());
  }

  @Test
  void reportsWhyAFindingCouldNotBeMarkedAndKeepsWhatWasTyped() throws IOException {
    rename("CI pipeline", "CI");
    settle();
    Files.createDirectories(temporary.resolve("user/deeds"));
    Path kept = only(temporary.resolve("user/deeds"));
    Files.createDirectory(kept.resolve("known.jsonl"));
    AuditKnownViewModel asked = askFor(first());
    asked.reasonProperty().set("mine");
    asked.mark();
    assertTrue(
        asked.reportProperty().get().text().startsWith("It could not be marked as known. "),
        asked.reportProperty().get().text());
    assertEquals(State.FOUND, told().state());
    asked.cancel();
    assertEquals("mine", askFor(first()).reasonProperty().get());
  }

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.findFirst().orElseThrow();
    }
  }

  @Test
  void marksOnlyForAnAdministratorAndKeepsWhatWasTypedUntilThereIsOne() throws IOException {
    rename("CI pipeline", "CI");
    settle();
    AuditKnownViewModel asked = askFor(first());
    asked.reasonProperty().set("mine");
    assertTrue(asked.ready().get());
    assertEquals("", asked.refusal().getValue());

    test.actFor(TestWorkspace.person("acme.example", "dana@acme.example"));
    assertFalse(asked.ready().get());
    assertTrue(asked.refusal().getValue().startsWith("Only an administrator"));
    asked.mark();
    assertEquals(State.FOUND, told().state());

    test.actFor(TestWorkspace.administrator("acme.example"));
    assertEquals("mine", asked.reasonProperty().get());
    asked.mark();
    assertEquals(State.QUIET, told().state());
  }

  @Test
  void leadsToTheLineTheKeyAndTheEntriesOfTheKeyAndClosesTheList() throws IOException {
    sayRevoked("Billing export");
    settle();
    int line = Files.readAllLines(test.workspace.folder().resolve("audit").resolve(LOG)).size();
    findings.showList();
    findings.showLine(first());
    assertEquals(List.of(), test.dialogs);
    assertEquals(List.of(LOG + ":" + line), lines);

    findings.showKey(first());
    assertEquals(1, test.keysShown);
    findings.showEntries(first());
    String id = test.key("Billing export").id().text();
    assertEquals(List.of("key:\"" + id + "\""), test.auditAsked);
  }

  @Test
  void leadsToNoKeyThatIsGone() throws IOException {
    settle();
    ApiKey key = test.key("CI pipeline");
    Files.delete(test.workspace.folder().resolve("keys").resolve(key.id().fileName()));
    takeIn();
    settle();
    keys.refresh();
    assertEquals("CI pipeline was taken away, and no entry says so", first().what());
    assertFalse(findings.hasKey(first()));
    findings.showKey(first());
    assertEquals(0, test.keysShown);
  }

  @Test
  void signsTheRowAndTheRecordInFullAndNoOthers() throws IOException {
    sayRevoked("Billing export");
    TestSurroundings around = new TestSurroundings();
    AuditViewModel log =
        new AuditViewModel(
            test.workspace,
            keys,
            around.surroundings(),
            AuditViewModelTest.kept(test.workspace, around),
            "");
    log.resize(20);
    log.mark(findings);
    log.select(0);
    assertEquals(List.of(), signed(log));
    settle();
    assertEquals(List.of(0L), signed(log));
    assertEquals(
        "api_key_revoked is the last word on Billing export, and its file says active",
        log.detail().signProperty().get().orElseThrow().text());
    log.select(1);
    assertEquals(Optional.empty(), log.detail().signProperty().get());
    log.close();
  }

  private static List<Long> signed(AuditViewModel log) {
    return log.windowProperty().get().rows().stream()
        .filter(row -> row.cells().orElseThrow().sign().isPresent())
        .map(AuditRow::position)
        .toList();
  }
}

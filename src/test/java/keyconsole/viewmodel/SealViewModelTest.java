package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import keyconsole.TreeState;
import keyconsole.service.AuditTrail;
import keyconsole.service.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealViewModelTest {

  private static final String TENANT = "acme.example";
  private static final String DAY = "audit_2026-11-23.jsonl";
  private static final Duration TICK = Duration.ofSeconds(10);

  @TempDir Path folder;
  private final List<String> shown = new ArrayList<>();
  private final TestSurroundings around = new TestSurroundings();
  private TestWorkspace test;
  private Path user;
  private Path log;

  @BeforeEach
  void open() {
    test = new TestWorkspace(folder.resolve("data"), TENANT);
    user = folder.resolve("user");
    log = test.workspace.folder().resolve("audit").resolve(DAY);
  }

  @AfterEach
  void close() {
    test.close();
  }

  private SealViewModel seals() {
    return seals(user);
  }

  private SealViewModel seals(Path userFolder) {
    return new SealViewModel(
        test.workspace,
        userFolder,
        around,
        Optional.of((file, line) -> shown.add(file + ":" + line)));
  }

  private static String title(SealViewModel seals) {
    return seals.toldProperty().get().title();
  }

  private static String second(SealViewModel seals) {
    return seals.toldProperty().get().second();
  }

  private static SealTold.Kind kind(SealViewModel seals) {
    return seals.toldProperty().get().kind();
  }

  private void append(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.APPEND);
  }

  private void edit(int line) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(log));
    lines.set(line - 1, lines.get(line - 1).replaceFirst("api_key_[a-z]*", "api_key_nothing"));
    Files.writeString(log, String.join("\n", lines) + "\n");
  }

  private void acknowledge(SealViewModel seals, String reason) {
    SealAcknowledgeViewModel dialog = asked(seals);
    dialog.reasonProperty().set(reason);
    confirm(dialog);
  }

  private SealAcknowledgeViewModel asked(SealViewModel seals) {
    seals.showFindings();
    SealFindingsViewModel list = ((Dialog.Seals) test.dialogs.getLast()).model();
    list.acknowledge(list.items().getValue().getFirst().acknowledge().orElseThrow());
    return ((Dialog.Acknowledge) test.dialogs.getLast()).model();
  }

  private void confirm(SealAcknowledgeViewModel dialog) {
    dialog.acknowledge();
    if (test.dialogs.getLast() instanceof Dialog.Question question) {
      test.close(question);
      question.onYes().run();
    }
  }

  @Test
  void openingVerifiesThenSealsWhatIsThere() {
    SealViewModel seals = seals();
    assertEquals(SealTold.Kind.SEALED, kind(seals));
    assertEquals("Sealed to 23 Nov 2026 12:00 UTC", title(seals));
    assertEquals("sealed for the first time just now", seals.toldProperty().get().aside());
    test.pass(TICK);
    assertEquals("verified 0 s ago", seals.toldProperty().get().aside());
    test.pass(Duration.ofMinutes(2));
    assertEquals("verified 2 min ago", seals.toldProperty().get().aside());
    assertEquals(SealSeen.SEALED, seals.seenProperty().get());
  }

  @Test
  void untilWhenItIsSealedAndWhenItWasVerifiedIsToldWhereThereIsLittleRoom() throws IOException {
    SealViewModel seals = seals();
    test.pass(TICK);
    assertEquals("Sealed to 12:00 UTC", seals.briefProperty().get().text());
    assertEquals("Sealed", seals.briefProperty().get().spoken());
    assertEquals(
        "Sealed to 23 Nov 2026 12:00 UTC\nVerified 23 Nov 2026 12:00 UTC",
        seals.briefProperty().get().reason());
    test.pass(Duration.ofDays(1));
    assertEquals("Sealed to 23 Nov", seals.briefProperty().get().text());
    assertEquals(
        "Sealed to 23 Nov 2026 12:00 UTC\nVerified 24 Nov 2026 12:00 UTC",
        seals.briefProperty().get().reason());
    edit(3);
    test.pass(TICK);
    assertEquals("Seal broken", seals.briefProperty().get().text());
    assertTrue(
        seals
            .briefProperty()
            .get()
            .reason()
            .endsWith(
                "\nVerified 24 Nov 2026 12:00 UTC"
                    + "\nSealed and unchanged up to 23 Nov 2026 08:00 UTC"),
        seals.briefProperty().get().reason());
  }

  @Test
  void verificationIsToldInPercentAndRunsInTheBackground() {
    test.tasks.hold();
    SealViewModel seals = seals();
    assertEquals(SealTold.Kind.VERIFYING, kind(seals));
    assertEquals("Verifying, 0 %", title(seals));
    assertEquals("Verifying, 0 %", seals.briefProperty().get().text());
    assertEquals(0, seals.toldProperty().get().progress());
    test.tasks.goOn();
    assertEquals(SealTold.Kind.NOT_SEALED, kind(seals));
    assertEquals("Not sealed", title(seals));
    test.tasks.release();
    assertEquals(SealTold.Kind.SEALED, kind(seals));

    test.tasks.hold();
    seals.verifyNow();
    assertEquals(SealTold.Kind.VERIFYING, kind(seals));
    test.tasks.release();
    assertEquals(SealTold.Kind.SEALED, kind(seals));
  }

  @Test
  void aNewLineIsSealedWithinTenSecondsAndAPieceOfOneIsNot() throws IOException {
    SealViewModel seals = seals();
    test.pass(TICK);
    append("{\"n\": 1}\n{\"timesta");
    assertEquals(SealCover.Kind.NOT_SEALED, seals.coverProperty().get().of(DAY, 12));
    assertEquals("Not sealed yet", seals.coverText(DAY, 12));
    test.pass(TICK);
    assertEquals(SealCover.Kind.JUST_SEALED, seals.coverProperty().get().of(DAY, 12));
    assertEquals(SealCover.Kind.NOT_SEALED, seals.coverProperty().get().of(DAY, 13));
    assertEquals("Covered, unchanged", seals.coverText(DAY, 11));
    seals.verifyNow();
    assertEquals(SealTold.Kind.SEALED, kind(seals));
    assertEquals("Covered, unchanged", seals.coverText(DAY, 12));
    assertEquals("", second(seals));
  }

  @Test
  void aSealedLineThatIsEditedBreaksTheSealWithinTheInterval() throws IOException {
    SealViewModel seals = seals();
    test.pass(TICK);
    edit(3);
    test.pass(TICK);
    SealTold told = seals.toldProperty().get();
    assertEquals(SealTold.Kind.BROKEN, told.kind());
    assertEquals(
        "Seal broken: line 3 of " + DAY + " was changed after it was sealed", told.title());
    assertEquals("Sealed and unchanged up to 23 Nov 2026 08:00 UTC", told.second());
    assertEquals("Details", told.details());
    assertEquals("Seal broken", seals.briefProperty().get().text());
    assertEquals(Tone.DANGER, seals.briefProperty().get().tone());
    assertEquals(SealSeen.broken(LocalDate.of(2026, 11, 23)), seals.seenProperty().get());

    assertTrue(seals.hasLineToShow());
    seals.showLine();
    assertEquals(List.of(DAY + ":3"), shown);
  }

  @Test
  void anEditThatComesWithNewLinesBreaksTheSealWithinAMinute() throws IOException {
    SealViewModel seals = seals();
    test.pass(TICK);
    append("{\"timestamp\": \"2026-11-23T11:59:00\", \"n\": 1}\n");
    test.pass(TICK);
    edit(3);
    append("{\"timestamp\": \"2026-11-23T11:59:01\", \"n\": 2}\n");
    for (int i = 0; i < 5; i++) {
      test.pass(TICK);
    }
    assertEquals(
        "Seal broken: line 3 of " + DAY + " was changed after it was sealed", title(seals));
    AuditTrail trail = test.service.auditTrail();
    trail.refresh();
    assertEquals(
        1,
        trail.search("action:nothing", ZoneOffset.UTC, () -> false, _ -> {}).size(),
        "what stands there now is found");
  }

  @Test
  void whoIsToldOfABreakFindsItsLineAndItsNumberAtOnce() throws IOException {
    SealViewModel seals = seals();
    List<String> summaries = new ArrayList<>();
    new SealFindingsViewModel(seals).summary().subscribe(told -> summaries.add(told));
    List<Boolean> lines = new ArrayList<>();
    seals.toldProperty().subscribe(told -> lines.add(seals.hasLineToShow()));
    Files.writeString(log.resolveSibling("audit_2026-11-24.jsonl"), "{\"n\": 1}\n");
    test.pass(TICK);
    edit(3);
    Files.delete(log.resolveSibling("audit_2026-11-24.jsonl"));
    test.pass(TICK);
    assertEquals("2 things are not as sealed.", summaries.getLast());
    assertTrue(lines.getLast());
  }

  @Test
  void linesFromTheBreakOnAreToldFromThoseBeforeIt() throws IOException {
    SealViewModel seals = seals();
    edit(3);
    test.pass(TICK);
    SealCover cover = seals.coverProperty().get();
    assertFalse(cover.isBroken(DAY, 2));
    assertTrue(cover.isBroken(DAY, 3));
    assertTrue(cover.isBroken(DAY, 4));
    assertFalse(cover.isBroken("audit_2026-11-24.jsonl", 4));
    assertEquals("Covered, unchanged", seals.coverText(DAY, 2));
    assertEquals(Tone.SUCCESS, seals.coverTone(DAY, 2));
    assertEquals(Tone.DANGER, seals.coverTone(DAY, 4));
    assertEquals("Changed after it was sealed", seals.coverText(DAY, 3));
    assertEquals("Behind a change, not proved", seals.coverText(DAY, 4));
  }

  @Test
  void anExportIsToldUntilWhenItIsSealedAndWhenThatWasVerified() {
    test.tasks.hold();
    SealViewModel seals = seals();
    assertEquals("Not sealed · Not verified yet", seals.inALine());
    test.tasks.release();
    test.pass(Duration.ofMinutes(11));
    assertEquals("Sealed to 2026-11-23T12:00:00Z · Verified 2026-11-23T12:11:00Z", seals.inALine());
  }

  @Test
  void anExportIsToldEachFileThatIsNotAsItWasSealed() throws IOException {
    Files.writeString(log.resolveSibling("audit_2026-11-22.jsonl"), "{\"n\": 1}\n{\"n\": 2}\n");
    SealViewModel seals = seals();
    edit(3);
    Files.delete(log.resolveSibling("audit_2026-11-22.jsonl"));
    test.pass(TICK);
    assertEquals(
        "Seal broken, 2 findings: audit_2026-11-22.jsonl is gone, with 2 sealed lines; line 3 of "
            + DAY
            + " was changed after it was sealed · No sealed record stands before it"
            + " · Sealed to 2026-11-23T12:00:00Z · Verified 2026-11-23T12:00:10Z",
        seals.inALine());
  }

  @Test
  void whatDoesNotReachTheTenantsFolderIsToldAsThat() throws IOException {
    SealViewModel seals = seals();
    test.pass(TICK);
    Path console = test.workspace.folder().resolve(".console");
    Files.move(console, folder.resolve("aside"));
    Files.writeString(console, "no folder");
    append("{\"n\": 1}\n");
    test.pass(TICK);
    assertTrue(
        second(seals)
            .startsWith("What is sealed stands in your own folder alone, not in .console: "),
        second(seals));
    assertEquals(SealCover.Kind.JUST_SEALED, seals.coverProperty().get().of(DAY, 12));
    assertTrue(seals.inALine().endsWith(second(seals)), seals.inALine());
  }

  @Test
  void aBrokenSealStaysWhileItIsVerifiedAgain() throws IOException {
    SealViewModel seals = seals();
    edit(3);
    test.pass(TICK);
    test.tasks.hold();
    seals.verifyNow();
    assertEquals(SealTold.Kind.BROKEN, kind(seals));
    assertEquals(0, seals.toldProperty().get().progress());
    test.tasks.release();
    assertEquals(SealTold.Kind.BROKEN, kind(seals));
    assertEquals(-1, seals.toldProperty().get().progress());
  }

  @Test
  void verifiesAgainAfterTenMinutesOfItself() {
    SealViewModel seals = seals();
    test.pass(TICK);
    test.pass(Duration.ofMinutes(9));
    assertEquals("verified 9 min ago", seals.toldProperty().get().aside());
    test.pass(Duration.ofMinutes(1));
    assertEquals("verified 0 s ago", seals.toldProperty().get().aside());
  }

  @Test
  void anEditOfASealedLineIsFoundInTimeThoughTheClockWasSetBack() throws IOException {
    SealViewModel seals = seals();
    test.pass(TICK);
    test.setBack(Duration.ofHours(3));
    edit(3);
    test.pass(TICK);
    assertEquals(SealTold.Kind.BROKEN, kind(seals));
  }

  @Test
  void whatWasChangedWhileNobodyLookedIsFoundAtTheNextStart() throws IOException {
    seals().close();
    edit(5);
    test.tasks.hold();
    SealViewModel seals = seals();
    test.tasks.goOn();
    assertEquals(
        "Seal broken: line 5 of " + DAY + " was changed after it was sealed", title(seals));
    test.tasks.release();
  }

  @Test
  void theReportIsSavedAsTextWhereAPersonSays() throws IOException {
    SealViewModel seals = seals();
    edit(3);
    test.pass(TICK);
    around.saveTo = Optional.of(folder.resolve("report.txt"));
    seals.saveReport();
    assertEquals(List.of(TENANT + " seals 2026-11-23.txt"), around.proposedNames);
    String report = Files.readString(folder.resolve("report.txt"));
    assertTrue(report.startsWith("Tenant: acme.example\nDirectory: " + test.workspace.folder()));
    assertTrue(report.contains("Sealed and unchanged up to: 2026-11-23T08:00:43.374994Z"), report);
    assertTrue(report.contains("The audit log is NOT whole."), report);
    assertTrue(report.contains("Line 3 of " + DAY + " was changed after it was sealed"), report);
    assertEquals("The report is in " + folder.resolve("report.txt"), test.said.getLast());

    around.damage = Optional.of(new IOException("No space left on device"));
    seals.saveReport();
    assertTrue(test.reported.getLast().contains("No space left on device"));
  }

  @Test
  void aDeliberatePurgeIsAcknowledgedWithAReasonAndNamedEverAfter() throws IOException {
    SealViewModel seals = seals();
    Files.delete(log);
    test.pass(TICK);
    assertEquals("Seal broken: " + DAY + " is gone, with 11 sealed lines", title(seals));
    assertFalse(seals.hasLineToShow());
    acknowledge(seals, " ");
    assertInstanceOf(Dialog.Acknowledge.class, test.dialogs.removeLast());
    test.dialogs.clear();

    acknowledge(seals, "purge, ticket 4711");
    assertEquals(SealTold.Kind.SEALED, kind(seals));
    assertEquals("Acknowledged: " + DAY + " is sealed as it stands.", test.said.getLast());
    assertEquals("Details", seals.toldProperty().get().details());
    assertEquals(SealSeen.SEALED, seals.seenProperty().get());
    SealFindingsViewModel list = new SealFindingsViewModel(seals);
    assertEquals("All that was sealed is there to the byte.", list.summary().getValue());
    assertEquals(
        "Acknowledged for " + DAY + ": purge, ticket 4711",
        list.items().getValue().getFirst().text());
    assertInstanceOf(Dialog.Seals.class, test.dialogs.removeLast());
  }

  @Test
  void anAcknowledgementThatFailsSaysWhy() throws IOException {
    SealViewModel seals = seals();
    Files.delete(log);
    test.pass(TICK);
    Path own = user.resolve("seals");
    Files.move(own, folder.resolve("aside"));
    Files.writeString(own, "no folder");
    acknowledge(seals, "purge");
    SealAcknowledgeViewModel dialog = ((Dialog.Acknowledge) test.dialogs.getLast()).model();
    assertTrue(
        dialog.reportProperty().get().text().startsWith(DAY + " could not be acknowledged."),
        dialog.reportProperty().get().text());
    assertTrue(dialog.ready().get());
  }

  @Test
  void whatWasChangedBehindAnOpenDialogIsShownBeforeItIsAcknowledged() throws IOException {
    SealViewModel seals = seals();
    edit(3);
    test.pass(TICK);
    SealAcknowledgeViewModel dialog = asked(seals);
    dialog.reasonProperty().set("restored, ticket 4711");
    List<String> found = new ArrayList<>();
    dialog.found().subscribe(text -> found.add(text));
    assertEquals(
        List.of("Line 3 of " + DAY + " was changed after it was sealed"), List.copyOf(found));
    edit(9);
    confirm(dialog);
    assertEquals(SealTold.Kind.BROKEN, kind(seals));
    assertEquals(
        DAY
            + " could not be acknowledged. "
            + log
            + " was changed or taken away since it was shown to you",
        dialog.reportProperty().get().text());
    assertEquals("restored, ticket 4711", dialog.reasonProperty().get());
    assertEquals(
        "Line 3 of "
            + DAY
            + " was changed after it was sealed, and 1 more line behind it is not as sealed",
        found.getLast());
    confirm(dialog);
    assertEquals(SealTold.Kind.SEALED, kind(seals));
  }

  @Test
  void theFindingsOfALaterVerificationAreNotTakenForThoseThatWereShown() throws IOException {
    SealViewModel seals = seals();
    edit(3);
    test.pass(TICK);
    SealAcknowledgeViewModel dialog = asked(seals);
    dialog.reasonProperty().set("restored, ticket 4711");
    edit(5);
    test.pass(TICK);
    append("{\"n\": 1}\n");
    confirm(dialog);
    assertEquals(SealTold.Kind.BROKEN, kind(seals));
    assertTrue(dialog.ready().get());
  }

  @Test
  void whatIsAsItWasSealedAgainByThenCannotBeAcknowledged() throws IOException {
    SealViewModel seals = seals();
    byte[] whole = Files.readAllBytes(log);
    edit(3);
    test.pass(TICK);
    SealAcknowledgeViewModel dialog = asked(seals);
    dialog.reasonProperty().set("restored, ticket 4711");
    Files.write(log, whole);
    confirm(dialog);
    assertEquals(
        "Nothing of " + DAY + " is found any more that could be acknowledged.",
        dialog.found().getValue());
    assertFalse(dialog.ready().get());
    assertEquals(SealTold.Kind.SEALED, kind(seals));
  }

  @Test
  void severalFindingsAreListedTheWorstFirst() throws IOException {
    Files.writeString(log.resolveSibling("audit_2026-11-22.jsonl"), "{\"n\": 1}\n{\"n\": 2}\n");
    SealViewModel seals = seals();
    edit(3);
    Files.delete(log.resolveSibling("audit_2026-11-22.jsonl"));
    test.pass(TICK);
    assertEquals("Seal broken: audit_2026-11-22.jsonl is gone, with 2 sealed lines", title(seals));
    assertEquals("All 2 findings", seals.toldProperty().get().details());
    SealFindingsViewModel list = new SealFindingsViewModel(seals);
    assertEquals("2 things are not as sealed.", list.summary().getValue());
    assertEquals(
        List.of(
            "audit_2026-11-22.jsonl is gone, with 2 sealed lines",
            "Line 3 of " + DAY + " was changed after it was sealed"),
        list.items().getValue().stream().map(SealFindingsViewModel.Item::text).toList());
    assertEquals("Seal broken", list.told().getValue().title());
    assertEquals(second(seals), list.told().getValue().second());
    list.show(list.items().getValue().get(1).finding().orElseThrow());
    assertEquals(List.of(DAY + ":3"), shown);
  }

  @Test
  void aRewrittenPieceThatWasNotSealedIsToldWithoutAnAlarm() throws IOException {
    append("{\"n\": 1}\n");
    SealViewModel seals = seals();
    append("{\"unfinis");
    test.pass(TICK);
    Files.writeString(log, Files.readString(log).replace("{\"unfinis", "{\"another"));
    test.pass(TICK);
    assertEquals(SealTold.Kind.SEALED, kind(seals));
    assertEquals(
        "Line 13 of "
            + DAY
            + " was rewritten or taken away before it was sealed; no sealed line is concerned",
        second(seals));
    assertFalse(seals.toldProperty().get().concern());
    assertEquals("", new SealFindingsViewModel(seals).told().getValue().second());

    acknowledge(seals, "The backend was restarted");
    assertEquals("", second(seals));
  }

  @Test
  void whatAnotherUsersConsoleSealedIsTold() {
    seals(folder.resolve("another")).close();
    SealViewModel seals = seals();
    assertTrue(
        second(seals).matches("Also witnessed by \\S+@\\S+, not verifiable here"), second(seals));
    SealFindingsViewModel list = new SealFindingsViewModel(seals);
    assertTrue(list.items().getValue().getFirst().detail().startsWith("1 seal, the last 23 Nov"));
  }

  @Test
  void aReadOnlySessionWritesNothingBelowTheDataRoot() throws IOException {
    test.actFor(Session.readOnly(TENANT));
    Path dataRoot = folder.resolve("data");
    Map<String, String> before = TreeState.of(dataRoot);
    SealViewModel seals = seals();
    test.pass(TICK);
    seals.verifyNow();
    assertEquals(SealTold.Kind.SEALED, kind(seals));
    assertEquals(before, TreeState.of(dataRoot));
    test.actFor(TestWorkspace.administrator(TENANT));
    test.pass(TICK);
    assertTrue(Files.exists(test.workspace.folder().resolve(".console/seals.jsonl")));
  }

  @Test
  void aUserFolderThatCannotBeUsedIsToldAndTriedAgain() throws IOException {
    Files.writeString(user, "no folder");
    SealViewModel seals = seals();
    assertEquals(SealTold.Kind.FAILED, kind(seals));
    assertTrue(second(seals).contains(user.toString()), second(seals));
    assertTrue(second(seals).endsWith("Put that right, then verify again."), second(seals));
    assertEquals("Not verified", seals.briefProperty().get().text());
    Files.delete(user);
    test.pass(Duration.ofMinutes(1));
    assertEquals(SealTold.Kind.SEALED, kind(seals));
  }

  @Test
  void sealsThatCannotBeMadeAnyMoreAreToldWithWhatToDo() throws IOException {
    SealViewModel seals = seals();
    test.pass(TICK);
    Path own = user.resolve("seals");
    Files.move(own, folder.resolve("aside"));
    Files.writeString(own, "no folder");
    append("{\"n\": 1}\n");
    test.pass(TICK);
    assertEquals(SealTold.Kind.SEALED, kind(seals));
    assertTrue(second(seals).startsWith("New lines are not sealed: "), second(seals));
    assertTrue(seals.toldProperty().get().concern());
    assertEquals("Sealing fails", seals.briefProperty().get().text());

    Files.delete(own);
    Files.move(folder.resolve("aside"), own);
    test.pass(TICK);
    assertEquals("", second(seals));
    assertEquals("Sealed to 12:00 UTC", seals.briefProperty().get().text());
  }

  @Test
  void anEmptyLogIsNotSealedUntilThereIsALine() throws IOException {
    Files.delete(log);
    SealViewModel seals = seals();
    assertEquals(SealTold.Kind.NOT_SEALED, kind(seals));
    assertEquals("Not sealed", title(seals));
    assertEquals(SealSeen.NOT_SEALED, seals.seenProperty().get());
    Files.writeString(log, "{\"n\": 1}\n");
    seals.sealNow();
    assertEquals(SealTold.Kind.SEALED, kind(seals));
  }

  @Test
  void nothingGoesOnAfterItIsClosed() throws IOException {
    SealViewModel seals = seals();
    seals.close();
    edit(3);
    test.pass(TICK);
    assertEquals(0, test.tasks.repeatingCount());
    assertEquals(SealTold.Kind.SEALED, kind(seals));
  }
}

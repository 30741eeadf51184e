package keyconsole.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static keyconsole.audit.SealedLog.DAY;
import static keyconsole.audit.SealedLog.acknowledge;
import static keyconsole.audit.SealedLog.found;
import static keyconsole.audit.SealedLog.verify;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import keyconsole.FaultyFileSystem;
import keyconsole.TestTenant;
import keyconsole.TreeState;
import keyconsole.domain.SealFinding;
import keyconsole.domain.SealProgress;
import keyconsole.domain.SealReport;
import keyconsole.domain.SealStep;
import keyconsole.store.English;
import keyconsole.store.StoreException;
import keyconsole.store.TenantDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealsTest {

  @TempDir Path temporary;
  private SealedLog log;
  private Seals seals;

  @BeforeEach
  void sealALog() throws Exception {
    log = new SealedLog(temporary);
    seals = log.seals();
    log.add(DAY, 20);
    seals.follow(true);
  }

  @Test
  void aSealEndsAtTheLastLineFeedAndGoesOnFromThere() throws Exception {
    log.add(DAY, "{\"torn\": ");
    assertEquals(0, seals.follow(true).made());
    assertEquals(20, verify(seals).files().getFirst().lines());
    log.add(DAY, "1}\n");
    assertEquals(1, seals.follow(true).made());
    SealReport report = verify(seals);
    assertEquals(21, report.files().getFirst().lines());
    assertEquals(Files.size(log.audit.resolve(DAY)), report.files().getFirst().length());
    assertTrue(report.isWhole());
    assertEquals(Optional.of(TestTenant.NOON), report.sealedUntil());
  }

  @Test
  void nothingIsWrittenWhereNothingIsNew() throws Exception {
    Map<String, String> before = TreeState.of(temporary.resolve("data"));
    assertEquals(0, seals.follow(true).made());
    assertEquals(before, TreeState.of(temporary.resolve("data")));
  }

  @Test
  void bothCopiesAreTheSameAndGoOnInAnotherRun() throws Exception {
    log.add(DAY, 1);
    assertEquals(1, log.seals().follow(true).made());
    log.add("audit_2026-11-24.jsonl", 1);
    assertEquals(1, seals.follow(true).made());
    assertEquals(3, Files.readAllLines(log.console).size());
    assertArrayEquals(Files.readAllBytes(log.own("seals.jsonl")), Files.readAllBytes(log.console));
    assertEquals(List.of(), found(seals));
  }

  @Test
  void theKeyIsMadeOnceAndForItsUserAlone() throws Exception {
    Path key = log.own("seal.key");
    byte[] secret = Files.readAllBytes(key);
    assertEquals(32, secret.length);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key.getParent())));
    for (String name : List.of("seals.jsonl", "confirmed", DAY + ".1.marks")) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(log.own(name))),
          name);
    }
    log.add(DAY, 1);
    log.seals().follow(true);
    assertArrayEquals(secret, Files.readAllBytes(key));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    SealReport report = verify(seals);
    assertEquals("KEY_EXPOSED", report.findings().getFirst().kind().name());
    assertTrue(report.isWhole());
  }

  @Test
  void aReadOnlySessionSealsIntoTheUsersFolderAloneUntilItMayWrite() throws Exception {
    log.add(DAY, 3);
    Map<String, String> before = TreeState.of(temporary.resolve("data"));
    assertEquals(1, seals.follow(false).made());
    log.add("audit_2026-11-24.jsonl", 3);
    Map<String, String> then = TreeState.of(temporary.resolve("data"));
    assertEquals(1, log.seals().follow(false).made());
    assertEquals(List.of(), found(log.seals()));
    assertEquals(then, TreeState.of(temporary.resolve("data")));
    assertEquals(
        before.get("empty.example/api_keys/.console/seals.jsonl"),
        then.get("empty.example/api_keys/.console/seals.jsonl"));
    assertEquals(0, seals.follow(true).made());
    assertArrayEquals(Files.readAllBytes(log.own("seals.jsonl")), Files.readAllBytes(log.console));
    assertEquals(List.of(), found(seals));
  }

  @Test
  void theSameTenantThroughALinkHasTheSameSeals() throws Exception {
    Files.createSymbolicLink(temporary.resolve("mount"), temporary.resolve("data"));
    Seals there = log.seals(temporary.resolve("mount"));
    assertEquals(List.of(), found(there));
    log.add(DAY, 1);
    assertEquals(1, there.follow(true).made());
    assertEquals(List.of(), found(there));
    assertEquals(List.of(), found(log.seals()));
    Path api = log.console.getParent().getParent();
    Path renamed = Files.createDirectories(temporary.resolve("other")).resolve("empty.example");
    Files.createSymbolicLink(renamed, api.getParent());
    assertEquals(List.of(), found(log.seals(temporary.resolve("other"))));
  }

  @Test
  void sealsUnderTheNameOfAPathAsItWasGivenAreGoneOnWith() throws Exception {
    Path link = temporary.resolve("mount");
    Files.createSymbolicLink(link, temporary.resolve("data"));
    Path own = log.own("seals.jsonl").getParent();
    String digest = SealHash.sha256(SealedLog.bytes(link + "/empty.example/api_keys"));
    Path before = own.resolveSibling("empty.example-" + digest.substring(0, 12));
    Files.move(own, before);
    // Somebody came by the real path meanwhile, and found no seals of his own.
    Files.createDirectories(own.resolve("marks"));
    Seals there = log.seals(link);
    assertEquals(List.of(), found(there));
    log.add(DAY, 1);
    assertEquals(1, there.follow(true).made());
    assertEquals(List.of(), found(log.seals()));
    assertArrayEquals(
        Files.readAllBytes(own.resolve("seals.jsonl")), Files.readAllBytes(log.console));
  }

  @Test
  void whatAnotherAdministratorSealedIsToldAndNotJudged() throws Exception {
    log.seals("ada@office").follow(true);
    log.add(DAY, 1);
    log.seals("ada@office").follow(true);
    SealReport report = verify(seals);
    assertEquals(List.of(), report.findings());
    assertEquals("ada@office", report.others().getFirst().witness());
    assertEquals(2, report.others().getFirst().seals());
  }

  @Test
  void theFirstLineThatIsConcernedIsNamed() throws Exception {
    List<String> lines = new ArrayList<>(log.lines(DAY));
    lines.remove(6);
    log.write(DAY, lines);
    assertTells("REMOVED audit_2026-11-23.jsonl:7", 1);
    lines.add(3, log.line());
    log.write(DAY, lines);
    assertTells("INSERTED audit_2026-11-23.jsonl:4", 1);
    lines.remove(3);
    lines.set(1, lines.get(1).replace("created", "revoked"));
    log.write(DAY, lines);
    assertTells("CHANGED audit_2026-11-23.jsonl:2", 1);
    Files.delete(log.audit.resolve(DAY));
    assertTells("GONE audit_2026-11-23.jsonl:0", 20);
  }

  private void assertTells(String told, long count) {
    SealReport report = verify(seals);
    assertFalse(report.isWhole());
    assertEquals(told, SealedLog.told(report.findings().getFirst()));
    assertEquals(count, report.findings().getFirst().count());
  }

  @Test
  void whatWasRemovedDoesNotHideWhatWasDoneBehindIt() throws Exception {
    log.add(DAY, 300);
    seals.follow(true);
    log.add(DAY, 5);
    List<String> purged = new ArrayList<>(log.lines(DAY));
    purged.subList(0, 100).clear();
    assertTellsMore(purged, "REMOVED " + DAY + ":1", 0);

    List<String> changed = new ArrayList<>(purged);
    changed.set(150, log.line());
    changed.set(7, log.line());
    assertTellsMore(changed, "REMOVED " + DAY + ":1", 2);

    List<String> forged = new ArrayList<>(purged);
    forged.add(90, log.line());
    assertTellsMore(forged, "REMOVED " + DAY + ":1", 1);

    List<String> cut = new ArrayList<>(purged);
    cut.remove(33);
    assertTellsMore(cut, "REMOVED " + DAY + ":1", 1);

    List<String> inserted = new ArrayList<>(log.lines(DAY));
    inserted.add(50, log.line());
    inserted.remove(101);
    inserted.set(300, log.line());
    assertTellsMore(inserted, "INSERTED " + DAY + ":51", 2);
  }

  private void assertTellsMore(List<String> lines, String told, long more) throws Exception {
    List<String> whole = log.lines(DAY);
    log.write(DAY, lines);
    SealFinding first = verify(seals).findings().getFirst();
    log.write(DAY, whole);
    assertEquals(told, SealedLog.told(first));
    assertEquals(more, first.more(), first.toString());
  }

  @Test
  void neighboursThatChangedPlacesAreMoved() throws Exception {
    for (int at : List.of(0, 9, 18)) {
      List<String> whole = log.lines(DAY);
      List<String> swapped = new ArrayList<>(whole);
      Collections.swap(swapped, at, at + 1);
      log.write(DAY, swapped);
      assertEquals(List.of("MOVED " + DAY + ":" + (at + 1)), found(seals));
      log.write(DAY, whole);
    }
  }

  @Test
  void aLineThatWasChangedBehindLongRemovalsAndInsertionsIsFoundToo() throws Exception {
    log.add(DAY, 500);
    seals.follow(true);
    List<String> whole = log.lines(DAY);
    List<String> less = new ArrayList<>(whole);
    less.subList(100, 300).clear();
    log.write(DAY, less);
    assertEquals(200, verify(seals).findings().getFirst().count());
    assertEquals(List.of("REMOVED " + DAY + ":101"), found(seals));
    List<String> more = new ArrayList<>(whole);
    for (int i = 0; i < 150; i++) {
      more.add(77, log.line());
    }
    log.write(DAY, more);
    assertEquals(150, verify(seals).findings().getFirst().count());
    assertEquals(List.of("INSERTED " + DAY + ":78"), found(seals));
  }

  @Test
  void aTailThatWasRewrittenBeforeItWasSealedBreaksNoSeal() throws Exception {
    log.add(DAY, "{\"torn\": ");
    seals.follow(true);
    String whole = Files.readString(log.audit.resolve(DAY));
    Files.writeString(log.audit.resolve(DAY), whole.replace("torn", "born") + "1}\n");
    assertEquals(1, seals.follow(true).made());
    SealReport report = verify(seals);
    assertEquals("UNSEALED_CHANGED " + DAY + ":21", SealedLog.told(report.findings().getFirst()));
    assertTrue(report.isWhole());
  }

  @Test
  void aTailIsSeenAlsoWhereItCannotBeSealed() throws Exception {
    Path folder = log.own("seals.jsonl").getParent();
    Path aside = folder.resolveSibling("aside");
    log.add(DAY, 2);
    Files.move(folder, aside);
    Files.writeString(folder, "no folder");
    assertThrows(StoreException.class, () -> seals.follow(true));
    Files.delete(folder);
    Files.move(aside, folder);
    List<String> lines = new ArrayList<>(log.lines(DAY));
    lines.set(20, lines.get(20).replace("created", "revoked"));
    log.write(DAY, lines);
    seals.follow(true);
    assertEquals(List.of("UNSEALED_CHANGED " + DAY + ":21"), found(seals));
  }

  @Test
  void aTailThatWasRewrittenWhileNoConsoleRanIsToldAndNotForgotten() throws Exception {
    log.add(DAY, "{\"torn\": ");
    seals.follow(true);
    assertEquals(List.of(), found(log.seals()));
    String whole = Files.readString(log.audit.resolve(DAY));
    Files.writeString(log.audit.resolve(DAY), whole.replace("torn", "born") + "1}\n");
    List<String> rewritten = List.of("UNSEALED_CHANGED " + DAY + ":21");
    Seals next = log.seals();
    assertEquals(rewritten, found(next));
    assertEquals(1, next.follow(true).made());
    assertEquals(rewritten, found(next));
    assertEquals(rewritten, found(log.seals()));
    log.add(DAY, 1);
    log.seals().follow(true);
    assertEquals(rewritten, found(log.seals()));

    acknowledge(log.seals(), DAY, "The backend was restarted");
    assertEquals(List.of(), found(log.seals()));
    seals.follow(true);
    assertEquals(List.of(), found(log.seals()));
  }

  @Test
  void aFileThatIsTakenAwayBeforeItsFirstLineEndsIsToldAndCanBeAcknowledged() throws Exception {
    String next = "audit_2026-11-24.jsonl";
    log.add(next, "{\"torn\": ");
    seals.follow(true);
    Path file = log.audit.resolve(next);
    Path aside = log.user.resolve(next);
    Files.move(file, aside);
    assertEquals(List.of("UNSEALED_CHANGED " + next + ":1"), found(log.seals()));
    Files.move(aside, file);
    assertEquals(List.of(), found(log.seals()));
    Files.delete(file);
    log.seals().follow(true);
    assertEquals(List.of("UNSEALED_CHANGED " + next + ":1"), found(log.seals()));
    assertTrue(verify(log.seals()).isWhole());

    acknowledge(log.seals(), next, "The disk was full");
    assertEquals(List.of(), found(log.seals()));
    log.add(next, 2);
    assertEquals(1, log.seals().follow(true).made());
    assertEquals(List.of(), found(log.seals()));
  }

  @Test
  void aTailThatWasCompletedWhileNoConsoleRanIsNoFinding() throws Exception {
    log.add(DAY, "{\"torn\": ");
    seals.follow(true);
    log.add(DAY, "1}\n{\"torn\": ");
    assertEquals(List.of(), found(log.seals()));
    assertEquals(1, log.seals().follow(true).made());
    log.add(DAY, "1}\n");
    assertEquals(1, log.seals().follow(true).made());
    assertEquals(List.of(), found(log.seals()));
    assertEquals("", Files.readAllLines(log.own("tails")).stream().skip(1).findFirst().orElse(""));
  }

  @Test
  void aTailThatAnEditOfSealedLinesMovedIsNotToldBesideIt() throws Exception {
    log.add(DAY, "{\"torn\": ");
    seals.follow(true);
    List<String> lines = new ArrayList<>(log.lines(DAY));
    lines.remove(3);
    log.write(DAY, lines);
    assertEquals(List.of("REMOVED " + DAY + ":4"), found(log.seals()));
    log.seals().follow(true);
    seals.follow(true);
    assertEquals(List.of("REMOVED " + DAY + ":4"), found(log.seals()));
  }

  @Test
  void whatIsKeptOfTailsIsNotBelievedWhereItWasChanged() throws Exception {
    log.add(DAY, "{\"torn\": ");
    seals.follow(true);
    Path tails = log.own("tails");
    Files.writeString(tails, Files.readString(tails).replace("\"line\": 21", "\"line\": 12"));
    String whole = Files.readString(log.audit.resolve(DAY));
    Files.writeString(log.audit.resolve(DAY), whole.replace("torn", "born"));
    assertEquals(List.of(), found(log.seals()));
  }

  @Test
  void noSealIsMadeOverAFileThatDoesNotGoOnWhereItWasSealed() throws Exception {
    List<String> lines = log.lines(DAY);
    log.write(DAY, lines.subList(0, 10));
    assertEquals(Set.of(DAY), seals.follow(true).suspects());
    assertEquals(List.of("CUT_OFF " + DAY + ":11"), found(seals));
    Files.delete(log.audit.resolve(DAY));
    assertEquals(Set.of(DAY), seals.follow(true).suspects());
    lines = new ArrayList<>(lines);
    lines.set(19, lines.get(19).replace("created", "revoked"));
    log.write(DAY, lines);
    log.add(DAY, 5);
    assertEquals(Set.of(DAY), seals.follow(true).suspects());
    assertEquals(List.of("CHANGED " + DAY + ":20"), found(seals));
  }

  @Test
  void aPurgeIsAcknowledgedWithAReasonThatStaysInSight() throws Exception {
    log.write(DAY, log.lines(DAY).subList(12, 20));
    assertEquals(List.of("REMOVED " + DAY + ":1"), found(seals));
    assertThrows(IllegalArgumentException.class, () -> acknowledge(seals, DAY, " "));
    assertEquals(1, acknowledge(seals, DAY, "Kept for 30 days only").made());
    SealReport report = verify(seals);
    assertEquals(List.of(), report.findings());
    assertEquals("Kept for 30 days only", report.acknowledged().getFirst().reason());
    log.add(DAY, 5);
    seals.follow(true);
    List<String> lines = new ArrayList<>(log.lines(DAY));
    lines.remove(9);
    log.write(DAY, lines);
    assertEquals(List.of("REMOVED " + DAY + ":10"), found(log.seals()));
  }

  @Test
  void aFileThatIsGoneForAReasonMayBeginAgain() throws Exception {
    Files.delete(log.audit.resolve(DAY));
    acknowledge(seals, DAY, "Moved to the archive");
    assertEquals(List.of(), found(seals));
    assertEquals(0, seals.follow(true).made());
    log.add(DAY, 3);
    assertEquals(1, seals.follow(true).made());
    SealReport report = verify(seals);
    assertEquals(List.of(), report.findings());
    assertEquals(3, report.files().getFirst().lines());
    assertEquals(1, report.acknowledged().size());
    assertThrows(IllegalArgumentException.class, () -> acknowledge(seals, "audit_no.jsonl", "Why"));
  }

  @Test
  void aClockThatWasSetBackIsToldAndCanBeAcknowledged() throws Exception {
    log.pass(Duration.ofHours(-2));
    log.add(DAY, 1);
    seals.follow(true);
    assertEquals(List.of("CLOCK_BACK seals.jsonl:2"), found(seals));
    acknowledge(seals, "seals.jsonl", "The battery was empty");
    assertEquals(List.of(), found(log.seals()));
  }

  @Test
  void aClockThatIsSetRightByASecondIsNoAlarm() throws Exception {
    log.pass(Duration.ofSeconds(-1));
    log.add(DAY, 1);
    seals.follow(true);
    assertEquals(List.of(), found(seals));
  }

  @Test
  void aClockThatIsSetBackInSmallStepsIsToldToo() throws Exception {
    for (int i = 0; i < 4; i++) {
      log.pass(Duration.ofSeconds(-40));
      log.add(DAY, 1);
      seals.follow(true);
    }
    assertEquals(List.of("CLOCK_BACK seals.jsonl:3", "CLOCK_BACK seals.jsonl:5"), found(seals));
    acknowledge(seals, "seals.jsonl", "The battery is weak");
    log.pass(Duration.ofSeconds(-40));
    log.add(DAY, 1);
    seals.follow(true);
    assertEquals(List.of(), found(log.seals()));
  }

  @Test
  void theOwnCopyIsMissedAndMadeAgainFromTheOther() throws Exception {
    log.add(DAY, 1);
    seals.follow(true);
    Files.delete(log.own("seals.jsonl"));
    assertEquals(List.of("OWN_COPY_MISSING seals.jsonl:0"), found(seals));
    log.add(DAY, 1);
    assertEquals(
        Optional.of(
            new SealStep.Trouble.OwnSeals(
                new SealFinding(SealFinding.Kind.OWN_COPY_MISSING, "seals.jsonl", 0, 0))),
        seals.follow(true).trouble());
    acknowledge(seals, "seals.jsonl", "The disk was changed");
    assertEquals(List.of(), found(seals));
    seals.follow(true);
    assertEquals(22, verify(seals).files().getFirst().lines());
  }

  @Test
  void anOwnCopyThatLostItsEndOrALineIsDamaged() throws Exception {
    for (int i = 0; i < 3; i++) {
      log.add(DAY, 1);
      seals.follow(true);
    }
    Path own = log.own("seals.jsonl");
    List<String> lines = Files.readAllLines(own);
    Files.write(own, lines.subList(0, 2));
    assertEquals(List.of("OWN_COPY_DAMAGED seals.jsonl:3"), found(seals));
    Files.write(own, List.of(lines.get(0), lines.get(2), lines.get(3)));
    assertEquals(List.of("OWN_COPY_DAMAGED seals.jsonl:2"), found(seals));
    Files.delete(log.console);
    Files.write(own, lines.subList(0, 2));
    assertEquals(
        List.of("OWN_COPY_DAMAGED seals.jsonl:3", "COPY_DIFFERS .console/seals.jsonl:0"),
        found(seals));
  }

  @Test
  void aCopyInTheTenantsFolderThatWasChangedIsToldAndSetRight() throws Exception {
    log.seals("ada@office").follow(true);
    log.add(DAY, 1);
    seals.follow(true);
    String whole = Files.readString(log.console);
    List<String> changes =
        List.of(
            whole.replaceFirst("2026-11-23T12:00:00", "2026-11-22T12:00:00"),
            whole.replaceFirst("\"lines\": 20", "\"lines\": 19"),
            whole.substring(whole.indexOf('\n') + 1),
            whole.substring(0, whole.lastIndexOf('\n', whole.length() - 2) + 1),
            whole + whole,
            "");
    for (String change : changes) {
      Files.writeString(log.console, change);
      SealReport report = verify(seals);
      assertEquals("COPY_DIFFERS", report.findings().getFirst().kind().name(), change);
      assertEquals(1, report.findings().size());
    }
    Files.writeString(log.console, changes.getFirst());
    acknowledge(seals, "seals.jsonl", "A restore went wrong");
    SealReport report = verify(seals);
    assertEquals(List.of(), report.findings());
    assertEquals("ada@office", report.others().getFirst().witness());
  }

  @Test
  void marksThatWereChangedAreNotBelieved() throws Exception {
    Path marks = log.own(DAY + ".1.marks");
    byte[] bytes = Files.readAllBytes(marks);
    assertEquals(20 * 8, bytes.length);
    bytes[17]++;
    Files.write(marks, bytes);
    assertEquals(List.of("MARKS_DAMAGED " + DAY + ":0"), found(seals));
    log.add(DAY, 1);
    assertEquals(Set.of(DAY), seals.follow(true).suspects());
    acknowledge(seals, DAY, "Marks anew");
    assertEquals(List.of(), found(seals));
  }

  @Test
  void sealsThatCannotStandInTheTenantsFolderStandThereLater() throws Exception {
    Path console = log.console.getParent();
    Path aside = console.resolveSibling("aside");
    Files.move(console, aside);
    Files.writeString(console, "no folder");
    log.add(DAY, 1);
    SealStep step = seals.follow(true);
    assertEquals(1, step.made());
    SealStep.Trouble.NotInConsole trouble =
        assertInstanceOf(SealStep.Trouble.NotInConsole.class, step.trouble().orElseThrow());
    assertTrue(English.of(trouble.reason()).contains(".console"), step.toString());
    Files.delete(console);
    Files.move(aside, console);
    assertEquals(Optional.empty(), seals.follow(true).trouble());
    assertEquals(List.of(), found(seals));
    assertEquals(2, Files.readAllLines(log.console).size());
  }

  @Test
  void aCrashBetweenTheCopiesIsNoAlarm() throws Exception {
    byte[] console = Files.readAllBytes(log.console);
    byte[] confirmed = Files.readAllBytes(log.own("confirmed"));
    log.add(DAY, 1);
    seals.follow(true);
    byte[] own = Files.readAllBytes(log.own("seals.jsonl"));
    byte[] consoleThen = Files.readAllBytes(log.console);
    for (int there = console.length; there <= consoleThen.length; there++) {
      Files.write(log.console, Arrays.copyOf(consoleThen, there));
      Files.write(log.own("confirmed"), confirmed);
      assertEquals(List.of(), found(log.seals()), "with " + there + " bytes");
      log.seals().follow(true);
      assertArrayEquals(own, Files.readAllBytes(log.console), "with " + there + " bytes");
    }
    assertEquals(List.of(), found(seals));
  }

  @Test
  void aCrashInTheOwnCopyIsNoAlarm() throws Exception {
    byte[] own = Files.readAllBytes(log.own("seals.jsonl"));
    byte[] console = Files.readAllBytes(log.console);
    byte[] confirmed = Files.readAllBytes(log.own("confirmed"));
    log.add(DAY, 1);
    seals.follow(true);
    byte[] ownThen = Files.readAllBytes(log.own("seals.jsonl"));
    for (int there = own.length; there < ownThen.length; there++) {
      Files.write(log.own("seals.jsonl"), Arrays.copyOf(ownThen, there));
      Files.write(log.console, console);
      Files.write(log.own("confirmed"), confirmed);
      assertEquals(List.of(), found(log.seals()), "with " + there + " bytes");
      log.seals().follow(true);
      assertArrayEquals(ownThen, Files.readAllBytes(log.own("seals.jsonl")));
      assertArrayEquals(ownThen, Files.readAllBytes(log.console));
    }
  }

  @Test
  void aVerificationTellsHowFarItIsAndCanBeStopped() throws Exception {
    log.add("audit_2026-11-24.jsonl", 5000);
    seals.follow(true);
    List<SealProgress> told = new ArrayList<>();
    SealReport report = seals.verify(told::add, () -> false);
    assertEquals(new SealProgress(report.bytes(), report.bytes()), told.getLast());
    assertTrue(told.size() > 2);
    assertThrows(CancellationException.class, () -> seals.verify(_ -> {}, () -> true));
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> seals.verify(_ -> {}, () -> false));
    assertTrue(Thread.interrupted());
    assertTrue(verify(seals).isWhole());
  }

  @Test
  void filesAreProvedByTheSealsThatAreKnownWhateverBecomesOfTheirCopies() throws Exception {
    Path own = log.own("seals.jsonl");
    Files.write(own, new byte[(int) Files.size(own)]);
    Files.delete(log.console);
    assertTrue(seals.areAsSealed(Set.of(DAY), () -> false));
    List<String> lines = new ArrayList<>(log.lines(DAY));
    lines.set(2, log.line());
    log.write(DAY, lines);
    assertFalse(seals.areAsSealed(Set.of(DAY), () -> false));
  }

  @Test
  void aLineOfSealsIsBelievedToTheByteAlone() throws Exception {
    SealKey key = SealKey.in(log.own("seal.key"));
    byte[] line = SealedLog.bytes(Files.readAllLines(log.own("seals.jsonl")).getFirst());
    Seal seal = Seal.read(line).orElseThrow();
    assertEquals(Optional.of(seal), Seal.signedBy(key, line));
    for (int i = 0; i < line.length; i++) {
      byte[] changed = line.clone();
      changed[i] ^= 1;
      assertEquals(Optional.empty(), Seal.signedBy(key, changed), new String(changed, UTF_8));
      assertEquals(Optional.empty(), Seal.signedBy(key, Arrays.copyOf(line, i)));
    }
    SealKey other = SealKey.in(temporary.resolve("other/seal.key"));
    assertEquals(Optional.empty(), Seal.signedBy(other, line));
    assertEquals(Optional.of(seal), Seal.read(seal.line(other.sign(seal.unsigned()))));
  }

  @Test
  void linesThatCannotBeSealedAreToldAndSealedLater() throws Exception {
    FaultyFileSystem disk = new FaultyFileSystem();
    Path data = disk.path(log.tenant.dataRoot);
    Seals unread =
        new Seals(
            new TenantDirectory(data, log.tenant.directory().tenant()),
            log.user,
            "olu@desk",
            log.tenant.clock);
    unread.follow(true);
    log.add("audit_2026-11-24.jsonl", 3);
    disk.failEach(Set.of("open"), FaultyFileSystem.Fault.FULL);
    assertTells("no space is left on the device", unread.follow(true));
    disk.heal();
    assertEquals(1, unread.follow(true).made());

    // What stands in the place of its marks cannot be written.
    log.add("audit_2026-11-25.jsonl", 3);
    Path marks = log.own(DAY + ".1.marks").resolveSibling("audit_2026-11-25.jsonl.4.marks");
    Files.createDirectory(marks);
    log.add(DAY, 1);
    SealStep part = seals.follow(true);
    assertEquals(1, part.made(), "the other file");
    assertTells("audit_2026-11-25.jsonl could not be sealed", seals.follow(true));
    Files.delete(marks);
    assertEquals(1, seals.follow(true).made());
    assertEquals(List.of(), found(seals));
  }

  private static void assertTells(String reason, SealStep step) {
    SealStep.Trouble trouble = step.trouble().orElseThrow();
    String told = English.of(assertInstanceOf(SealStep.Trouble.NotSealed.class, trouble).reason());
    assertTrue(told.contains(reason), told);
  }

  @Test
  void sealsAlsoWhereThereAreNoOwnersAndModes() throws Exception {
    try (FileSystem memory =
        Jimfs.newFileSystem(Configuration.unix().toBuilder().setAttributeViews("basic").build())) {
      Files.createDirectories(memory.getPath("/data/there"));
      SealedLog other = new SealedLog(memory.getPath("/data/there"));
      other.add(DAY, 4);
      Seals there = other.seals();
      assertEquals(1, there.follow(true).made());
      assertEquals(List.of(), found(there));
      other.write(DAY, other.lines(DAY).subList(0, 2));
      assertEquals(List.of("CUT_OFF " + DAY + ":3"), found(there));
    }
  }
}

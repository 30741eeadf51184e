package keyconsole.audit;

import static keyconsole.audit.SealedLog.DAY;
import static keyconsole.audit.SealedLog.found;
import static keyconsole.audit.SealedLog.verify;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import keyconsole.domain.SealReport;
import keyconsole.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What changes between the moment that a person sees something and the moment that they
/// acknowledge it.
class SealShownTest {

  private static final String BEFORE = "audit_2026-11-22.jsonl";

  @TempDir Path temporary;
  private SealedLog log;
  private Seals seals;

  @BeforeEach
  void sealALog() throws Exception {
    log = new SealedLog(temporary);
    seals = log.seals();
    log.add(BEFORE, 5);
    log.add(DAY, 20);
    seals.follow(true);
  }

  private void edit(int line) throws Exception {
    List<String> lines = new ArrayList<>(log.lines(DAY));
    lines.set(line - 1, lines.get(line - 1).replace("created", "revoked"));
    log.write(DAY, lines);
  }

  private void assertRefused(SealReport shown, String file) throws Exception {
    byte[] before = Files.readAllBytes(log.own("seals.jsonl"));
    List<Path> marks = marks();
    List<String> found = found(seals);
    StoreException refused =
        assertThrows(StoreException.class, () -> seals.acknowledge(shown, file, "Retention", true));
    assertTrue(
        refused.getMessage().endsWith(" was changed or taken away since it was shown to you"),
        refused.getMessage());
    assertArrayEquals(before, Files.readAllBytes(log.own("seals.jsonl")));
    assertEquals(found, found(seals));
    assertEquals(marks, marks());
  }

  private List<Path> marks() throws Exception {
    try (Stream<Path> files = Files.list(log.own(DAY + ".2.marks").getParent())) {
      return files.sorted().toList();
    }
  }

  private void assertTaken(SealReport shown, String file) {
    assertEquals(1, seals.acknowledge(shown, file, "Retention", true).made());
    assertEquals(List.of(), found(log.seals()));
  }

  @Test
  void anEditThatNobodySawIsNotSealedAlongWithThePurgeThatWasShown() throws Exception {
    log.write(DAY, log.lines(DAY).subList(5, 20));
    SealReport shown = verify(seals);
    edit(9);
    assertRefused(shown, DAY);
    assertTaken(verify(seals), DAY);
  }

  @Test
  void aCutThatNobodySawIsNotSealedAlongWithTheEditThatWasShown() throws Exception {
    edit(3);
    SealReport shown = verify(seals);
    log.write(DAY, log.lines(DAY).subList(0, 19));
    assertRefused(shown, DAY);
    assertTaken(verify(seals), DAY);
  }

  @Test
  void aFurtherFileThatIsGoneIsShownFirst() throws Exception {
    edit(3);
    SealReport shown = verify(seals);
    Files.delete(log.audit.resolve(BEFORE));
    assertRefused(shown, DAY);
    assertEquals(1, seals.acknowledge(verify(seals), DAY, "Retention", true).made());
    assertTaken(verify(seals), BEFORE);
  }

  @Test
  void aFurtherFileThatWasCutIsShownFirst() throws Exception {
    Files.delete(log.audit.resolve(DAY));
    SealReport shown = verify(seals);
    log.write(BEFORE, log.lines(BEFORE).subList(0, 4));
    assertRefused(shown, DAY);
  }

  @Test
  void aFileThatWasShownChangedAndIsGoneByNowIsShownFirst() throws Exception {
    edit(3);
    SealReport shown = verify(seals);
    Files.delete(log.audit.resolve(DAY));
    assertRefused(shown, DAY);
    assertTaken(verify(seals), DAY);
  }

  @Test
  void aFileThatWasShownGoneAndIsBackInAnotherFormIsShownFirst() throws Exception {
    List<String> lines = log.lines(DAY);
    Files.delete(log.audit.resolve(DAY));
    SealReport shown = verify(seals);
    log.write(DAY, lines.subList(0, 10));
    assertRefused(shown, DAY);
    assertTaken(verify(seals), DAY);
  }

  @Test
  void honestAppendsSinceThenAreSealedAlong() throws Exception {
    edit(3);
    SealReport shown = verify(seals);
    log.add(DAY, 2);
    seals.follow(true);
    log.add(BEFORE, 1);
    log.add(DAY, 2);
    log.add(DAY, "{\"torn\": ");
    assertTaken(shown, DAY);
    assertEquals(24, verify(seals).files().getLast().lines());
  }

  @Test
  void honestAppendsSinceThenAreSealedAlongWithWhatIsLeftOfAPurge() throws Exception {
    log.write(DAY, List.of());
    SealReport shown = verify(seals);
    log.add(DAY, 3);
    assertTaken(shown, DAY);
    assertEquals(3, verify(seals).files().getLast().lines());
  }

  @Test
  void aTailThatWasRewrittenAgainIsShownFirst() throws Exception {
    log.add(DAY, "{\"torn\": ");
    seals.follow(true);
    String whole = Files.readString(log.audit.resolve(DAY));
    Files.writeString(log.audit.resolve(DAY), whole.replace("torn", "born") + "1}\n");
    seals.follow(true);
    SealReport shown = verify(seals);
    log.add(DAY, "{\"horn\": ");
    seals.follow(true);
    whole = Files.readString(log.audit.resolve(DAY));
    Files.writeString(log.audit.resolve(DAY), whole.replace("horn", "corn"));
    assertRefused(shown, DAY);
    assertTaken(verify(seals), DAY);
  }

  @Test
  void marksThatAreDamagedAreMadeAnewOfWhatWasShownAlone() throws Exception {
    Path marks = log.own(DAY + ".2.marks");
    byte[] bytes = Files.readAllBytes(marks);
    bytes[17]++;
    Files.write(marks, bytes);
    SealReport shown = verify(seals);
    assertEquals(List.of("MARKS_DAMAGED " + DAY + ":0"), found(seals));
    edit(2);
    assertRefused(shown, DAY);
  }

  @Test
  void sealsThatWereTakenAwaySinceAreNotGivenUpForThoseThatWereShownDamaged() throws Exception {
    for (int i = 0; i < 3; i++) {
      log.add(DAY, 1);
      seals.follow(true);
    }
    Path own = log.own("seals.jsonl");
    List<String> lines = Files.readAllLines(own);
    Files.write(own, lines.subList(0, 2));
    SealReport shown = verify(seals);
    assertEquals(List.of("OWN_COPY_DAMAGED seals.jsonl:3"), found(seals));
    List<String> console = Files.readAllLines(log.console);
    Files.write(log.console, console.subList(0, 2));
    assertRefused(shown, "seals.jsonl");
    Files.write(log.console, console);
    assertTaken(shown, "seals.jsonl");
    assertEquals(6, Files.readAllLines(own).size());
  }

  @Test
  void aClockThatWasSetBackOnceMoreIsShownFirstAndSealsThatWereMadeSinceAreNot() throws Exception {
    setBackAndSeal();
    SealReport shown = verify(seals);
    log.add(DAY, 1);
    seals.follow(true);
    SealReport later = verify(seals);
    setBackAndSeal();
    assertRefused(shown, "seals.jsonl");
    assertRefused(later, "seals.jsonl");
    SealReport all = verify(seals);
    log.add(DAY, 1);
    seals.follow(true);
    assertTaken(all, "seals.jsonl");
  }

  private void setBackAndSeal() throws Exception {
    log.pass(Duration.ofHours(-2));
    log.add(DAY, 1);
    seals.follow(true);
  }

  @Test
  void aCopyInTheTenantsFolderThatDiffersInAnotherPlaceByNowIsSetRight() throws Exception {
    log.add(DAY, 1);
    seals.follow(true);
    List<String> console = Files.readAllLines(log.console);
    Files.write(log.console, console.subList(0, 1));
    SealReport shown = verify(seals);
    log.add(DAY, 1);
    seals.follow(true);
    assertTaken(shown, "seals.jsonl");
  }
}

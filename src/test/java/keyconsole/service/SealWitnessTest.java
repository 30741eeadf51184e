package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import keyconsole.TestTenant;
import keyconsole.TreeState;
import keyconsole.domain.SealFinding;
import keyconsole.domain.SealReport;
import keyconsole.domain.SealStep;
import keyconsole.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// What the witness of a tenant's audit log does while the tenant is open.
class SealWitnessTest {

  private static final String DAY = "audit_2026-11-23.jsonl";

  @TempDir Path temporary;
  private TestTenant tenant;
  private Path user;
  private Path log;
  private KeyService service;

  @BeforeEach
  void open() throws IOException {
    tenant = TestTenant.acme(Files.createDirectory(temporary.resolve("data")));
    user = temporary.resolve("user");
    log = tenant.directory().audit().resolve(DAY);
    service = tenant.openAsAdministrator();
  }

  @AfterEach
  void close() {
    service.close();
  }

  private static SealReport verify(SealWitness witness) {
    return witness.verify(progress -> {}, () -> false);
  }

  private void append(String line) throws IOException {
    Files.writeString(log, line + "\n", StandardOpenOption.APPEND);
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(log);
  }

  private void edit(int line) throws IOException {
    List<String> lines = new ArrayList<>(lines());
    lines.set(line - 1, lines.get(line - 1).replace("api_key_created", "api_key_deleted"));
    Files.writeString(log, String.join("\n", lines) + "\n");
  }

  @Test
  void anActorSealsIntoBothFolders() {
    SealWitness witness = service.witness(user);
    SealStep step = witness.follow();
    assertEquals(1, step.made());
    assertEquals(Optional.empty(), step.trouble());
    assertTrue(Files.exists(tenant.directory().console().resolve("seals.jsonl")));
    assertTrue(Files.exists(user.resolve("seals/seal.key")));
    assertTrue(verify(witness).isWhole());
  }

  @Test
  void aReadOnlySessionSealsAndWritesNothingBelowTheDataRoot() throws IOException {
    service.actFor(Session.readOnly(tenant.domain));
    Map<String, String> before = TreeState.of(tenant.dataRoot);
    SealWitness witness = service.witness(user);
    assertEquals(1, witness.follow().made());
    assertTrue(verify(witness).isWhole());
    witness.acknowledge(verify(witness), DAY, "as it should be");
    assertEquals(before, TreeState.of(tenant.dataRoot));
    assertFalse(Files.exists(tenant.directory().console()));

    service.actFor(tenant.administrator());
    witness.follow();
    assertTrue(Files.exists(tenant.directory().console().resolve("seals.jsonl")));
    assertTrue(verify(witness).isWhole());
  }

  @Test
  void whereNothingChangedItLooksAndOpensNothing() throws IOException {
    SealWitness witness = service.witness(user);
    witness.follow();
    try (Stream<Path> own = Files.walk(user)) {
      for (Path path : own.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    SealStep quiet = witness.follow();
    assertEquals(0, quiet.made());
    assertEquals(DAY, quiet.files().getFirst().name());
    assertFalse(Files.exists(user));
  }

  @Test
  void anAppendIsSealedAndNoSuspect() throws IOException {
    SealWitness witness = service.witness(user);
    long sealed = witness.follow().files().getFirst().lines();
    append("{\"n\": 1}");
    SealStep step = witness.follow();
    assertEquals(Set.of(), step.suspects());
    assertEquals(sealed + 1, step.files().getFirst().lines());
  }

  @Test
  void anUnfinishedLineIsNotSealedAndNoSuspect() throws IOException {
    SealWitness witness = service.witness(user);
    long sealed = witness.follow().files().getFirst().lines();
    Files.writeString(log, "{\"timest", StandardOpenOption.APPEND);
    SealStep step = witness.follow();
    assertEquals(0, step.made());
    assertEquals(Set.of(), step.suspects());
    assertEquals(sealed, step.files().getFirst().lines());
    assertTrue(verify(witness).isWhole());
  }

  @Test
  void aLineThatIsEditedInThePlaceMakesItsFileASuspectOnce() throws IOException {
    SealWitness witness = service.witness(user);
    witness.follow();
    edit(2);
    assertEquals(Set.of(DAY), witness.follow().suspects());
    assertEquals(Set.of(), witness.follow().suspects());
    SealFinding found = verify(witness).findings().getFirst();
    assertEquals(new SealFinding(SealFinding.Kind.CHANGED, DAY, 2, 1), found);
  }

  @Test
  void anEditThatPutsTheFilesTimeBackIsSeenAllTheSame() throws IOException {
    SealWitness witness = service.witness(user);
    FileTime time = Files.getLastModifiedTime(log);
    witness.follow();
    edit(3);
    Files.setLastModifiedTime(log, time);
    assertEquals(Set.of(DAY), witness.follow().suspects());
  }

  @Test
  void aFileThatIsGoneIsToldOnce() throws IOException {
    SealWitness witness = service.witness(user);
    witness.follow();
    Files.delete(log);
    assertEquals(Set.of(DAY), witness.follow().suspects());
    assertEquals(Set.of(), witness.follow().suspects());
  }

  /// A file system that is unmounted, or a folder that somebody moves away.
  @Test
  void aFolderThatIsGoneIsATroubleAndNoFinding() throws IOException {
    SealWitness witness = service.witness(user);
    witness.follow();
    assertEquals(11, service.auditTrail().refresh());
    SealReport broken = broken(witness);
    Path away = temporary.resolve("away");
    for (Path folder :
        List.of(tenant.directory().audit(), tenant.dataRoot.resolve(tenant.domain))) {
      Files.move(folder, away);
      for (Executable look :
          List.<Executable>of(
              witness::follow,
              () -> verify(witness),
              () -> witness.areAsSealed(Set.of(DAY), () -> false),
              () -> service.witness(user).follow(),
              () -> witness.acknowledge(broken, DAY, "it is gone"))) {
        StoreException trouble = assertThrows(StoreException.class, look);
        assertTrue(trouble.getMessage().contains("is gone"), trouble.getMessage());
      }
      assertFalse(Files.exists(folder), "made anew");
      Files.move(away, folder);
      assertEquals(Set.of(), witness.follow().suspects());
      assertTrue(verify(witness).isWhole());
    }
    Files.move(tenant.dataRoot.resolve(tenant.domain), away);
    assertThrows(StoreException.class, () -> witness.unchangedUntil(broken));
    assertThrows(StoreException.class, () -> service.auditTrail().refresh());
  }

  private SealReport broken(SealWitness witness) throws IOException {
    byte[] whole = Files.readAllBytes(log);
    edit(1);
    SealReport broken = verify(witness);
    Files.write(log, whole);
    witness.follow();
    return broken;
  }

  @Test
  void whatIsUnchangedEndsWithTheRecordBeforeTheBreak() throws IOException {
    SealWitness witness = service.witness(user);
    witness.follow();
    assertEquals(
        Optional.of(TestTenant.NOON), witness.unchangedUntil(verify(witness)), "nothing broken");
    edit(3);
    String before = lines().get(1);
    Instant moment = Instant.parse(before.replaceFirst(".*?\"timestamp\": \"([^\"]*)\".*", "$1Z"));
    assertEquals(Optional.of(moment), witness.unchangedUntil(verify(witness)));
    edit(1);
    assertEquals(Optional.empty(), witness.unchangedUntil(verify(witness)));
  }

  @Test
  void theIndexKnowsWhatStandsInAChangedLineAlsoWhereItIsChangedAgainAndBack() throws IOException {
    String line = lines().getFirst().replaceFirst("api_key_[a-z]*", "deed_a");
    Files.writeString(log, (line + "\n").repeat(20_000));
    SealWitness witness = service.witness(user);
    witness.follow();
    service.auditTrail().refresh();
    for (String action : List.of("deed_b", "deed_c", "deed_a")) {
      List<String> lines = new ArrayList<>(lines());
      lines.set(2, line.replace("deed_a", action));
      lines.add(line);
      Files.writeString(log, String.join("\n", lines) + "\n");
      witness.unchangedUntil(verify(witness));
      service.auditTrail().refresh();
      assertEquals(
          action.equals("deed_a") ? lines.size() : 1, found("action:\"" + action + "\""), action);
    }
  }

  private int found(String query) {
    return service.auditTrail().search(query, ZoneOffset.UTC, () -> false, _ -> {}).size();
  }

  @Test
  void sealingThatFailsIsToldAndTriedAgain() throws IOException {
    Files.writeString(user, "no folder");
    SealWitness witness = service.witness(user);
    StoreException failure = assertThrows(StoreException.class, witness::follow);
    assertTrue(failure.getMessage().contains(user.toString()), failure.getMessage());
    Files.delete(user);
    assertEquals(1, witness.follow().made());
  }

  @Test
  void aFileThatCannotBeSealedIsASuspectOnceAndTriedAgainEachTime() throws IOException {
    SealWitness witness = service.witness(user);
    witness.follow();
    Path marks;
    try (Stream<Path> own = Files.walk(user)) {
      marks = own.filter(path -> path.endsWith("marks")).findFirst().orElseThrow();
    }
    // What stands in the place of its marks cannot be written.
    String next = "audit_2026-11-24.jsonl";
    Path block = Files.createDirectory(marks.resolve(next + ".2.marks"));
    Files.writeString(log.resolveSibling(next), "{\"n\": 1}\n");
    SealStep step = witness.follow();
    assertEquals(Set.of(next), step.suspects());
    for (int i = 0; i < 2; i++) {
      step = witness.follow();
      assertEquals(Set.of(), step.suspects());
      assertTrue(step.trouble().isPresent());
    }
    Files.delete(block);
    assertEquals(1, witness.follow().made());
    assertTrue(verify(witness).isWhole());
  }

  @Test
  void aReasonIsAskedForInAPersonsWords() {
    SealWitness witness = service.witness(user);
    witness.follow();
    SealReport shown = verify(witness);
    assertThrows(InvalidRequestException.class, () -> witness.acknowledge(shown, DAY, " "));
    assertThrows(
        InvalidRequestException.class, () -> witness.acknowledge(shown, "audit_x.jsonl", "why"));
  }

  @Test
  void aDemoThatIsMadeAnewIsNoBrokenSeal() {
    Path dataRoot = temporary.resolve("demo");
    SealReport today = sealedDemo(dataRoot, TestTenant.NOON);
    assertTrue(today.isWhole());
    assertFalse(Files.exists(user));
    SealReport tomorrow = sealedDemo(dataRoot, TestTenant.NOON.plusSeconds(86_400));
    assertEquals(List.of(), tomorrow.findings());
    assertTrue(tomorrow.sealedUntil().isPresent());
  }

  private SealReport sealedDemo(Path dataRoot, Instant moment) {
    DemoTenant.create(dataRoot, moment);
    try (KeyService demo =
        KeyService.open(
            dataRoot,
            DemoTenant.DOMAIN,
            Session.readOnly(DemoTenant.DOMAIN),
            Optional.empty(),
            tenant.clock)) {
      SealWitness witness = demo.witness(user);
      verify(witness);
      witness.follow();
      return verify(witness);
    }
  }
}

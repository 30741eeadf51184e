package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import keyconsole.TestTenant;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Decision;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.RawKey;
import keyconsole.store.English;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One raw key that opens several files: the backend takes whichever its folder lists first.
class TwinsTest {

  private static final String DANA = "dana@acme.example";
  private static final String LEE = "lee@acme.example";

  @TempDir Path temporary;

  private TestTenant tenant;
  private KeyService service;
  private RawKey raw;
  private KeyId id;
  private KeyId twin;

  /// A key of Dana's, whose hash stands in a key of Lee's and in a file with a problem too.
  @BeforeEach
  void openWithTwins() throws IOException {
    tenant = TestTenant.empty(temporary);
    service = tenant.open(tenant.person(DANA));
    IssuedKey issued = service.create(KeyRequest.of("Export", DANA, List.of()));
    raw = issued.rawKey();
    id = issued.key().id();
    twin = KeyId.random();
    Path keys = tenant.directory().keys();
    String text = Files.readString(keys.resolve(id.fileName()));
    String other = text.replace(id.text(), twin.text()).replace(DANA, LEE);
    Files.writeString(keys.resolve(twin.fileName()), other);
    String odd = text.replace(id.text(), UUID.randomUUID().toString());
    Files.writeString(keys.resolve("copy of a key.json"), odd);
  }

  @AfterEach
  void close() {
    raw.close();
    service.close();
  }

  private ApiKey key(KeyId wanted) {
    return service.list().stream().filter(k -> k.id().equals(wanted)).findFirst().orElseThrow();
  }

  private ApiKey problem() {
    return service.problems().stream()
        .map(KeyProblem::live)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow();
  }

  private List<KeyStatus> statuses() {
    return List.of(key(id).status(), key(twin).status(), problem().status());
  }

  private List<String> auditLines() throws IOException {
    return Files.readAllLines(tenant.directory().audit().resolve("audit_2026-11-23.jsonl"));
  }

  @Test
  void afterARotationTheOldRawKeyOpensNothing() throws IOException {
    IssuedKey rotated = service.rotate(id);
    assertEquals(List.of(), rotated.warnings());
    assertEquals(List.of(KeyStatus.ACTIVE, KeyStatus.REVOKED, KeyStatus.REVOKED), statuses());
    assertTrue(
        service.check(AccessRequest.of(rotated.rawKey().value(), "", ""))
            instanceof Decision.Allowed);
    rotated.rawKey().close();
    List<String> lines = auditLines();
    assertEquals(4, lines.size());
    assertTrue(
        lines.stream()
            .anyMatch(
                line ->
                    line.contains("\"api_key_revoked\", \"user_id\": \"" + DANA)
                        && line.contains("\"key_id\": \"" + twin)
                        && line.contains("\"owner_id\": \"" + LEE)));
  }

  @Test
  void aTwinThatCannotBeChangedIsToldWithTheNewRawKey() throws IOException {
    Path file = tenant.directory().keys().resolve("copy of a key.json");
    byte[] text = Files.readAllBytes(file);
    Files.delete(file);
    Files.createDirectory(tenant.directory().keys().resolve("elsewhere"));
    Path real = tenant.directory().keys().resolve("elsewhere/copy");
    Files.write(real, text);
    Files.createSymbolicLink(file, Path.of("elsewhere/copy"));
    Assumptions.assumeTrue(
        new ProcessBuilder("chattr", "+i", real.getParent().toString())
                .start()
                .onExit()
                .join()
                .exitValue()
            == 0,
        "no folder can be made immutable here");
    try (RawKey fresh = rotate(real)) {
      assertEquals(id, service.identify(fresh.value()).orElseThrow().id());
    }
  }

  private RawKey rotate(Path real) throws IOException {
    try {
      IssuedKey rotated = service.rotate(id);
      assertTrue(
          English.of(rotated.warnings().getFirst())
              .startsWith(
                  "copy of a key.json opens with the same raw key and could not be changed"),
          rotated.warnings().toString());
      return rotated.rawKey();
    } finally {
      new ProcessBuilder("chattr", "-i", real.getParent().toString()).start().onExit().join();
    }
  }

  @Test
  void afterAnOverlapTheOldRawKeyOpensNothing() throws IOException {
    service.rotateWithOverlap(id, Duration.ofHours(1)).rawKey().close();
    Optional<Instant> end = Optional.of(tenant.clock.instant().plus(Duration.ofHours(1)));
    assertEquals(end, key(id).expiresAt());
    assertEquals(end, key(twin).expiresAt());
    assertEquals(end, problem().expiresAt());
    assertEquals(5, auditLines().size());
  }

  @Test
  void aSuspensionClosesEveryFileAndItsUndoOpensThemAgain() throws IOException {
    service.suspend(id);
    assertEquals(
        List.of(KeyStatus.SUSPENDED, KeyStatus.SUSPENDED, KeyStatus.SUSPENDED), statuses());
    assertEquals(
        2, auditLines().stream().filter(l -> l.contains("\"suspended_with\": \"" + id)).count());
    service.resume(id);
    assertEquals(List.of(KeyStatus.ACTIVE, KeyStatus.ACTIVE, KeyStatus.ACTIVE), statuses());
  }

  @Test
  void aResumeLeavesClosedWhatWasClosedForItsOwnSake() {
    service.actFor(tenant.person(LEE));
    service.suspend(twin);
    service.actFor(tenant.administrator());
    service.resume(id);
    assertEquals(List.of(KeyStatus.ACTIVE, KeyStatus.SUSPENDED, KeyStatus.SUSPENDED), statuses());
  }

  /// The same key in a second file, as somebody keeps it who is about to try something.
  private void copyUnderAnotherName() throws IOException {
    Path keys = tenant.directory().keys();
    Files.delete(keys.resolve(twin.fileName()));
    Files.delete(keys.resolve("copy of a key.json"));
    Files.copy(keys.resolve(id.fileName()), keys.resolve("before.json"));
  }

  private List<String> linesOf(String action) throws IOException {
    return auditLines().stream().filter(line -> line.contains("\"" + action + "\"")).toList();
  }

  @Test
  void theLogNeverCallsAKeyRevokedOfWhichARotationRevokedACopy() throws IOException {
    copyUnderAnotherName();
    service.rotate(id).rawKey().close();
    assertEquals(
        List.of(KeyStatus.ACTIVE, KeyStatus.REVOKED),
        List.of(key(id).status(), problem().status()));
    assertEquals(List.of(), linesOf("api_key_revoked"));
    assertEquals(1, linesOf("api_key_copy_revoked").size());
    String line = linesOf("api_key_copy_revoked").getFirst();
    assertTrue(line.contains("\"file\": \"before.json\""), line);
    assertTrue(line.contains("{\"key_id\": \"" + id + "\", \"name\": \"Export\""), line);
  }

  @Test
  void whatIsDoneToACopyIsNoWordAboutTheKey() throws IOException {
    copyUnderAnotherName();
    service.actFor(tenant.administrator());
    try (DeedWatch watch = service.deedWatch(Optional.of(temporary.resolve("user")))) {
      watch.auditFindings();
      tenant.clock.set(tenant.clock.instant().plusSeconds(60));
      service.rotate(id).rawKey().close();
      tenant.clock.set(tenant.clock.instant().plusSeconds(60));
      service.disable(service.problems().getFirst());
      for (int i = 0; i < 4; i++) {
        watch.auditFindings();
        tenant.clock.set(tenant.clock.instant().plusSeconds(6));
      }
      assertEquals(List.of(), watch.auditFindings().findings());
      assertEquals(KeyStatus.ACTIVE, key(id).status());
    }
  }

  @Test
  void aCopyIsSuspendedAndResumedWithItsKey() throws IOException {
    copyUnderAnotherName();
    service.suspend(id);
    assertEquals(KeyStatus.SUSPENDED, problem().status());
    assertEquals(1, linesOf("api_key_suspended").size());
    assertEquals(1, linesOf("api_key_copy_suspended").size());
    service.resume(id);
    assertEquals(
        List.of(KeyStatus.ACTIVE, KeyStatus.ACTIVE), List.of(key(id).status(), problem().status()));
    assertEquals(1, linesOf("api_key_copy_resumed").size());
  }

  @Test
  void aFileThatCameAfterTheLastLookIsReachedToo() throws IOException {
    service.list();
    KeyId late = KeyId.random();
    Path keys = tenant.directory().keys();
    Files.writeString(
        keys.resolve(late.fileName()),
        Files.readString(keys.resolve(id.fileName())).replace(id.text(), late.text()));
    service.revoke(id);
    assertEquals(KeyStatus.REVOKED, key(late).status());
  }
}

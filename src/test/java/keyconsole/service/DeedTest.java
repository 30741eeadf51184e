package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import keyconsole.TestTenant;
import keyconsole.TreeState;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.KeyStatus;
import keyconsole.store.English;
import keyconsole.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A deed and its audit line: refused together, or told apart.
class DeedTest {

  private static final String DANA = "dana@acme.example";

  @TempDir Path temporary;

  private TestTenant tenant;
  private KeyService service;
  private KeyId id;
  private Path auditFile;

  @BeforeEach
  void openWithAKey() {
    tenant = TestTenant.empty(temporary);
    service = tenant.openAsAdministrator();
    IssuedKey issued = service.create(KeyRequest.of("Export", DANA, List.of()));
    issued.rawKey().close();
    id = issued.key().id();
    auditFile = tenant.directory().audit().resolve("audit_2026-11-23.jsonl");
  }

  private List<Consumer<KeyService>> deeds() {
    return List.of(
        s -> s.create(KeyRequest.of("x", DANA, List.of())),
        s -> s.rotate(id),
        s -> s.rotateWithOverlap(id, Duration.ofHours(1)),
        s -> s.update(id, KeyEdit.NOTHING.withName("y")),
        s -> s.suspend(id),
        s -> s.revoke(id));
  }

  @Test
  void isRefusedBeforeAnythingIsTouchedWhereTheLogCannotTakeItsLine() throws IOException {
    Files.delete(auditFile);
    Files.createDirectory(auditFile);
    var before = TreeState.withoutTimes(tenant.directory().keys());
    for (Consumer<KeyService> deed : deeds()) {
      StoreException refused = assertThrows(StoreException.class, () -> deed.accept(service));
      assertEquals(
          "No line could be added to " + auditFile + ": it is not a regular file",
          refused.getMessage());
    }
    assertEquals(before, TreeState.withoutTimes(tenant.directory().keys()));
  }

  @Test
  void leavesNoLogFileBehindWhereItIsRefusedForAnotherReason() throws IOException {
    Files.delete(auditFile);
    service.actFor(tenant.person("lee@acme.example"));
    assertThrows(NotAuthorizedException.class, () -> service.revoke(id));
    service.actFor(tenant.administrator());
    assertThrows(KeyNotFoundException.class, () -> service.revoke(KeyId.random()));
    assertThrows(
        InvalidRequestException.class, () -> service.create(KeyRequest.of("", DANA, List.of())));
    assertFalse(Files.exists(auditFile));
  }

  @Test
  void stillHandsOutTheRawKeyWhereOnlyItsLineCouldNotBeWritten() throws IOException {
    fill(auditFile);
    for (IssuedKey issued :
        List.of(
            service.create(KeyRequest.of("x", DANA, List.of())),
            service.rotateWithOverlap(id, Duration.ofHours(1)),
            service.rotate(id))) {
      try (var raw = issued.rawKey()) {
        assertEquals(Optional.of(issued.key().id()), service.identify(raw.value()).map(ApiKey::id));
        String warning = English.of(issued.warnings().getFirst());
        assertTrue(
            warning.matches("The audit line api_key_(created|rotated) is missing: No line .*"),
            warning);
        assertFalse(issued.warnings().toString().contains(raw.value()));
      }
    }
  }

  @Test
  void standsAndSaysSoWhereOnlyItsLineCouldNotBeWritten() throws IOException {
    fill(auditFile);
    StoreException told = assertThrows(StoreException.class, () -> service.revoke(id));
    assertTrue(
        told.getMessage()
            .startsWith(
                "The change was made, but not all that belongs to it. The audit line"
                    + " api_key_revoked is missing: No line could be added to "
                    + auditFile),
        told.getMessage());
    assertEquals(auditFile, told.file());
    assertEquals(KeyStatus.REVOKED, service.list().getFirst().status());
  }

  @Test
  void getsItsLineOnceTheLogTakesIt() throws IOException {
    long before = Files.size(auditFile);
    fill(auditFile);
    assertThrows(StoreException.class, () -> service.revoke(id));
    cut(auditFile, before);
    service.create(KeyRequest.of("Another", DANA, List.of())).rawKey().close();
    assertEquals(
        List.of("api_key_created", "api_key_revoked", "api_key_created"), actions(auditFile));
    service.update(id, KeyEdit.NOTHING.withName("Later"));
    assertEquals(1, actions(auditFile).stream().filter("api_key_revoked"::equals).count());
  }

  @Test
  void getsItsLineFromTheNextConsoleThatOpens() throws IOException {
    long before = Files.size(auditFile);
    fill(auditFile);
    assertThrows(StoreException.class, () -> service.revoke(id));
    service.close();
    cut(auditFile, before);
    for (int i = 0; i < 2; i++) {
      try (KeyService next = tenant.openAsAdministrator()) {
        next.list();
        assertEquals(List.of("api_key_created", "api_key_revoked"), actions(auditFile));
        assertEquals(List.of(), next.warnings());
      }
    }
    Path pending = tenant.directory().console().resolve("pending-audit.jsonl");
    assertEquals(0, Files.size(pending));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(pending)));
  }

  @Test
  void getsNoSecondLineWhereTheEntryWasNotTakenAway() throws IOException {
    Path pending = tenant.directory().console().resolve("pending-audit.jsonl");
    long before = Files.size(auditFile);
    fill(auditFile);
    assertThrows(StoreException.class, () -> service.revoke(id));
    byte[] entry = Files.readAllBytes(pending);
    cut(auditFile, before);
    service.close();
    for (int i = 0; i < 3; i++) {
      Files.write(pending, entry);
      try (KeyService next = tenant.openAsAdministrator()) {
        next.list();
      }
    }
    assertEquals(List.of("api_key_created", "api_key_revoked"), actions(auditFile));
  }

  /// A deed whose console died before its line was written.
  ///
  /// @return what stood in the key file before
  private byte[] revokeAndDie() throws IOException {
    byte[] old = Files.readAllBytes(tenant.directory().keys().resolve(id.fileName()));
    long before = Files.size(auditFile);
    fill(auditFile);
    assertThrows(StoreException.class, () -> service.revoke(id));
    service.close();
    cut(auditFile, before);
    return old;
  }

  private void openAgain() throws IOException {
    try (KeyService next = tenant.openAsAdministrator()) {
      next.list();
      assertEquals(List.of(), next.warnings());
    }
  }

  /// The backend truncates and writes the file that is there.
  @Test
  void getsItsLineThoughTheBackendHasWrittenTheOldStateOverIt() throws IOException {
    Files.write(tenant.directory().keys().resolve(id.fileName()), revokeAndDie());
    openAgain();
    openAgain();
    assertEquals(List.of("api_key_created", "api_key_revoked"), actions(auditFile));
  }

  /// One that died before that has put no file of its own in place.
  @Test
  void getsNoLineWhereItWasNotDone() throws IOException {
    Path old = Files.write(temporary.resolve("old"), revokeAndDie());
    Files.move(
        old, tenant.directory().keys().resolve(id.fileName()), StandardCopyOption.REPLACE_EXISTING);
    openAgain();
    assertEquals(List.of("api_key_created"), actions(auditFile));
  }

  @Test
  void getsItsLineThoughTheKeyWasChangedAgainBeforeTheLogTookIt() throws IOException {
    long before = Files.size(auditFile);
    fill(auditFile);
    assertThrows(StoreException.class, () -> service.revoke(id));
    for (int i = 0; i < 3; i++) {
      String name = "y" + i;
      assertThrows(StoreException.class, () -> service.update(id, KeyEdit.NOTHING.withName(name)));
    }
    cut(auditFile, before);
    openAgain();
    assertEquals(
        List.of(
            "api_key_created",
            "api_key_revoked",
            "api_key_updated",
            "api_key_updated",
            "api_key_updated"),
        actions(auditFile));
  }

  /// A name that no file can have, and one of which nobody can tell what became of it.
  @Test
  void getsItsLineBesideEntriesThatCannotBeSettled() throws IOException {
    Path pending = tenant.directory().console().resolve("pending-audit.jsonl");
    revokeAndDie();
    String entry = Files.readString(pending);
    String far = "x".repeat(400) + ".json";
    Files.writeString(
        pending,
        entry.replace(id.fileName(), "\\ud800.json") + entry.replace(id.fileName(), far) + entry);
    try (KeyService next = tenant.openAsAdministrator()) {
      next.list();
      assertEquals(List.of("api_key_created", "api_key_revoked"), actions(auditFile));
      next.create(KeyRequest.of("Another", DANA, List.of())).rawKey().close();
      assertEquals(
          List.of("api_key_created", "api_key_revoked", "api_key_created"), actions(auditFile));
    }
  }

  private static List<String> actions(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .map(line -> line.replaceAll(".*\"action\": \"([a-z_]+)\".*", "$1"))
        .toList();
  }

  private static void cut(Path file, long length) throws IOException {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "rw")) {
      log.setLength(length);
    }
  }

  @Test
  void countsNoRequestWhoseLineCouldNotBeWritten() throws IOException {
    Path usage = tenant.directory().usage().resolve("usage_2026-11-23.jsonl");
    Files.createDirectory(usage);
    assertThrows(
        StoreException.class, () -> service.validate(AccessRequest.of(id, "/v1/chat", "")));
    assertEquals(0, service.list().getFirst().usage().requests());
  }

  /// Makes a file as long as the file system lets it be: it opens, and takes no more byte.
  static void fill(Path file) throws IOException {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "rw")) {
      long possible = log.length();
      for (long step = 1L << 62; step > 0; step >>= 1) {
        try {
          log.setLength(possible + step);
          possible += step;
        } catch (IOException e) {
          // More than a file may have here.
          continue;
        }
      }
      log.setLength(possible);
    }
  }
}

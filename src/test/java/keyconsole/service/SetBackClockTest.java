package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import keyconsole.TestTenant;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Decision;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.SealFinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A machine whose clock is set back while a tenant is open.
class SetBackClockTest {

  @TempDir Path temporary;

  @Test
  void losesNoDeedAndNoRequestAndIsTold() throws Exception {
    TestTenant tenant = TestTenant.empty(temporary.resolve("data"));
    try (KeyService service = tenant.openAsAdministrator()) {
      IssuedKey issued = service.create(TestTenant.limited(10, 10, 3));
      issued.rawKey().close();
      KeyId id = issued.key().id();
      SealWitness witness = service.witness(temporary.resolve("user"));
      request(service, id);
      witness.follow();
      tenant.clock.set(TestTenant.NOON.minus(Duration.ofHours(20)));
      request(service, id);
      request(service, id);
      Decision over = service.validate(AccessRequest.of(id, "/v1/chat", ""));
      assertInstanceOf(Decision.Denied.class, over);
      assertEquals(KeyStatus.SUSPENDED, service.suspend(id).status());
      assertEquals(KeyStatus.REVOKED, service.revoke(id).status());
      witness.follow();
      assertEquals(
          List.of(SealFinding.Kind.CLOCK_BACK),
          witness.verify(_ -> {}, () -> false).findings().stream().map(SealFinding::kind).toList());
      ApiKey stored = service.list().getFirst();
      assertEquals(3, stored.usage().requests());
      assertEquals(3, lines(tenant.directory().usage()));
      assertEquals(3, lines(tenant.directory().audit()));
      assertTrue(service.problems().isEmpty());
    }
  }

  private static void request(KeyService service, KeyId id) {
    assertInstanceOf(
        Decision.Allowed.class, service.validate(AccessRequest.of(id, "/v1/chat", "")));
  }

  private static long lines(Path folder) throws Exception {
    long lines = 0;
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        lines += Files.readAllLines(file).size();
      }
    }
    return lines;
  }
}

package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import keyconsole.TestTenant;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Expiry;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Scope;
import keyconsole.domain.Value;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// Who may do what: each rule from the side of those it lets and of those it does not.
class PermissionsTest {

  private static final String DANA = "dana@acme.example";

  @TempDir Path temporary;

  private TestTenant tenant;
  private Session administrator;
  private Session dana;
  private Session lee;
  private KeyService service;
  private KeyId danas;

  @BeforeEach
  void openWithAKeyOfDanas() {
    tenant = TestTenant.empty(temporary);
    administrator = tenant.administrator();
    dana = tenant.person(DANA);
    lee = tenant.person("lee@acme.example");
    service = tenant.open(dana);
    danas = make(KeyRequest.of("Export", DANA, List.of("rag:search")));
  }

  private KeyId make(KeyRequest request) {
    var issued = service.create(request);
    issued.rawKey().close();
    return issued.key().id();
  }

  private <T> T as(Session session, Supplier<T> deed) {
    Session before = service.session();
    service.actFor(session);
    try {
      return deed.get();
    } finally {
      service.actFor(before);
    }
  }

  private void assertRefused(String message, Executable deed) {
    assertEquals(message, assertThrows(NotAuthorizedException.class, deed).getMessage());
  }

  private List<Consumer<KeyService>> writes() {
    return List.of(
        s -> s.create(KeyRequest.of("x", DANA, List.of())),
        s -> s.rotate(danas),
        s -> s.rotateWithOverlap(danas, Duration.ofHours(1)),
        s -> s.revoke(danas),
        s -> s.suspend(danas),
        s -> s.resume(danas),
        s -> s.update(danas, KeyEdit.NOTHING.withName("y")),
        s -> s.validate(AccessRequest.of(danas, "", "")),
        s -> s.capabilityToken(danas, Map.of()));
  }

  @Test
  void refusesEveryWriteWithoutALiveSessionAndTouchesNothing() throws IOException {
    Map<String, String> before = everything();
    service.actFor(Session.readOnly(tenant.domain));
    for (Consumer<KeyService> write : writes()) {
      assertRefused(
          "This session is read-only. Give a capability token to make changes.",
          () -> write.accept(service));
    }
    service.actFor(dana);
    Instant start = tenant.clock.instant();
    for (Duration passed : List.of(Duration.ofHours(8), Duration.ofHours(1), Duration.ZERO)) {
      tenant.clock.set(start.plus(passed));
      for (Consumer<KeyService> write : writes()) {
        assertRefused(
            "The session has ended. Give a fresh capability token to go on.",
            () -> write.accept(service));
      }
    }
    assertEquals(before, everything());
    service.actFor(tenant.person(DANA));
    assertEquals(KeyStatus.SUSPENDED, service.suspend(danas).status());
  }

  @Test
  void refusesASessionOfAnotherTenant() throws IOException {
    Session globex =
        Session.verify(
            tenant.token(
                Map.of("sub", DANA, "tenant_id", "globex.example", "user_type", "tenant_admin")),
            TestTenant.JWT_SECRET,
            "globex.example",
            tenant.clock);
    Map<String, String> before = everything();
    service.actFor(globex);
    for (Consumer<KeyService> write : writes()) {
      assertRefused(
          "This session is for globex.example, not empty.example.", () -> write.accept(service));
    }
    try (KeyService opened = tenant.open(globex)) {
      assertRefused(
          "This session is for globex.example, not empty.example.", () -> opened.revoke(danas));
    }
    assertEquals(before, everything());
  }

  @Test
  void readOnlyMakesNoFolder() throws IOException {
    Path root = temporary.resolve("bare");
    Files.createDirectories(root.resolve("acme.example"));
    try (KeyService bare =
        KeyService.open(
            root,
            "acme.example",
            Session.readOnly("acme.example"),
            Optional.empty(),
            tenant.clock)) {
      assertEquals(List.of(), bare.list());
      assertEquals(Optional.empty(), bare.identify("gt2_x"));
      assertThrows(
          NotAuthorizedException.class, () -> bare.create(KeyRequest.of("x", "y", List.of())));
    }
    try (Stream<Path> made = Files.list(root.resolve("acme.example"))) {
      assertEquals(List.of(), made.toList());
    }
  }

  private Map<String, String> everything() throws IOException {
    Map<String, String> texts = new HashMap<>();
    try (Stream<Path> files = Files.walk(temporary)) {
      for (Path file : files.toList()) {
        texts.put(file.toString(), Files.isDirectory(file) ? "" : Files.readString(file));
      }
    }
    return texts;
  }

  @Test
  void letsOnlyTheOwnerOrAnAdministratorAtAKey() {
    service.actFor(lee);
    assertRefused("Only key owner can rotate", () -> service.rotate(danas));
    assertRefused(
        "Only key owner can rotate", () -> service.rotateWithOverlap(danas, Duration.ofHours(1)));
    assertRefused("Only key owner can revoke", () -> service.revoke(danas));
    String refusal = "Only the key's owner or an administrator can do this.";
    assertRefused(refusal, () -> service.suspend(danas));
    assertRefused(refusal, () -> service.resume(danas));
    assertRefused(
        "Only the key's owner or an administrator can edit it.",
        () -> service.update(danas, KeyEdit.NOTHING.withName("y")));
    assertRefused(
        "Only the key's owner or an administrator gets a token from it.",
        () -> service.capabilityToken(danas, Map.of()));
    for (Session allowed : List.of(dana, administrator)) {
      service.actFor(allowed);
      assertFalse(service.capabilityToken(danas, Map.of()).isBlank());
      assertEquals("y", service.update(danas, KeyEdit.NOTHING.withName("y")).name());
      assertEquals(KeyStatus.SUSPENDED, service.suspend(danas).status());
      assertEquals(KeyStatus.ACTIVE, service.resume(danas).status());
      service.rotate(danas).rawKey().close();
      service.rotateWithOverlap(danas, Duration.ofHours(1)).rawKey().close();
    }
    assertEquals(KeyStatus.REVOKED, service.revoke(danas).status());
  }

  @Test
  void saysThatAKeyIsUnknown() {
    KeyId unknown = KeyId.random();
    for (Executable deed :
        List.<Executable>of(
            () -> service.rotate(unknown),
            () -> service.revoke(unknown),
            () -> service.suspend(unknown),
            () -> service.update(unknown, KeyEdit.NOTHING),
            () -> service.capabilityToken(unknown, Map.of()))) {
      assertEquals(
          "API key not found", assertThrows(KeyNotFoundException.class, deed).getMessage());
    }
  }

  @Test
  void letsAPersonMakeOnlyPlainKeysOfTheirOwn() {
    KeyRequest plain = KeyRequest.of("x", DANA, List.of("llm:gpt-4"));
    assertRefused(
        "Only an administrator makes keys for others.",
        () -> service.create(KeyRequest.of("x", "lee@acme.example", List.of())));
    assertRefused(
        "Only an administrator makes keys of scope tenant.",
        () -> service.create(changed(plain, Scope.TENANT, Optional.empty(), plain.expiry())));
    Limits high = new Limits(1_001, 10_000, 300_000, 1_000, 4_000, 10);
    assertRefused(
        "Only an administrator can raise the requests an hour above the default of 1,000.",
        () -> service.create(changed(plain, Scope.USER, Optional.of(high), plain.expiry())));
    for (Expiry expiry :
        List.of(new Expiry.Never("a device"), new Expiry.After(Duration.ofDays(91)))) {
      assertRefused(
          "Only an administrator can let a key live longer than 90 days.",
          () -> service.create(changed(plain, Scope.USER, Optional.empty(), expiry)));
    }
    for (String capability : List.of("*", "admin:user_management", "admin:*")) {
      assertRefused(
          "Only an administrator can grant " + capability + ".",
          () -> service.create(KeyRequest.of("x", DANA, List.of(capability))));
    }
    service.actFor(administrator);
    make(KeyRequest.of("x", "lee@acme.example", List.of("*", "admin:user_management")));
    make(changed(plain, Scope.ADMIN, Optional.of(high), new Expiry.Never("a device")));
  }

  private static KeyRequest changed(
      KeyRequest request, Scope scope, Optional<Limits> limits, Expiry expiry) {
    return new KeyRequest(
        request.name(),
        "",
        request.ownerId(),
        scope,
        request.capabilities(),
        limits,
        expiry,
        Restrictions.NONE,
        Value.Fields.EMPTY);
  }

  @Test
  void letsAPersonNarrowButNotWiden() {
    Restrictions narrow =
        new Restrictions(
            List.of("/v1/chat"),
            List.of("/v1/admin"),
            List.of("10.0.0.1", "10.0.0.2"),
            List.of("acme.example"),
            true);
    assertEquals(
        narrow, service.update(danas, KeyEdit.NOTHING.withRestrictions(narrow)).restrictions());
    List<Restrictions> wider =
        List.of(
            new Restrictions(
                List.of(),
                narrow.blockedEndpoints(),
                narrow.allowedIps(),
                narrow.allowedDomains(),
                true),
            new Restrictions(
                List.of("/v1/chat", "/v1/rag"),
                narrow.blockedEndpoints(),
                narrow.allowedIps(),
                narrow.allowedDomains(),
                true),
            new Restrictions(
                narrow.allowedEndpoints(),
                List.of(),
                narrow.allowedIps(),
                narrow.allowedDomains(),
                true),
            new Restrictions(
                narrow.allowedEndpoints(),
                narrow.blockedEndpoints(),
                List.of("10.0.0.3"),
                narrow.allowedDomains(),
                true),
            new Restrictions(
                narrow.allowedEndpoints(),
                narrow.blockedEndpoints(),
                narrow.allowedIps(),
                List.of(),
                true),
            new Restrictions(
                narrow.allowedEndpoints(),
                narrow.blockedEndpoints(),
                narrow.allowedIps(),
                narrow.allowedDomains(),
                false));
    for (Restrictions restrictions : wider) {
      KeyEdit edit = KeyEdit.NOTHING.withRestrictions(restrictions);
      assertRefused(
          "Only an administrator can widen a restriction.", () -> service.update(danas, edit));
    }
    for (Restrictions restrictions : wider) {
      KeyEdit edit = KeyEdit.NOTHING.withRestrictions(restrictions);
      assertEquals(
          restrictions, as(administrator, () -> service.update(danas, edit)).restrictions());
    }
  }

  @Test
  void letsAPersonNameWhatARangeOrAPatternTookInAlready() throws IOException {
    Restrictions meant =
        restricted(
            List.of("/v1/chat"), List.of("10.0.0.7", "2001:db8::1"), List.of("a.acme.example"));
    Path file = tenant.directory().keys().resolve(danas.fileName());
    Files.writeString(
        file,
        Files.readString(file)
            .replace("\"allowed_endpoints\": []", "\"allowed_endpoints\": [\"/v1/*\"]")
            .replace(
                "\"allowed_ips\": []", "\"allowed_ips\": [\"10.0.0.0/24\", \"2001:DB8::0001\"]")
            .replace("\"allowed_domains\": []", "\"allowed_domains\": [\"*.acme.example\"]"));
    for (Restrictions beyond :
        List.of(
            restricted(List.of("/v2/chat"), meant.allowedIps(), meant.allowedDomains()),
            restricted(meant.allowedEndpoints(), List.of("10.0.1.7"), meant.allowedDomains()),
            restricted(meant.allowedEndpoints(), List.of(), meant.allowedDomains()),
            restricted(meant.allowedEndpoints(), meant.allowedIps(), List.of("acme.example")))) {
      assertRefused(
          "Only an administrator can widen a restriction.",
          () -> service.update(danas, KeyEdit.NOTHING.withRestrictions(beyond)));
    }
    assertEquals(
        meant, service.update(danas, KeyEdit.NOTHING.withRestrictions(meant)).restrictions());
  }

  private static Restrictions restricted(
      List<String> endpoints, List<String> ips, List<String> domains) {
    return new Restrictions(endpoints, List.of(), ips, domains, true);
  }

  @Test
  void letsAPersonNotRaiseTheirOwnKey() {
    Map<String, KeyEdit> refused =
        Map.of(
            "Only an administrator can change the owner.",
            KeyEdit.NOTHING.withOwnerId("lee@acme.example"),
            "Only an administrator can raise the scope.",
            KeyEdit.NOTHING.withScope(Scope.TENANT),
            "Only an administrator can raise the requests a day above the default of 10,000.",
            KeyEdit.NOTHING.withLimits(new Limits(1, 10_001, 1, 1, 1, 1)),
            "Only an administrator can let a key live longer than 90 days.",
            KeyEdit.NOTHING.withExpiry(new Expiry.After(Duration.ofDays(91))),
            "Only an administrator can grant admin:tenant_settings.",
            KeyEdit.NOTHING.withCapabilities(List.of("rag:search", "admin:tenant_settings")));
    refused.forEach((message, edit) -> assertRefused(message, () -> service.update(danas, edit)));
    service.update(danas, KeyEdit.NOTHING.withLimits(new Limits(1, 2, 3, 4, 5, 6)));
    service.update(danas, KeyEdit.NOTHING.withExpiry(new Expiry.After(Duration.ofDays(90))));
    service.actFor(administrator);
    refused.forEach((_, edit) -> assertDoesNotThrow(() -> service.update(danas, edit)));
  }

  @Test
  void letsOnlyAnAdministratorResumeARevokedKey() {
    service.revoke(danas);
    assertRefused("Only an administrator can resume a revoked key.", () -> service.resume(danas));
    assertEquals(KeyStatus.ACTIVE, as(administrator, () -> service.resume(danas)).status());
  }

  @Test
  void letsAPersonResumeOnlyWhatTheySuspended() {
    service.suspend(danas);
    assertEquals(KeyStatus.ACTIVE, service.resume(danas).status());
    as(administrator, () -> service.suspend(danas));
    String refusal = "Somebody else suspended this key. Only an administrator can resume it.";
    assertRefused(refusal, () -> service.resume(danas));
    assertRefused("Somebody else suspended this key already.", () -> service.suspend(danas));
    assertRefused(refusal, () -> service.resume(danas));
    ApiKey resumed = as(administrator, () -> service.resume(danas));
    assertEquals(KeyStatus.ACTIVE, resumed.status());
  }
}

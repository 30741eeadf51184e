package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import keyconsole.TestTenant;
import keyconsole.TreeState;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Decision;
import keyconsole.domain.Denial;
import keyconsole.domain.Expiry;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Limits;
import keyconsole.domain.Message;
import keyconsole.domain.RawKey;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Rule;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.Value;
import keyconsole.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What each operation leaves in the folder and answers, beyond what the backend did.
class KeyServiceTest {

  private static final String DANA = "dana@acme.example";
  private static final Limits USER = new Limits(1_000, 10_000, 300_000, 1_000, 4_000, 10);

  @TempDir Path temporary;

  private TestTenant tenant;
  private KeyService service;

  @BeforeEach
  void open() {
    tenant = TestTenant.empty(temporary);
    service = tenant.openAsAdministrator();
  }

  private ApiKey make(KeyRequest request) {
    IssuedKey issued = service.create(request);
    issued.rawKey().close();
    return issued.key();
  }

  private ApiKey make() {
    return make(KeyRequest.of("Export", DANA, List.of("rag:search")));
  }

  private List<String> auditLines() throws IOException {
    return Files.readAllLines(tenant.directory().audit().resolve("audit_2026-11-23.jsonl"));
  }

  private static String line(String action, String actor, String details) {
    return "{\"timestamp\": \"2026-11-23T12:00:00\", \"action\": \""
        + action
        + "\", \"user_id\": \""
        + actor
        + "\", \"tenant\": \"empty.example\", \"details\": {"
        + details
        + "}}";
  }

  @Test
  void ofADayWhoseUsageFileCannotBeReadNothingIsKnown() throws IOException {
    Path usage = Files.createDirectories(tenant.directory().usage());
    Files.writeString(usage.resolve("usage_2026-11-20.jsonl"), "");
    Files.createDirectory(usage.resolve("usage_2026-11-21.jsonl"));
    service.refreshUsage();
    LocalDate first = LocalDate.of(2026, 11, 19);
    assertEquals(Set.of(first.plusDays(1)), service.daysWithUsage(first, 4));
  }

  @Test
  void writesTheBackendsAuditLinesWhereTheOwnerActs() throws IOException {
    service.actFor(tenant.person(DANA));
    ApiKey key = make();
    service.rotate(key.id()).rawKey().close();
    service.revoke(key.id());
    String both = "\"key_id\": \"" + key.id().text() + "\", \"name\": \"Export\"";
    assertEquals(
        List.of(
            line(
                "api_key_created",
                DANA,
                both + ", \"scope\": \"user\", \"capabilities\": [\"rag:search\"]"),
            line(
                "api_key_rotated",
                DANA,
                both + changed("last_rotated", "null", "\"2026-11-23T12:00:00\"")),
            line("api_key_revoked", DANA, both + changed("status", "\"active\"", "\"revoked\""))),
        auditLines());
  }

  @Test
  void namesTheOwnerWhereSomebodyElseActs() throws IOException {
    ApiKey key = make();
    service.suspend(key.id());
    service.resume(key.id());
    service.update(key.id(), KeyEdit.NOTHING.withDescription("d"));
    String id = "\"key_id\": \"" + key.id().text() + "\", \"name\": \"Export\"";
    String owner = ", \"owner_id\": \"" + DANA + "\"";
    String olu = "olu@acme.example";
    assertEquals(
        List.of(
            line(
                "api_key_created",
                olu,
                id + ", \"scope\": \"user\", \"capabilities\": [\"rag:search\"]" + owner),
            line(
                "api_key_suspended",
                olu,
                id + changed("status", "\"active\"", "\"suspended\"") + owner),
            line(
                "api_key_resumed",
                olu,
                id + changed("status", "\"suspended\"", "\"active\"") + owner),
            line("api_key_updated", olu, id + changed("description", "\"\"", "\"d\"") + owner)),
        auditLines());
  }

  private static String changed(String field, String from, String to) {
    return ", \"changed\": {" + pair(field, from, to) + "}";
  }

  private static String pair(String field, String from, String to) {
    return "\"" + field + "\": {\"from\": " + from + ", \"to\": " + to + "}";
  }

  @Test
  void tellsOfEachFieldThatAnEditChangedWhatItWasAndWhatItIs() throws IOException {
    ApiKey key = make();
    Restrictions narrow =
        new Restrictions(List.of("/v1/chat"), List.of(), List.of(), List.of(), false);
    service.update(
        key.id(),
        KeyEdit.NOTHING
            .withName("Import")
            .withOwnerId("lee@acme.example")
            .withCapabilities(List.of())
            .withLimits(new Limits(5, 10_000, 300_000, 1_000, 4_000, 10))
            .withExpiry(new Expiry.Never("kept by the auditors"))
            .withRestrictions(narrow));
    String line = auditLines().getLast();
    assertEquals(
        line(
            "api_key_updated",
            "olu@acme.example",
            "\"key_id\": \""
                + key.id()
                + "\", \"name\": \"Import\", \"changed\": {"
                + String.join(
                    ", ",
                    pair("name", "\"Export\"", "\"Import\""),
                    pair("owner_id", "\"" + DANA + "\"", "\"lee@acme.example\""),
                    pair("capabilities", "[\"rag:search\"]", "[]"),
                    pair("rate_limit_per_hour", "1000", "5"),
                    pair("allowed_endpoints", "[]", "[\"/v1/chat\"]"),
                    pair("require_tls", "true", "false"),
                    pair("expires_at", "\"2027-02-21T12:00:00\"", "null"))
                + "}, \"reason\": \"kept by the auditors\", \"owner_id\": \"lee@acme.example\""),
        line);
  }

  @Test
  void anEditThatLeavesTheKeyAsItWasIsNoDeed() throws IOException {
    ApiKey key = make();
    tenant.clock.set(tenant.clock.instant().plusSeconds(60));
    assertEquals(key, service.update(key.id(), KeyEdit.NOTHING.withName("Export")));
    assertEquals(1, auditLines().size());
  }

  @Test
  void keepsHashesAndWhatLooksLikeASecretOutOfTheAuditLog() throws IOException {
    IssuedKey issued = service.create(KeyRequest.of("Export", DANA, List.of()));
    try (RawKey raw = issued.rawKey()) {
      KeyId id = issued.key().id();
      String token = tenant.token(Map.of("sub", DANA));
      service.update(id, KeyEdit.NOTHING.withDescription("it is " + raw.value() + " for now"));
      Value.Fields nested = new Value.Fields(Map.of(raw.value(), new Value.Text(token)));
      service.update(
          id,
          KeyEdit.NOTHING
              .withDescription("")
              .withConstraints(new Value.Fields(Map.of("deep", new Value.Items(List.of(nested))))));
      service.rotate(id).rawKey().close();
      String log = String.join("\n", auditLines());
      assertTrue(log.contains("\"it is (secret) for now\""), log);
      for (String secret :
          List.of(
              raw.value(),
              token,
              issued.key().hash().hex(),
              service.list().getFirst().hash().hex())) {
        assertFalse(log.contains(secret));
      }
    }
  }

  @Test
  void tellsOnlyTheBeginningOfWhatIsTooLongOrTooDeepForALine() throws IOException {
    ApiKey key = make();
    Value deep = Value.NOTHING;
    for (int i = 0; i < 900; i++) {
      deep = new Value.Items(List.of(deep));
    }
    service.update(
        key.id(),
        KeyEdit.NOTHING
            .withDescription("ü".repeat(100_000))
            .withConstraints(new Value.Fields(Map.of("deep", deep))));
    String line = auditLines().getLast();
    assertTrue(line.length() < 20_000, "" + line.length());
    AuditTrail trail = service.auditTrail();
    trail.refresh();
    Value.Fields changed =
        assertInstanceOf(
            Value.Fields.class,
            trail
                .search("action:updated", ZoneOffset.UTC, () -> false, _ -> {})
                .records(0, 1)
                .getFirst()
                .details()
                .get("changed")
                .orElseThrow());
    assertEquals(
        List.of("description", "tenant_constraints"), List.copyOf(changed.fields().keySet()));
  }

  @Test
  void givesANewKeyItsFormAndOneMoment() {
    tenant.clock.set(Instant.parse("2026-11-23T12:00:00.123456789Z"));
    try (RawKey raw = service.create(KeyRequest.of("Export", DANA, List.of())).rawKey()) {
      assertTrue(raw.value().matches("gt2_empty\\.example_[A-Za-z0-9_-]{43}"));
      ApiKey key = service.identify(raw.value()).orElseThrow();
      Instant now = Instant.parse("2026-11-23T12:00:00.123456Z");
      assertEquals(now, key.createdAt());
      assertEquals(now, key.updatedAt());
      assertEquals(Optional.of(now.plus(Duration.ofDays(90))), key.expiresAt());
      assertEquals(Catalog.CONSTRAINT_DEFAULTS, key.constraints());
      assertEquals(USER, key.limits());
    }
  }

  @Test
  void keepsRawKeysOutOfEveryFileAndText() throws IOException {
    try (RawKey raw = service.create(KeyRequest.of("Export", DANA, List.of())).rawKey()) {
      IssuedKey issued = service.rotate(service.list().getFirst().id());
      try (RawKey rotated = issued.rawKey()) {
        AccessRequest request = AccessRequest.of(raw.value(), "/v1", "");
        Decision denied = service.validate(request);
        Decision allowed = service.validate(AccessRequest.of(rotated.value(), "/v1", ""));
        assertInstanceOf(Decision.Denied.class, denied);
        assertInstanceOf(Decision.Allowed.class, allowed);
        String said = issued + " " + request + " " + denied + " " + allowed + service.session();
        try (Stream<Path> files = Files.walk(temporary)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            said += Files.readString(file);
          }
        }
        for (String secret : List.of(raw.value(), rotated.value(), TestTenant.SIGNING_KEY)) {
          assertFalse(said.contains(secret));
        }
      }
    }
  }

  @Test
  void refusesWhatAKeyCannotBeBeforeAnythingIsWritten() {
    assertInvalid("name", KeyRequest.of(" ", DANA, List.of()));
    assertInvalid("owner_id", KeyRequest.of("x", "", List.of()));
    for (String capability : List.of("", "llm", "llm:", ":x", "llm: x")) {
      assertInvalid("capabilities", KeyRequest.of("x", DANA, List.of(capability)));
    }
    assertInvalid(
        "daily_quota",
        request(Optional.of(new Limits(1, -1, 1, 1, 1, 1)), new Expiry.After(Duration.ofDays(1))));
    for (Expiry expiry :
        List.of(
            new Expiry.Never(" "),
            new Expiry.After(Duration.ZERO),
            new Expiry.After(Duration.ofSeconds(Long.MAX_VALUE)),
            new Expiry.At(tenant.clock.instant()),
            new Expiry.At(Instant.parse("+10000-01-01T00:00:00Z")),
            new Expiry.At(Instant.MAX))) {
      assertInvalid("expires_at", request(Optional.empty(), expiry));
    }
    assertEquals(List.of(), service.list());
  }

  private static KeyRequest request(Optional<Limits> limits, Expiry expiry) {
    KeyRequest plain = KeyRequest.of("x", DANA, List.of());
    return new KeyRequest(
        plain.name(),
        plain.description(),
        plain.ownerId(),
        plain.scope(),
        plain.capabilities(),
        limits,
        expiry,
        plain.restrictions(),
        plain.constraints());
  }

  private static KeyRequest restricted(Restrictions restrictions) {
    KeyRequest plain = KeyRequest.of("x", DANA, List.of());
    return new KeyRequest(
        plain.name(),
        plain.description(),
        plain.ownerId(),
        plain.scope(),
        plain.capabilities(),
        plain.limits(),
        plain.expiry(),
        restrictions,
        plain.constraints());
  }

  private void assertInvalid(String field, KeyRequest request) {
    InvalidRequestException refused =
        assertThrows(InvalidRequestException.class, () -> service.create(request));
    assertEquals(field, refused.field());
    assertFalse(String.valueOf(refused.getMessage()).isBlank());
  }

  @Test
  void neverWritesAListThatLocksEveryoneOut() {
    Restrictions range =
        new Restrictions(List.of(), List.of(), List.of("10.0.0.0/24"), List.of(), true);
    Restrictions pattern =
        new Restrictions(List.of("/v1/*"), List.of(), List.of(), List.of(), true);
    assertInvalid("allowed_ips", restricted(range));
    assertInvalid("allowed_endpoints", restricted(pattern));
    ApiKey key = make();
    assertEquals(
        "allowed_ips",
        assertThrows(
                InvalidRequestException.class,
                () -> service.update(key.id(), KeyEdit.NOTHING.withRestrictions(range)))
            .field());
    Restrictions mixed =
        new Restrictions(
            List.of("/v1/chat"), List.of(), List.of("10.0.0.0/24", "10.0.0.1"), List.of(), true);
    assertEquals(mixed, make(restricted(mixed)).restrictions());
  }

  private static Restrictions onIps(String... ips) {
    return new Restrictions(List.of(), List.of(), List.of(ips), List.of(), true);
  }

  private String refusal(Restrictions restrictions) {
    return String.valueOf(
        assertThrows(InvalidRequestException.class, () -> service.create(restricted(restrictions)))
            .getMessage());
  }

  @Test
  void refusesAListThatLocksEveryoneOutWithTheWayOut() {
    assertTrue(refusal(onIps("10.0.0.0/28")).endsWith("Write 10.0.0.0/28 as its 16 addresses."));
    assertTrue(
        refusal(onIps("10.0.0.0/16"))
            .endsWith(
                "Name up to 256 addresses, or leave the list empty and enforce the range at the"
                    + " network's edge."));
    assertTrue(refusal(onIps("2001:DB8::1")).endsWith("Write 2001:DB8::1 as 2001:db8::1."));
    assertTrue(refusal(onIps("office.example")).endsWith("Name single addresses."));
    assertTrue(refusal(onIps("*")).endsWith("Leave the list empty: then it restricts nothing."));
    Restrictions slashless =
        new Restrictions(List.of("v1/chat"), List.of(), List.of(), List.of(), true);
    assertTrue(refusal(slashless).endsWith("Write v1/chat as /v1/chat."));
    Restrictions pattern =
        new Restrictions(List.of("/v1/{id}"), List.of(), List.of(), List.of(), true);
    assertTrue(refusal(pattern).endsWith("Name exact paths."));
    assertEquals(List.of(), service.list());
  }

  /// As somebody put it into the file by hand.
  private void putIps(ApiKey key, String... ips) throws IOException {
    Path file = tenant.directory().keys().resolve(key.id().fileName());
    String list = "[\n    \"" + String.join("\",\n    \"", ips) + "\"\n  ]";
    Files.writeString(
        file, Files.readString(file).replace("\"allowed_ips\": []", "\"allowed_ips\": " + list));
  }

  private ApiKey restrict(ApiKey key, Restrictions restrictions) {
    return service.update(key.id(), KeyEdit.NOTHING.withRestrictions(restrictions));
  }

  @Test
  void editsElsewhereAKeyThatLocksEveryoneOutButNeverMakesItWorse() throws IOException {
    ApiKey key = make();
    putIps(key, "10.0.0.0/24");
    assertEquals("other", service.update(key.id(), KeyEdit.NOTHING.withName("other")).name());
    Restrictions kept =
        new Restrictions(
            List.of("/v1/chat"), List.of(), List.of("10.0.0.0/24"), List.of("a.example"), true);
    assertEquals(kept, restrict(key, kept).restrictions());
    for (Restrictions worse : List.of(onIps("10.0.0.0/24", "10.1.0.0/24"), onIps("10.1.0.0/24"))) {
      assertThrows(InvalidRequestException.class, () -> restrict(key, worse));
    }
    assertEquals(kept, service.list().getFirst().restrictions());
    assertEquals(onIps("10.0.0.7"), restrict(key, onIps("10.0.0.7")).restrictions());
  }

  @Test
  void neverTakesTheLastAddressThatLivesOutOfAList() throws IOException {
    ApiKey key = make();
    putIps(key, "10.0.0.0/24", "10.0.0.7");
    Restrictions narrower = onIps("10.0.0.7");
    assertThrows(InvalidRequestException.class, () -> restrict(key, onIps("10.0.0.0/24")));
    assertEquals(narrower, restrict(key, narrower).restrictions());
  }

  @Test
  void overlapsTwoKeysForAWhile() throws IOException {
    ApiKey old = make();
    Instant now = tenant.clock.instant();
    IssuedKey issued = service.rotateWithOverlap(old.id(), Duration.ofHours(1));
    issued.rawKey().close();
    ApiKey successor = issued.key();
    assertEquals(old.capabilities(), successor.capabilities());
    assertEquals(old.expiresAt(), successor.expiresAt());
    Map<KeyId, ApiKey> keys = new HashMap<>();
    service.list().forEach(key -> keys.put(key.id(), key));
    ApiKey ending = Objects.requireNonNull(keys.get(old.id()));
    assertEquals(Optional.of(now.plus(Duration.ofHours(1))), ending.expiresAt());
    assertEquals(old.hash(), ending.hash());
    List<String> lines = auditLines();
    assertTrue(lines.get(1).contains("\"predecessor_id\": \"" + old.id().text() + "\""));
    assertTrue(lines.get(2).contains("\"successor_id\": \"" + successor.id().text() + "\""));
    service.rotateWithOverlap(old.id(), Duration.ofHours(6)).rawKey().close();
    service.list().stream()
        .filter(key -> key.id().equals(old.id()))
        .forEach(
            key ->
                assertEquals(
                    Optional.of(now.plus(Duration.ofHours(1))),
                    key.expiresAt(),
                    "never later than it was"));
  }

  @Test
  void anExtensionNeverShortens() throws IOException {
    ApiKey key = make();
    Instant end = key.expiresAt().orElseThrow();
    Expiry inAWeek = new Expiry.NoEarlierThan(tenant.clock.instant().plus(Duration.ofDays(7)));
    assertEquals(key, service.update(key.id(), KeyEdit.NOTHING.withExpiry(inAWeek)));
    assertEquals(1, auditLines().size(), "nothing was changed, so no line says so");
    Expiry later = new Expiry.NoEarlierThan(end.plusSeconds(1));
    ApiKey extended = service.update(key.id(), KeyEdit.NOTHING.withExpiry(later));
    assertEquals(Optional.of(end.plusSeconds(1)), extended.expiresAt());
    assertTrue(
        auditLines()
            .getLast()
            .contains(changed("expires_at", "\"2027-02-21T12:00:00\"", "\"2027-02-21T12:00:01\"")));
    ApiKey renamed =
        service.update(key.id(), KeyEdit.NOTHING.withExpiry(inAWeek).withName("other"));
    assertEquals(extended.expiresAt(), renamed.expiresAt());
    assertTrue(auditLines().getLast().contains(changed("name", "\"Export\"", "\"other\"")));
    service.update(key.id(), KeyEdit.NOTHING.withExpiry(new Expiry.Never("a robot")));
    assertEquals(
        Optional.empty(),
        service.update(key.id(), KeyEdit.NOTHING.withExpiry(later)).expiresAt(),
        "what never ends goes on");
    ApiKey fresh = make(request(Optional.empty(), inAWeek));
    assertEquals(Optional.of(tenant.clock.instant().plus(Duration.ofDays(7))), fresh.expiresAt());
    assertInvalid(
        "expires_at", request(Optional.empty(), new Expiry.NoEarlierThan(tenant.clock.instant())));
  }

  @Test
  void anExtensionRevivesAnExpiredKey() {
    ApiKey key = make();
    tenant.clock.set(key.expiresAt().orElseThrow().plusSeconds(1));
    service.actFor(tenant.administrator());
    service.validate(AccessRequest.of(key.id(), "", ""));
    Instant end = tenant.clock.instant().plus(Duration.ofDays(7));
    ApiKey revived =
        service.update(key.id(), KeyEdit.NOTHING.withExpiry(new Expiry.NoEarlierThan(end)));
    assertEquals(KeyStatus.ACTIVE, revived.status());
    assertEquals(Optional.of(end), revived.expiresAt());
  }

  @Test
  void refusesConstraintsThatTheBackendCouldNotRead() {
    Value deep = Value.Fields.EMPTY;
    for (int i = 0; i < 990; i++) {
      deep = new Value.Items(List.of(deep));
    }
    for (Value bad :
        List.of(deep, new Value.Numeral("9".repeat(4_301)), new Value.Numeral("1, \"x\": 2}"))) {
      Value.Fields constraints = new Value.Fields(Map.of("a", bad));
      assertInvalid("tenant_constraints", constrained(constraints));
      ApiKey key = make();
      assertThrows(
          InvalidRequestException.class,
          () -> service.update(key.id(), KeyEdit.NOTHING.withConstraints(constraints)));
    }
    Value.Fields odd = new Value.Fields(Map.of("a", new Value.Numeral("9".repeat(4_300))));
    assertEquals(odd.get("a"), make(constrained(odd)).constraints().get("a"));
  }

  private static KeyRequest constrained(Value.Fields constraints) {
    KeyRequest plain = KeyRequest.of("x", DANA, List.of());
    return new KeyRequest(
        plain.name(),
        plain.description(),
        plain.ownerId(),
        plain.scope(),
        plain.capabilities(),
        plain.limits(),
        plain.expiry(),
        plain.restrictions(),
        constraints);
  }

  @Test
  void readingInAnySessionWritesNothing(@TempDir Path other) throws IOException {
    TestTenant odd = TestTenant.odd(other);
    Map<String, String> before = TreeState.of(other);
    for (Session reader :
        List.of(Session.readOnly(odd.domain), odd.person(DANA), odd.administrator())) {
      try (KeyService reading = odd.open(reader)) {
        reading.list();
        reading.problems().forEach(problem -> attempt(() -> reading.fileText(problem.fileName())));
        reading.listOwnedBy(DANA);
        reading.identify("no such key");
        for (ApiKey key : reading.list()) {
          reading.check(AccessRequest.of(key.id(), "/v1/chat", "10.0.0.1"));
          reading.recentUsage(key.id());
          reading.lastRequest(key.id());
          reading.fileText(key.id().fileName());
        }
        reading.usage(UsageQuery.between(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 11, 30)));
        reading.refreshUsage();
        reading.warnings();
        reading.validate(AccessRequest.of("no such key", "/v1/chat", ""));
      } catch (NotAuthorizedException e) {
        assertTrue(reader.isReadOnly());
      }
    }
    assertEquals(before, TreeState.of(other));
  }

  private static void attempt(Runnable look) {
    try {
      look.run();
    } catch (StoreException e) {
      assertFalse(String.valueOf(e.getMessage()).isBlank());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1H"})
  void refusesAnOverlapThatIsNone(String overlap) {
    ApiKey old = make();
    assertEquals(
        "overlap",
        assertThrows(
                InvalidRequestException.class,
                () -> service.rotateWithOverlap(old.id(), Duration.parse(overlap)))
            .field());
    assertEquals(1, service.list().size());
  }

  @Test
  void storesAnExpiryThatItMeets() {
    ApiKey key = make();
    tenant.clock.set(key.expiresAt().orElseThrow().plusSeconds(1));
    service.actFor(tenant.administrator());
    AccessRequest request = AccessRequest.of(key.id(), "", "");
    assertInstanceOf(Decision.Denied.class, service.check(request));
    assertEquals(KeyStatus.ACTIVE, service.list().getFirst().status(), "check changes nothing");
    assertInstanceOf(Decision.Denied.class, service.validate(request));
    ApiKey expired = service.list().getFirst();
    assertEquals(KeyStatus.EXPIRED, expired.status());
    assertEquals(key.updatedAt(), expired.updatedAt());
    assertEquals(
        "API key is expired",
        assertInstanceOf(Decision.Denied.class, service.check(request)).message());
  }

  @Test
  void countsRequestsAndLimitHits() throws IOException {
    ApiKey key =
        make(
            request(
                Optional.of(new Limits(2, 100, 100, 1, 1, 1)),
                new Expiry.After(Duration.ofDays(1))));
    AccessRequest request = AccessRequest.of(key.id(), "/v1/chat", "10.0.0.1");
    assertInstanceOf(Decision.Allowed.class, service.validate(request));
    assertInstanceOf(Decision.Allowed.class, service.validate(request));
    Decision.Denied denied = assertInstanceOf(Decision.Denied.class, service.validate(request));
    assertEquals("Rate limit exceeded: 2/2 requests per hour", denied.message());
    assertEquals(new Decision.Answer.Yes(), denied.backend());
    ApiKey counted = service.list().getFirst();
    assertEquals(2, counted.usage().requests());
    assertEquals(1, counted.usage().rateLimitHits());
    assertEquals(Optional.of(tenant.clock.instant()), counted.usage().lastUsed());
    assertEquals(
        "{\"timestamp\": \"2026-11-23T12:00:00\", \"key_id\": \""
            + key.id().text()
            + "\", \"endpoint\": \"/v1/chat\", \"client_ip\": \"10.0.0.1\", \"tenant\":"
            + " \"empty.example\"}",
        Files.readAllLines(tenant.directory().usage().resolve("usage_2026-11-23.jsonl")).get(1));
  }

  @Test
  void aTwinThatDeniesDeniesHoweverTheKeyIsNamed() throws IOException {
    try (RawKey raw = service.create(KeyRequest.of("Export", DANA, List.of())).rawKey()) {
      KeyId id = service.list().getFirst().id();
      KeyId twin = KeyId.random();
      Path keys = tenant.directory().keys();
      Files.writeString(
          keys.resolve(twin.fileName()),
          Files.readString(keys.resolve(id.fileName())).replace(id.text(), twin.text()));
      assertInstanceOf(
          Decision.Allowed.class, service.check(AccessRequest.of(raw.value(), "", "")));
      service.list();
      service.suspend(twin);
      for (AccessRequest request :
          List.of(
              AccessRequest.of(raw.value(), "", ""),
              AccessRequest.of(id, "", ""),
              AccessRequest.of(twin, "", ""))) {
        assertEquals(
            "API key is suspended",
            assertInstanceOf(Decision.Denied.class, service.check(request)).message());
      }
      service.revoke(id);
      service.list().forEach(key -> assertEquals(KeyStatus.REVOKED, key.status()));
    }
  }

  @Test
  void issuesATokenOnlyForAUsableKey() {
    ApiKey key = make();
    var token =
        JWT.require(Algorithm.HMAC256(TestTenant.SIGNING_KEY))
            .acceptLeeway(1_000_000_000)
            .build()
            .verify(service.capabilityToken(key.id(), Map.of("purpose", List.of("export", 1))));
    assertEquals(DANA, token.getSubject());
    assertEquals(List.of("export", 1), token.getClaim("purpose").as(List.class));
    for (String reserved : List.of("sub", "exp", "nbf", "aud", "user_type", "current_tenant")) {
      assertThrows(
          InvalidRequestException.class,
          () -> service.capabilityToken(key.id(), Map.of(reserved, "x")));
    }
    service.suspend(key.id());
    assertThrows(InvalidRequestException.class, () -> service.capabilityToken(key.id(), Map.of()));
  }

  @Test
  void makesUpASigningKeyWhereThereIsNone() {
    ApiKey key = make();
    assertFalse(service.hasTemporarySigningKey());
    for (Optional<String> none : List.of(Optional.<String>empty(), Optional.of(" "))) {
      try (KeyService unsigned =
          KeyService.open(temporary, tenant.domain, tenant.administrator(), none, tenant.clock)) {
        assertTrue(unsigned.hasTemporarySigningKey());
        assertEquals(3, unsigned.capabilityToken(key.id(), Map.of()).split("\\.").length);
      }
    }
  }

  @Test
  void deniesAndDisablesALiveProblem(@TempDir Path other) {
    TestTenant odd = TestTenant.odd(other);
    try (KeyService oddService = odd.openAsAdministrator()) {
      KeyProblem problem =
          oddService.problems().stream()
              .filter(p -> p.fileName().startsWith("b9d179e0"))
              .findFirst()
              .orElseThrow();
      AccessRequest request = AccessRequest.of(problem.live().orElseThrow().id(), "/v1/chat", "");
      Decision.Denied denied = assertInstanceOf(Decision.Denied.class, oddService.check(request));
      assertEquals(Rule.KNOWN_KEY, denied.rule());
      oddService.actFor(odd.person(DANA));
      assertEquals(
          "Only an administrator can disable a file with a problem.",
          assertThrows(NotAuthorizedException.class, () -> oddService.disable(problem))
              .getMessage());
      oddService.actFor(odd.administrator());
      oddService.disable(problem);
      Decision.Denied disabled = assertInstanceOf(Decision.Denied.class, oddService.check(request));
      assertEquals(
          new Decision.Answer.No(Rule.STATUS, "API key is revoked", Message.of(Denial.REVOKED)),
          disabled.backend(),
          "the backend denies it now, too");
    }
  }

  @Test
  void findsAndDisablesALinkThatLeadsOut(@TempDir Path other) throws IOException {
    IssuedKey issued = service.create(KeyRequest.of("Export", DANA, List.of()));
    try (RawKey raw = issued.rawKey()) {
      Path file = tenant.directory().keys().resolve(issued.key().id().fileName());
      Path outside = other.resolve("key");
      Files.move(file, outside);
      Files.createSymbolicLink(file, outside);
      String before = Files.readString(outside);
      KeyProblem problem = service.problems().getFirst();
      assertEquals(Optional.of(issued.key().id()), service.identify(raw.value()).map(ApiKey::id));
      service.disable(problem);
      assertEquals(before, Files.readString(outside));
      assertEquals(
          "API key is revoked",
          assertInstanceOf(
                  Decision.Denied.class, service.check(AccessRequest.of(raw.value(), "", "")))
              .message());
    }
  }

  @Test
  void disablesOnlyWhatWasSeen(@TempDir Path other) throws IOException {
    TestTenant odd = TestTenant.odd(other);
    try (KeyService oddService = odd.openAsAdministrator()) {
      KeyProblem problem =
          oddService.problems().stream()
              .filter(p -> p.fileName().startsWith("b9d179e0"))
              .findFirst()
              .orElseThrow();
      Path file = odd.directory().keys().resolve(problem.fileName());
      String hash = problem.live().orElseThrow().hash().hex();
      Files.writeString(file, Files.readString(file).replace(hash, "0".repeat(64)));
      assertEquals(
          "file",
          assertThrows(InvalidRequestException.class, () -> oddService.disable(problem)).field());
    }
  }
}

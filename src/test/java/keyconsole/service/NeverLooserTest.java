package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import keyconsole.TestTenant;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.Decision;
import keyconsole.domain.Decision.Answer;
import keyconsole.domain.KeyHash;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeTry;

/// Whatever stands in the key files: what the backend denies, `validate` denies. The backend's
/// validation is written down here once more, on the bare JSON and from the contract alone.
class NeverLooserTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Instant NOW = TestTenant.NOON;
  private static final String RAW = "gt2_empty.example_raw";
  private static final List<String> ENDPOINTS =
      List.of("/v1/chat", "/v2/rag", "", "/v1/*", "/V1/chat", "/v1/chat\u0000", "/v1/東京");
  private static final List<String> IPS =
      List.of("10.0.0.1", "10.9.9.9", "::ffff:10.0.0.1", "2001:db8::1", "2001:DB8::1", "", "x");
  private static final List<String> ALLOWED_IPS =
      List.of("10.0.0.1", "10.0.0.0/8", "::ffff:10.0.0.1", "2001:db8::/32", "2001:db8::1", "", "x");

  private final List<Path> folders = new ArrayList<>();
  private TestTenant tenant;

  /// One odd or plain thing done to a key file.
  private record Change(String what, Consumer<ObjectNode> change) {
    @Override
    public String toString() {
      return what;
    }
  }

  private record Request(String endpoint, String ip) {}

  /// Where a key file stands. The backend reads each of them.
  private enum Place {
    BY_ITS_ID,
    BY_ANOTHER_ID,
    BY_A_NAME,
    HIDDEN,
    BEHIND_A_LINK_WITHIN,
    BEHIND_A_LINK_OUT
  }

  private void put(byte[] text, String id, Place place) throws IOException {
    Path keys = tenant.directory().keys();
    Path file = keys.resolve(id + ".json");
    switch (place) {
      case BY_ITS_ID -> Files.write(file, text);
      case BY_ANOTHER_ID -> Files.write(keys.resolve(UUID.randomUUID() + ".json"), text);
      case BY_A_NAME -> Files.write(keys.resolve("copy of " + id + ".json"), text);
      case HIDDEN -> Files.write(keys.resolve("." + id + ".json"), text);
      case BEHIND_A_LINK_WITHIN ->
          Files.createSymbolicLink(file, Files.write(keys.resolve(id + ".kept"), text));
      case BEHIND_A_LINK_OUT ->
          Files.createSymbolicLink(file, Files.write(folders.getLast().resolve(id), text));
    }
  }

  @BeforeTry
  void open() throws IOException {
    folders.add(Files.createTempDirectory("never-looser"));
    tenant = TestTenant.empty(folders.getLast());
  }

  @AfterProperty
  void remove() throws IOException {
    for (Path folder : folders) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static ObjectNode plainKey() {
    ObjectNode key = MAPPER.createObjectNode();
    key.put("id", UUID.randomUUID().toString());
    key.put("name", "Export");
    key.put("owner_id", "dana@empty.example");
    key.put("key_hash", KeyHash.of(RAW).hex());
    key.put("created_at", "2026-11-01T10:00:00");
    key.put("updated_at", "2026-11-01T10:00:00.5");
    return key;
  }

  private static Change set(String field, Object value) {
    return new Change(field + "=" + value, key -> key.putPOJO(field, value));
  }

  private static Arbitrary<Change> list(String field, List<String> values) {
    return Arbitraries.of(values)
        .list()
        .ofMaxSize(3)
        .map(
            chosen ->
                new Change(
                    field + "=" + chosen,
                    key -> {
                      ArrayNode array = key.putArray(field);
                      chosen.forEach(array::add);
                    }));
  }

  @Provide
  Arbitrary<List<Change>> files() {
    List<Change> odd = new ArrayList<>();
    for (String status : List.of("active", "suspended", "expired", "revoked", "Active", "")) {
      odd.add(set("status", status));
    }
    for (Object limit : new Object[] {0, -1, 1, 1_000, 0.5, true, "10", null}) {
      odd.add(set("rate_limit_per_hour", limit));
      odd.add(set("daily_quota", limit));
    }
    for (Object end :
        new Object[] {
          "2026-11-23T12:00:00",
          "2026-11-23T11:59:59.999999",
          "2026-11-23T12:00:00.000001",
          "2026-11-23",
          "2026-11-24 10",
          "2026-11-24T12:00:00Z",
          "2026-11-22T12:00:00+02:00",
          "20261124T120000",
          "2026-W48-2",
          "tomorrow",
          "",
          7,
          null
        }) {
      odd.add(set("expires_at", end));
    }
    odd.add(set("scope", "root"));
    odd.add(set("allowed_ips", "10.0.0.1"));
    odd.add(set("allowed_ips", null));
    odd.add(set("allowed_endpoints", null));
    odd.add(set("usage", null));
    odd.add(set("require_tls", false));
    odd.add(set("unknown_field", 3));
    Arbitrary<Change> change =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.of(odd)),
            Tuple.of(2, list("allowed_endpoints", ENDPOINTS)),
            Tuple.of(1, list("blocked_endpoints", ENDPOINTS)),
            Tuple.of(2, list("allowed_ips", ALLOWED_IPS)),
            Tuple.of(1, list("allowed_domains", List.of("a.example", "*.b"))));
    return change.list().ofMaxSize(4);
  }

  @Provide
  Arbitrary<Request> requests() {
    return Combinators.combine(Arbitraries.of(ENDPOINTS), Arbitraries.of(IPS)).as(Request::new);
  }

  @Provide
  Arbitrary<List<Place>> places() {
    return Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.just(Place.BY_ITS_ID)),
            Tuple.of(1, Arbitraries.of(Place.class)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  @Property(tries = 400)
  void validateDeniesWhatTheBackendDenies(
      @ForAll("files") List<Change> first,
      @ForAll("files") List<Change> second,
      @ForAll("places") List<Place> places,
      @ForAll("requests") Request request)
      throws IOException {
    List<ObjectNode> files = new ArrayList<>();
    for (Place place : places) {
      ObjectNode key = plainKey();
      (files.isEmpty() ? first : second).forEach(change -> change.change().accept(key));
      byte[] text = MAPPER.writeValueAsBytes(key);
      files.add((ObjectNode) MAPPER.readTree(text));
      put(text, key.get("id").asText(), place);
    }
    boolean backendDenies = files.stream().anyMatch(file -> isDenied(file, request));
    AccessRequest asked = AccessRequest.of(RAW, request.endpoint(), request.ip());
    try (KeyService service = tenant.openAsAdministrator()) {
      Decision checked = service.check(asked);
      Decision decision = service.validate(asked);
      assertEquals(checked.getClass(), decision.getClass(), "check and validate answer alike");
      if (backendDenies) {
        assertInstanceOf(Decision.Denied.class, decision);
      }
      if (decision.backend() instanceof Answer.Yes) {
        assertTrue(files.stream().anyMatch(file -> !isDenied(file, request)), "backend's answer");
      }
      assertEquals(decision instanceof Decision.Allowed, wasCounted(), "counted if let through");
    }
  }

  private boolean wasCounted() throws IOException {
    try (Stream<Path> logs = Files.list(tenant.directory().usage())) {
      return logs.findAny().isPresent();
    }
  }

  /// Whether the backend surely denies: by a rule, or since it cannot read the file, or since it
  /// fails on it. Whatever the contract does not tell counts as let through.
  private static boolean isDenied(JsonNode key, Request request) {
    String status = key.path("status").asText("active");
    if (!status.equals("active") || key.path("status").isNull()) {
      return true;
    }
    if (!List.of("user", "tenant", "admin").contains(key.path("scope").asText("user"))
        || (key.has("usage") && key.get("usage").isNull())) {
      return true;
    }
    JsonNode end = key.path("expires_at");
    if (!end.isMissingNode() && !end.isNull() && !end.asText().isEmpty() && isPast(end)) {
      return true;
    }
    return isKeptOut(key.path("allowed_endpoints"), request.endpoint())
        || isIn(key.path("blocked_endpoints"), request.endpoint())
        || isKeptOut(key.path("allowed_ips"), request.ip())
        || isNoHour(key.path("rate_limit_per_hour"));
  }

  private static boolean isPast(JsonNode end) {
    String text = end.asText();
    if (!end.isTextual() || text.equals("tomorrow") || text.matches(".*T.*(Z|[+-]\\d\\d:\\d\\d)")) {
      return true;
    }
    return switch (text) {
      case "20261124T120000", "2026-W48-2", "2026-11-24 10" -> false;
      case "2026-11-23" -> true;
      default -> NOW.isAfter(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
    };
  }

  private static boolean isKeptOut(JsonNode list, String value) {
    return list.isArray() && !list.isEmpty() && !isIn(list, value);
  }

  private static boolean isIn(JsonNode list, String value) {
    for (JsonNode item : list) {
      if (item.asText().equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNoHour(JsonNode limit) {
    return limit.isTextual() || limit.isNull() || (limit.isNumber() && limit.asDouble() <= 0);
  }

  @Property(tries = 300)
  void noRequestIsAnException(
      @ForAll String raw, @ForAll String endpoint, @ForAll String ip, @ForAll String domain)
      throws IOException {
    ObjectNode key = plainKey();
    key.putArray("allowed_ips").add("10.0.0.0/8").add("2001:db8::/32").add(ip);
    key.putArray("allowed_endpoints").add("/v1/*").add(endpoint);
    key.putArray("allowed_domains").add("*.例え.example").add(domain);
    Files.write(
        tenant.directory().keys().resolve(key.get("id").asText() + ".json"),
        MAPPER.writeValueAsBytes(key));
    try (KeyService service = tenant.open(Session.readOnly(tenant.domain))) {
      assertEquals(
          raw.equals(RAW) ? "" : "Invalid API key", message(service, raw, endpoint, ip, domain));
      assertEquals("", message(service, RAW, endpoint, ip, domain), "each list holds the value");
    }
  }

  private static String message(
      KeyService service, String raw, String endpoint, String ip, String domain) {
    Decision decision =
        service.check(
            new AccessRequest(
                new AccessRequest.Credential.Raw(raw),
                endpoint,
                ip,
                "",
                Optional.of(domain),
                Optional.of(true),
                OptionalLong.of(-1)));
    return decision.full() instanceof Answer.No no ? no.message() : "";
  }

  @Property(tries = 1)
  void aRawKeyOfTenMegabytesIsAnsweredLikeAnyOther() {
    String long10 = "gt2_".repeat(2_621_440);
    try (KeyService service = tenant.openAsAdministrator()) {
      Decision decision = service.validate(AccessRequest.of(long10, long10, long10));
      assertEquals("Invalid API key", ((Decision.Denied) decision).message());
    }
  }

  @Property(tries = 1)
  void anHourLaterAnOffsetIsStillADenial() throws IOException {
    ObjectNode key = plainKey().put("expires_at", "2026-12-01T00:00:00+01:00");
    Files.write(
        tenant.directory().keys().resolve(key.get("id").asText() + ".json"),
        MAPPER.writeValueAsBytes(key));
    tenant.clock.set(NOW.plus(Duration.ofHours(1)));
    try (KeyService service = tenant.openAsAdministrator()) {
      Decision decision = service.validate(AccessRequest.of(RAW, "/v1/chat", "10.0.0.1"));
      assertInstanceOf(Answer.No.class, decision.backend());
      assertInstanceOf(Decision.Denied.class, decision);
    }
  }
}

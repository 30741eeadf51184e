package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import keyconsole.TestTenant;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.Decision;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Does what was done to the backend, step by step at the same times, and expects the backend's
/// answers.
class BackendReplayTest {

  private static final Path FIXTURES = Path.of("src/test/resources/fixtures");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path temporary;

  private final Map<String, String> rotatedTo = new TreeMap<>();
  private int decisions;

  @Test
  void answersAsTheBackendDidAndLeavesTheSameFiles() throws IOException {
    JsonNode expected = MAPPER.readTree(FIXTURES.resolve("expected.json").toFile());
    TestTenant tenant = TestTenant.before(temporary);
    tenant.clock.set(time(expected.get("made_at").asText()));
    Session session =
        Session.verify(
            JWT.create()
                .withSubject("olu@acme.example")
                .withClaim("tenant_id", "acme.example")
                .withClaim("user_type", "tenant_admin")
                .withExpiresAt(Date.from(tenant.clock.instant().plusSeconds(3600)))
                .sign(Algorithm.HMAC256(expected.get("jwt_secret").asText())),
            expected.get("jwt_secret").asText(),
            "acme.example",
            tenant.clock);
    try (KeyService service =
        KeyService.open(
            temporary,
            "acme.example",
            session,
            Optional.of(expected.get("signing_key").asText()),
            tenant.clock)) {
      for (JsonNode step : expected.get("steps")) {
        tenant.clock.set(time(step.get("at").asText()));
        take(service, step, expected.get("keys"));
      }
    }
    assertEquals(403, decisions);
    assertSameFiles();
  }

  private void take(KeyService service, JsonNode step, JsonNode keys) throws IOException {
    switch (step.get("do").asText()) {
      case "validate" -> validate(service, step);
      case "revoke" -> service.revoke(new KeyId(step.get("id").asText()));
      case "rotate" -> {
        String id = step.get("id").asText();
        try (IssuedKeyHolder issued = new IssuedKeyHolder(service.rotate(new KeyId(id)))) {
          for (JsonNode key : keys) {
            if (key.get("id").asText().equals(id)) {
              rotatedTo.put(key.get("raw_key_after").asText(), issued.key().rawKey().value());
            }
          }
        }
      }
      case "list" -> {
        List<String> ids = new ArrayList<>();
        service.listOwnedBy(step.get("owner").asText()).forEach(key -> ids.add(key.id().text()));
        assertEquals(MAPPER.convertValue(step.get("ids"), List.class), ids);
      }
      case "capability_token" -> {
        String token = service.capabilityToken(new KeyId(step.get("id").asText()), Map.of());
        String payload =
            new String(
                Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
        assertEquals(step.get("payload").toString(), MAPPER.readTree(payload).toString());
      }
      default -> throw new AssertionError(step);
    }
  }

  private record IssuedKeyHolder(IssuedKey key) implements AutoCloseable {
    @Override
    public void close() {
      key.rawKey().close();
    }
  }

  private void validate(KeyService service, JsonNode step) {
    String raw = step.get("raw_key").asText();
    Decision decision =
        service.validate(
            AccessRequest.of(
                rotatedTo.getOrDefault(raw, raw),
                step.get("endpoint").asText(),
                step.get("client_ip").asText()));
    decisions++;
    String answer = decision instanceof Decision.Denied denied ? denied.message() : "valid";
    assertEquals(step.get("valid").asBoolean() ? "valid" : step.get("error").asText(), answer);
  }

  /// The backend's times differ below the second, its rotated secret is its own.
  private void assertSameFiles() throws IOException {
    Path theirs = FIXTURES.resolve("acme.example/api_keys/keys");
    Path ours = temporary.resolve("acme.example/api_keys/keys");
    try (Stream<Path> files = Files.list(theirs)) {
      for (Path file : files.toList()) {
        Path written = ours.resolve(file.getFileName().toString());
        assertEquals(comparable(file), comparable(written), file.toString());
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(written)));
      }
    }
    try (Stream<Path> files = Files.list(ours)) {
      assertEquals(9, files.count(), "no file of ours is left in the keys folder");
    }
    assertEquals(usageLines(theirs), usageLines(ours));
  }

  private static long usageLines(Path keysFolder) throws IOException {
    return Files.readAllLines(keysFolder.resolveSibling("usage/usage_2026-11-23.jsonl")).size();
  }

  private String comparable(Path file) throws IOException {
    String text = Files.readString(file).replaceAll("(\"20[0-9-]+T[0-9:]+)(\\.[0-9]+)?\"", "$1\"");
    return text.contains("\"To be rotated\"")
        ? text.replaceAll("\"key_hash\": \"[0-9a-f]{64}\"", "\"key_hash\": rotated")
        : text;
  }

  private static Instant time(String text) {
    return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }
}

package keyconsole.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Value;
import keyconsole.store.KeyFileCodec.Decoded;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFileCodecTest {

  @Test
  void aKeyOfTheBackendIsWrittenBackToTheByte() throws Exception {
    int files = 0;
    for (String folder : List.of("acme.example", "before/acme.example")) {
      for (Path file : Fixtures.files(Fixtures.ROOT.resolve(folder + "/api_keys/keys"))) {
        byte[] text = Files.readAllBytes(file);
        Decoded decoded = KeyFileCodec.decode(file.getFileName().toString(), text);
        ApiKey key = assertInstanceOf(KeyFile.WithKey.class, decoded.file()).key();
        assertArrayEquals(text, KeyFileCodec.encode(key, decoded.source().orElseThrow()));
        assertArrayEquals(text, KeyFileCodec.encode(key, Value.Fields.EMPTY));
        files++;
      }
    }
    assertEquals(18, files);
  }

  @Property(tries = 300)
  void anyKeyIsReadAsItWasWritten(@ForAll("keys") ApiKey key) {
    byte[] text = KeyFileCodec.encode(key, Value.Fields.EMPTY);
    Decoded decoded = KeyFileCodec.decode(key.id().fileName(), text);
    assertEquals(new KeyFile.WithKey(key.id().fileName(), key), decoded.file());
    assertArrayEquals(text, KeyFileCodec.encode(key, decoded.source().orElseThrow()));
  }

  @Property(tries = 300)
  void anyObjectIsAKeyOrAProblem(@ForAll("objects") Value.Fields object) {
    Decoded decoded = KeyFileCodec.decode("x.json", Json.pretty(object));
    var problem = assertInstanceOf(KeyFile.WithProblem.class, decoded.file()).problem();
    assertFalse(English.of(problem.reason()).isBlank());
  }

  @Property(tries = 300)
  void anyFieldMayHoldAnything(
      @ForAll("keys") ApiKey key, @ForAll("objects") Value.Fields values, @ForAll int which)
      throws Exception {
    Value.Fields whole = (Value.Fields) Json.parse(KeyFileCodec.encode(key, Value.Fields.EMPTY));
    List<String> names = List.copyOf(whole.fields().keySet());
    String name = names.get(Math.floorMod(which, names.size()));
    for (Value value : values.fields().values()) {
      Value.Fields odd = whole.overlaidWith(new Value.Fields(Map.of(name, value)));
      Decoded decoded = KeyFileCodec.decode(key.id().fileName(), Json.pretty(odd));
      assertEquals(key.id().fileName(), decoded.file().fileName());
    }
  }

  @Provide
  Arbitrary<ApiKey> keys() {
    return Values.keys();
  }

  @Provide
  Arbitrary<Value.Fields> objects() {
    return Values.objects();
  }

  /// What the backend does with a field decides whether a wrong value leaves the key alive.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name | null | live",
        "description | 5 | live",
        "key_hash | null | dead",
        "key_hash | \"ABC\" | dead",
        "capabilities | null | live",
        "capabilities | [1] | live",
        "scope | null | dead",
        "tenant_constraints | null | live",
        "rate_limit_per_hour | 1.5 | live",
        "rate_limit_per_hour | true | live",
        "rate_limit_per_hour | \"5\" | dead",
        "rate_limit_per_hour | null | dead",
        "rate_limit_per_hour | 9223372036854775808 | live",
        "monthly_quota | null | live",
        "allowed_endpoints | null | live",
        "allowed_endpoints | \"/v1\" | live",
        "allowed_endpoints | 7 | dead",
        "blocked_endpoints | \"/v1\" | live",
        "allowed_ips | 0 | live",
        "allowed_ips | true | dead",
        "allowed_domains | 7 | live",
        "require_tls | null | live",
        "created_at | null | dead",
        "created_at | \"2026-W19-1\" | live",
        "updated_at | \"\" | dead",
        "expires_at | false | live",
        "expires_at | \"never\" | dead",
        "last_rotated | 5 | dead",
        "usage | [] | dead",
        "usage | {\"requests_count\": null} | dead",
        "usage | {\"errors_count\": null} | live",
        "usage | {\"last_used\": \"yesterday\"} | dead"
      })
  void aWrongFieldIsAProblemAndAliveWhereTheBackendAcceptsIt(String name, String value, String life)
      throws Exception {
    ApiKey key = Values.key("raw");
    Value.Fields odd =
        ((Value.Fields) Json.parse(KeyFileCodec.encode(key, Value.Fields.EMPTY)))
            .overlaidWith(new Value.Fields(Map.of(name, Json.parse(value.getBytes(UTF_8)))));
    Decoded decoded = KeyFileCodec.decode(key.id().fileName(), Json.pretty(odd));
    var problem = assertInstanceOf(KeyFile.WithProblem.class, decoded.file()).problem();
    assertEquals(life.equals("live"), problem.backendAcceptsIt(), English.of(problem.reason()));
  }

  @Test
  void unknownFieldsStayBehindTheirOldPredecessor() throws Exception {
    ApiKey key = Values.key("raw");
    String text =
        "{\"x0\":0,\"x1\":1.0,\"id\":\"%s\",\"key_hash\":\"%s\",\"x2\":[1e5],\"name\":\"n\","
            + "\"owner_id\":\"o\",\"usage\":{\"u0\":null,\"requests_count\":1,\"u1\":12.50},"
            + "\"x3\":{},\"created_at\":\"2026-01-01\",\"updated_at\":\"2026-01-01\"}";
    Decoded decoded =
        KeyFileCodec.decode(
            key.id().fileName(), text.formatted(key.id(), key.hash().hex()).getBytes(UTF_8));
    ApiKey read = assertInstanceOf(KeyFile.WithKey.class, decoded.file()).key();
    String written =
        new String(
            Json.line(Json.parse(KeyFileCodec.encode(read, decoded.source().orElseThrow()))),
            UTF_8);
    assertEquals(
        "{\"x0\": 0, \"x1\": 1.0, \"id\": \"%s\", \"name\": \"n\", \"description\": \"\","
            .formatted(key.id()),
        written.substring(0, written.indexOf(" \"owner_id\"")));
    assertEquals(
        true,
        written.contains("\"key_hash\": \"%s\", \"x2\": [1e5], ".formatted(key.hash().hex())));
    assertEquals(
        "\"usage\": {\"u0\": null, \"requests_count\": 1, \"u1\": 12.50, \"last_used\": null,"
            + " \"bytes_transferred\": 0, \"errors_count\": 0, \"rate_limit_hits\": 0},"
            + " \"x3\": {}}",
        written.substring(written.indexOf("\"usage\"")));
  }
}

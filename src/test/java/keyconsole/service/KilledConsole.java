package keyconsole.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;
import keyconsole.TestTenant;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.KeyStatus;

/// A console in a process of its own that does one deed after the other until it is killed. Waits
/// for a byte, and then tells each deed on a line before it begins and, with what stands in the key
/// file, once it has ended.
final class KilledConsole {

  /// What it does, which fields of the key file it changes, and what it makes of them.
  enum Act {
    CREATE((_, is) -> text(is, "name").equals("A new key") && has(is, KeyStatus.ACTIVE)),
    ROTATE(
        (_, is) ->
            text(is, "key_hash").matches("[0-9a-f]{64}")
                && text(is, "last_rotated").equals(text(is, "updated_at")),
        "key_hash",
        "last_rotated",
        "updated_at"),
    REVOKE((_, is) -> has(is, KeyStatus.REVOKED), "status", "updated_at"),
    SUSPEND((_, is) -> has(is, KeyStatus.SUSPENDED), "status", "updated_at"),
    RESUME((_, is) -> has(is, KeyStatus.ACTIVE), "status", "updated_at"),
    EDIT((_, is) -> text(is, "name").startsWith("Name "), "name", "updated_at"),
    REQUEST((was, is) -> isCountedOnce(was.get("usage"), is.get("usage")), "usage");

    private final BiPredicate<JsonNode, JsonNode> made;
    private final List<String> fields;

    /// @param made whether a key file, the second, is what it makes of the first
    /// @param fields all that it changes as a rule
    Act(BiPredicate<JsonNode, JsonNode> made, String... fields) {
      this.made = made;
      this.fields = List.of(fields);
    }

    boolean made(JsonNode was, JsonNode is) {
      return made.test(was, is);
    }

    /// All fields that it changes of a key file. A key that is active may be resumed too: then
    /// nothing but the moment is another one.
    Set<String> changes(JsonNode was) {
      return this == RESUME && has(was, KeyStatus.ACTIVE)
          ? Set.of("updated_at")
          : Set.copyOf(fields);
    }

    private static String text(JsonNode key, String field) {
      return key.path(field).asText();
    }

    private static boolean has(JsonNode key, KeyStatus status) {
      return text(key, "status").equals(status.text());
    }

    private static boolean isCountedOnce(JsonNode was, JsonNode is) {
      Set<String> others = Set.of("bytes_transferred", "errors_count", "rate_limit_hits");
      return is.get("requests_count").asLong() == was.get("requests_count").asLong() + 1
          && !is.get("last_used").equals(was.get("last_used"))
          && others.stream().allMatch(field -> is.get(field).equals(was.get(field)));
    }
  }

  private static final int MOST_KEYS = 8;
  private static final OutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private final TestTenant tenant;
  private final KeyService service;
  private final Random random;
  private final List<ApiKey> keys = new ArrayList<>();

  private KilledConsole(TestTenant tenant, KeyService service, Random random) {
    this.tenant = tenant;
    this.service = service;
    this.random = random;
  }

  /// @param deeds how many it does without being asked before it ends; 0 for one that waits to be
  ///   asked and goes on until it is killed
  static List<String> arguments(TestTenant tenant, long seed, int deeds) {
    return List.of(
        tenant.dataRoot.toString(), tenant.domain, Long.toString(seed), Integer.toString(deeds));
  }

  public static void main(String[] args) throws Exception {
    TestTenant tenant = TestTenant.at(Path.of(args[0]), args[1]);
    Clock fromNoonOn =
        Clock.offset(
            Clock.systemUTC(), Duration.between(Clock.systemUTC().instant(), TestTenant.NOON));
    try (KeyService service =
        KeyService.open(
            tenant.dataRoot, tenant.domain, tenant.administrator(), Optional.empty(), fromNoonOn)) {
      KilledConsole console =
          new KilledConsole(tenant, service, new Random(Long.parseLong(args[2])));
      console.keys.addAll(service.list());
      for (int left = Integer.parseInt(args[3]); left > 0; left--) {
        console.act();
        if (left == 1) {
          return;
        }
      }
      tell("ready");
      if (System.in.read() < 0) {
        return;
      }
      while (true) {
        console.act();
      }
    }
  }

  private static void tell(String line) throws IOException {
    OUT.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private void act() throws IOException {
    if (keys.size() < MOST_KEYS) {
      tell("begin " + Act.CREATE + " -");
      ApiKey key =
          issued(service.create(KeyRequest.of("A new key", "dana@acme.example", List.of())));
      end(key);
      keys.add(key);
      return;
    }
    int at = random.nextInt(keys.size());
    ApiKey key = keys.get(at);
    Act act = actOn(key);
    tell("begin " + act + " " + key.id().fileName());
    keys.set(at, done(service, act, key));
    end(key);
  }

  private Act actOn(ApiKey key) {
    List<Act> acts = actsOn(key.status());
    return acts.get(random.nextInt(acts.size()));
  }

  /// What it does to a key.
  static List<Act> actsOn(KeyStatus status) {
    return status == KeyStatus.ACTIVE
        ? List.of(Act.ROTATE, Act.REVOKE, Act.SUSPEND, Act.RESUME, Act.EDIT, Act.REQUEST)
        : List.of(Act.RESUME, Act.EDIT);
  }

  /// @return the key as it is then
  static ApiKey done(KeyService service, Act act, ApiKey key) {
    return switch (act) {
      case ROTATE -> issued(service.rotate(key.id()));
      case REVOKE -> service.revoke(key.id());
      case SUSPEND -> service.suspend(key.id());
      case RESUME -> service.resume(key.id());
      case EDIT -> service.update(key.id(), KeyEdit.NOTHING.withName("Name " + System.nanoTime()));
      case CREATE, REQUEST -> {
        service.validate(AccessRequest.of(key.id(), "/v1/chat", "10.0.0.1"));
        yield key;
      }
    };
  }

  private static ApiKey issued(IssuedKey issued) {
    issued.rawKey().close();
    return issued.key();
  }

  private void end(ApiKey key) throws IOException {
    byte[] stands = Files.readAllBytes(tenant.directory().keys().resolve(key.id().fileName()));
    tell("end " + key.id().fileName() + " " + Base64.getEncoder().encodeToString(stands));
  }
}

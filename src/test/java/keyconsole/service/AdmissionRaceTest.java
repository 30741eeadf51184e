package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import keyconsole.TestTenant;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Decision;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyRequest;
import keyconsole.store.KeyFiles;
import keyconsole.usage.UsageIndex;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Limits hold however many ask at once, and from wherever.
class AdmissionRaceTest {

  @TempDir Path temporary;

  private TestTenant tenant;

  @BeforeEach
  void open() {
    tenant = TestTenant.empty(temporary);
  }

  private static KeyRequest limited(int perHour) {
    return TestTenant.limited(perHour, 1_000, 1_000);
  }

  private Path usageFile(String day) {
    return tenant.directory().usage().resolve("usage_" + day + ".jsonl");
  }

  @ParameterizedTest
  @CsvSource({"7, 1000, 1000", "1000, 7, 1000", "1000, 1000, 7"})
  void nobodyPassesALimitByAskingAtOnceFromTwoConsoles(int perHour, int perDay, int perMonth)
      throws Exception {
    try (KeyService one = tenant.openAsAdministrator();
        KeyService two = tenant.openAsAdministrator();
        ExecutorService pool = Executors.newFixedThreadPool(12)) {
      IssuedKey issued = one.create(TestTenant.limited(perHour, perDay, perMonth));
      issued.rawKey().close();
      KeyId id = issued.key().id();
      List<Callable<Decision>> requests = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        KeyService console = i % 2 == 0 ? one : two;
        requests.add(() -> console.validate(AccessRequest.of(id, "/v1/chat", "10.0.0.1")));
      }
      int allowed = 0;
      for (var answer : pool.invokeAll(requests)) {
        allowed += answer.get() instanceof Decision.Allowed ? 1 : 0;
      }
      KeyCounters counters = one.list().getFirst().usage();
      assertEquals(7, allowed);
      assertEquals(7, Files.readAllLines(usageFile("2026-11-23")).size());
      assertEquals(7, counters.requests());
      assertEquals(53, counters.rateLimitHits());
    }
  }

  @Test
  void aRawKeyOfSeveralFilesIsCountedInOneAndPassesTheLimitOfNone() throws Exception {
    try (KeyService one = tenant.openAsAdministrator();
        KeyService two = tenant.openAsAdministrator();
        ExecutorService pool = Executors.newFixedThreadPool(8)) {
      IssuedKey issued = one.create(limited(5));
      String raw = issued.rawKey().value();
      KeyId twin = KeyId.random();
      Path keys = tenant.directory().keys();
      Files.writeString(
          keys.resolve(twin.fileName()),
          Files.readString(keys.resolve(issued.key().id().fileName()))
              .replace(issued.key().id().text(), twin.text()));
      one.list();
      two.list();
      List<Callable<Decision>> requests = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        KeyService console = i % 2 == 0 ? one : two;
        requests.add(() -> console.validate(AccessRequest.of(raw, "/v1/chat", "10.0.0.1")));
      }
      int allowed = 0;
      for (var answer : pool.invokeAll(requests)) {
        allowed += answer.get() instanceof Decision.Allowed ? 1 : 0;
      }
      issued.rawKey().close();
      List<KeyCounters> counters = one.list().stream().map(ApiKey::usage).toList();
      assertEquals(5, allowed);
      assertEquals(5, Files.readAllLines(usageFile("2026-11-23")).size());
      assertEquals(5, counters.stream().mapToLong(KeyCounters::requests).sum());
      assertEquals(19, counters.stream().mapToLong(KeyCounters::rateLimitHits).sum());
    }
  }

  /// The backend takes the first file that its folder lists, which may be the new one.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileThatComesToHoldTheSameHashDeniesOnceTheFileSystemTellsOfIt(boolean isNew)
      throws Exception {
    try (KeyService service = tenant.openAsAdministrator()) {
      IssuedKey issued = service.create(limited(1_000_000));
      IssuedKey second = service.create(limited(1_000_000));
      second.rawKey().close();
      AccessRequest request = AccessRequest.of(issued.rawKey().value(), "", "");
      issued.rawKey().close();
      assertAllowed(service.validate(request));
      KeyId twin = isNew ? KeyId.random() : second.key().id();
      Path keys = tenant.directory().keys();
      Files.writeString(
          keys.resolve(twin.fileName()),
          Files.readString(keys.resolve(issued.key().id().fileName()))
              .replace(issued.key().id().text(), twin.text())
              .replace("\"active\"", "\"revoked\""));
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> {
            while (service.check(request) instanceof Decision.Allowed) {
              Thread.onSpinWait();
            }
          });
      assertEquals("API key is revoked", ((Decision.Denied) service.validate(request)).message());
    }
  }

  @Test
  void linesThatOthersWroteCountFromTheMomentTheyStand() throws Exception {
    try (KeyService service = tenant.openAsAdministrator()) {
      IssuedKey issued = service.create(limited(3));
      issued.rawKey().close();
      KeyId id = issued.key().id();
      AccessRequest request = AccessRequest.of(id, "/v1/chat", "");
      assertAllowed(service.validate(request));
      append("2026-11-23", "2026-11-23T12:00:00", id);
      append("2026-11-24", "2026-11-23T12:30:00", id);
      assertEquals(
          "Rate limit exceeded: 3/3 requests per hour",
          ((Decision.Denied) service.validate(request)).message());
    }
  }

  @Test
  void linesOfTheDaysSinceTheLastRequestCountInTheMonth() throws Exception {
    try (KeyService service = tenant.openAsAdministrator()) {
      IssuedKey issued = service.create(limited(100));
      issued.rawKey().close();
      KeyId id = issued.key().id();
      assertAllowed(service.validate(AccessRequest.of(id, "", "")));
      append("2026-11-23", "2026-11-23T23:59:59", id);
      append("2026-11-24", "2026-11-24T10:00:00", id);
      append("2026-11-25", "2026-11-25T10:00:00", id);
      tenant.clock.set(TestTenant.NOON.plus(Duration.ofDays(3)));
      assertEquals(4, service.recentUsage(id).month());
    }
  }

  @Test
  void aRequestAtMidnightIsDecidedByTheDayThatItsLineSays() throws Exception {
    KeyId id;
    try (KeyService service = tenant.openAsAdministrator()) {
      IssuedKey issued = service.create(TestTenant.limited(100, 1, 100));
      issued.rawKey().close();
      id = issued.key().id();
      assertAllowed(service.validate(AccessRequest.of(id, "", "")));
    }
    Instant midnight = Instant.parse("2026-11-24T00:00:00Z");
    for (int looksBefore = 5; looksBefore >= 0; looksBefore--) {
      int before = looksBefore;
      AtomicInteger looks = new AtomicInteger();
      Supplier<Instant> clock =
          () -> looks.getAndIncrement() < before ? midnight.minusNanos(1_000) : midnight;
      try (KeyFiles files = KeyFiles.open(tenant.directory(), tenant.clock)) {
        new Admission(files, UsageIndex.open(tenant.directory().usage()), tenant.directory(), clock)
            .validate(AccessRequest.of(id, "", ""));
      }
    }
    assertEquals(1, linesThatSay("2026-11-23T"));
    assertEquals(1, linesThatSay("2026-11-24T"));
  }

  private long linesThatSay(String text) throws IOException {
    long found = 0;
    for (String day : List.of("2026-11-23", "2026-11-24")) {
      found += Files.readAllLines(usageFile(day)).stream().filter(l -> l.contains(text)).count();
    }
    return found;
  }

  /// The change comes through another name of the file and leaves size and time as they are, so
  /// that it shows no sooner than the file is read for its edit.
  @Test
  void aLimitThatIsLoweredAfterTheDecisionDeniesAndIsCountedAsAHit() throws Exception {
    Path other = temporary.resolve("another-name");
    FileTime longAgo = FileTime.from(TestTenant.NOON.minus(Duration.ofDays(400)));
    try (KeyService service = tenant.openAsAdministrator()) {
      IssuedKey issued = service.create(limited(5));
      issued.rawKey().close();
      KeyId id = issued.key().id();
      Path file = tenant.directory().keys().resolve(id.fileName());
      String oneLine = Files.readString(file).replaceAll("\n *", "");
      Files.createLink(other, file);
      Files.writeString(other, oneLine);
      Files.setLastModifiedTime(other, longAgo);
      AccessRequest request = AccessRequest.of(id, "", "");
      service.list();
      assertAllowed(service.check(request));
      Files.writeString(
          other, oneLine.replace("rate_limit_per_hour\": 5", "rate_limit_per_hour\": 0"));
      Files.setLastModifiedTime(other, longAgo);
      assertAllowed(service.check(request));
      assertEquals(
          "Rate limit exceeded: 0/0 requests per hour",
          ((Decision.Denied) service.validate(request)).message());
      assertEquals(
          0, Files.exists(usageFile("2026-11-23")) ? Files.size(usageFile("2026-11-23")) : 0);
      KeyCounters counters = service.list().getFirst().usage();
      assertEquals(0, counters.requests());
      assertEquals(1, counters.rateLimitHits());
    }
  }

  private void append(String file, String timestamp, KeyId id) throws IOException {
    Files.writeString(
        usageFile(file),
        "{\"timestamp\": \"%s\", \"key_id\": \"%s\", \"endpoint\": \"\", \"client_ip\": \"\", \"tenant\": \"t\"}\n"
            .formatted(timestamp, id),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static void assertAllowed(Decision decision) {
    assertEquals(Decision.Allowed.class, decision.getClass());
  }
}

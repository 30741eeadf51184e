package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import keyconsole.TestTenant;
import keyconsole.TreeState;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Decision;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is counted stays right beside other processes, and when one of them is killed.
class AdmissionProcessTest {

  private static final int MANY = 1_000_000;

  @TempDir Path temporary;

  private TestTenant tenant;

  @BeforeEach
  void open() {
    tenant = TestTenant.empty(temporary);
  }

  private KeyId key(int perHour, int perDay, int perMonth) {
    try (KeyService service = tenant.openAsAdministrator()) {
      IssuedKey issued = service.create(TestTenant.limited(perHour, perDay, perMonth));
      issued.rawKey().close();
      return issued.key().id();
    }
  }

  private Path usageFile() {
    return tenant.directory().usage().resolve("usage_2026-11-23.jsonl");
  }

  private long lines(KeyId key) throws IOException {
    if (!Files.exists(usageFile())) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(usageFile())) {
      return lines.filter(line -> line.contains(key.text()) && line.endsWith("\"}")).count();
    }
  }

  private static ApiKey read(KeyService service, KeyId key) {
    return service.list().stream().filter(k -> k.id().equals(key)).findFirst().orElseThrow();
  }

  private ApiKey reopened(KeyId key) {
    try (KeyService service = tenant.openAsAdministrator()) {
      return read(service, key);
    }
  }

  @Test
  void twoProcessesTogetherPassNoLimit() throws Exception {
    Map<KeyId, Integer> limits =
        Map.of(key(11, MANY, MANY), 11, key(MANY, 9, MANY), 9, key(MANY, MANY, 7), 7);
    KeyId[] keys = limits.keySet().toArray(KeyId[]::new);
    List<Process> consoles = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      consoles.add(OtherConsole.process(tenant, 4, 3 * 8, keys).start());
    }
    StringBuilder answers = new StringBuilder();
    for (Process console : consoles) {
      answers.append(new String(console.getInputStream().readAllBytes()));
      assertEquals(0, console.waitFor());
    }
    assertEquals(2 * 4 * 3 * 8, answers.length());
    assertEquals(11 + 9 + 7, answers.chars().filter(answer -> answer == 'a').count());
    for (KeyId key : keys) {
      int limit = limits.get(key);
      ApiKey after = reopened(key);
      assertEquals(limit, after.usage().requests());
      assertEquals(2 * 4 * 8 - limit, after.usage().rateLimitHits());
      assertEquals(limit, lines(key));
    }
  }

  @Test
  void killsAtAnyMomentLeaveEachRequestCountedOnceInBoth() throws Exception {
    KeyId key = key(MANY, MANY, MANY);
    Random random = new Random();
    long counted = 0;
    for (int kill = 0; kill < 12; kill++) {
      Process console = OtherConsole.process(tenant, 1, MANY, key).start();
      InputStream answers = console.getInputStream();
      assertEquals('a', answers.read());
      TimeUnit.MICROSECONDS.sleep(random.nextInt(60_000));
      // Through its handle, which leaves what it told to be read.
      console.toHandle().destroyForcibly();
      console.waitFor();
      long told = 1 + answers.readAllBytes().length;
      long requests = reopened(key).usage().requests();
      assertEquals(requests, lines(key), "after kill " + kill);
      assertTrue(
          requests == counted + told || requests == counted + told + 1,
          counted + " and " + told + " were counted, not " + requests);
      counted = requests;
    }
  }

  /// A process that may write no file beyond some size counts the key and cannot add the line.
  private KeyId dieBetweenKeyFileAndLine(int perMonth) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no shell to limit file sizes with");
    KeyId key = key(MANY, MANY, perMonth);
    Files.writeString(usageFile(), "\n".repeat(8 << 20));
    ProcessBuilder limited = OtherConsole.process(tenant, 1, 1, key);
    limited.command().addAll(0, List.of("/bin/sh", "-c", "ulimit -f 4096 && exec \"$@\"", "sh"));
    Process console = limited.start();
    assertEquals("", new String(console.getInputStream().readAllBytes()));
    assertEquals(OtherConsole.NO_LINE, console.waitFor());
    assertEquals(0, lines(key));
    return key;
  }

  @Test
  void aConsoleWithALiveSessionCompletesWhatADeadOneLeft() throws Exception {
    KeyId key = dieBetweenKeyFileAndLine(MANY);
    try (KeyService service = tenant.open(Session.readOnly(tenant.domain))) {
      Map<String, String> before = TreeState.of(tenant.directory().apiKeys());
      assertEquals(1, read(service, key).usage().requests());
      assertEquals(before, TreeState.of(tenant.directory().apiKeys()));
      service.actFor(tenant.administrator());
      service.glance();
      assertEquals(1, lines(key));
      service.list();
      assertEquals(1, lines(key));
    }
  }

  @Test
  void theNextRequestCompletesWhatADeadConsoleLeft() throws Exception {
    KeyId key;
    try (KeyService service = tenant.openAsAdministrator()) {
      service.list();
      key = dieBetweenKeyFileAndLine(MANY);
      service.validate(AccessRequest.of(key, "/v1/chat", ""));
      assertEquals(2, read(service, key).usage().requests());
      assertEquals(2, lines(key));
    }
  }

  @Test
  void whatADeadConsoleCountedYesterdayCountsInTheMonth() throws Exception {
    KeyId key = dieBetweenKeyFileAndLine(1);
    tenant.clock.set(TestTenant.NOON.plus(Duration.ofDays(1)));
    try (KeyService service = tenant.openAsAdministrator()) {
      assertEquals(
          "Monthly quota exceeded: 1/1 requests per month",
          ((Decision.Denied) service.validate(AccessRequest.of(key, "/v1/chat", ""))).message());
      assertEquals(1, lines(key));
    }
  }

  @Test
  void whatAnotherConsoleCompletedYesterdayCountsInTheMonth() throws Exception {
    KeyId key = dieBetweenKeyFileAndLine(1);
    tenant.clock.set(TestTenant.NOON.plus(Duration.ofDays(1)));
    AccessRequest request = AccessRequest.of(key, "/v1/chat", "");
    try (KeyService service = tenant.openAsAdministrator()) {
      assertEquals(Decision.Allowed.class, service.check(request).getClass());
      reopened(key);
      assertEquals(Decision.Denied.class, service.validate(request).getClass());
      assertEquals(1, lines(key));
    }
  }
}

package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import keyconsole.domain.ApiKey;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.KeyFlag;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.KeyUsage;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageReport;
import keyconsole.domain.Value;
import keyconsole.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTenantTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:34:56.789012Z");

  @TempDir Path temporary;

  @Test
  void theSameMomentGivesTheSameBytes() throws Exception {
    Map<String, String> first = hashes(DemoTenant.create(temporary.resolve("a"), NOW));
    Map<String, String> second = hashes(DemoTenant.create(temporary.resolve("b"), NOW));
    assertTrue(first.size() > 150, "only " + first.size() + " files");
    assertEquals(first, second);
    assertEquals(second, hashes(DemoTenant.create(temporary.resolve("b"), NOW)), "made anew");
  }

  @Test
  void madeIsTheOneOfThisDayAlone() {
    Clock today = Clock.fixed(NOW, ZoneOffset.UTC);
    assertEquals(Optional.empty(), DemoTenant.made(temporary, today), "none yet");
    DemoTenant.Demo demo = DemoTenant.create(Optional.of(temporary), today, done -> {});
    DemoTenant.Demo made = DemoTenant.made(temporary, today).orElseThrow();
    assertEquals(demo.dataRoot(), made.dataRoot());
    assertEquals(demo.session().actor(), made.session().actor());
    Clock tomorrow = Clock.offset(today, Duration.ofDays(1));
    assertEquals(Optional.empty(), DemoTenant.made(temporary, tomorrow));
  }

  @Test
  void staysAsItIsForTheDayAndIsMadeAnewOnTheNext() throws Exception {
    Instant later = NOW.plus(Duration.ofHours(9));
    Path folder = DemoTenant.ensure(temporary, NOW, done -> {}).resolve(DemoTenant.DOMAIN);
    Map<String, String> first = hashes(folder);
    DemoTenant.ensure(temporary, later, done -> {});
    assertEquals(first, hashes(folder));
    Path left = Files.createDirectory(temporary.resolve(".making-left"));
    Files.createFile(folder.resolve("api_keys/of-a-person"));
    DemoTenant.ensure(temporary, NOW.plus(Duration.ofDays(1)), done -> {});
    assertNotEquals(first, hashes(folder));
    assertFalse(Files.exists(folder.resolve("api_keys/of-a-person")));
    assertFalse(Files.exists(left), "what a killed console left");
  }

  @Test
  void tellsHowFarItIsAndStopsWhenInterrupted() throws IOException {
    List<Double> told = new ArrayList<>();
    DemoTenant.ensure(temporary.resolve("whole"), NOW, told::add);
    assertEquals(told.stream().sorted().toList(), told);
    assertEquals(1.0, told.getLast());
    Path half = temporary.resolve("half");
    assertThrows(
        StoreException.class,
        () -> DemoTenant.ensure(half, NOW, done -> Thread.currentThread().interrupt()));
    assertTrue(Thread.interrupted());
    try (Stream<Path> left = Files.list(half)) {
      assertEquals(List.of("demo.lock"), left.map(path -> path.getFileName().toString()).toList());
    }
  }

  @Test
  void consolesThatStartAtOnceShareOne() throws Exception {
    AtomicInteger made = new AtomicInteger();
    try (ExecutorService consoles = Executors.newFixedThreadPool(2)) {
      Callable<Path> console =
          () -> DemoTenant.ensure(temporary, NOW, done -> made.addAndGet(done == 1 ? 1 : 0));
      for (Future<Path> opened : consoles.invokeAll(List.of(console, console))) {
        assertEquals(temporary, opened.get());
      }
    }
    assertEquals(1, made.get());
  }

  @Test
  void leavesNothingBesideAndIsClosedToOthers() throws IOException {
    Path tenant = DemoTenant.create(temporary, NOW);
    try (Stream<Path> beside = Files.list(temporary)) {
      assertEquals(
          Set.of(DemoTenant.DOMAIN, "demo.made"),
          beside.map(path -> path.getFileName().toString()).collect(Collectors.toSet()));
    }
    try (Stream<Path> all = Files.walk(tenant)) {
      for (Path path : all.toList()) {
        assertEquals(
            Files.isDirectory(path) ? "rwx------" : "rw-------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
            path.toString());
      }
    }
  }

  @Test
  void holdsEveryStateAndTwoProblems() {
    DemoTenant.create(temporary, NOW);
    try (KeyService service = open()) {
      List<ApiKey> keys = service.list();
      assertEquals(61, keys.size());
      assertEquals(
          EnumSet.allOf(KeyStatus.class),
          keys.stream().map(ApiKey::status).collect(Collectors.toSet()));
      assertTrue(
          keys.stream().anyMatch(k -> k.status() == KeyStatus.ACTIVE && k.isPastExpiry(NOW)));
      assertTrue(keys.stream().anyMatch(k -> endsWithin(k, Duration.ofDays(1))));
      assertTrue(keys.stream().anyMatch(k -> k.expiresAt().isEmpty()));
      assertTrue(keys.stream().anyMatch(k -> k.usage().lastUsed().isEmpty()));
      assertEquals(
          2, keys.stream().filter(k -> k.flags().contains(KeyFlag.SAME_HASH_AS_ANOTHER)).count());
      assertEquals(
          Set.of(KeyProblem.Kind.CUT, KeyProblem.Kind.FIELD),
          service.problems().stream().map(KeyProblem::kind).collect(Collectors.toSet()));
      assertEquals(1, service.problems().stream().filter(KeyProblem::backendAcceptsIt).count());
    }
  }

  @Test
  void tellsInItsAuditLogWhatEachDeedChanged() {
    DemoTenant.create(temporary, NOW);
    try (KeyService service = open()) {
      AuditTrail trail = service.auditTrail();
      trail.refresh();
      List<AuditRecord> deeds =
          trail
              .search("action:api_key -action:created", ZoneOffset.UTC, () -> false, _ -> {})
              .records(0, 1_000);
      assertTrue(deeds.size() > 5);
      for (AuditRecord deed : deeds) {
        Value changed = deed.details().get("changed").orElse(Value.NOTHING);
        assertTrue(changed instanceof Value.Fields(var fields) && !fields.isEmpty(), deed.text());
      }
    }
  }

  @Test
  void holdsWhatIsWorthFinding() {
    DemoTenant.create(temporary, NOW);
    try (KeyService service = open()) {
      List<ApiKey> keys = service.list();
      Instant idle = NOW.minus(Duration.ofDays(45));
      assertTrue(
          keys.stream()
              .anyMatch(
                  k -> k.isUsable(NOW) && k.usage().lastUsed().map(idle::isAfter).orElse(false)));
      assertTrue(
          keys.stream()
              .flatMap(k -> k.restrictions().allowedIps().stream())
              .anyMatch(ip -> ip.contains("/")),
          "a range, which locks everyone out");
      assertTrue(keys.stream().anyMatch(k -> !k.restrictions().allowedEndpoints().isEmpty()));
      assertTrue(keys.stream().anyMatch(k -> k.usage().rateLimitHits() > 0));
    }
  }

  @Test
  void holdsWhatIsWorthSeeingInTheUsageOfAKey() {
    DemoTenant.create(temporary, NOW);
    try (KeyService service = open()) {
      service.refreshUsage();
      assertTrue(
          usage(service, "Backoffice search").windows().getLast().projection().stream()
              .anyMatch(month -> month.reached().isPresent()),
          "a limit that will be reached");
      assertEquals(
          List.of(Instant.parse("2026-11-20T03:00:00Z")),
          usage(service, "Slack summaries").spikes().stream().map(KeyUsage.Spike::hour).toList());
      assertEquals(3, usage(service, "Webhook relay").novelty().ips().all());
      assertEquals(0, usage(service, "Slack summaries").novelty().ips().all());
      for (ApiKey key : service.list()) {
        assertFalse(service.keyUsage(key.id()).reconciliation().isDrift(), key.name());
      }
    }
  }

  private static KeyUsage usage(KeyService service, String name) {
    return service.keyUsage(
        service.list().stream()
            .filter(key -> key.name().equals(name))
            .findFirst()
            .orElseThrow()
            .id());
  }

  @Test
  void weekendsAreQuieterThanTheWeek() {
    DemoTenant.create(temporary, NOW);
    try (KeyService service = open()) {
      // Twelve whole weeks, Monday to Sunday.
      LocalDate monday = LocalDate.parse("2026-08-31");
      UsageReport report = service.usage(UsageQuery.between(monday, monday.plusDays(83)));
      Map<LocalDate, Long> days = new HashMap<>();
      for (int i = 0; i < report.steps().size(); i++) {
        LocalDate day = LocalDate.ofInstant(report.steps().get(i).start(), ZoneOffset.UTC);
        days.put(day, report.total().get(i));
      }
      long weekend = sum(days, day -> day.getDayOfWeek().getValue() > 5);
      long week = sum(days, day -> day.getDayOfWeek().getValue() <= 5);
      assertTrue(weekend > 0 && weekend / 2 < week / 5 / 2, weekend + " against " + week);
    }
  }

  private static long sum(Map<LocalDate, Long> days, Predicate<LocalDate> which) {
    return days.entrySet().stream()
        .filter(day -> which.test(day.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static boolean endsWithin(ApiKey key, Duration time) {
    return key.isUsable(NOW) && key.expiresAt().map(NOW.plus(time)::isAfter).orElse(false);
  }

  @Test
  void theKeysCountersAreWhatTheUsageLinesSay() {
    DemoTenant.create(temporary, NOW);
    try (KeyService service = open()) {
      LocalDate today = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
      long total = service.usage(UsageQuery.between(today.minusDays(89), today)).totalRequests();
      assertTrue(total > 130_000 && total < 180_000, total + " lines");
      long counted = 0;
      for (ApiKey key : service.list()) {
        long lines = Arrays.stream(service.dailyRequests(key.id(), today.minusDays(89), 90)).sum();
        assertEquals(key.usage().requests(), lines, key.name());
        assertEquals(
            key.usage().lastUsed(),
            service.lastRequest(key.id()).map(last -> last.moment()),
            key.name());
        counted += lines;
      }
      assertEquals(total, counted);
    }
  }

  private KeyService open() {
    return KeyService.open(
        temporary,
        DemoTenant.DOMAIN,
        Session.readOnly(DemoTenant.DOMAIN),
        Optional.empty(),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static Map<String, String> hashes(Path folder) throws Exception {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        hashes.put(folder.relativize(file).toString(), HexFormat.of().formatHex(hash));
      }
    }
    assertFalse(hashes.isEmpty());
    return hashes;
  }
}

package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import keyconsole.TestTenant;
import keyconsole.domain.AccessReturn;
import keyconsole.domain.AccessReturns;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Expiry;
import keyconsole.domain.Finding;
import keyconsole.domain.Finding.Evidence;
import keyconsole.domain.FindingKind;
import keyconsole.domain.HealthReport;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.KeyUsage;
import keyconsole.domain.LastUse;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Rule;
import keyconsole.domain.Scope;
import keyconsole.domain.SealFinding;
import keyconsole.domain.SealReport;
import keyconsole.domain.Severity;
import keyconsole.domain.Threshold;
import keyconsole.domain.Thresholds;
import keyconsole.domain.UsageReport.Limit;
import keyconsole.domain.Value;
import keyconsole.store.KeyFile;
import keyconsole.store.Timestamps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each rule on a tenant of one key that nothing is wrong with.
class FindingsTest {

  private static final Instant NOW = Instant.parse("2026-11-25T12:30:00Z");
  private static final Restrictions OFFICE =
      new Restrictions(List.of(), List.of(), List.of("192.0.2.7"), List.of(), true);

  @TempDir Path temporary;
  private TestTenant tenant;
  private KeyService service;
  private KeyId id;

  @BeforeEach
  void open() {
    tenant = TestTenant.empty(temporary);
    tenant.clock.set(NOW.minus(Duration.ofDays(60)));
    service = tenant.openAsAdministrator();
    id =
        service
            .create(
                new KeyRequest(
                    "Export",
                    "",
                    "dana@acme.example",
                    Scope.USER,
                    List.of(),
                    Optional.empty(),
                    new Expiry.After(Duration.ofDays(90)),
                    Restrictions.NONE,
                    Value.Fields.EMPTY))
            .key()
            .id();
    tenant.clock.set(NOW);
    use(NOW.minus(Duration.ofDays(20)), "/v1/chat", "192.0.2.7");
    rewrite(
        key ->
            key.with()
                .usage(new KeyCounters(1, Optional.of(NOW.minus(Duration.ofDays(20))), 0, 0, 0))
                .key());
    service.refreshUsage();
  }

  @AfterEach
  void close() {
    service.close();
  }

  private interface Change {
    ApiKey of(ApiKey key);
  }

  private void rewrite(Change change) {
    ApiKey key = service.list().getFirst();
    write(id.fileName(), KeyFile.textOf(change.of(key)));
    service.list();
  }

  private void write(String fileName, byte[] text) {
    try {
      Files.write(tenant.directory().keys().resolve(fileName), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void use(Instant moment, String endpoint, String ip) {
    Path file =
        tenant
            .directory()
            .usage()
            .resolve("usage_" + LocalDate.ofInstant(moment, ZoneOffset.UTC) + ".jsonl");
    String line =
        "{\"timestamp\": \"%s\", \"key_id\": \"%s\", \"endpoint\": \"%s\", \"client_ip\": \"%s\", \"tenant\": \"%s\"}\n"
            .formatted(Timestamps.format(moment), id.text(), endpoint, ip, tenant.domain);
    try {
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private HealthReport look() {
    return look(Thresholds.STANDARD);
  }

  private HealthReport look(Thresholds thresholds) {
    return service.findings().look(Findings.Told.NOTHING, thresholds, done -> {});
  }

  private List<FindingKind> kinds() {
    return look().findings().stream().map(Finding::kind).toList();
  }

  private Finding only() {
    List<Finding> found = look().findings();
    assertEquals(1, found.size(), () -> "found " + found);
    return found.getFirst();
  }

  @Test
  void nothingIsWrongWithAKeyThatIsUsedAndEndsSomeDay() {
    HealthReport report = look();
    assertEquals(List.of(), report.findings());
    assertEquals(1, report.keys());
    assertTrue(report.counted());
    assertFalse(report.sealChecked());
  }

  @Test
  void aKeyThatNobodyAskedForLongIsIdleFromTheThresholdOn() {
    Instant last = NOW.minus(Duration.ofDays(45));
    forgetLines();
    use(last, "/v1/chat", "192.0.2.7");
    rewrite(key -> key.with().usage(new KeyCounters(1, Optional.of(last), 0, 0, 0)).key());
    service.refreshUsage();
    assertEquals(new Evidence.Idle(last, 45), only().evidence());
    assertEquals(Optional.of(last), only().since());
    assertEquals(List.of(), look(Thresholds.STANDARD.with(Threshold.IDLE_DAYS, 46)).findings());
  }

  private void forgetLines() {
    try (Stream<Path> files = Files.list(tenant.directory().usage())) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aKeyWhoseFileWasSetBackIsNotIdleWhileItsLinesTellOfUse() {
    Instant restored = NOW.minus(Duration.ofDays(59));
    rewrite(key -> key.with().usage(new KeyCounters(1, Optional.of(restored), 0, 0, 0)).key());
    assertEquals(List.of(), kinds());
    assertEquals(
        new LastUse.At(NOW.minus(Duration.ofDays(20))), service.lastUse(service.list().getFirst()));
  }

  @Test
  void aRawKeyThatIsTheSameForLongIsToBeRotated() {
    Instant made = NOW.minus(Duration.ofDays(91));
    rewrite(key -> key.with().lastRotated(Optional.of(made)).key());
    assertEquals(new Evidence.Age(made, 91, true), only().evidence());
    rewrite(key -> key.with().lastRotated(Optional.of(NOW.minus(Duration.ofDays(90)))).key());
    assertEquals(List.of(), kinds());
  }

  @Test
  void aKeyThatNeverEndsAndOneThatEndsSoonAreTold() {
    rewrite(key -> key.with().expiresAt(Optional.empty()).key());
    assertEquals(List.of(FindingKind.NEVER_EXPIRES), kinds());
    Instant end = NOW.plus(Duration.ofDays(13));
    rewrite(key -> key.with().expiresAt(Optional.of(end)).key());
    assertEquals(new Evidence.Ends(end), only().evidence());
    assertEquals(Severity.WARNING, only().severity());
    rewrite(key -> key.with().expiresAt(Optional.of(NOW.plus(Duration.ofHours(23)))).key());
    assertEquals(Severity.CRITICAL, only().severity());
  }

  @Test
  void aKeyThatDoesNotAnswerIsNobodysTrouble() {
    rewrite(
        key ->
            key.with()
                .status(KeyStatus.REVOKED)
                .scope(Scope.ADMIN)
                .expiresAt(Optional.empty())
                .usage(KeyCounters.ZERO)
                .key());
    assertEquals(List.of(), kinds());
  }

  @Test
  void aNewKeyMayGoUnusedForAWhile() throws IOException {
    Files.delete(tenant.directory().usage().resolve("usage_2026-11-05.jsonl"));
    service.refreshUsage();
    rewrite(
        key ->
            key.with()
                .usage(KeyCounters.ZERO)
                .expiresAt(Optional.of(NOW.plusSeconds(9_999_999)))
                .key());
    assertEquals(new Evidence.Unused(60), only().evidence());
    assertEquals(List.of(), look(Thresholds.STANDARD.with(Threshold.UNUSED_DAYS, 61)).findings());
  }

  @Test
  void anAdministratorsKeyIsToBeRestrictedByWhatTheBackendEnforces() {
    Limits limits = Limits.defaultsFor(Scope.ADMIN);
    rewrite(key -> key.with().scope(Scope.ADMIN).limits(limits).key());
    assertEquals(List.of(FindingKind.ADMIN_UNRESTRICTED), kinds());
    rewrite(key -> key.with().restrictions(OFFICE).key());
    assertEquals(List.of(), kinds());
  }

  @Test
  void aRestrictionThatLocksOutOrIsNeverLookedAtIsNamed() {
    rewrite(
        key ->
            key.with()
                .restrictions(
                    new Restrictions(
                        List.of(), List.of(), List.of("10.0.0.0/8"), List.of("a.example"), true))
                .key());
    assertEquals(List.of(FindingKind.LOCKS_OUT, FindingKind.STORED_ONLY), kinds());
    assertEquals(
        new Evidence.Rules(List.of(Rule.ALLOWED_IPS)), look().findings().getFirst().evidence());
    assertEquals(
        new Evidence.Rules(List.of(Rule.ALLOWED_DOMAINS)), look().findings().getLast().evidence());
  }

  @Test
  void aLimitThatSomebodyLoweredIsReliedOn() {
    rewrite(key -> key.with().limits(new Limits(1_000, 10_000, 300_000, 500, 4_000, 10)).key());
    assertEquals(new Evidence.Rules(List.of(Rule.COST)), only().evidence());
  }

  @Test
  void theFullestWindowIsTold() {
    for (int i = 0; i < 3; i++) {
      use(NOW.minusSeconds(600 + i), "/v1/chat", "192.0.2.7");
    }
    service.refreshUsage();
    rewrite(
        key ->
            key.with()
                .limits(new Limits(4, 10_000, 4, 1_000, 4_000, 10))
                .usage(new KeyCounters(4, Optional.of(NOW.minusSeconds(600)), 0, 0, 0))
                .key());
    Finding near =
        look().findings().stream()
            .filter(finding -> finding.kind() == FindingKind.NEAR_LIMIT)
            .findFirst()
            .orElseThrow();
    assertEquals(
        new Evidence.Filled(Limit.MONTH, Instant.parse("2026-11-01T00:00:00Z"), 4, 4),
        near.evidence());
  }

  @Test
  void rightsThatWereGrantedAndNotUsedAreTold() {
    rewrite(
        key ->
            key.with()
                .restrictions(
                    new Restrictions(
                        List.of("/v1/chat", "/v1/admin"), List.of(), List.of(), List.of(), true))
                .limits(new Limits(1_000, 50_000, 300_000, 1_000, 4_000, 10))
                .key());
    Evidence.Surplus surplus = assertInstanceOf(Evidence.Surplus.class, only().evidence());
    assertEquals(List.of("/v1/admin"), surplus.endpoints());
    assertEquals(List.of(new Finding.Raised(Limit.DAY, 50_000, 10_000, 1)), surplus.limits());
  }

  @Test
  void anAddressThatWasNeverSeenBeforeIsTold() {
    use(NOW.minus(Duration.ofDays(1)), "/v1/chat", "203.0.113.9");
    use(NOW.minus(Duration.ofDays(1)), "/v1/chat", "192.0.2.7");
    service.refreshUsage();
    rewrite(
        key ->
            key.with()
                .usage(new KeyCounters(3, Optional.of(NOW.minus(Duration.ofDays(1))), 0, 0, 0))
                .key());
    Evidence.Addresses addresses = assertInstanceOf(Evidence.Addresses.class, only().evidence());
    assertEquals(
        List.of(new KeyUsage.Newcomer("203.0.113.9", LocalDate.parse("2026-11-24"), 1)),
        addresses.most());
    assertEquals(1, addresses.all());
  }

  @Test
  void countersThatDoNotAgreeAreTold() {
    rewrite(
        key ->
            key.with()
                .usage(new KeyCounters(7, Optional.of(NOW.minus(Duration.ofDays(20))), 0, 0, 0))
                .key());
    Evidence.Drift drift = assertInstanceOf(Evidence.Drift.class, only().evidence());
    assertEquals(7, drift.counter());
    assertEquals(1, drift.lines());
    assertFalse(drift.causes().isEmpty());
  }

  @Test
  void twoFilesOfOneRawKeyAreTwins() {
    KeyId other = KeyId.random();
    ApiKey key = service.list().getFirst();
    String text = new String(KeyFile.textOf(key), StandardCharsets.UTF_8);
    write(other.fileName(), text.replace(id.text(), other.text()).getBytes(StandardCharsets.UTF_8));
    service.list();
    List<Finding> twins =
        look().findings().stream()
            .filter(finding -> finding.kind() == FindingKind.SAME_HASH)
            .toList();
    assertEquals(
        Set.of(id.text(), other.text()),
        twins.stream().map(Finding::subject).collect(Collectors.toSet()));
  }

  @Test
  void aFileThatTheBackendAcceptsIsWorseThanOneThatItDoesNot() throws IOException {
    String empty = KeyId.random().fileName();
    write(empty, new byte[0]);
    Files.setLastModifiedTime(
        tenant.directory().keys().resolve(empty), FileTime.from(TestTenant.NOON.minusSeconds(60)));
    ApiKey key = service.list().getFirst();
    write("left.json", KeyFile.textOf(key));
    service.list();
    assertEquals(FindingKind.LIVE_PROBLEM, look().findings().getFirst().kind());
    assertEquals("left.json", look().findings().getFirst().subject());
    assertTrue(kinds().contains(FindingKind.PROBLEM_FILE));
  }

  @Test
  void aFolderThatOthersMayLookIntoIsTold() throws IOException {
    Files.setPosixFilePermissions(
        tenant.directory().usage(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Evidence.Folder folder = assertInstanceOf(Evidence.Folder.class, only().evidence());
    assertTrue(folder.warning().command().orElseThrow().contains("chmod 700"));
    assertEquals(FindingKind.OPEN_FOLDER, only().kind());
  }

  @Test
  void aBrokenSealAndAccessThatCameBackAreTold() {
    SealFinding changed = new SealFinding(SealFinding.Kind.CHANGED, "audit_2026-11-24.jsonl", 3, 1);
    SealFinding known =
        new SealFinding(SealFinding.Kind.KEY_EXPOSED, "audit_2026-11-24.jsonl", 0, 0);
    SealReport seals =
        new SealReport(
            Optional.of(NOW),
            NOW,
            1,
            List.of(),
            List.of(changed, known),
            List.of(),
            List.of(),
            List.of());
    AccessReturn back = back(AccessReturn.What.CONFLICT);
    AccessReturns returns =
        new AccessReturns(List.of(back, back(AccessReturn.What.BLOCKED)), List.of(), List.of());
    HealthReport report =
        service
            .findings()
            .look(new Findings.Told(Optional.of(seals), returns), Thresholds.STANDARD, done -> {});
    assertTrue(report.sealChecked());
    assertEquals(
        List.of(new Evidence.Seal(changed), new Evidence.Back(back)),
        report.findings().stream().map(Finding::evidence).toList());
  }

  private AccessReturn back(AccessReturn.What what) {
    return new AccessReturn(
        what + " x", what, id.fileName(), id, "Export", Set.of(), NOW, NOW, NOW);
  }

  @Test
  void whatLinesTellIsMissingUntilTheyAreCounted() {
    rewrite(key -> key.with().usage(KeyCounters.ZERO).key());
    try (KeyService fresh = tenant.openAsAdministrator()) {
      HealthReport report =
          fresh.findings().look(Findings.Told.NOTHING, Thresholds.STANDARD, done -> {});
      assertFalse(report.counted());
      assertEquals(List.of(), report.findings());
    }
  }

  @Test
  void theDemoTenantTellsNearlyEveryKindTheWorstFirst() {
    Path root = temporary.resolve("demo");
    DemoTenant.create(root, NOW);
    try (KeyService demo = demo(root)) {
      List<Finding> found =
          demo.findings().look(Findings.Told.NOTHING, Thresholds.STANDARD, done -> {}).findings();
      Set<FindingKind> missing =
          EnumSet.complementOf(
              EnumSet.copyOf(found.stream().map(Finding::kind).collect(Collectors.toSet())));
      missing.removeAll(
          Set.of(
              FindingKind.SEAL_BROKEN,
              FindingKind.ACCESS_BACK,
              FindingKind.ADRIFT,
              FindingKind.OPEN_FOLDER,
              FindingKind.FOLDER_TROUBLE));
      assertEquals(Set.of(), missing);
      assertEquals(
          found.stream().map(Finding::severity).sorted().toList(),
          found.stream().map(Finding::severity).toList());
      assertEquals(found.size(), new HashSet<>(found.stream().map(Finding::id).toList()).size());
    }
  }

  /// Health looks at all keys at once; a key's own page looks at one.
  @Test
  void saysWhatEachKeysOwnPageSays() {
    Path root = temporary.resolve("demo");
    DemoTenant.create(root, NOW);
    try (KeyService demo = demo(root)) {
      List<Finding> found =
          demo.findings().look(Findings.Told.NOTHING, Thresholds.STANDARD, done -> {}).findings();
      List<ApiKey> usable = demo.list().stream().filter(key -> key.isUsable(NOW)).toList();
      for (ApiKey key : usable) {
        KeyUsage alone = demo.keyUsage(key.id());
        assertEquals(
            alone.reconciliation().isDrift(), has(found, FindingKind.ADRIFT, key), key.name());
        assertEquals(
            alone.novelty().ips().most().stream()
                .filter(newcomer -> !newcomer.value().isEmpty())
                .toList(),
            found.stream()
                .filter(finding -> is(finding, FindingKind.NEW_ADDRESSES, key))
                .flatMap(finding -> ((Evidence.Addresses) finding.evidence()).most().stream())
                .toList(),
            key.name());
        assertEquals(
            alone.windows().stream()
                .anyMatch(
                    window -> window.allowed() > 0 && 4 * window.used() >= 3 * window.allowed()),
            has(found, FindingKind.NEAR_LIMIT, key),
            key.name());
      }
    }
  }

  private static KeyService demo(Path root) {
    KeyService demo =
        KeyService.open(
            root,
            DemoTenant.DOMAIN,
            Session.readOnly(DemoTenant.DOMAIN),
            Optional.empty(),
            Clock.fixed(NOW, ZoneOffset.UTC));
    demo.refreshUsage();
    return demo;
  }

  private static boolean has(List<Finding> found, FindingKind kind, ApiKey key) {
    return found.stream().anyMatch(finding -> is(finding, kind, key));
  }

  private static boolean is(Finding finding, FindingKind kind, ApiKey key) {
    return finding.kind() == kind && finding.subject().equals(key.id().text());
  }

  @Test
  void aThresholdIsOneOfThoseThatItCanBe() {
    assertTrue(Arrays.stream(Threshold.values()).allMatch(each -> each.allows(each.standard())));
    assertEquals(
        Thresholds.STANDARD,
        Thresholds.STANDARD.with(Threshold.IDLE_DAYS, 60).with(Threshold.IDLE_DAYS, 45));
  }
}

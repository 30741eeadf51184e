package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import keyconsole.TestTenant;
import keyconsole.TreeState;
import keyconsole.domain.AccessReturns;
import keyconsole.domain.ApiKey;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.ReportRange;
import keyconsole.domain.UsageQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {

  private static final ReportRange NOVEMBER = ReportRange.month("2026-11").orElseThrow();

  @TempDir Path folder;

  private KeyService reader(TestTenant tenant) {
    return KeyService.open(
        tenant.dataRoot,
        tenant.domain,
        Session.readOnly(tenant.domain),
        Optional.empty(),
        tenant.clock);
  }

  private ReportFigures gather(KeyService service, ReportRange range) {
    return Reports.gather(
        service,
        Optional.of(folder.resolve("user")),
        AccessReturns.NONE,
        range,
        TestTenant.NOON,
        share -> {});
  }

  @Test
  void itTellsWhatTheServicesTellAndWritesNothing() {
    TestTenant tenant = TestTenant.acme(folder);
    Map<String, String> before = TreeState.of(tenant.dataRoot.resolve(tenant.domain));
    try (KeyService service = reader(tenant)) {
      ReportFigures figures = gather(service, NOVEMBER);
      assertEquals(
          service.list().stream().map(ApiKey::id).sorted().toList(),
          figures.keys().stream().map(ApiKey::id).sorted().toList());
      assertEquals(
          service.usage(UsageQuery.between(NOVEMBER.from(), NOVEMBER.to())), figures.usage());
      assertTrue(figures.usage().totalRequests() > 0);
      assertTrue(figures.seals().orElseThrow().sealedUntil().isEmpty());
      assertEquals(Optional.empty(), figures.sealTrouble());
      assertTrue(figures.health().counted());
    }
    assertEquals(before, TreeState.of(tenant.dataRoot.resolve(tenant.domain)));
  }

  @Test
  void keysStandByOwnerNameAndId() {
    TestTenant tenant = TestTenant.acme(folder);
    try (KeyService service = reader(tenant)) {
      List<String> order =
          gather(service, NOVEMBER).keys().stream()
              .map(key -> key.ownerId() + "\n" + key.name() + "\n" + key.id())
              .toList();
      assertEquals(order.stream().sorted().toList(), order);
    }
  }

  @Test
  void ofTheAuditLogOnlyTheRangeIsTold() {
    TestTenant tenant = TestTenant.acme(folder);
    try (KeyService service = reader(tenant)) {
      ReportFigures figures = gather(service, NOVEMBER);
      List<AuditRecord> records =
          figures.audit().records(figures.auditFrom(), figures.auditTo() - figures.auditFrom());
      assertEquals(figures.audit().size(), records.size());
      ReportFigures before = gather(service, ReportRange.month("2026-10").orElseThrow());
      assertEquals(before.auditFrom(), before.auditTo());
      assertEquals(0, before.usage().totalRequests());
    }
  }

  @Test
  void usageFilesOfTheRangeThatCouldNotBeReadInFullAreNamed() throws IOException {
    TestTenant tenant = TestTenant.empty(folder);
    Path usage = tenant.directory().usage();
    Files.writeString(usage.resolve("usage_2026-11-03.jsonl"), "nonsense\n");
    Files.writeString(usage.resolve("usage_2026-11-05.jsonl"), "{\"timestamp\": \"2026-11-0");
    Files.writeString(usage.resolve("usage_2026-12-01.jsonl"), "nonsense\n");
    Files.writeString(usage.resolve("usage_2026-12-02.jsonl"), "nonsense\n");
    Files.writeString(usage.resolve("usage_2026-11-23.jsonl"), "{\"timestamp\": \"2026-11-2");
    try (KeyService service = reader(tenant)) {
      assertEquals(
          List.of("usage_2026-11-03.jsonl", "usage_2026-11-05.jsonl", "usage_2026-12-01.jsonl"),
          gather(service, NOVEMBER).usageNotRead());
      ReportRange october = ReportRange.month("2026-10").orElseThrow();
      assertEquals(List.of(), gather(service, october).usageNotRead());
    }
  }

  @Test
  void longRangeIsCountedByTheWeek() {
    TestTenant tenant = TestTenant.empty(folder);
    try (KeyService service = reader(tenant)) {
      ReportRange year =
          new ReportRange(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-12-31"));
      assertEquals(UsageQuery.Step.WEEK, gather(service, year).usage().query().step());
    }
  }

  @Test
  void progressOnlyGrowsAndComesToItsEnd() {
    TestTenant tenant = TestTenant.acme(folder);
    List<Double> told = new ArrayList<>();
    try (KeyService service = reader(tenant)) {
      Reports.gather(
          service,
          Optional.of(folder.resolve("user")),
          AccessReturns.NONE,
          NOVEMBER,
          TestTenant.NOON,
          told::add);
    }
    assertEquals(told.stream().sorted().toList(), told);
    assertEquals(1.0, told.getLast());
  }

  @Test
  void interruptEndsIt() {
    TestTenant tenant = TestTenant.acme(folder);
    try (KeyService service = reader(tenant)) {
      Thread.currentThread().interrupt();
      assertThrows(CancellationException.class, () -> gather(service, NOVEMBER));
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void monthBeforeIsTheLastThatIsOver() {
    assertEquals(
        ReportRange.month("2025-12"),
        Optional.of(ReportRange.monthBefore(Instant.parse("2026-01-01T00:00:00Z"))));
    assertEquals(Optional.empty(), ReportRange.month("2026-13"));
    assertEquals(Optional.empty(), ReportRange.day("2026-02-30"));
    assertEquals(
        LocalDate.of(2026, 12, 1).atStartOfDay(ZoneOffset.UTC).toInstant(), NOVEMBER.end());
  }
}

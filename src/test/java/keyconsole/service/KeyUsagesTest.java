package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import keyconsole.TestTenant;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.KeyUsage;
import keyconsole.domain.KeyUsage.Cause;
import keyconsole.domain.KeyUsage.LastUse;
import keyconsole.domain.KeyUsage.Newcomer;
import keyconsole.domain.KeyUsage.Reconciliation;
import keyconsole.domain.KeyUsage.Window;
import keyconsole.domain.Restrictions;
import keyconsole.store.KeyFile;
import keyconsole.store.Timestamps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How one key is used, over usage files as they stand.
class KeyUsagesTest {

  private static final Instant NOW = Instant.parse("2026-11-25T12:30:00Z");
  private static final LocalDate TODAY = LocalDate.parse("2026-11-25");
  private static final Instant CREATED = Instant.parse("2026-09-01T08:00:00Z");

  @TempDir Path temporary;
  private TestTenant tenant;
  private KeyService service;
  private KeyId id;
  private final Map<LocalDate, StringBuilder> files = new TreeMap<>();
  private final List<Request> requests = new ArrayList<>();

  private record Request(Instant moment, String endpoint, String ip) {}

  @BeforeEach
  void open() {
    tenant = TestTenant.empty(temporary);
    tenant.clock.set(CREATED);
    service = tenant.openAsAdministrator();
    id = service.create(TestTenant.limited(100, 1_000, 10_000)).key().id();
    tenant.clock.set(NOW);
    rewrite(key -> key.with().expiresAt(Optional.empty()).key());
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
    try {
      Files.write(tenant.directory().keys().resolve(id.fileName()), KeyFile.textOf(change.of(key)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void count(long requestsCount, Instant lastUsed) {
    rewrite(
        key ->
            key.with().usage(new KeyCounters(requestsCount, Optional.of(lastUsed), 0, 0, 0)).key());
  }

  private void use(Instant moment, String endpoint, String ip) {
    requests.add(new Request(moment, endpoint, ip));
    line(moment, id.text(), endpoint, ip);
  }

  private void line(Instant moment, String key, String endpoint, String ip) {
    files
        .computeIfAbsent(LocalDate.ofInstant(moment, ZoneOffset.UTC), _ -> new StringBuilder())
        .append(
            "{\"timestamp\": \"%s\", \"key_id\": \"%s\", \"endpoint\": \"%s\", \"client_ip\": \"%s\", \"tenant\": \"%s\"}\n"
                .formatted(Timestamps.format(moment), key, endpoint, ip, tenant.domain));
  }

  /// Somebody else's request of each day, so that each day has a file.
  private void everyDaySince(LocalDate first) {
    first
        .datesUntil(TODAY.plusDays(1))
        .forEach(
            day ->
                line(
                    day.atTime(1, 0).toInstant(ZoneOffset.UTC),
                    KeyId.random().text(),
                    "/v1/other",
                    "198.51.100.7"));
  }

  private KeyUsage told() {
    for (Map.Entry<LocalDate, StringBuilder> file : files.entrySet()) {
      write("usage_" + file.getKey() + ".jsonl", file.getValue().toString());
    }
    service.refreshUsage();
    return service.keyUsage(id);
  }

  private void write(String name, String text) {
    try {
      Files.writeString(tenant.directory().usage().resolve(name), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Instant at(int daysAgo, int hour) {
    return TODAY.minusDays(daysAgo).atTime(hour, 10).toInstant(ZoneOffset.UTC);
  }

  @Test
  void windowsTellWhatTheLimitsCount() {
    everyDaySince(TODAY.minusDays(60));
    use(at(0, 12), "/v1/chat", "192.0.2.1");
    use(at(0, 12), "/v1/chat", "192.0.2.1");
    use(at(0, 3), "/v1/chat", "192.0.2.1");
    use(at(20, 3), "/v1/chat", "192.0.2.1");
    use(at(26, 3), "/v1/chat", "192.0.2.1");
    KeyUsage told = told();
    assertTrue(told.counted());
    assertEquals(NOW, told.moment());
    assertEquals(List.of(2L, 3L, 4L), told.windows().stream().map(Window::used).toList());
    assertEquals(
        List.of(100L, 1_000L, 10_000L), told.windows().stream().map(Window::allowed).toList());
    assertEquals(
        List.of(
            Instant.parse("2026-11-25T13:00:00Z"),
            Instant.parse("2026-11-26T00:00:00Z"),
            Instant.parse("2026-12-01T00:00:00Z")),
        told.windows().stream().map(Window::end).toList());
    assertEquals(4, told.windows().getFirst().projection().orElseThrow().expected());
  }

  @Test
  void nothingIsExpectedOfAKeyThatCannotBeUsed() {
    everyDaySince(TODAY.minusDays(60));
    use(at(0, 12), "/v1/chat", "192.0.2.1");
    rewrite(key -> key.with().status(KeyStatus.SUSPENDED).key());
    for (Window window : told().windows()) {
      assertEquals(Optional.empty(), window.projection());
    }
  }

  @Test
  void nothingIsExpectedOfAKeyThatLocksEveryoneOut() {
    everyDaySince(TODAY.minusDays(60));
    use(at(0, 12), "/v1/chat", "192.0.2.1");
    Restrictions range =
        new Restrictions(List.of(), List.of(), List.of("203.0.113.0/24"), List.of(), true);
    rewrite(key -> key.with().restrictions(range).key());
    assertEquals(Optional.empty(), told().windows().getFirst().projection());
  }

  @Test
  void whatWasNeverSeenBeforeTheLastSevenDaysIsNew() {
    everyDaySince(TODAY.minusDays(60));
    use(at(30, 9), "/v1/chat", "192.0.2.1");
    use(at(7, 9), "/v1/chat", "192.0.2.2");
    use(at(6, 9), "/v1/search", "192.0.2.3");
    use(at(2, 9), "/v1/search", "192.0.2.3");
    use(at(0, 9), "/v1/chat", "192.0.2.2");
    use(at(0, 9), "", "2001:db8::1");
    KeyUsage.Novelty novelty = told().novelty();
    assertEquals(TODAY.minusDays(6), novelty.from());
    assertEquals(Optional.of(TODAY.minusDays(56)), novelty.since());
    assertEquals(
        List.of(
            new Newcomer("2001:db8::1", TODAY, 1),
            new Newcomer("192.0.2.3", TODAY.minusDays(6), 2)),
        novelty.ips().most());
    assertEquals(
        List.of(new Newcomer("", TODAY, 1), new Newcomer("/v1/search", TODAY.minusDays(6), 2)),
        novelty.endpoints().most());
    assertTrue(novelty.ipsExact());
  }

  @Test
  void ofAHistoryOfLessThanAWeekNothingIsCalledNew() {
    everyDaySince(TODAY.minusDays(12));
    use(at(10, 9), "/v1/chat", "192.0.2.1");
    use(at(1, 9), "/v1/search", "192.0.2.2");
    KeyUsage.Novelty novelty = told().novelty();
    assertEquals(Optional.empty(), novelty.since());
    assertEquals(0, novelty.ips().all());
    everyDaySince(TODAY.minusDays(13));
    assertEquals(1, told().novelty().ips().all());
  }

  @Test
  void aYoungKeyHasNoHistoryHoweverOldTheFilesAre() {
    everyDaySince(TODAY.minusDays(60));
    rewrite(key -> new Rebuilt(key).createdAt(at(8, 0)).key());
    use(at(8, 9), "/v1/chat", "192.0.2.1");
    use(at(1, 9), "/v1/search", "192.0.2.2");
    assertEquals(Optional.empty(), told().novelty().since());
  }

  @Test
  void veryManyNewAddressesAreCountedAndTheNewestTold() {
    everyDaySince(TODAY.minusDays(60));
    use(at(40, 9), "/v1/chat", "192.0.2.1");
    for (int i = 0; i < 80; i++) {
      use(at(i % 7, 9), "/v1/chat", "203.0.113." + i);
    }
    KeyUsage.Newcomers ips = told().novelty().ips();
    assertEquals(80, ips.all());
    assertEquals(KeyUsage.MOST_NEWCOMERS, ips.most().size());
    assertEquals(TODAY, ips.most().getFirst().first());
  }

  @Test
  void anHourFarAboveTheUsualIsToldWithItsHour() {
    everyDaySince(TODAY.minusDays(60));
    for (int i = 0; i < 45; i++) {
      use(at(3, 4), "/v1/chat", "192.0.2.1");
    }
    assertEquals(
        List.of(new KeyUsage.Spike(at(3, 4).truncatedTo(ChronoUnit.HOURS), 45, 0)),
        told().spikes());
  }

  @Test
  void equalCountersNeedNoExplanation() {
    everyDaySince(TODAY.minusDays(60));
    use(at(5, 9), "/v1/chat", "192.0.2.1");
    use(at(0, 9), "/v1/chat", "192.0.2.1");
    count(2, at(0, 9).minusMillis(3));
    Reconciliation held = told().reconciliation();
    assertEquals(0, held.difference());
    assertFalse(held.isDrift());
    assertEquals(List.of(), held.causes());
    assertEquals(LastUse.AGREES, held.lastUse());
    assertFalse(held.limitSeen());
  }

  @Test
  void linesOfAfterwardsCountToo() {
    use(at(-1, 9), "/v1/chat", "192.0.2.1");
    assertEquals(1, told().reconciliation().lines());
  }

  @Test
  void missingLinesMayHaveStoodInFilesThatAreGone() {
    everyDaySince(TODAY.minusDays(30));
    use(at(5, 9), "/v1/chat", "192.0.2.1");
    count(120, at(5, 9));
    Reconciliation held = told().reconciliation();
    assertEquals(-119, held.difference());
    assertTrue(held.isDrift());
    assertEquals(
        List.of(new Cause.LinesBeginLate(LocalDate.parse("2026-09-01"), TODAY.minusDays(5))),
        held.causes());
  }

  @Test
  void missingLinesMayBeAmongThoseThatCannotBeRead() throws IOException {
    use(CREATED.plusSeconds(60), "/v1/chat", "192.0.2.1");
    write("usage_2026-10-01.jsonl", "{torn\nnothing either\n");
    Files.createDirectory(tenant.directory().usage().resolve("usage_2026-10-02.jsonl"));
    count(4, CREATED.plusSeconds(60));
    assertEquals(List.of(new Cause.Unreadable(2, 1)), told().reconciliation().causes());
  }

  /// Of so many lines only the first are told one by one.
  @Test
  void veryManyLinesThatCannotBeReadAreNoFile() throws IOException {
    use(CREATED.plusSeconds(60), "/v1/chat", "192.0.2.1");
    write("usage_2026-10-01.jsonl", "{torn\n".repeat(10_007));
    count(4, CREATED.plusSeconds(60));
    assertEquals(List.of(new Cause.Unreadable(10_007, 0)), told().reconciliation().causes());
  }

  @Test
  void missingLinesThatNothingExplainsAreGone() {
    use(CREATED.plusSeconds(60), "/v1/chat", "192.0.2.1");
    count(4, at(5, 9));
    Reconciliation held = told().reconciliation();
    assertEquals(List.of(new Cause.LinesGone()), held.causes());
    assertEquals(LastUse.FILE_IS_LATER, held.lastUse());
  }

  @Test
  void aRequestOnItsWayIsNoDrift() {
    use(at(0, 9), "/v1/chat", "192.0.2.1");
    count(2, NOW.minusMillis(40));
    Reconciliation held = told().reconciliation();
    assertEquals(-1, held.difference());
    assertTrue(held.isSettling());
    assertFalse(held.isDrift());
    count(9, NOW.minusMillis(40));
    assertTrue(told().reconciliation().isDrift(), "no more than a minute brings");
    count(2, NOW.minus(Duration.ofMinutes(2)));
    assertTrue(told().reconciliation().isDrift(), "long ago");
  }

  @Test
  void moreLinesThanCountedAreLostCounts() {
    use(at(5, 9), "/v1/chat", "192.0.2.1");
    use(at(5, 9), "/v1/chat", "192.0.2.1");
    count(1, at(5, 9));
    assertEquals(List.of(new Cause.LostCounts()), told().reconciliation().causes());
  }

  @Test
  void aFileWhoseLastUseIsOldMayHaveBeenPutBack() {
    use(at(9, 9), "/v1/chat", "192.0.2.1");
    use(at(5, 9), "/v1/chat", "192.0.2.1");
    count(1, at(9, 9));
    Reconciliation held = told().reconciliation();
    assertEquals(LastUse.LINES_ARE_LATER, held.lastUse());
    assertEquals(List.of(new Cause.FileIsOld(), new Cause.LostCounts()), held.causes());
  }

  @Test
  void aLimitThatWasReachedInTheLinesBearsOutItsHits() {
    for (int i = 0; i < 100; i++) {
      use(at(5, 9), "/v1/chat", "192.0.2.1");
    }
    assertTrue(told().reconciliation().limitSeen());
  }

  @Test
  void beforeTheFirstCountItSaysSo() {
    use(at(5, 9), "/v1/chat", "192.0.2.1");
    assertFalse(service.keyUsage(id).counted());
  }

  @Test
  void aKeyThatIsNotThereIsRefused() {
    assertThrows(KeyNotFoundException.class, () -> service.keyUsage(KeyId.random()));
  }

  /// Over made-up traffic, what is told equals what plain counting finds.
  @RepeatedTest(15)
  void equalsAPlainCount(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    everyDaySince(TODAY.minusDays(70));
    int many = random.nextInt(1_500);
    for (int i = 0; i < many; i++) {
      long minutesAgo = (long) (Math.pow(random.nextDouble(), 3) * 80 * 24 * 60);
      use(
          NOW.minus(Duration.ofMinutes(minutesAgo)),
          "/v1/" + (int) Math.abs(random.nextGaussian() * 4),
          "192.0.2." + (int) Math.abs(random.nextGaussian() * 60));
    }
    KeyUsage told = told();
    assertEquals(
        List.of(
            since(NOW.truncatedTo(ChronoUnit.HOURS)),
            since(NOW.truncatedTo(ChronoUnit.DAYS)),
            since(Instant.parse("2026-11-01T00:00:00Z"))),
        told.windows().stream().map(Window::used).toList());
    assertEquals(many, told.reconciliation().lines());
    assertNewcomers(told.novelty().ips(), Request::ip);
    assertNewcomers(told.novelty().endpoints(), Request::endpoint);
    for (KeyUsage.Spike spike : told.spikes()) {
      Instant end = spike.hour().plus(1, ChronoUnit.HOURS);
      long plain =
          requests.stream()
              .filter(each -> !each.moment.isBefore(spike.hour()) && each.moment.isBefore(end))
              .count();
      assertEquals(plain, spike.requests());
    }
  }

  private long since(Instant from) {
    return requests.stream().filter(each -> !each.moment.isBefore(from)).count();
  }

  private void assertNewcomers(KeyUsage.Newcomers told, Function<Request, String> value) {
    Set<String> old = new HashSet<>();
    Map<String, Newcomer> plain = new HashMap<>();
    Instant week = TODAY.minusDays(6).atStartOfDay().toInstant(ZoneOffset.UTC);
    for (Request each : requests) {
      if (each.moment.isBefore(week)) {
        old.add(value.apply(each));
      }
    }
    for (Request each : requests) {
      String text = value.apply(each);
      LocalDate day = LocalDate.ofInstant(each.moment, ZoneOffset.UTC);
      if (!each.moment.isBefore(week) && !old.contains(text)) {
        plain.merge(
            text,
            new Newcomer(text, day, 1),
            (a, b) ->
                new Newcomer(
                    text,
                    a.first().isBefore(b.first()) ? a.first() : b.first(),
                    a.requests() + b.requests()));
      }
    }
    assertEquals(plain.size(), told.all());
    assertEquals(Math.min(plain.size(), KeyUsage.MOST_NEWCOMERS), told.most().size());
    for (Newcomer each : told.most()) {
      assertEquals(plain.get(each.value()), each);
    }
  }

  @Test
  void aProjectionThatReachesTheLimitSaysWhen() {
    everyDaySince(TODAY.minusDays(60));
    for (int i = 0; i < 60; i++) {
      use(at(0, 12), "/v1/chat", "192.0.2.1");
    }
    Window hour = told().windows().getFirst();
    assertFalse(hour.isReached());
    assertEquals(
        Optional.of(Instant.parse("2026-11-25T12:50:00Z")),
        hour.projection().orElseThrow().reached());
  }
}

package keyconsole.usage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import keyconsole.TestTenant;
import keyconsole.domain.LastRequest;
import keyconsole.domain.RecentUsage;
import keyconsole.domain.Traffic;
import keyconsole.domain.UsageQuery;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageIndexTest {

  private static final LocalDate DAY = LocalDate.parse("2026-11-23");
  private static final Instant NOON = Instant.parse("2026-11-23T12:30:00Z");

  @TempDir Path temporary;
  private Path folder;
  private Path today;
  private UsageIndex index;

  @BeforeEach
  void anEmptyFolder() throws IOException {
    folder = Files.createDirectory(temporary.resolve("usage"));
    today = folder.resolve("usage_2026-11-23.jsonl");
    index = UsageIndex.open(folder);
  }

  @Test
  void theOddDirectoryCountsAsItsNotesSay(@TempDir Path root) {
    UsageIndex odd = UsageIndex.open(TestTenant.odd(root).directory().usage());
    odd.refresh();
    UsageIndex.Totals totals =
        odd.totals(Optional.empty(), LocalDate.of(2000, 1, 1), LocalDate.of(2100, 1, 1));
    assertEquals(14, totals.requests());
    assertEquals(
        Map.of(
            LocalDate.of(2026, 10, 31), 1L,
            LocalDate.of(2026, 11, 1), 11L,
            LocalDate.of(2026, 11, 4), 2L),
        totals.byDay());
    assertEquals(Map.of("k1", 11L, "k2", 3L), totals.byKey());
    assertEquals(
        List.of("usage_2026-13-45.jsonl:0", "usage_2026-11-01.jsonl:5", "usage_2026-11-04.jsonl:2"),
        odd.problems().stream().filter(p -> !p.unfinished()).map(UsageIndexTest::place).toList());
    assertEquals(
        List.of("usage_2026-11-01.jsonl"),
        odd.problems().stream()
            .filter(UsageProblem::unfinished)
            .map(UsageProblem::fileName)
            .toList());
  }

  private static String place(UsageProblem problem) {
    return problem.fileName() + ":" + problem.line();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20_000})
  void moreAddressesThanAreToldApartLeaveAllElseExact(int requests) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < requests; i++) {
      String time = "2026-11-23T12:00:00.%06d".formatted(i);
      lines.append(line(time, "k" + i % 2, "/v1/chat", "2001:db8::%x".formatted(i)));
    }
    append(lines.toString());
    UsageIndex few = UsageIndex.open(folder, Optional.empty(), new Ips(4));
    few.refresh();

    UsageAnswer answer = few.answer(UsageQuery.between(DAY, DAY), key -> key);
    long each = requests / 2;
    assertEquals(Map.of("k0", each, "k1", each), answer.perKey());
    assertEquals(4, answer.ips().size());
    assertEquals(requests - 4, answer.ipError());
    Instant newest = NOON.truncatedTo(ChronoUnit.HOURS).plus(requests - 1, ChronoUnit.MICROS);
    assertEquals(Optional.of(new LastRequest(newest, "", "/v1/chat")), few.last("k1"));
    Traffic traffic = few.traffic("k1", DAY, DAY, _ -> {});
    assertEquals(2, traffic.size());
    assertEquals(each - 2, traffic.unreadable());
    assertEquals(each, few.traces(NOON, DAY, DAY, Set.of(), _ -> {}).get("k1").lines());
  }

  @Test
  void linesAppendedSinceAreSeenAtOnceAndCountOnce() throws IOException {
    append(line("2026-11-23T12:01:00", "a", "/v1/chat", "10.0.0.1"));
    assertEquals(new RecentUsage(1, 1, 1), index.recent("a", NOON));
    append(line("2026-11-23T11:59:59.999999", "a", "/v1/chat", "10.0.0.1"));
    append(line("2026-11-23T12:02:00", "b", "/v1/chat", "10.0.0.1"));
    assertEquals(new RecentUsage(1, 2, 2), index.recent("a", NOON));
    index.refresh();
    assertEquals(new RecentUsage(1, 2, 2), index.recent("a", NOON));
  }

  @Test
  void saysOfWhichKeysSomethingElseIsCounted() throws IOException {
    append(line("2026-11-23T12:01:00", "a", "/v1/chat", "10.0.0.1"));
    long nothing = index.version();
    index.refresh();
    long one = index.version();
    assertEquals(Optional.empty(), index.keysSince(nothing), "a file that is new");
    assertEquals(Optional.of(Set.of()), index.keysSince(one));
    append(line("2026-11-23T12:02:00", "b", "/v1/chat", "10.0.0.1"));
    index.refresh();
    long two = index.version();
    append(line("2026-11-22T12:02:00", "c", "/v1/chat", "10.0.0.1"));
    index.refresh();
    assertEquals(Optional.of(Set.of("b", "c")), index.keysSince(one));
    assertEquals(Optional.of(Set.of("c")), index.keysSince(two));
    Files.writeString(today, line("2026-11-23T12:03:00", "a", "/v1/chat", "10.0.0.1"));
    index.refresh();
    assertEquals(Optional.empty(), index.keysSince(two), "a file that was written anew");
  }

  @Test
  void theMonthCountsEveryDayOfIt() throws IOException {
    Files.writeString(
        folder.resolve("usage_2026-11-01.jsonl"), line("2026-11-01T00:00:00", "a", "/x", ""));
    Files.writeString(
        folder.resolve("usage_2026-10-31.jsonl"), line("2026-10-31T23:59:59", "a", "/x", ""));
    append(line("2026-11-23T12:01:00", "a", "/v1/chat", ""));
    assertEquals(new RecentUsage(1, 1, 2), index.recent("a", NOON));
  }

  @Test
  void aLookThatWasInterruptedOnANewDayIsMadeUpFor() throws IOException {
    append(line("2026-11-23T12:01:00", "a", "/v1/chat", ""));
    assertEquals(1, index.recent("a", NOON).month());
    append(line("2026-11-23T23:59:59", "a", "/v1/chat", ""));
    Instant nextDay = NOON.plus(Duration.ofDays(1));
    Thread.currentThread().interrupt();
    index.recent("a", nextDay);
    assertTrue(Thread.interrupted());
    assertEquals(new RecentUsage(0, 0, 2), index.recent("a", nextDay));
  }

  @Test
  void aLineWithoutItsEndIsWaitedFor() throws IOException {
    String line = line("2026-11-23T12:01:00", "a", "/v1/chat", "");
    append(line.substring(0, 40));
    assertEquals(0, index.recent("a", NOON).day());
    assertEquals(1, index.problems().size());
    append(line.substring(40));
    assertEquals(1, index.recent("a", NOON).day());
    assertEquals(List.of(), index.problems());
  }

  @Test
  void aReplacedFileIsCountedAgain() throws IOException {
    append(line("2026-11-23T12:01:00", "a", "/v1/chat", "").repeat(3));
    assertEquals(3, index.recent("a", NOON).day());
    Files.delete(today);
    append(line("2026-11-23T12:01:00", "b", "/v1/chat", ""));
    index.refresh();
    assertEquals(0, index.recent("a", NOON).day());
    assertEquals(1, index.recent("b", NOON).day());
  }

  @Test
  void totalsAreOfTheKeysAndDaysAskedFor() throws IOException {
    append(line("2026-11-23T12:01:00", "a", "/v1/chat", "10.0.0.1"));
    append(line("2026-11-23T12:02:00", "b", "/v1/chat", "10.0.0.2"));
    append(line("2026-11-22T23:59:59", "a", "/v1/rag", "10.0.0.1"));
    index.refresh();
    UsageIndex.Totals ofA = index.totals(Optional.of(Set.of("a")), DAY, DAY);
    assertEquals(1, ofA.requests());
    assertEquals(Map.of("/v1/chat", 1L), ofA.byEndpoint());
    assertEquals(Map.of("10.0.0.1", 1L), ofA.byIp());
    assertArrayEquals(new long[] {1, 1}, index.daily("a", DAY.minusDays(1), 2));
    assertEquals(Instant.parse("2026-11-23T12:01:00Z"), index.last("a").orElseThrow().moment());
  }

  private void append(String text) throws IOException {
    Files.writeString(today, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String line(String time, String key, String endpoint, String ip) {
    return """
        {"timestamp": "%s", "key_id": "%s", "endpoint": "%s", "client_ip": "%s", "tenant": "t"}
        """
        .formatted(time, key, endpoint, ip);
  }

  /// Around eight, sixteen and twenty-four bytes, and around an id's thirty-six, texts are found in
  /// different ways.
  @Test
  void textsOfEveryLengthAreToldApart(@TempDir Path folder) throws IOException {
    StringBuilder lines = new StringBuilder();
    Map<String, Long> expected = new TreeMap<>();
    for (int round = 1; round <= 3; round++) {
      for (int length = 0; length <= 45; length++) {
        for (String last : List.of("x", "y")) {
          String text = length == 0 ? "" : "z".repeat(length - 1) + last;
          expected.merge(text, 1L, Long::sum);
          lines.append(
              "{\"timestamp\": \"2026-11-01T10:00:00.00000%d\", \"key_id\": \"%s\", \"endpoint\": \"%s\", \"client_ip\": \"%s\", \"tenant\": \"%s\"}\n"
                  .formatted(round, text, text, text, text));
        }
      }
    }
    Files.writeString(folder.resolve("usage_2026-11-01.jsonl"), lines);
    UsageIndex index = UsageIndex.open(folder);
    index.refresh();
    LocalDate day = LocalDate.of(2026, 11, 1);
    UsageIndex.Totals totals = index.totals(Optional.empty(), day, day);
    assertEquals(expected, new TreeMap<>(totals.byKey()));
    assertEquals(expected, new TreeMap<>(totals.byEndpoint()));
    assertEquals(expected, new TreeMap<>(totals.byIp()));
  }
}

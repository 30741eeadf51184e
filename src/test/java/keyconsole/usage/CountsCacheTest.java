package keyconsole.usage;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import keyconsole.FaultyFileSystem;
import keyconsole.bench.GeneratedUsage;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.LastRequest;
import keyconsole.domain.UsageFilter;
import keyconsole.domain.UsageQuery;
import keyconsole.store.StoreException;
import keyconsole.usage.UsageIndex.Totals;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountsCacheTest {

  private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
  private static final LocalDate LAST = LocalDate.of(2026, 11, 30);

  @TempDir private Path temporary;
  private Path folder;
  private Path cache;

  @BeforeEach
  void twoDays() throws IOException {
    folder = Files.createDirectory(temporary.resolve("usage"));
    cache = temporary.resolve("cache");
    write(
        folder.resolve("usage_2026-11-01.jsonl"),
        line("2026-11-01T10:00:00.000001", "a", "10.0.0.1"));
    write(
        folder.resolve("usage_2026-11-02.jsonl"),
        line("2026-11-02T10:00:00.000001", "b", "2001:db8::1"));
    write(folder.resolve("usage_2026-11-02.jsonl"), "broken\n");
    write(
        folder.resolve("usage_2026-11-02.jsonl"),
        line("2026-11-02T11:00:00.000001", "東京", "10.0.0.2"));
  }

  private static String line(String time, String key, String ip) {
    return "{\"timestamp\": \"%s\", \"key_id\": \"%s\", \"endpoint\": \"/v1/chat\", \"client_ip\": \"%s\", \"tenant\": \"t\"}\n"
        .formatted(time, key, ip);
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private record Seen(Totals totals, List<?> problems, Optional<LastRequest> last) {}

  private Seen counted() {
    UsageIndex index = UsageIndex.open(folder, Optional.of(cache));
    index.refresh();
    return seen(index);
  }

  private Seen plainlyCounted() {
    UsageIndex index = UsageIndex.open(folder);
    index.refresh();
    return seen(index);
  }

  private static Seen seen(UsageIndex index) {
    return new Seen(
        index.totals(Optional.empty(), FIRST, LAST), index.problems(), index.last("東京"));
  }

  private List<Path> kept() {
    try (Stream<Path> all = Files.walk(cache)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatIsKeptIsTakenWithoutReadingTheLinesAgain() {
    Seen first = counted();
    FaultyFileSystem disk = new FaultyFileSystem();
    disk.failEach(Set.of("open"), FaultyFileSystem.Fault.DENIED);
    UsageIndex index = UsageIndex.open(disk.path(folder), Optional.of(cache));
    index.refresh();
    assertEquals(first, seen(index));
    assertEquals(3, first.totals().requests());
    assertEquals("10.0.0.2", first.last().orElseThrow().clientIp());
  }

  @Test
  void whatIsKeptOfAFileThatWasRewrittenSinceIsNotTakenThoughItLooksTheSame() throws IOException {
    counted();
    InPlace.replace(folder.resolve("usage_2026-11-01.jsonl"), "10.0.0.1", "10.0.0.7");
    assertEquals(plainlyCounted(), counted());
    assertEquals(plainlyCounted(), counted());
  }

  /// Texts of most of the days are looked up by none of the first questions.
  @Test
  void whatIsKeptAnswersWhateverIsAskedAsWhatWasCounted() throws IOException {
    GeneratedUsage.of(40, 4_000).withKeys(60).withOddInAThousand(20).write(folder);
    counted();
    UsageIndex plain = UsageIndex.open(folder);
    plain.refresh();
    for (Asking<?> asking : askings(plain)) {
      UsageIndex kept = UsageIndex.open(folder, Optional.of(cache));
      kept.refresh();
      assertEquals(asking.of(plain), asking.of(kept));
    }
  }

  private interface Asking<T> {
    T of(UsageIndex index);
  }

  private static List<Asking<?>> askings(UsageIndex plain) {
    LocalDate last = GeneratedUsage.LAST;
    Set<String> keys =
        plain.totals(Optional.empty(), LocalDate.MIN, LocalDate.MAX).byKey().keySet();
    Instant now = last.atTime(12, 0).toInstant(ZoneOffset.UTC);
    UsageQuery week = UsageQuery.between(last.minusDays(6), last).comparedWith(1);
    return List.of(
        index -> keys.stream().map(index::last).toList(),
        index -> index.last(keys.iterator().next()),
        index -> index.newest(now),
        index -> index.recent(keys.iterator().next(), now),
        index -> Arrays.toString(index.daily(keys.iterator().next(), last.minusDays(29), 30)),
        index ->
            index.daily(last.minusDays(29), 30).entrySet().stream()
                .collect(toMap(Map.Entry::getKey, of -> Arrays.toString(of.getValue()))),
        index -> index.answer(week, key -> key),
        index -> index.answer(week.with(UsageQuery.Bands.ENDPOINT), key -> key),
        index ->
            index.answer(
                week.with(UsageFilter.NONE.withKeys(Set.of(keys.iterator().next()))), key -> key),
        index -> index.peaks(now.minus(Duration.ofDays(9)), now),
        index -> index.traces(now, last.minusDays(6), last.minusDays(9), keys, _ -> {}),
        index -> index.totals(Optional.empty(), LocalDate.MIN, LocalDate.MAX));
  }

  @Test
  void manyThatAskAtOnceOfWhatWasJustOpenedAreToldTheSame() throws Exception {
    GeneratedUsage.of(20, 4_000).withKeys(60).write(folder);
    counted();
    UsageIndex plain = UsageIndex.open(folder);
    plain.refresh();
    for (Asking<?> asking : askings(plain)) {
      Object told = asking.of(plain);
      UsageIndex kept = UsageIndex.open(folder, Optional.of(cache));
      kept.refresh();
      try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
        List<Callable<Object>> all = Collections.nCopies(4, () -> asking.of(kept));
        for (Future<Object> each : threads.invokeAll(all)) {
          assertEquals(told, each.get());
        }
      }
    }
  }

  @Test
  void textsThatDifferInZerosAtTheirEndsStayTwo() throws IOException {
    write(
        folder.resolve("usage_2026-11-01.jsonl"),
        line("2026-11-01T11:00:00.000001", "a\\u0000", "10.0.0.1"));
    Seen first = counted();
    assertEquals(Long.valueOf(1), first.totals().byKey().get("a"));
    assertEquals(first, counted());
  }

  @Test
  void whatIsNewIsReadOnFromWhereItEnded() throws IOException {
    counted();
    write(folder.resolve("usage_2026-11-02.jsonl"), line("2026-11-02T12:00:00.000001", "a", "::1"));
    write(folder.resolve("usage_2026-11-02.jsonl"), "broken too\n");
    write(folder.resolve("usage_2026-11-03.jsonl"), line("2026-11-03T12:00:00.000001", "c", ""));
    assertEquals(plainlyCounted(), counted());
    assertEquals(5, counted().totals().requests());
  }

  @Test
  void aFileThatWasWrittenAnewIsCountedAnew() throws IOException {
    counted();
    Path file = folder.resolve("usage_2026-11-02.jsonl");
    Files.writeString(file, line("2026-11-02T09:00:00.000001", "new", "10.0.0.9").repeat(20));
    assertEquals(plainlyCounted(), counted());
    Files.writeString(file, line("2026-11-02T09:00:00.000001", "new", "10.0.0.9"));
    assertEquals(plainlyCounted(), counted());
  }

  @Test
  void whatIsKeptOfAFileThatIsGoneGoesToo() throws IOException {
    counted();
    assertEquals(3, kept().size());
    Files.delete(folder.resolve("usage_2026-11-01.jsonl"));
    assertEquals(plainlyCounted(), counted());
    assertEquals(2, kept().size());
  }

  @Test
  void deletingWhatIsKeptLosesNothing() throws IOException {
    Seen first = counted();
    for (Path file : kept()) {
      Files.delete(file);
    }
    assertEquals(first, counted());
    assertEquals(3, kept().size());
  }

  /// What tells of them is there, so that nobody notices before somebody asks for the day.
  @Test
  void countsThatAreGoneAreCountedAgainWhenTheyAreAskedForAndKept() throws IOException {
    Seen first = counted();
    for (Path file : counts()) {
      Files.delete(file);
    }
    UsageIndex index = UsageIndex.open(folder, Optional.of(cache));
    index.refresh();
    assertEquals(0, counts().size());
    assertEquals(first, seen(index));
    index.refresh();
    assertEquals(2, counts().size());
    whatIsKeptIsTakenWithoutReadingTheLinesAgain();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.3, 0.5, 0.9, 0.999})
  void damagedCountsAreNotBelieved(double where) throws IOException {
    Seen first = counted();
    damage(counts(), where);
    assertEquals(first, counted());
  }

  /// Another console has kept them since, of the same file.
  @Test
  void countsThatWereKeptSinceByAnotherConsoleAreNotTakenForThoseThatWereToldOf()
      throws IOException {
    Seen first = counted();
    UsageIndex before = UsageIndex.open(folder, Optional.of(cache));
    before.refresh();
    Path file = folder.resolve("usage_2026-11-02.jsonl");
    write(file, line("2026-11-02T12:00:00.000001", "c", "10.0.0.3").repeat(3_000));
    Seen second = counted();
    assertEquals(3_003, second.totals().requests());
    assertEquals(first, seen(before));
    assertEquals(second, counted());
  }

  @Test
  void countsThatAreGoneWithTheirLinesAreTold() throws IOException {
    counted();
    for (Path file : counts()) {
      Files.delete(file);
    }
    FaultyFileSystem disk = new FaultyFileSystem();
    UsageIndex index = UsageIndex.open(disk.path(folder), Optional.of(cache));
    index.refresh();
    disk.failEach(Set.of("open"), FaultyFileSystem.Fault.BROKEN);
    assertThrows(StoreException.class, () -> seen(index));
    assertThrows(
        StoreException.class, () -> index.answer(UsageQuery.between(FIRST, LAST), key -> key));
    write(
        folder.resolve("usage_2026-11-02.jsonl"),
        line("2026-11-02T12:00:00.000001", "c", "10.0.0.3"));
    index.refresh();
    disk.heal();
    index.refresh();
    assertEquals(plainlyCounted(), seen(index));
  }

  /// Nor does anything count twice. So many new entries are packed with those that are kept.
  @Test
  void aDiskThatFailsOnceWhileLostCountsAreAddedToLosesNothing() throws IOException {
    FaultyFileSystem disk = new FaultyFileSystem();
    Path file = folder.resolve("usage_2026-11-02.jsonl");
    String more =
        IntStream.range(0, 5_000)
            .mapToObj(i -> line("2026-11-02T12:00:00.000001", "c" + i, "10.0.0.3"))
            .collect(Collectors.joining());
    for (int call = 1; call == 1 || disk.failed().isPresent(); call++) {
      Files.writeString(file, line("2026-11-02T11:00:00.000001", "b", "10.0.0.2"));
      counted();
      for (Path kept : counts()) {
        Files.delete(kept);
      }
      write(file, more);
      UsageIndex index = UsageIndex.open(disk.path(folder), Optional.of(cache));
      disk.failAt(call, FaultyFileSystem.Fault.BROKEN);
      try {
        index.refresh();
      } catch (StoreException e) {
        assertTrue(disk.failed().isPresent());
      }
      disk.heal();
      index.refresh();
      assertEquals(plainlyCounted(), seen(index));
    }
  }

  @Test
  void whoIsInterruptedIsToldWhatIsKeptAllTheSame() {
    Seen first = counted();
    UsageIndex index = UsageIndex.open(folder, Optional.of(cache));
    index.refresh();
    Thread.currentThread().interrupt();
    assertEquals(first, seen(index));
    assertTrue(Thread.interrupted());
    assertEquals(Optional.empty(), index.warning());
  }

  private static void damage(List<Path> files, double where) throws IOException {
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[(int) (bytes.length * where)] ^= 0x10;
      Files.write(file, bytes);
    }
  }

  private List<Path> counts() {
    return kept().stream().filter(file -> !file.endsWith("all.counts")).toList();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.2, 0.4, 0.6, 0.8, 0.999})
  void aDamagedFileIsNotBelieved(double where) throws IOException {
    Seen first = counted();
    damage(kept(), where);
    assertEquals(first, counted());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 11, 12, 13, 60, 200})
  void aCutFileIsNotBelieved(int length) throws IOException {
    Seen first = counted();
    for (Path file : kept()) {
      Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
    }
    assertEquals(first, counted());
  }

  @Test
  void whatIsKeptOfAnotherFileIsNotBelieved() throws IOException {
    Seen first = counted();
    List<Path> files = kept();
    byte[] one = Files.readAllBytes(files.get(0));
    Files.write(files.get(0), Files.readAllBytes(files.get(1)));
    Files.write(files.get(1), one);
    assertEquals(first, counted());
  }

  @Test
  void whatIsKeptOfAnotherTenantIsNotBelieved() throws IOException {
    counted();
    Path other = Files.createDirectory(temporary.resolve("other"));
    Path file = other.resolve("usage_2026-11-01.jsonl");
    write(file, line("2026-11-01T10:00:00.000001", "z", "10.0.0.1"));
    UsageIndex index = UsageIndex.open(other, Optional.of(cache));
    index.refresh();
    assertEquals(1, index.totals(Optional.empty(), FIRST, LAST).byKey().get("z"));
  }

  @Test
  void whateverIsWrongWithALineIsToldAgain() throws IOException {
    String deep = "[".repeat(1_000) + "]".repeat(1_000);
    for (String wrong :
        List.of(
            "[]",
            "{\"key_id\": \"a\"}",
            "{\"timestamp\": \"2026-11-01T10:00:00\"}",
            "{\"timestamp\" 1}",
            "{\"timestamp\": 1;",
            "{\"timestamp\": nul}",
            "{\"timestamp\": \"\\q\"}",
            "{\"timestamp\": " + "9".repeat(5_000) + "}",
            "{\"timestamp\": " + deep + "}")) {
      write(folder.resolve("usage_2026-11-01.jsonl"), wrong + "\n");
    }
    Seen first = counted();
    assertEquals(10, first.problems().size());
    assertEquals(first, counted());
  }

  @Test
  void unreadableLinesAreToldAgain() {
    assertEquals(plainlyCounted().problems(), counted().problems());
    assertEquals(plainlyCounted().problems(), counted().problems());
    assertFalse(counted().problems().isEmpty());
  }

  @Test
  void aFolderThatCannotBeWrittenIsToldAndNothingElseGoesWrong() throws IOException {
    Files.writeString(cache, "a file where the folder should be");
    UsageIndex index = UsageIndex.open(folder, Optional.of(cache));
    index.refresh();
    assertEquals(plainlyCounted(), seen(index));
    assertEquals(FileTrouble.COUNTS_NOT_KEPT, index.warning().orElseThrow().kind());
  }

  @Test
  void nothingIsLeftBesideWhatIsKept() {
    counted();
    assertTrue(kept().stream().allMatch(file -> file.toString().endsWith(".counts")));
  }
}

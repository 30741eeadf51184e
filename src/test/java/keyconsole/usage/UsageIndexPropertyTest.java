package keyconsole.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import keyconsole.bench.GeneratedUsage;
import keyconsole.domain.Traffic;
import keyconsole.usage.PlainUsage.Counted;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The index agrees with a plain reading of the same files, whatever stands in them and however it
/// arrives.
class UsageIndexPropertyTest {

  private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
  private static final String FILE = "usage_2026-02-01.jsonl";

  /// A day file of a folder.
  ///
  /// @param latin1 a byte a character, so that a failure tells them
  record DayFile(String name, String latin1) {
    byte[] bytes() {
      return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  @Provide
  Arbitrary<List<DayFile>> files() {
    Arbitrary<String> names =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.of(FILE, "usage_2026-02-02.jsonl", "usage_2026-02-28.jsonl")),
            Tuple.of(
                1,
                Arbitraries.of(
                    "usage_2026-02-30.jsonl",
                    "usage_2026-2-1.jsonl",
                    "usage_.jsonl",
                    "audit_2026-02-01.jsonl",
                    "usage_2026-02-01.jsonl.gz")));
    return Combinators.combine(names, contents())
        .as(DayFile::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .uniqueElements(DayFile::name);
  }

  @Provide
  Arbitrary<String> contents() {
    return MutatedUsage.content().map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
  }

  @Property(tries = 400)
  void countsAndProblemsAreThoseOfAPlainReading(@ForAll("files") List<DayFile> files) {
    inFolder(
        folder -> {
          for (DayFile file : files) {
            Files.write(folder.resolve(file.name), file.bytes());
          }
          assertAsPlain(refreshed(UsageIndex.open(folder)), folder);
        });
  }

  @Property(tries = 200)
  void aFileThatComesInPiecesCountsAsOneThatStands(
      @ForAll("contents") String latin1, @ForAll @Size(max = 6) List<Integer> cuts) {
    byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
    inFolder(
        folder -> {
          UsageIndex index = UsageIndex.open(folder);
          int from = 0;
          for (int cut :
              cuts.stream().map(c -> Math.floorMod(c, bytes.length + 1)).sorted().toList()) {
            append(folder.resolve(FILE), bytes, from, cut);
            from = cut;
            assertAsPlain(refreshed(index), folder);
          }
          append(folder.resolve(FILE), bytes, from, bytes.length);
          assertAsPlain(refreshed(index), folder);
          PlainUsage.read(folder)
              .records()
              .forEach(record -> assertTrafficIsWhatIsCounted(index, record.key()));
        });
  }

  @Property(tries = 100)
  void aFileThatShrinksAndGrowsAgainIsCountedAsItStands(
      @ForAll("contents") String first,
      @ForAll("contents") String second,
      @ForAll @IntRange(max = 100) int keptPercent) {
    inFolder(
        folder -> {
          Path file = folder.resolve(FILE);
          byte[] before = first.getBytes(StandardCharsets.ISO_8859_1);
          byte[] behind = second.getBytes(StandardCharsets.ISO_8859_1);
          append(file, before, 0, before.length);
          UsageIndex index = refreshed(UsageIndex.open(folder));
          truncate(file, before.length * keptPercent / 100);
          assertAsPlain(refreshed(index), folder);
          append(file, behind, 0, behind.length);
          assertAsPlain(refreshed(index), folder);
        });
  }

  /// Of two, and the larger ones more often: what is counted of many bytes may be kept otherwise
  /// than what is counted of few.
  @Provide
  Arbitrary<Integer> powers() {
    return Arbitraries.of(12, 13, 14, 15, 16, 17, 18, 19, 20, 20, 20, 21, 21);
  }

  /// Wherever the blocks end in which the index reads: lines as short as they come stand before
  /// those that lie across the border.
  @Property(tries = 80)
  void linesAcrossTheBordersOfBlocksAreRead(
      @ForAll("contents") String latin1,
      @ForAll("powers") int power,
      @ForAll @IntRange(max = 1_000) int before) {
    inFolder(
        folder -> {
          byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
          byte[] filling = filling((1 << power) - before);
          append(folder.resolve(FILE), filling, 0, filling.length);
          append(folder.resolve(FILE), bytes, 0, bytes.length);
          append(folder.resolve(FILE), filling, 0, Math.min(filling.length, 5_000));
          assertAsPlain(refreshed(UsageIndex.open(folder)), folder);
        });
  }

  /// Whole lines of so many bytes.
  private static byte[] filling(int bytes) {
    String line = MutatedUsage.exact("2026-02-01T10:00:00", "k1", "/v1/chat", "10.0.0.5") + "\n";
    int count = Math.max(0, bytes / line.length() - 1);
    String last = line.replace("/v1", "/" + "v".repeat(Math.max(1, bytes % line.length())));
    return (line.repeat(count) + last).getBytes(StandardCharsets.US_ASCII);
  }

  @Provide
  Arbitrary<String> longLines() {
    Arbitrary<Integer> lengths =
        Arbitraries.of(70_000, (1 << 20) - 150, (1 << 20) + 1, 1_200_000, (2 << 20) + 77);
    return Combinators.combine(
            lengths,
            Arbitraries.of(
                "{\"timestamp\": \"2026-02-01T10:00:00\", \"key_id\": \"k\", \"endpoint\": \"%s\", \"client_ip\": \"::1\", \"tenant\": \"t\"}",
                "{\"timestamp\": \"2026-02-01T10:00:00\", \"key_id\": \"%s\", \"endpoint\": \"/\", \"client_ip\": \"::1\", \"tenant\": \"t\"}",
                "{\"timestamp\": \"2026-02-01T10:00:00\", \"key_id\": \"k\", \"endpoint\": \"/\", \"client_ip\": \"::1\", \"tenant\": \"%s\"}",
                "{\"x\": \"%s\", \"timestamp\": \"2026-02-01T10:00:00\", \"key_id\": \"k\"}",
                "{\"timestamp\": \"2026-02-01T10:00:00\", \"key_id\": \"%s",
                "%s{\"timestamp\": \"2026-02-01T10:00:00\", \"key_id\": \"k\"}"),
            Arbitraries.of("y", "\\u0079", "\u00c3\u00a9", " ", "\\\\"),
            Arbitraries.of("", "\r", " \r"))
        .as((length, form, unit, end) -> form.formatted(unit.repeat(length / unit.length())) + end);
  }

  @Property(tries = 25)
  void linesLongerThanABlockAreRead(
      @ForAll("longLines") String line, @ForAll @IntRange(max = 1_200_000) int cut) {
    inFolder(
        folder -> {
          String one = MutatedUsage.exact("2026-02-02T10:00:00", "k1", "/v1/chat", "10.0.0.5");
          byte[] bytes =
              (one + "\n" + line + "\n" + one + "\n").getBytes(StandardCharsets.ISO_8859_1);
          int half = Math.min(cut, bytes.length);
          append(folder.resolve(FILE), bytes, 0, half);
          UsageIndex index = refreshed(UsageIndex.open(folder));
          append(folder.resolve(FILE), bytes, half, bytes.length);
          assertAsPlain(refreshed(index), folder);
          assertAsPlain(refreshed(UsageIndex.open(folder)), folder);
        });
  }

  @Test
  void aTextThatLooksLikeTheFormOfALineIsReadAsTheJsonThatItIs() {
    String key = "0fd2f3a4-5b6c-4d7e-8f90-a1b2c3d4e5f6";
    String usual = MutatedUsage.exact("2026-02-03T04:05:06.000007", key, "/v1/chat", "1.2.3.4");
    String[] pretending = {
      usual.replace("/v1/chat", "a\\\", \"client_ip\": \"9.9.9.9"),
      usual.replace("/v1/chat", "a\\\\"),
      usual.replace("/v1/chat", "a\n"),
      usual.replace("/v1/chat", "a\n\", \"client_ip\": \"5.6.7.8\", \"tenant\": \"t.example\"}"),
      usual.replace("/v1/chat", "/v1/chat\0"),
      usual.replace(key, key + "\0"),
      usual.replace("/v1/chat", "é\u0001"),
      usual.replace("1.2.3.4", "1.2.3.\\u0034"),
      usual.replace("1.2.3.4", "1\n.2.3.4"),
      usual.replace(key, key.replace("-", "\\")),
      usual.replace(key, key.substring(0, 34) + "\\\""),
      usual.replace("t.example", "t\\u002Eexample"),
    };
    for (String line : pretending) {
      for (int at = 0; at < 4; at++) {
        List<String> lines = new ArrayList<>(List.of(usual, usual, usual));
        lines.add(at, line);
        byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        inFolder(
            folder -> {
              append(folder.resolve(FILE), bytes, 0, bytes.length);
              assertAsPlain(refreshed(UsageIndex.open(folder)), folder);
            });
      }
    }
  }

  /// Whether it is the first line that is ever read or stands behind another.
  @Test
  void aLineCutAtAnyByteIsWaitedForAndThenCountsOnce() {
    String line = MutatedUsage.exact("2026-02-27T00:00:01.082797", "k1", "", "10.0.0.5") + "\n";
    byte[] one = line.getBytes(StandardCharsets.US_ASCII);
    byte[] two = line.repeat(2).getBytes(StandardCharsets.US_ASCII);
    for (byte[] bytes : List.of(one, two)) {
      for (int cut = bytes.length - one.length; cut <= bytes.length; cut++) {
        int to = cut;
        inFolder(
            folder -> {
              append(folder.resolve(FILE), bytes, 0, to);
              UsageIndex index = refreshed(UsageIndex.open(folder));
              assertAsPlain(index, folder);
              append(folder.resolve(FILE), bytes, to, bytes.length);
              assertAsPlain(refreshed(index), folder);
            });
      }
    }
  }

  @Test
  void manyLinesOfWhichSomeAreOddCountAsInAPlainReading(@TempDir Path folder) {
    GeneratedUsage.of(3, 90_000).withKeys(50).withOddInAThousand(30).write(folder);
    assertTotalsAsPlain(refreshed(UsageIndex.open(folder)), PlainUsage.read(folder));
  }

  /// 40 MB, so that several threads share it.
  @Test
  void aLargeFileOfWhichSomeLinesAreOddCountsAsInAPlainReading(@TempDir Path folder) {
    GeneratedUsage.of(1, 240_000).withKeys(50).withOddInAThousand(5).write(folder);
    assertTotalsAsPlain(refreshed(UsageIndex.open(folder)), PlainUsage.read(folder));
  }

  @Test
  void aFileThatIsCutWhileItIsReadDoesNotStopTheReading(@TempDir Path folder) throws Exception {
    GeneratedUsage.of(1, 60_000).withKeys(50).withOddInAThousand(5).write(folder);
    Path file = folder.resolve("usage_" + GeneratedUsage.LAST + ".jsonl");
    byte[] bytes = Files.readAllBytes(file);
    UsageIndex index = UsageIndex.open(folder);
    AtomicBoolean enough = new AtomicBoolean();
    Thread backend =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 1; !enough.get(); i++) {
                    truncate(file, (int) (bytes.length * (i * 0.618 % 1)));
                    append(file, bytes, (int) sizeOf(file), bytes.length);
                  }
                });
    for (int i = 0; i < 20; i++) {
      index.refresh();
    }
    enough.set(true);
    backend.join();
    Files.writeString(
        file,
        MutatedUsage.exact(GeneratedUsage.LAST + "T23:59:59", "k1", "/", "") + "\n",
        StandardOpenOption.APPEND);
    assertTotalsAsPlain(refreshed(index), PlainUsage.read(folder));
  }

  private static UsageIndex refreshed(UsageIndex index) {
    index.refresh();
    return index;
  }

  private static void assertAsPlain(UsageIndex index, Path folder) {
    PlainUsage plain = PlainUsage.read(folder);
    assertTotalsAsPlain(index, plain);
    plain.records().stream()
        .collect(Collectors.groupingBy(Counted::key))
        .forEach((key, records) -> assertKeyAsPlain(index, key, records));
  }

  private static void assertTotalsAsPlain(UsageIndex index, PlainUsage plain) {
    assertSame(index.totals(Optional.empty(), FIRST, LAST), plain.records(), "");
    assertEquals(
        plain.problems().stream().sorted().toList(),
        index.problems().stream()
            .map(it -> PlainUsage.place(it.fileName(), it.line(), it.unfinished()))
            .sorted()
            .toList());
  }

  private static void assertKeyAsPlain(UsageIndex index, String key, List<Counted> records) {
    assertSame(index.totals(Optional.of(Set.of(key)), FIRST, LAST), records, key);
    by(records, Counted::hour)
        .forEach(
            (hour, count) ->
                assertEquals(
                    count, index.recent(key, hour).hour(), () -> "'" + key + "' in hour " + hour));
  }

  private static void assertSame(UsageIndex.Totals totals, List<Counted> records, String key) {
    assertEquals(by(records, Counted::key), new TreeMap<>(totals.byKey()), key);
    assertEquals(by(records, Counted::day), new TreeMap<>(totals.byDay()), key);
    assertEquals(by(records, Counted::endpoint), new TreeMap<>(totals.byEndpoint()), key);
    assertEquals(by(records, Counted::ip), new TreeMap<>(totals.byIp()), key);
    assertEquals(records.size(), totals.requests(), key);
  }

  private static <T extends Comparable<? super T>> Map<T, Long> by(
      List<Counted> records, Function<Counted, T> what) {
    return records.stream()
        .collect(Collectors.groupingBy(what, TreeMap::new, Collectors.counting()));
  }

  private static void assertTrafficIsWhatIsCounted(UsageIndex index, String key) {
    LocalDate from = LocalDate.of(2026, 2, 10);
    LocalDate to = LocalDate.of(2026, 2, 20);
    UsageIndex.Totals totals = index.totals(Optional.of(Set.of(key)), from, to);
    UsageIndex.Totals before =
        index.totals(Optional.of(Set.of(key)), from.withDayOfMonth(1), from.minusDays(1));
    Traffic traffic = index.traffic(key, from, to, _ -> {});
    Map<String, Long> byEndpoint = new TreeMap<>();
    Map<String, Long> byIp = new TreeMap<>();
    Map<LocalDate, Long> byDay = new TreeMap<>();
    for (int i = 0; i < traffic.size(); i++) {
      byEndpoint.merge(traffic.endpoints().get(traffic.endpoint(i)), 1L, Long::sum);
      byIp.merge(traffic.addresses().get(traffic.address(i)), 1L, Long::sum);
      LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(traffic.micros(i), 86_400_000_000L));
      byDay.merge(day, 1L, Long::sum);
    }
    assertEquals(new TreeMap<>(totals.byEndpoint()), byEndpoint);
    assertEquals(new TreeMap<>(totals.byIp()), byIp);
    assertEquals(new TreeMap<>(totals.byDay()), byDay);
    assertEquals(before.requests(), traffic.earlierInMonth());
  }

  private interface InFolder {
    void run(Path folder) throws IOException;
  }

  private static void inFolder(InFolder act) {
    try {
      Path folder = Files.createTempDirectory("usage");
      try {
        act.run(folder);
      } finally {
        try (Stream<Path> all = Files.walk(folder)) {
          for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(Path file, byte[] bytes, int from, int to) {
    try {
      Files.write(
          file,
          Arrays.copyOfRange(bytes, from, to),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void truncate(Path file, long size) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long sizeOf(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

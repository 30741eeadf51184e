package keyconsole.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import keyconsole.domain.Traffic;
import keyconsole.domain.Value;
import keyconsole.store.LogFolder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// The index agrees with a plain reading of the same lines, however they arrive.
class UsageIndexPropertyTest {

  @Provide
  Arbitrary<String> lines() {
    Arbitrary<String> times =
        Combinators.combine(
                Arbitraries.integers().between(1, 28),
                Arbitraries.integers().between(0, 23),
                Arbitraries.of("", ".000001", ".5", "Z", "+02:00"))
            .as("2026-02-%02dT%02d:00:00%s"::formatted);
    Arbitrary<String> keys = Arbitraries.of("k1", "k2", "k\\u0031", "東京");
    Arbitrary<String> endpoints = Arbitraries.of("/v1/chat", "", "/v1/\\\"x\\\"{", "/é");
    Arbitrary<String> record =
        Combinators.combine(
                times,
                keys,
                endpoints,
                Arbitraries.of(
                    "{\"timestamp\": \"%s\", \"key_id\": \"%s\", \"endpoint\": \"%s\","
                        + " \"client_ip\": \"::1\", \"tenant\": \"t\"}",
                    "{\"timestamp\":\"%s\",\"key_id\":\"%s\",\"endpoint\":\"%s\"}",
                    "{\"bytes\": 1, \"timestamp\": \"%s\", \"key_id\": \"%s\", \"x\": \"%s\"}"))
            .as((time, key, endpoint, form) -> form.formatted(time, key, endpoint));
    Arbitrary<String> bad = Arbitraries.of("not json", "[1]", "{\"key_id\": \"k1\"}", "", "  ");
    Arbitrary<String> content =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(8, record),
            net.jqwik.api.Tuple.of(1, bad),
            net.jqwik.api.Tuple.of(1, record.list().ofSize(2).map(two -> String.join("", two))));
    return Combinators.combine(content, Arbitraries.of("\n", "\r\n"))
        .as(String::concat)
        .list()
        .ofMaxSize(30)
        .map(all -> String.join("", all));
  }

  @Property(tries = 200)
  void countsAreThoseOfAPlainReading(
      @ForAll("lines") String text, @ForAll List<Integer> cuts, @ForAll boolean lastEnd)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Path folder = Files.createTempDirectory("usage");
    Path file = folder.resolve("usage_2026-02-01.jsonl");
    try {
      UsageIndex index = UsageIndex.open(folder);
      int from = 0;
      for (int cut : cuts.stream().map(c -> Math.floorMod(c, bytes.length + 1)).sorted().toList()) {
        append(file, bytes, from, cut);
        from = Math.max(from, cut);
        index.refresh();
      }
      append(file, bytes, from, lastEnd ? bytes.length : Math.max(from, bytes.length - 1));
      index.refresh();

      Map<String, Long> byKey = new TreeMap<>();
      Map<LocalDate, Long> byDay = new TreeMap<>();
      List<LogFolder.LogProblem> problems =
          new LogFolder(folder, "usage")
              .forEach(
                  record -> {
                    byKey.merge(textOf(record.fields(), "key_id"), 1L, Long::sum);
                    byDay.merge(
                        LocalDate.ofInstant(
                            keyconsole.store.Timestamps.parse(textOf(record.fields(), "timestamp"))
                                .orElseThrow(),
                            java.time.ZoneOffset.UTC),
                        1L,
                        Long::sum);
                  });
      UsageIndex.Totals totals =
          index.totals(Optional.empty(), LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31));
      assertEquals(byKey, new TreeMap<>(totals.byKey()));
      assertEquals(byDay, new TreeMap<>(totals.byDay()));
      byKey.keySet().forEach(key -> assertTrafficIsWhatIsCounted(index, key));
      assertEquals(
          problems.stream().map(LogFolder.LogProblem::line).toList(),
          index.problems().stream().map(LogFolder.LogProblem::line).toList());
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
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

  private static String textOf(Value.Fields fields, String name) {
    return ((Value.Text) fields.get(name).orElseThrow()).text();
  }

  private static void append(Path file, byte[] bytes, int from, int to) throws IOException {
    if (to > from) {
      Files.write(
          file,
          java.util.Arrays.copyOfRange(bytes, from, to),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }
}

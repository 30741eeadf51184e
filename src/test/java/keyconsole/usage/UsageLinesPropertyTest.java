package keyconsole.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import keyconsole.domain.FileProblem;
import keyconsole.domain.Message;
import keyconsole.domain.UsageFilter.WeekHour;
import keyconsole.domain.UsageLine;
import keyconsole.domain.UsageLinesExtent;
import keyconsole.domain.UsageLinesQuestion;
import keyconsole.domain.Value;
import keyconsole.store.LineRecords;
import keyconsole.store.Timestamps;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// The line at every position is that of a plain reading of the same files, however they came to
/// be.
class UsageLinesPropertyTest {

  private static final ZoneId HALF_HOUR = ZoneId.of("Asia/Kolkata");

  @Provide
  Arbitrary<String> contents() {
    Arbitrary<String> times =
        Combinators.combine(
                Arbitraries.integers().between(1, 4),
                Arbitraries.integers().between(0, 23),
                Arbitraries.of("", ".000001", ".500000", ".5", "Z", "+02:00"))
            .as("2026-02-%02dT%02d:40:00%s"::formatted);
    Arbitrary<String> keys = Arbitraries.of("k1", "k2", "k\\u0031", "東京", "k3\u007f");
    Arbitrary<String> endpoints = Arbitraries.of("/v1/chat", "", "/v1/\\\"x\\\"{", "/é");
    Arbitrary<String> record =
        Combinators.combine(
                times,
                keys,
                endpoints,
                Arbitraries.of(
                    "{\"timestamp\": \"%s\", \"key_id\": \"%s\", \"endpoint\": \"%s\","
                        + " \"client_ip\": \"::1\", \"tenant\": \"t\"}",
                    "{\"timestamp\": \"%s\", \"key_id\": \"%s\", \"endpoint\": \"%s\","
                        + " \"client_ip\": \"10.0.0.1\", \"tenant\": \"t\"}",
                    "{\"timestamp\":\"%s\",\"key_id\":\"%s\",\"endpoint\":\"%s\"}",
                    "{\"bytes\": 1, \"timestamp\": \"%s\", \"key_id\": \"%s\", \"x\": \"%s\"}"))
            .as((time, key, endpoint, form) -> form.formatted(time, key, endpoint));
    Arbitrary<String> bad =
        Arbitraries.of(
            "not json",
            "[1]",
            "{\"key_id\": \"k1\"}",
            "",
            "  \t",
            "{\"timestamp\": \"2026-02-31T10:00:00\", \"key_id\": \"k1\", \"endpoint\": \"\","
                + " \"client_ip\": \"::1\", \"tenant\": \"t\"}",
            "{\"timestamp\": \"2026-02-02T10:00:00\", \"key_id\": \"k1\", \"endpoint\":"
                + " \"/v1/control-\u0001-character\", \"client_ip\": \"::1\", \"tenant\": \"t\"}",
            "{\"timestamp\": \"2026-02-02T1{\"timestamp\": \"2026-02-02T10:00:00\","
                + " \"key_id\": \"k1\"}");
    Arbitrary<String> content =
        Arbitraries.frequencyOf(
            Tuple.of(8, record),
            Tuple.of(1, bad),
            Tuple.of(1, record.list().ofSize(2).map(two -> String.join("", two))));
    return Combinators.combine(content, Arbitraries.of("\n", "\r\n"))
        .as(String::concat)
        .list()
        .ofMaxSize(40)
        .map(all -> String.join("", all));
  }

  @Provide
  Arbitrary<UsageLinesQuestion> questions() {
    Arbitrary<Instant> from =
        Arbitraries.of(
            Instant.MIN,
            Instant.parse("2026-02-01T12:40:00Z"),
            Instant.parse("2026-02-02T00:00:00Z"));
    Arbitrary<Instant> to =
        Arbitraries.of(
            Instant.MAX,
            Instant.parse("2026-02-03T00:00:00Z"),
            Instant.parse("2026-02-02T20:40:00Z"));
    Arbitrary<Set<String>> keys =
        Arbitraries.of(Set.of(), Set.of(), Set.of("k1"), Set.of("東京", "k2", "none"));
    Arbitrary<Set<String>> endpoints =
        Arbitraries.of(Set.of(), Set.of(), Set.of("", "/é"), Set.of("/v1/chat"));
    Arbitrary<Set<String>> ips = Arbitraries.of(Set.of(), Set.of(), Set.of("10.0.0.1"));
    Set<WeekHour> evening =
        IntStream.range(9, 24)
            .mapToObj(hour -> new WeekHour(DayOfWeek.MONDAY, hour))
            .collect(Collectors.toSet());
    Arbitrary<Set<WeekHour>> hours = Arbitraries.of(Set.of(), Set.of(), evening);
    return Combinators.combine(
            from, to, Arbitraries.of(ZoneOffset.UTC, HALF_HOUR), keys, endpoints, ips, hours)
        .as(UsageLinesQuestion::new);
  }

  @Property(tries = 300)
  void everyPositionHoldsTheLineOfAPlainReading(
      @ForAll("contents") String first,
      @ForAll("contents") String second,
      @ForAll("questions") UsageLinesQuestion question,
      @ForAll List<Integer> cuts,
      @ForAll boolean replaced)
      throws IOException {
    Path folder = Files.createTempDirectory("lines");
    Path one = folder.resolve("usage_2026-02-01.jsonl");
    Path other = folder.resolve("usage_2026-02-02.jsonl");
    try {
      Files.writeString(folder.resolve("usage_2026-13-45.jsonl"), first);
      UsageLines lines = UsageLines.open(folder, question);
      byte[] bytes = second.getBytes(StandardCharsets.UTF_8);
      Files.writeString(one, first);
      int from = 0;
      for (int cut : cuts.stream().map(c -> Math.floorMod(c, bytes.length + 1)).sorted().toList()) {
        append(other, bytes, from, cut);
        from = Math.max(from, cut);
        assertSame(folder, question, lines);
      }
      append(other, bytes, from, bytes.length);
      if (replaced) {
        Files.writeString(one, second);
      }
      assertSame(folder, question, lines);
    } finally {
      for (Path file : List.of(one, other, folder.resolve("usage_2026-13-45.jsonl"))) {
        Files.deleteIfExists(file);
      }
      Files.delete(folder);
    }
  }

  private static void append(Path file, byte[] bytes, int from, int to) throws IOException {
    if (to > from) {
      Files.write(
          file,
          Arrays.copyOfRange(bytes, from, to),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  private static void assertSame(Path folder, UsageLinesQuestion question, UsageLines lines)
      throws IOException {
    List<UsageLine> plain = plain(folder, question);
    UsageLinesExtent extent = lines.refresh(_ -> {});
    assertEquals(plain.size(), extent.size());
    for (int i = 0; i < plain.size(); i++) {
      UsageLinesExtent.Place place = extent.place(i);
      assertEquals(i, extent.position(place));
      assertEquals(plain.get(i), lines.read(place, 1).getFirst());
    }
    assertEquals(
        plain,
        extent.parts().stream()
            .flatMap(
                part ->
                    lines
                        .read(new UsageLinesExtent.Place(part.file(), 0), Integer.MAX_VALUE)
                        .stream())
            .toList());
  }

  private static List<UsageLine> plain(Path folder, UsageLinesQuestion question)
      throws IOException {
    TreeMap<String, LocalDate> files = new TreeMap<>();
    files.put("usage_2026-02-01.jsonl", LocalDate.of(2026, 2, 1));
    files.put("usage_2026-02-02.jsonl", LocalDate.of(2026, 2, 2));
    List<UsageLine> all = new ArrayList<>();
    for (var file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (!Files.exists(path)) {
        continue;
      }
      byte[] bytes = Files.readAllBytes(path);
      int from = 0;
      int number = 1;
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == '\n') {
          byte[] line = Arrays.copyOfRange(bytes, from, i);
          plain(line, true, file.getKey(), number, file.getValue(), question).ifPresent(all::add);
          from = i + 1;
          number++;
        }
      }
      byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
      plain(rest, false, file.getKey(), number, file.getValue(), question).ifPresent(all::add);
    }
    return all;
  }

  /// @param ended whether the end of the line is there; else it is shown by the records that count
  ///   already, and the rest of it is no problem yet
  private static Optional<UsageLine> plain(
      byte[] bytes,
      boolean ended,
      String file,
      int number,
      LocalDate day,
      UsageLinesQuestion question) {
    List<UsageLine.Request> requests = new ArrayList<>();
    Optional<Message> reason =
        LineRecords.read(
                bytes,
                0,
                bytes.length,
                ended,
                fields -> {
                  Optional<Instant> moment = textOf(fields, "timestamp").flatMap(Timestamps::parse);
                  if (moment.isEmpty()) {
                    return Optional.of(Message.of(FileProblem.LINE_NO_TIME));
                  }
                  Optional<String> key = textOf(fields, "key_id");
                  if (key.isEmpty()) {
                    return Optional.of(Message.of(FileProblem.LINE_NO_KEY));
                  }
                  requests.add(
                      new UsageLine.Request(
                          moment.get(),
                          key.get(),
                          textOf(fields, "endpoint").orElse(""),
                          textOf(fields, "client_ip").orElse("")));
                  return Optional.empty();
                })
            .reason()
            .filter(_ -> ended);
    Optional<UsageLine.Request> first =
        requests.stream().filter(request -> isAsked(request, question)).findFirst();
    Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    boolean unreadableShown =
        !question.isFiltered()
            && start.isBefore(question.to())
            && start.plusSeconds(86_400).isAfter(question.from());
    return first.isPresent() || (reason.isPresent() && unreadableShown)
        ? Optional.of(
            new UsageLine(
                file,
                number,
                first,
                requests.size(),
                reason,
                new String(bytes, StandardCharsets.UTF_8).replaceFirst("\r$", ""),
                bytes.length))
        : Optional.empty();
  }

  private static Optional<String> textOf(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.NOTHING) instanceof Value.Text(String text)
        ? Optional.of(text)
        : Optional.empty();
  }

  private static boolean isAsked(UsageLine.Request request, UsageLinesQuestion question) {
    ZonedDateTime time = request.moment().atZone(question.zone());
    return !request.moment().isBefore(question.from())
        && request.moment().isBefore(question.to())
        && passes(question.keys(), request.keyId())
        && passes(question.endpoints(), request.endpoint())
        && passes(question.ips(), request.clientIp())
        && passes(question.hours(), new WeekHour(time.getDayOfWeek(), time.getHour()));
  }

  private static <T> boolean passes(Set<T> set, T value) {
    return set.isEmpty() || set.contains(value);
  }
}

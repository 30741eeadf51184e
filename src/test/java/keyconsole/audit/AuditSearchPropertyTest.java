package keyconsole.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.Value;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// What the index and the search say is what a plain reading of the same files says, however they
/// came to be.
class AuditSearchPropertyTest {

  @Provide
  Arbitrary<String> contents() {
    Arbitrary<String> times =
        Combinators.combine(
                Arbitraries.integers().between(1, 3),
                Arbitraries.integers().between(0, 23),
                Arbitraries.of("", ".000001", ".5", "Z", "+02:00"))
            .as("2026-02-%02dT%02d:40:00%s"::formatted);
    Arbitrary<String> texts =
        Arbitraries.oneOf(
            Arbitraries.of(
                "alpha",
                "ALPHA",
                "\\u0061lpha",
                "caf\\u00e9",
                "café",
                "CAFÉ",
                "Stra\\u00dfe",
                "say \\\"alpha\\\"",
                "\u212Aelvin",
                "東京",
                "",
                "x".repeat(30) + "alpha"),
            words().map(AuditSearchPropertyTest::written));
    Arbitrary<String> record =
        Combinators.combine(
                times,
                Arbitraries.of(
                    "api_key_created",
                    "policy_changed",
                    "API_KEY_CREATED",
                    "\\u0061lpha",
                    "\\ud800",
                    "",
                    "alpha".repeat(40)),
                texts,
                Arbitraries.of(
                    "{\"timestamp\": \"%1$s\", \"action\": \"%2$s\", \"user_id\": \"dana\","
                        + " \"details\": {\"key_id\": \"k1\", \"name\": \"%3$s\"}}",
                    "{\"details\":{\"deep\":[1,{\"name\":[\"%3$s\",true]}]},\"action\":\"%2$s\","
                        + "\"timestamp\":\"%1$s\"}",
                    "{\"action\": \"%2$s\", \"user_id\": 7, \"details\": \"%3$s\"}",
                    "{\"action\": \"%2$s\", \"details\": [{\"key_id\": \"k1\", \"name\": \"%3$s\"},"
                        + " [{\"key_id\": \"%3$s\", \"deep\": {\"name\": 7}}], \"alpha\"]}",
                    "{\"timestamp\": \"%1$s\", \"user_id\": \"%3$s\", \"user_id\": \"%2$s\","
                        + " \"action\": [\"policy_changed\"]}",
                    "{\"timestamp\": \"alpha\", \"alpha\": \"%3$s\"}",
                    "{\"timestamp\": \"%1$s\", \"action\": \"%2$s\", \"details\": {\"name\": \"%3$s\","
                        + " \"x\": {\"na\\u006de\": \"alpha\"}, \"name\": \"k1\"}}",
                    "{\"action\": \"%2$s\", \"timestamp\": \"%1$s\", \"details\": {\"a.b\": -7,"
                        + " \"né\": [7, null, true, [\"%3$s\"]], \"key_id\": [\"alpha\"], \"name\": 1e3}}"))
            .as((time, action, text, form) -> form.formatted(time, action, text));
    Arbitrary<String> bad =
        Arbitraries.of(
            "garbage alpha", "[\"alpha\"]", "", "  \t", "{\"timestamp\": \"al", "café \\");
    Arbitrary<String> content =
        Arbitraries.frequencyOf(
            Tuple.of(8, record),
            Tuple.of(2, bad),
            Tuple.of(1, record.list().ofSize(2).map(two -> String.join("", two))));
    return Combinators.combine(content, Arbitraries.of("\n", "\r\n"))
        .as(String::concat)
        .list()
        .ofMaxSize(30)
        .map(all -> String.join("", all));
  }

  /// Texts with few letters, so that they often hold each other in one form or another.
  private static Arbitrary<List<Written>> words() {
    Arbitrary<String> letters =
        Arbitraries.of(
            "a",
            "a",
            "e",
            "E",
            "i",
            "I",
            "k",
            "s",
            "S",
            "f",
            "é",
            "É",
            "e\u0301",
            "\u0130",
            "\u0131",
            "ß",
            "\u1e9e",
            "\u017f",
            "\u212a",
            "\ufb01",
            "東",
            "\ud83d\ude00",
            "\"",
            "\\",
            "/",
            "\n",
            "\u007f",
            ".",
            ":");
    return Combinators.combine(letters, Arbitraries.integers().between(0, 3))
        .as(Written::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  /// A letter and how it is written.
  private record Written(String letter, int how) {
    String inJson() {
      boolean mustEscape = letter.length() == 1 && "\"\\\n".contains(letter);
      if (how == 0 && !mustEscape) {
        return letter;
      }
      if (how == 1 && letter.length() == 1 && "\"\\/\n".contains(letter)) {
        return "\\" + letter.replace('\n', 'n');
      }
      String form = how == 2 ? "\\u%04X" : "\\u%04x";
      return letter.chars().mapToObj(unit -> form.formatted(unit)).collect(Collectors.joining());
    }
  }

  private static String written(List<Written> word) {
    return word.stream().map(Written::inJson).collect(Collectors.joining());
  }

  private static String asIs(List<Written> word) {
    return word.stream().map(Written::letter).collect(Collectors.joining());
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @Provide
  Arbitrary<String> queries() {
    Arbitrary<String> word =
        Combinators.combine(
                Arbitraries.of("", "", "detail.name:", "key:", "actor:"),
                words().map(each -> quoted(asIs(each))))
            .as(String::concat);
    Arbitrary<String> part =
        words()
            .map(each -> asIs(each).replaceAll("[\"\\n,]", "a"))
            .map(each -> "detail.name:zz," + each);
    Arbitrary<String> term = Arbitraries.oneOf(terms(), word, word, part);
    return Combinators.combine(term, Arbitraries.of("", "", "-", "not "))
        .as((t, n) -> n + t)
        .list()
        .ofMaxSize(3)
        .map(all -> String.join(" ", all));
  }

  private static Arbitrary<String> terms() {
    return Arbitraries.of(
        "alpha",
        "ALPHA",
        "café",
        "strasse",
        "kelvin",
        "\"say \\\"alpha\"",
        "\\",
        "xalpha",
        "action:alpha",
        "action:policy,created",
        "action:\"api_key_created\"",
        "action:\"\"",
        "action:alpha,\ud800",
        "actor:dan",
        "actor:alpha,\"dana\"",
        "key:k1",
        "key:alpha",
        "key:\"k1\"",
        "key:\"alpha\",\"k2\"",
        "detail.name:alpha",
        "detail.key_id:alpha,k1",
        "detail.name:7,true",
        "detail.deep.name:true,café",
        "from:2026-02-02",
        "to:2026-02-02T10:40",
        "user_id",
        "details",
        "dana",
        "created",
        "detail.name:\"\"",
        "key:\"\"",
        "detail.n\u00e9:7",
        "detail.a.b:7",
        "u00e9",
        "\\u00e9");
  }

  @Property(tries = 300)
  void searchFindsWhatJudgingEachRecordFinds(
      @ForAll("contents") String first,
      @ForAll("contents") String second,
      @ForAll("queries") String text,
      @ForAll boolean kept)
      throws IOException {
    Path folder = Files.createTempDirectory("audit");
    Path cache = Files.createTempDirectory("cache");
    try {
      Files.writeString(folder.resolve("audit_2026-02-01.jsonl"), first);
      byte[] bytes = (second + "torn").getBytes(StandardCharsets.UTF_8);
      if (bytes.length > 40) {
        bytes[bytes.length / 2] = (byte) 0xff;
      }
      Files.write(folder.resolve("audit_2026-02-02.jsonl"), bytes);
      AuditView made = AuditIndex.open(folder, Optional.of(cache)).refresh();
      AuditView view = kept ? AuditIndex.open(folder, Optional.of(cache)).refresh() : made;
      List<AuditRecord> all = view.records(0, view.size());
      assertEquals(plain(folder), described(all));
      AuditQuery query = understood(text);
      List<List<Integer>> told = new ArrayList<>();
      AuditFound found =
          AuditSearch.search(view, query, () -> false, sofar -> told.add(positions(sofar)));
      assertIsWhatEachRecordSays(view, query, found);
      told.forEach(part -> assertEquals(positions(found).subList(0, part.size()), part));
    } finally {
      delete(folder);
      delete(cache);
    }
  }

  /// Judges each record as it reads.
  private static void assertIsWhatEachRecordSays(
      AuditView view, AuditQuery query, AuditFound found) {
    List<AuditRecord> all = view.records(0, view.size());
    List<Integer> positions =
        IntStream.range(0, all.size())
            .filter(i -> query.matches(all.get(i), view.sortMoment(i)))
            .boxed()
            .toList();
    List<AuditRecord> records = positions.stream().map(all::get).toList();
    assertTrue(found.isWhole());
    assertEquals(positions, positions(found));
    IntStream.range(0, found.size())
        .forEach(number -> assertEquals(number, found.numberOf(found.place(number))));
    assertEquals(count(records, AuditRecord::action), found.actions());
    assertEquals(count(records, AuditRecord::actor), found.actors());
    List<Instant> bounds =
        Stream.of("2026-02-01T09:00:00Z", "2026-02-02T08:40:00Z", "2026-02-03T08:40:00Z")
            .map(Instant::parse)
            .toList();
    List<Integer> spans =
        IntStream.range(0, 2)
            .map(i -> countIn(records, bounds.get(i), bounds.get(i + 1)))
            .boxed()
            .toList();
    assertEquals(spans, IntStream.of(found.counts(bounds)).boxed().toList());
  }

  private static Map<String, Integer> count(
      List<AuditRecord> records, Function<AuditRecord, String> text) {
    return records.stream()
        .filter(record -> record.fields().isPresent())
        .collect(Collectors.toMap(text, _ -> 1, Integer::sum));
  }

  private static int countIn(List<AuditRecord> records, Instant from, Instant to) {
    return (int)
        records.stream()
            .flatMap(record -> record.moment().stream())
            .filter(at -> !at.isBefore(from) && at.isBefore(to))
            .count();
  }

  /// What happens to a log between two looks at it.
  private enum Happening {
    APPEND,
    APPEND_TO_THE_DAY_BEFORE,
    FILE_OF_A_DAY_BEFORE,
    EDIT_AND_APPEND,
    WRITE_ANEW,
    DELETE
  }

  @Property(tries = 300)
  void searchThatGoesOnFindsWhatOneAnewFinds(
      @ForAll("contents") String first,
      @ForAll("contents") String second,
      @ForAll("contents") String more,
      @ForAll("queries") String text,
      @ForAll List<@From("happenings") Happening> happenings)
      throws IOException {
    Path folder = Files.createTempDirectory("audit");
    try {
      Files.writeString(folder.resolve("audit_2026-02-02.jsonl"), first);
      Files.writeString(folder.resolve("audit_2026-02-03.jsonl"), second);
      AuditIndex index = AuditIndex.open(folder, Optional.empty());
      AuditQuery query = understood(text);
      AuditFound found = AuditSearch.search(index.refresh(), query, () -> false, _ -> {});
      for (Happening happening : happenings) {
        happen(happening, folder, more);
        AuditView view = index.refresh();
        List<List<Integer>> told = new ArrayList<>();
        found =
            AuditSearch.searchOn(
                found, view, query, () -> false, sofar -> told.add(positions(sofar)));
        assertIsWhatEachRecordSays(view, query, found);
        List<Integer> positions = positions(found);
        told.forEach(part -> assertEquals(positions.subList(0, part.size()), part));
      }
    } finally {
      delete(folder);
    }
  }

  @Provide
  Arbitrary<Happening> happenings() {
    return Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.of(Happening.APPEND)),
        Tuple.of(3, Arbitraries.of(Happening.class)));
  }

  private static void happen(Happening happening, Path folder, String text) throws IOException {
    Path last = folder.resolve("audit_2026-02-03.jsonl");
    switch (happening) {
      case APPEND -> append(last, text);
      case APPEND_TO_THE_DAY_BEFORE -> append(folder.resolve("audit_2026-02-02.jsonl"), text);
      case FILE_OF_A_DAY_BEFORE -> append(folder.resolve("audit_2026-02-01.jsonl"), text);
      case EDIT_AND_APPEND -> {
        if (Files.exists(last)) {
          Files.writeString(last, Files.readString(last).replaceFirst("created", "deleted"));
        }
        append(last, text + "{}\n");
      }
      case WRITE_ANEW -> {
        Files.deleteIfExists(last);
        append(last, text);
      }
      case DELETE -> Files.deleteIfExists(last);
    }
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Property(tries = 100)
  void indexThatGrewAndOneThatWasKeptAreAsOneMadeAnew(
      @ForAll("contents") String first, @ForAll("contents") String more, @ForAll boolean anew)
      throws IOException {
    Path folder = Files.createTempDirectory("audit");
    Path cache = Files.createTempDirectory("cache");
    try {
      Path file = folder.resolve("audit_2026-02-01.jsonl");
      byte[] bytes = (first + more).getBytes(StandardCharsets.UTF_8);
      int cut = bytes.length / 2;
      Files.write(file, Arrays.copyOf(bytes, cut));
      AuditIndex index = AuditIndex.open(folder, Optional.of(cache));
      index.refresh();
      if (anew) {
        Files.writeString(file, "");
        index.refresh();
        Files.write(file, bytes);
      } else {
        Files.write(file, Arrays.copyOfRange(bytes, cut, bytes.length), StandardOpenOption.APPEND);
      }
      List<String> expected = plain(folder);
      AuditView grown = index.refresh();
      assertEquals(expected, described(grown.records(0, grown.size())));
      AuditView kept = AuditIndex.open(folder, Optional.of(cache)).refresh();
      assertEquals(grown.records(0, grown.size()), kept.records(0, kept.size()));
    } finally {
      delete(folder);
      delete(cache);
    }
  }

  private static List<Integer> positions(AuditFound found) {
    return IntStream.range(0, found.size()).map(found::position).boxed().toList();
  }

  private static AuditQuery understood(String text) {
    return ((AuditQuery.Understood) AuditQuery.parse(text, ZoneOffset.UTC)).query();
  }

  private static List<String> described(List<AuditRecord> records) {
    return records.stream()
        .map(
            r ->
                r.fileName()
                    + ":"
                    + r.line()
                    + " "
                    + r.fields()
                    + " "
                    + r.moment()
                    + r.outOfOrder())
        .toList();
  }

  private static final class Plain {
    private final long order;
    private final String told;
    private final boolean hasTime;
    private boolean odd;

    Plain(long order, String told, boolean hasTime, boolean odd) {
      this.order = order;
      this.told = told;
      this.hasTime = hasTime;
      this.odd = odd;
    }

    long order() {
      return order;
    }

    String told() {
      return told + odd;
    }
  }

  /// Reads the files as one would without an index.
  private static List<String> plain(Path folder) throws IOException {
    List<Plain> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder).sorted()) {
      for (Path file : files.toList()) {
        plain(file, all);
      }
    }
    all.sort(Comparator.comparingLong(Plain::order));
    return all.stream().map(Plain::told).toList();
  }

  private static void plain(Path file, List<Plain> all) throws IOException {
    String name = file.getFileName().toString();
    String day = name.substring(6, 16);
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    long last = Instant.parse(day + "T00:00:00Z").getEpochSecond() * 1_000_000;
    Optional<Instant> before = Optional.empty();
    int number = 0;
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("(?<=\n)")) {
      number++;
      byte[] bytes = line.replace("\n", "").getBytes(StandardCharsets.ISO_8859_1);
      ParsedLine parsed = ParsedLine.of(bytes, 0, bytes.length);
      List<Optional<Value.Fields>> records = new ArrayList<>();
      parsed.records().forEach(fields -> records.add(Optional.of(fields)));
      parsed.problem().ifPresent(_ -> records.add(Optional.empty()));
      for (Optional<Value.Fields> record : records) {
        Optional<Instant> moment = record.flatMap(ParsedLine::moment);
        boolean stepsBack =
            moment.isPresent() && before.isPresent() && moment.get().isBefore(before.get());
        if (stepsBack) {
          all.stream().filter(each -> each.hasTime).toList().getLast().odd = true;
        }
        boolean odd = stepsBack || (moment.isPresent() && !moment.get().toString().startsWith(day));
        before = moment.isPresent() ? moment : before;
        last = moment.map(AuditRows::micros).orElse(last);
        String told = name + ":" + number + " " + record + " " + moment;
        all.add(new Plain(last, told, moment.isPresent(), odd));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}

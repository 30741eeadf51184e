package keyconsole.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import keyconsole.domain.UsageFilter;
import keyconsole.domain.UsageFilter.WeekHour;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageReport;
import keyconsole.store.Timestamps;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a query is answered, against the plain way: every line looked at by itself.
class UsageAnswerTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /// Three weeks in which Berlin, New York and Lord Howe change their clocks.
  private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);

  private static final LocalDate LAST = LocalDate.of(2026, 11, 6);

  private record Line(Instant moment, String key, String endpoint, String ip) {
    String owner() {
      return key.equals("k1") ? "dana" : key.equals("k2") ? "" : "olu";
    }

    String text() {
      return "{\"timestamp\": \"%s\", \"key_id\": \"%s\", \"endpoint\": \"%s\", \"client_ip\": \"%s\", \"tenant\": \"t\"}\n"
          .formatted(Timestamps.format(moment), key, endpoint, ip);
    }
  }

  private static String ownerOf(String key) {
    return new Line(Instant.EPOCH, key, "", "").owner();
  }

  @Provide
  Arbitrary<List<Line>> lines() {
    Arbitrary<Instant> moments =
        Arbitraries.longs()
            .between(
                FIRST.minusDays(8).atStartOfDay(ZoneOffset.UTC).toEpochSecond(),
                LAST.plusDays(2).atStartOfDay(ZoneOffset.UTC).toEpochSecond())
            .map(second -> Instant.ofEpochSecond(second, 1_000));
    return Combinators.combine(
            moments,
            Arbitraries.of("k1", "k2", "k3"),
            Arbitraries.of("/v1/chat", "/v1/images", ""),
            Arbitraries.of("10.0.0.1", "010.0.0.1", "2001:db8::1", ""))
        .as(Line::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(200);
  }

  @Provide
  Arbitrary<UsageQuery> queries() {
    Arbitrary<ZoneId> zones =
        Arbitraries.of(
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                "Asia/Kolkata",
                "Asia/Kathmandu",
                "Australia/Lord_Howe",
                "Pacific/Kiritimati")
            .map(ZoneId::of);
    Arbitrary<UsageFilter> filters =
        Combinators.combine(
                Arbitraries.of("k1", "k3").set().ofMaxSize(2),
                Arbitraries.of("dana", "olu", "").set().ofMaxSize(2),
                Arbitraries.of("/v1/chat", "").set().ofMaxSize(1),
                Arbitraries.of("10.0.0.1", "2001:db8::1", "").set().ofMaxSize(2),
                Arbitraries.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY)
                    .flatMap(
                        day ->
                            Arbitraries.integers()
                                .between(0, 23)
                                .map(hour -> new WeekHour(day, hour)))
                    .set()
                    .ofMaxSize(8))
            .as(UsageFilter::new);
    return Combinators.combine(
            Arbitraries.integers().between(0, 30),
            Arbitraries.integers().between(0, 10),
            Arbitraries.integers().between(0, 23),
            zones,
            Arbitraries.of(UsageQuery.Step.values()),
            Arbitraries.of(UsageQuery.Bands.values()),
            Arbitraries.integers().between(0, 1),
            filters)
        .as(
            (start, days, hour, zone, step, bands, weeks, filter) -> {
              LocalDateTime from = FIRST.plusDays(start).atTime(hour, 0);
              return new UsageQuery(
                  from.atZone(zone).toInstant(),
                  from.plusDays(days).atZone(zone).toInstant(),
                  zone,
                  step,
                  bands,
                  weeks,
                  filter);
            });
  }

  @Property(tries = 300)
  void isWhatTheLinesSayOneByOne(
      @ForAll("lines") List<Line> lines, @ForAll("queries") UsageQuery query) throws IOException {
    inFolder(
        lines,
        index -> {
          UsageAnswer answer = index.answer(query, UsageAnswerTest::ownerOf);
          Predicate<Line> in = at(query.from(), query.to());
          assertSums(lines, query, in, answer);
          assertSeries(lines, query, in, answer);
          assertFacets(lines, query, in, answer);
        });
  }

  private static void assertSums(
      List<Line> lines, UsageQuery query, Predicate<Line> in, UsageAnswer answer) {
    UsageFilter filter = query.filter();
    Predicate<Line> all = in.and(passes(filter, query.zone()));
    assertEquals(counts(lines, all, Line::key), sorted(answer.perKey()));
    assertEquals(
        lines.stream().filter(all).count(),
        answer.total().stream().mapToLong(Long::longValue).sum());
    Map<String, Long> week =
        counts(
            lines,
            in.and(passes(filter.withHours(Set.of()), query.zone())),
            line -> String.valueOf(weekHour(line, query.zone())));
    for (int hour = 0; hour < 168; hour++) {
      assertEquals(week.getOrDefault(String.valueOf(hour), 0L), answer.week().get(hour));
    }
    answer.before().ifPresent(before -> assertBefore(lines, query, before, answer.steps()));
  }

  @Test
  void hoursOfTheWeekThatNothingIsKnownOfDoNotCountInAWeekOfWhichSomethingIs() throws IOException {
    LocalDate monday = LocalDate.of(2026, 10, 5);
    Instant moment = monday.atTime(9, 30).toInstant(ZoneOffset.UTC);
    inFolder(
        List.of(new Line(moment, "k1", "", "")),
        index -> {
          UsageQuery weeks = UsageQuery.between(monday, monday.plusDays(20));
          UsageAnswer answer = index.answer(weeks.with(UsageQuery.Step.WEEK), key -> key);
          assertEquals(List.of(true, false, false), known(answer));
          assertEquals(24, answer.weekHours().stream().mapToLong(Long::longValue).sum());
          assertEquals(1, answer.weekHours().get(9));
          assertEquals(0, answer.weekHours().get(24 + 9));
        });
  }

  private static List<Boolean> known(UsageAnswer answer) {
    return answer.steps().stream().map(UsageReport.Step::known).toList();
  }

  /// Every request of the period before counts once, at the point that its own time of day falls
  /// into so many weeks later.
  private static void assertBefore(
      List<Line> lines, UsageQuery query, UsageAnswer.Before before, List<UsageReport.Step> steps) {
    Predicate<Line> all = at(before.from(), before.to()).and(passes(query.filter(), query.zone()));
    assertEquals(counts(lines, all, Line::key), sorted(before.perKey()));
    long[] expected = new long[steps.size()];
    for (Line line : lines.stream().filter(all).toList()) {
      Instant later = line.moment().atZone(query.zone()).plusWeeks(query.weeksBefore()).toInstant();
      int at = 0;
      while (at + 1 < expected.length && !steps.get(at + 1).start().isAfter(later)) {
        at++;
      }
      expected[at]++;
    }
    assertEquals(Arrays.stream(expected).boxed().toList(), before.total());
  }

  private static void assertSeries(
      List<Line> lines, UsageQuery query, Predicate<Line> in, UsageAnswer answer) {
    List<Instant> starts = answer.steps().stream().map(UsageReport.Step::start).toList();
    Predicate<Line> all = in.and(passes(query.filter(), query.zone()));
    for (int i = 0; i < starts.size(); i++) {
      Instant end = i + 1 < starts.size() ? starts.get(i + 1) : query.to();
      Predicate<Line> step = all.and(at(starts.get(i), end));
      assertEquals(lines.stream().filter(step).count(), answer.total().get(i));
      for (UsageReport.Band band : answer.bands()) {
        Predicate<Line> own = line -> bandOf(line, query.bands()).equals(band.value());
        assertEquals(lines.stream().filter(step.and(own)).count(), band.counts().get(i));
      }
      assertBegins(starts.get(i), i, query);
    }
    assertEquals(Optional.empty(), answer.other());
  }

  private static void assertBegins(Instant start, int at, UsageQuery query) {
    ZonedDateTime local = start.atZone(query.zone());
    if (at > 0 && query.step() != UsageQuery.Step.HOUR) {
      assertEquals(local.toLocalDate().atStartOfDay(query.zone()), local);
    }
    if (at > 0 && query.step() == UsageQuery.Step.WEEK) {
      assertEquals(DayOfWeek.MONDAY, local.getDayOfWeek());
    }
  }

  private static void assertFacets(
      List<Line> lines, UsageQuery query, Predicate<Line> in, UsageAnswer answer) {
    UsageFilter filter = query.filter();
    ZoneId zone = query.zone();
    assertEquals(
        counts(
            lines, in.and(passes(filter.withKeys(Set.of()).withOwners(Set.of()), zone)), Line::key),
        sorted(answer.keys()));
    assertEquals(
        counts(lines, in.and(passes(filter.withEndpoints(Set.of()), zone)), Line::endpoint),
        sorted(answer.endpoints()));
    assertEquals(
        counts(lines, in.and(passes(filter.withIps(Set.of()), zone)), Line::ip),
        answer.ips().stream()
            .collect(
                Collectors.toMap(
                    UsageReport.Count::value,
                    UsageReport.Count::requests,
                    Long::sum,
                    TreeMap::new)));
    assertEquals(0, answer.ipError());
  }

  private static String bandOf(Line line, UsageQuery.Bands bands) {
    return switch (bands) {
      case KEY -> line.key();
      case OWNER -> line.owner();
      case ENDPOINT -> line.endpoint();
    };
  }

  private static Predicate<Line> at(Instant from, Instant to) {
    return line -> !line.moment().isBefore(from) && line.moment().isBefore(to);
  }

  private static Predicate<Line> passes(UsageFilter filter, ZoneId zone) {
    return line ->
        (filter.keys().isEmpty() || filter.keys().contains(line.key()))
            && (filter.owners().isEmpty() || filter.owners().contains(line.owner()))
            && (filter.endpoints().isEmpty() || filter.endpoints().contains(line.endpoint()))
            && (filter.ips().isEmpty() || filter.ips().contains(line.ip()))
            && (filter.hours().isEmpty()
                || filter.hours().stream()
                    .anyMatch(hour -> Slots.weekHour(hour) == weekHour(line, zone)));
  }

  private static int weekHour(Line line, ZoneId zone) {
    ZonedDateTime local = line.moment().atZone(zone);
    return (local.getDayOfWeek().getValue() - 1) * 24 + local.getHour();
  }

  private static Map<String, Long> counts(
      List<Line> lines, Predicate<Line> which, Function<Line, String> by) {
    return lines.stream()
        .filter(which)
        .collect(Collectors.groupingBy(by, TreeMap::new, Collectors.counting()));
  }

  private static Map<String, Long> sorted(Map<String, Long> counts) {
    return new TreeMap<>(counts);
  }

  private interface WithIndex {
    void look(UsageIndex index) throws IOException;
  }

  /// Looks at the counts twice, the second time as they were kept.
  private static void inFolder(List<Line> lines, WithIndex look) throws IOException {
    Path both = Files.createTempDirectory("usage");
    Path folder = Files.createDirectory(both.resolve("lines"));
    Optional<Path> cache = Optional.of(both.resolve("cache"));
    try {
      for (Line line : lines) {
        LocalDate day = LocalDate.ofInstant(line.moment(), ZoneOffset.UTC);
        Files.writeString(
            folder.resolve("usage_" + day + ".jsonl"),
            line.text(),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      }
      for (int i = 0; i < 2; i++) {
        UsageIndex index = UsageIndex.open(folder, cache);
        index.refresh();
        look.look(index);
      }
    } finally {
      try (Stream<Path> all = Files.walk(both)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  @Test
  void anHourThatComesTwiceIsTwoHours() throws IOException {
    // Berlin, 25 October 2026: 02:00 to 03:00 once in summer time and once more after it.
    Instant first = Instant.parse("2026-10-25T00:30:00.000001Z");
    List<Line> lines =
        List.of(
            new Line(first, "k1", "", ""),
            new Line(first.plusSeconds(3_600), "k1", "", ""),
            new Line(first.plusSeconds(3_700), "k1", "", ""));
    LocalDate day = LocalDate.of(2026, 10, 25);
    inFolder(
        lines,
        index -> {
          UsageQuery query = UsageQuery.ofDays(day, day, BERLIN).with(UsageQuery.Step.HOUR);
          UsageAnswer answer = index.answer(query, key -> key);
          assertEquals(25, answer.steps().size());
          assertEquals(1, answer.total().get(2));
          assertEquals(2, answer.total().get(3));
          assertEquals(3, answer.week().get(6 * 24 + 2));
          assertEquals(2, answer.weekHours().get(6 * 24 + 2));
          assertEquals(
              new UsageReport.Peak(Instant.parse("2026-10-25T01:00:00Z"), 2),
              answer.peak().orElseThrow());
        });
  }

  /// Berlin, Sunday 29 March 2026: clocks go from 02:00 to 03:00, so the day has 23 hours and the
  /// Sunday before has 24.
  @Test
  void aDayThatIsShorterIsComparedWithAllOfTheDayBefore() throws IOException {
    LocalDate day = LocalDate.of(2026, 3, 29);
    List<Line> lines =
        List.of(berlin("2026-03-22T02:30"), berlin("2026-03-22T10:30"), berlin("2026-03-22T23:30"));
    inFolder(
        lines,
        index -> {
          UsageAnswer.Before before = before(index, day);
          assertEquals(23, before.total().size());
          // 02:30 is 03:30 where there is no 02:30; all behind it keep their own hours.
          assertEquals(1, before.total().get(2));
          assertEquals(1, before.total().get(9));
          assertEquals(1, before.total().get(22));
        });
  }

  /// Berlin, Sunday 25 October 2026: clocks go back from 03:00 to 02:00.
  @Test
  void aDayThatIsLongerIsComparedHourByHourWithTheDayBefore() throws IOException {
    LocalDate day = LocalDate.of(2026, 10, 25);
    List<Line> lines = List.of(berlin("2026-10-18T02:30"), berlin("2026-10-18T23:30"));
    inFolder(
        lines,
        index -> {
          UsageAnswer.Before before = before(index, day);
          assertEquals(25, before.total().size());
          assertEquals(1, before.total().get(2));
          assertEquals(0, before.total().get(3));
          assertEquals(1, before.total().get(24));
          assertEquals(Collections.nCopies(25, true).subList(2, 25), before.known().subList(2, 25));
        });
  }

  private static Line berlin(String time) {
    return new Line(LocalDateTime.parse(time).atZone(BERLIN).toInstant(), "k1", "", "");
  }

  private static UsageAnswer.Before before(UsageIndex index, LocalDate day) {
    UsageQuery query = UsageQuery.ofDays(day, day, BERLIN).with(UsageQuery.Step.HOUR);
    return index.answer(query.comparedWith(1), key -> key).before().orElseThrow();
  }

  @Test
  void aDayWithoutAFileIsNotKnown() throws IOException {
    Instant noon = Instant.parse("2026-10-10T12:00:00Z");
    inFolder(
        List.of(new Line(noon, "k1", "", "")),
        index -> {
          UsageAnswer answer =
              index.answer(
                  UsageQuery.between(LocalDate.of(2026, 10, 9), LocalDate.of(2026, 10, 11)),
                  key -> key);
          assertEquals(
              List.of(false, true, false),
              answer.steps().stream().map(UsageReport.Step::known).toList());
        });
  }

  @Test
  void bandsAndTheirRestAreOfTheSameLinesWhileOthersCome(@TempDir Path folder) throws Exception {
    Instant noon = Instant.parse("2026-10-10T12:00:00Z");
    Path file = folder.resolve("usage_2026-10-10.jsonl");
    String often =
        IntStream.range(0, 8)
            .mapToObj(key -> new Line(noon, "k" + key, "", "").text())
            .collect(Collectors.joining());
    Files.writeString(file, new Line(noon, "seldom", "", "").text() + often + often);
    UsageIndex index = UsageIndex.open(folder);
    index.refresh();
    LocalDate day = LocalDate.of(2026, 10, 10);
    try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
      Future<?> writing =
          writer.submit(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  Files.writeString(file, often, StandardOpenOption.APPEND);
                  index.refresh();
                }
                return true;
              });
      while (!writing.isDone()) {
        UsageAnswer answer = index.answer(UsageQuery.between(day, day), key -> key);
        assertEquals(1, answer.other().orElseThrow().requests());
      }
      writing.get();
    }
    assertEquals(8 * 1_002 + 1, index.totals(Optional.empty(), day, day).requests());
  }

  @Test
  void moreThanEightBandsLeaveARest() throws IOException {
    List<Line> lines = new ArrayList<>();
    Instant noon = Instant.parse("2026-10-10T12:00:00Z");
    for (int key = 0; key < 11; key++) {
      for (int i = 0; i <= key; i++) {
        lines.add(new Line(noon.plusSeconds(i), "key" + key, "", ""));
      }
    }
    inFolder(
        lines,
        index -> {
          LocalDate day = LocalDate.of(2026, 10, 10);
          UsageAnswer answer = index.answer(UsageQuery.between(day, day), key -> key);
          assertEquals(8, answer.bands().size());
          assertEquals("key10", answer.bands().getFirst().value());
          assertEquals(new UsageReport.Other(3, 6, List.of(6L)), answer.other().orElseThrow());
        });
  }

  @Test
  void whatIsAskedWithAnAddressGrowsWithTheFile() throws IOException {
    Instant noon = Instant.parse("2026-10-10T12:00:00Z");
    LocalDate day = LocalDate.of(2026, 10, 10);
    UsageQuery query =
        UsageQuery.between(day, day).with(UsageFilter.NONE.withIps(Set.of("10.0.0.1")));
    Path folder = Files.createTempDirectory("usage");
    Path file = folder.resolve("usage_2026-10-10.jsonl");
    UsageIndex index = UsageIndex.open(folder);
    for (int lines = 1; lines < 4; lines++) {
      Files.writeString(
          file,
          new Line(noon, "k1", "", "10.0.0.1").text() + new Line(noon, "k1", "", "10.0.0.2").text(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      index.refresh();
      assertEquals(Map.of("k1", (long) lines), index.answer(query, key -> key).perKey());
    }
    Files.delete(file);
    Files.delete(folder);
    assertTrue(index.isReadOnce());
  }

  @Test
  void rangesThatAreAskedForAtOnceDoNotTakeEachOthersFiles() throws IOException {
    Instant first = Instant.parse("2026-10-10T12:00:00Z");
    Instant second = Instant.parse("2026-10-20T12:00:00Z");
    List<Line> lines =
        List.of(
            new Line(first, "k1", "", "10.0.0.1"),
            new Line(second, "k1", "", "10.0.0.1"),
            new Line(second, "k1", "", "10.0.0.1"));
    inFolder(
        lines,
        index ->
            assertEquals(
                List.of(),
                IntStream.range(0, 2_000)
                    .parallel()
                    .filter(i -> askedFor(index, i % 2 == 0 ? first : second) != 1 + i % 2)
                    .boxed()
                    .toList()));
  }

  @Test
  void addressesOfAnOwnersKeysAreAddedBesideTheRest() throws IOException {
    Instant noon = Instant.parse("2026-10-10T12:00:00Z");
    List<Line> lines =
        IntStream.range(0, 5_000).mapToObj(i -> new Line(noon, "key" + i, "", "10.0.0.1")).toList();
    LocalDate day = LocalDate.of(2026, 10, 10);
    UsageQuery query =
        UsageQuery.between(day, day).with(UsageFilter.NONE.withOwners(Set.of("dana")));
    inFolder(
        lines,
        index ->
            assertEquals(
                Set.of(List.of(new UsageReport.Count("10.0.0.1", lines.size()))),
                IntStream.range(0, 500)
                    .mapToObj(_ -> index.answer(query, _ -> "dana").ips())
                    .collect(Collectors.toSet())));
  }

  private static long askedFor(UsageIndex index, Instant moment) {
    LocalDate day = LocalDate.ofInstant(moment, ZoneOffset.UTC);
    UsageQuery query =
        UsageQuery.between(day, day).with(UsageFilter.NONE.withIps(Set.of("10.0.0.1")));
    return index.answer(query, key -> key).perKey().getOrDefault("k1", 0L);
  }
}

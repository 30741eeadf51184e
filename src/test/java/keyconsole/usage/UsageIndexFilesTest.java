package keyconsole.usage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import keyconsole.FaultyFileSystem;
import keyconsole.FaultyFileSystem.Fault;
import keyconsole.domain.FileProblem;
import keyconsole.domain.FileReason;
import keyconsole.domain.LastRequest;
import keyconsole.domain.Message;
import keyconsole.domain.RecentUsage;
import keyconsole.domain.UsageFilter;
import keyconsole.domain.UsageLine;
import keyconsole.domain.UsageLinesExtent;
import keyconsole.domain.UsageLinesQuestion;
import keyconsole.domain.UsageNotRead;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.Value;
import keyconsole.store.Json;
import keyconsole.store.LineWalk;
import keyconsole.store.StoreException;
import keyconsole.usage.UsageIndex.Totals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageIndexFilesTest {

  private static final Path FIXTURES = Path.of("src/test/resources/fixtures");
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2026, 12, 31);

  @TempDir Path folder;

  private static String line(String time, String key, String endpoint) {
    return "{\"timestamp\": \"%s\", \"key_id\": \"%s\", \"endpoint\": \"%s\", \"client_ip\": \"10.0.0.5\", \"tenant\": \"t.example\"}"
        .formatted(time, key, endpoint);
  }

  private void append(String name, String text) throws Exception {
    Files.writeString(
        folder.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static Totals all(UsageIndex index) {
    return index.totals(Optional.empty(), FIRST, LAST);
  }

  private static Value.Fields fields(Value.Fields in, String name) {
    return (Value.Fields) in.get(name).orElseThrow();
  }

  private static Map<String, Long> numbers(Value.Fields fields) {
    Map<String, Long> numbers = new TreeMap<>();
    fields
        .fields()
        .forEach((name, n) -> numbers.put(name, Long.valueOf(((Value.Numeral) n).text())));
    return numbers;
  }

  @Test
  void oddLinesComeOutAsTheNotesSay() throws Exception {
    Value.Fields notes =
        fields(
            (Value.Fields)
                Json.parse(Files.readAllBytes(FIXTURES.resolve("odd.example.notes.json"))),
            "usage");
    UsageIndex index = UsageIndex.open(FIXTURES.resolve("odd.example/api_keys/usage"));

    index.refresh();

    Totals totals = all(index);
    Map<String, Long> byDay = new TreeMap<>();
    totals.byDay().forEach((day, count) -> byDay.put(day.toString(), count));
    assertEquals(Value.Numeral.of(totals.requests()), notes.get("counted").orElseThrow());
    assertEquals(numbers(fields(notes, "by_day")), byDay);
    assertEquals(numbers(fields(notes, "by_key")), totals.byKey());
    assertEquals(
        List.of(
            "usage_2026-13-45.jsonl:0 false",
            "usage_2026-11-01.jsonl:5 false",
            "usage_2026-11-01.jsonl:14 true",
            "usage_2026-11-04.jsonl:2 false"),
        index.problems().stream()
            .map(p -> p.fileName() + ":" + p.line() + " " + p.unfinished())
            .toList());
  }

  @Test
  void theBackendsOwnLinesAreCountedAsAPlainReadingCountsThem() throws Exception {
    Path usage = FIXTURES.resolve("acme.example/api_keys/usage");
    Map<String, Long> byKey = new TreeMap<>();
    Map<String, Long> byEndpoint = new TreeMap<>();
    for (String text : Files.readAllLines(usage.resolve("usage_2026-11-23.jsonl"))) {
      Value.Fields record = (Value.Fields) Json.parse(text.getBytes(StandardCharsets.UTF_8));
      byKey.merge(((Value.Text) record.get("key_id").orElseThrow()).text(), 1L, Long::sum);
      byEndpoint.merge(((Value.Text) record.get("endpoint").orElseThrow()).text(), 1L, Long::sum);
    }
    UsageIndex index = UsageIndex.open(usage);

    index.refresh();

    assertEquals(byKey, all(index).byKey());
    assertEquals(byEndpoint, all(index).byEndpoint());
    assertEquals(List.of(), index.problems());
  }

  @Test
  void aLineThatWasUnfinishedIsCountedOnceItsEndHasCome() throws Exception {
    String whole = line("2026-11-01T10:00:00", "k1", "/v1/chat");
    append("usage_2026-11-01.jsonl", whole + "\n" + whole.substring(0, 50));
    UsageIndex index = UsageIndex.open(folder);
    index.refresh();
    assertEquals(1, all(index).requests());
    assertEquals(List.of(true), index.problems().stream().map(UsageProblem::unfinished).toList());

    append("usage_2026-11-01.jsonl", whole.substring(50) + "\n");
    index.refresh();

    assertEquals(2, all(index).requests());
    assertEquals(List.of(), index.problems());
  }

  @Test
  void aGlanceSeesLinesOfTodayAndFilesThatComeAndGo() throws Exception {
    Instant now = Instant.parse("2026-11-02T10:00:00Z");
    append("usage_2026-10-01.jsonl", line("2026-10-01T10:00:00", "k1", "/a") + "\n");
    append("usage_2026-11-02.jsonl", line("2026-11-02T09:00:00", "k1", "/a") + "\n");
    FileTime past = FileTime.from(Instant.now().minusSeconds(60));
    Files.setLastModifiedTime(folder, past);
    UsageIndex index = UsageIndex.open(folder);
    index.glance(now);
    assertEquals(2, all(index).requests());

    append("usage_2026-11-02.jsonl", line("2026-11-02T10:00:00", "k1", "/a") + "\n");
    index.glance(now);
    assertEquals(3, all(index).requests());

    append("usage_2026-10-02.jsonl", line("2026-10-02T10:00:00", "k1", "/a") + "\n");
    index.glance(now);
    assertEquals(4, all(index).requests());

    Files.delete(folder.resolve("usage_2026-10-01.jsonl"));
    index.glance(now);
    assertEquals(3, all(index).requests());
  }

  @Test
  void aGlanceLeavesDaysThatAreOverForTheNextWholeLook() throws Exception {
    Instant now = Instant.parse("2026-11-02T10:00:00Z");
    append("usage_2026-10-01.jsonl", line("2026-10-01T10:00:00", "k1", "/a") + "\n");
    Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minusSeconds(60)));
    UsageIndex index = UsageIndex.open(folder);
    index.glance(now);

    append("usage_2026-10-01.jsonl", line("2026-10-01T11:00:00", "k1", "/a") + "\n");
    index.glance(now);
    assertEquals(1, all(index).requests());
    index.refresh();

    assertEquals(2, all(index).requests());
  }

  @Test
  void aWholeRecordWithoutLineEndIsCountedOnce() throws Exception {
    append("usage_2026-11-01.jsonl", line("2026-11-01T10:00:00", "k1", "/v1/chat"));
    UsageIndex index = UsageIndex.open(folder);
    index.refresh();
    assertEquals(1, all(index).requests());

    append("usage_2026-11-01.jsonl", "\n" + line("2026-11-01T10:00:01", "k1", "/v1/chat") + "\n");
    index.refresh();

    assertEquals(2, all(index).requests());
    assertEquals(List.of(), index.problems());
  }

  @Test
  void aWholeRecordBehindACutOneIsCountedAndTheLineNamed() throws Exception {
    String whole = line("2026-11-01T10:00:00", "k1", "/v1/chat");
    append("usage_2026-11-01.jsonl", whole.substring(0, 60) + whole + "\n" + whole + "\n");
    UsageIndex index = UsageIndex.open(folder);

    index.refresh();

    assertEquals(2, all(index).requests());
    assertEquals(List.of(1), index.problems().stream().map(UsageProblem::line).toList());
  }

  @Test
  void aFileThatWasWrittenAnewIsCountedAgain() throws Exception {
    String name = "usage_2026-11-01.jsonl";
    append(name, line("2026-11-01T10:00:00", "k1", "/a") + "\n");
    append(name, line("2026-11-01T10:00:01", "k1", "/a") + "\nbroken\n");
    append("usage_2026-11-02.jsonl", line("2026-11-02T10:00:00", "k1", "/b") + "\n");
    UsageIndex index = UsageIndex.open(folder);
    index.refresh();
    assertEquals(3, all(index).requests());

    Files.writeString(folder.resolve(name), line("2026-11-01T09:00:00", "k2", "/c") + "\n");
    index.refresh();

    assertEquals(Map.of("k1", 1L, "k2", 1L), all(index).byKey());
    assertEquals(Map.of("/b", 1L, "/c", 1L), all(index).byEndpoint());
    assertEquals(List.of(), index.problems());

    Files.delete(folder.resolve(name));
    index.refresh();

    assertEquals(Map.of("k1", 1L), all(index).byKey());
    assertEquals(Optional.empty(), index.last("k2"));
  }

  @Test
  void aFileThatIsRewrittenInItsPlaceIsCountedAnewThoughItLooksTheSame() throws Exception {
    String name = "usage_2026-11-01.jsonl";
    append(name, line("2026-11-01T10:00:00", "k1", "/a") + "\n");
    UsageIndex index = UsageIndex.open(folder);
    UsageLines lines = UsageLines.open(folder, UsageLinesQuestion.everything(ZoneOffset.UTC));
    index.refresh();
    lines.refresh(_ -> {});

    InPlace.replace(folder.resolve(name), "k1", "k2");
    index.refresh();

    assertEquals(Map.of("k2", 1L), all(index).byKey());
    UsageLine shown = lines.read(lines.refresh(_ -> {}).place(0), 1).getFirst();
    assertEquals("k2", shown.request().orElseThrow().keyId());

    InPlace.replace(folder.resolve(name), "k2", "k3");
    assertEquals(1, index.recent("k3", Instant.parse("2026-11-01T10:30:00Z")).hour());
  }

  @Test
  void theLastRequestOfAKeyIsToldWhateverCameAndWentSinceItWasAskedFor() throws Exception {
    for (int day = 1; day <= 5; day++) {
      String date = "2026-11-0" + day;
      append("usage_" + date + ".jsonl", line(date + "T10:00:00", "k" + day, "/a") + "\n");
    }
    UsageIndex index = UsageIndex.open(folder);
    index.refresh();
    assertEquals("2026-11-05T10:00:00Z", lastOf(index, "k5"));

    append("usage_2026-11-03.jsonl", line("2026-11-03T11:00:00", "k1", "/a") + "\n");
    append("usage_2026-11-06.jsonl", line("2026-11-06T11:00:00", "k6", "/a") + "\n");
    index.refresh();
    assertEquals("2026-11-06T11:00:00Z", lastOf(index, "k6"));
    assertEquals("2026-11-03T11:00:00Z", lastOf(index, "k1"));

    append("usage_2026-11-04.jsonl", line("2026-11-04T11:00:00", "k1", "/a") + "\n");
    index.refresh();
    assertEquals("2026-11-04T11:00:00Z", lastOf(index, "k1"));
    assertEquals(Optional.empty(), index.last("nobody"));

    Files.delete(folder.resolve("usage_2026-11-04.jsonl"));
    Files.delete(folder.resolve("usage_2026-11-06.jsonl"));
    index.refresh();
    assertEquals("2026-11-03T11:00:00Z", lastOf(index, "k1"));
    assertEquals(Optional.empty(), index.last("k6"));
  }

  private static String lastOf(UsageIndex index, String key) {
    return index.last(key).orElseThrow().moment().toString();
  }

  @Test
  void whatStandsInThePlaceOfAFileForATimeIsToldAndForgotten() throws Exception {
    Instant moment = Instant.parse("2026-11-02T10:00:00Z");
    Path file = folder.resolve("usage_2026-11-01.jsonl");
    Path elsewhere = folder.resolve("elsewhere");
    append("usage_2026-11-01.jsonl", line("2026-11-01T10:00:00", "k1", "/a") + "\n");
    append("usage_2026-11-02.jsonl", line("2026-11-02T10:00:00", "k1", "/a") + "\n");
    UsageIndex index = UsageIndex.open(folder);
    assertEquals(new RecentUsage(1, 1, 2), index.recent("k1", moment));

    Files.move(file, elsewhere);
    Files.createDirectory(file);
    index.refresh();

    assertEquals(Map.of("k1", 1L), all(index).byKey());
    assertEquals(
        List.of(Message.of(FileProblem.FOLDER)),
        index.problems().stream().map(UsageProblem::why).toList());
    assertThrows(StoreException.class, () -> index.requireRead(moment));

    Files.delete(file);
    Files.createSymbolicLink(file, elsewhere);
    index.refresh();

    assertEquals(1, all(index).requests());
    assertThrows(StoreException.class, () -> index.requireRead(moment));

    Files.delete(file);
    Files.move(elsewhere, file);
    assertTrue(index.requireRead(moment));

    assertEquals(new RecentUsage(1, 1, 2), index.recent("k1", moment));
    assertEquals(List.of(), index.problems());
  }

  @Test
  void aFileOfWhichNothingCouldBeToldForATimeIsNoProblemAnyMore() throws Exception {
    append("usage_2026-11-01.jsonl", line("2026-11-01T10:00:00", "k1", "/a") + "\n");
    FaultyFileSystem disk = new FaultyFileSystem();
    UsageIndex index = UsageIndex.open(disk.path(folder));
    index.refresh();

    disk.failEach(Set.of("look at"), Fault.BROKEN);
    index.refresh();
    assertEquals(1, index.problems().size());
    assertEquals(1, all(index).requests());

    disk.heal();
    index.refresh();

    assertEquals(List.of(), index.problems());
    assertEquals(1, all(index).requests());
  }

  private static List<UsageNotRead> notRead(UsageIndex index, String from, String to) {
    return index.notRead(LocalDate.parse(from), LocalDate.parse(to), LocalDate.parse("2026-11-23"));
  }

  @Test
  void filesThatWereNotReadInFullAreToldWithTheirDayAndWhy() throws Exception {
    String whole = line("2026-11-01T10:00:00", "k1", "/a") + "\n";
    append("usage_2026-11-01.jsonl", whole);
    append("usage_2026-11-02.jsonl", whole + "{\"timestamp\": \"2026-11-02T10:00:00\"}\n[]\n");
    Files.createDirectory(folder.resolve("usage_2026-11-03.jsonl"));
    append("usage_2026-11-04.jsonl", whole + whole.substring(0, 30));
    append("usage_2026-11-23.jsonl", whole.substring(0, 30));
    append("usage_old.jsonl", whole);
    UsageIndex index = UsageIndex.open(folder);
    index.refresh();

    UsageNotRead lines =
        new UsageNotRead(
            "usage_2026-11-02.jsonl",
            Optional.of(LocalDate.of(2026, 11, 2)),
            Optional.of(new UsageNotRead.Lines(2, 2)),
            Message.of(FileProblem.LINE_NO_KEY));
    UsageNotRead replaced =
        new UsageNotRead(
            "usage_2026-11-03.jsonl",
            Optional.of(LocalDate.of(2026, 11, 3)),
            Optional.empty(),
            Message.of(FileProblem.FOLDER));
    UsageNotRead unnamed =
        new UsageNotRead(
            "usage_old.jsonl",
            Optional.empty(),
            Optional.empty(),
            Message.of(FileProblem.NAME_HOLDS_NO_DAY));
    List<UsageNotRead> all = notRead(index, "2026-11-01", "2026-11-23");
    assertEquals(lines, all.get(0));
    assertEquals(replaced, all.get(1));
    assertEquals(Optional.of(new UsageNotRead.Lines(1, 2)), all.get(2).lines());
    assertEquals(unnamed, all.get(3));
    assertEquals(4, all.size(), "the last line of today may be on its way");
    assertEquals(List.of(lines, unnamed), notRead(index, "2026-10-01", "2026-11-01"));
    assertEquals(all, index.notRead(LocalDate.MIN, LocalDate.MAX, LocalDate.parse("2026-11-23")));
  }

  @Test
  void aFileThatCannotBeReadIsToldUntilItCan() throws Exception {
    append("usage_2026-11-01.jsonl", line("2026-11-01T10:00:00", "k1", "/a") + "\n");
    FaultyFileSystem disk = new FaultyFileSystem();
    UsageIndex index = UsageIndex.open(disk.path(folder));
    disk.failEach(Set.of("open"), Fault.DENIED);
    index.refresh();

    UsageNotRead told = notRead(index, "2026-11-01", "2026-11-23").getFirst();
    assertEquals(
        Message.of(FileProblem.NOT_READ, Message.of(FileReason.ACCESS_DENIED)), told.why());
    assertEquals(Optional.empty(), told.lines());
    assertEquals(Set.of(), index.daysWithFile(FIRST, LAST));
    long version = index.version();
    index.refresh();
    assertEquals(version, index.version());

    disk.heal();
    index.refresh();

    assertEquals(List.of(), notRead(index, "2026-11-01", "2026-11-23"));
    assertTrue(index.version() > version);
    assertEquals(1, all(index).requests());
  }

  @Test
  void whoeverAsksSeesThatAFileCameOutOfReach() throws Exception {
    append("usage_2026-11-01.jsonl", line("2026-11-01T10:00:00", "k1", "/a") + "\n");
    FaultyFileSystem disk = new FaultyFileSystem();
    UsageIndex index = UsageIndex.open(disk.path(folder));
    index.refresh();
    long version = index.version();
    append("usage_2026-11-01.jsonl", line("2026-11-01T11:00:00", "k1", "/a") + "\n");
    disk.failEach(Set.of("open"), Fault.DENIED);

    index.refresh();

    assertTrue(index.version() > version);
    assertEquals(1, notRead(index, "2026-11-01", "2026-11-23").size());
    assertEquals(1, all(index).requests());
  }

  @Test
  void linesThatCannotBeReadAgainAreToldInPlaceOfFiguresThatLackThem() throws Exception {
    append("usage_2026-11-01.jsonl", line("2026-11-01T10:00:00", "k1", "/a") + "\n");
    FaultyFileSystem disk = new FaultyFileSystem();
    UsageIndex index = UsageIndex.open(disk.path(folder));
    index.refresh();
    UsageQuery ofOne =
        UsageQuery.between(FIRST, LAST).with(UsageFilter.NONE.withIps(Set.of("10.0.0.5")));
    disk.failEach(Set.of("open"), Fault.BROKEN);

    assertThrows(StoreException.class, () -> index.answer(ofOne, key -> key));

    disk.heal();
    assertEquals(Map.of("k1", 1L), index.answer(ofOne, key -> key).perKey());
  }

  /// Where lines are shown the same ones are too long.
  @ParameterizedTest
  @ValueSource(ints = {LineWalk.MAX_LINE - 1, LineWalk.MAX_LINE, LineWalk.MAX_LINE + 70_000})
  void aLineIsTooLongHoweverItArrives(int length) throws Exception {
    String line = line("2026-11-01T10:00:00", "k1", "/a");
    String text = line.replace("/a", "/" + "a".repeat(length - line.length() + 1)) + "\n";
    assertEquals(length + 1, text.length());
    int counted = length < LineWalk.MAX_LINE ? 1 : 0;
    append("usage_2026-11-01.jsonl", text);
    UsageIndex whole = UsageIndex.open(folder);
    whole.refresh();
    assertEquals(counted, all(whole).requests());
    assertEquals(1 - counted, whole.problems().size());

    append("usage_2026-11-02.jsonl", text.substring(0, length - 100));
    UsageIndex pieces = UsageIndex.open(folder);
    pieces.refresh();
    append("usage_2026-11-02.jsonl", text.substring(length - 100));
    pieces.refresh();
    assertEquals(2 * counted, all(pieces).requests());

    UsageLines lines = UsageLines.open(folder, UsageLinesQuestion.everything(ZoneOffset.UTC));
    UsageLinesExtent extent = lines.refresh(_ -> {});
    assertEquals(2, extent.size());
    for (UsageLine each : lines.read(extent.place(0), 2)) {
      assertEquals(counted, each.records());
    }
  }

  @Test
  void aLongerFileInTheSamePlaceIsNotTakenForAnAppendedOne() throws Exception {
    String name = "usage_2026-11-01.jsonl";
    append(name, line("2026-11-01T10:00:00", "k1", "/a") + "\n");
    UsageIndex index = UsageIndex.open(folder);
    index.refresh();

    Files.writeString(
        folder.resolve(name),
        (line("2026-11-01T10:00:00", "k2", "/another/path") + "\n").repeat(3));
    index.refresh();

    assertEquals(Map.of("k2", 3L), all(index).byKey());
  }

  @Test
  void recentSeesLinesAppendedAfterTheLastRefresh() throws Exception {
    append("usage_2026-11-01.jsonl", line("2026-11-01T10:00:00", "k1", "/a") + "\n");
    append("usage_2026-11-23.jsonl", line("2026-11-23T09:59:59.999999", "k1", "/a") + "\n");
    UsageIndex index = UsageIndex.open(folder);
    Instant moment = Instant.parse("2026-11-23T10:30:00Z");
    assertEquals(new RecentUsage(0, 1, 2), index.recent("k1", moment));

    append("usage_2026-11-23.jsonl", line("2026-11-23T10:00:00", "k1", "/a") + "\n");
    append("usage_2026-11-24.jsonl", line("2026-11-23T10:59:59", "k1", "/late") + "\n");

    assertEquals(new RecentUsage(2, 3, 4), index.recent("k1", moment));
    assertEquals(new RecentUsage(0, 0, 0), index.recent("unknown", moment));
    assertArrayEquals(new long[] {1, 0}, index.daily("k1", LocalDate.of(2026, 11, 1), 2));
    assertEquals(
        Optional.of(new LastRequest(Instant.parse("2026-11-23T10:59:59Z"), "10.0.0.5", "/late")),
        index.last("k1"));
  }

  @Test
  void sumsAreOfTheAskedKeysAndDaysOnly() throws Exception {
    append("usage_2026-11-01.jsonl", line("2026-11-01T10:00:00", "k1", "/a") + "\n");
    append("usage_2026-11-01.jsonl", line("2026-11-01T10:00:00", "k2", "/b") + "\n");
    append("usage_2026-11-02.jsonl", line("2026-11-02T10:00:00", "k1", "/c") + "\n");
    UsageIndex index = UsageIndex.open(folder);
    index.refresh();
    LocalDate first = LocalDate.of(2026, 11, 1);

    Totals one = index.totals(Optional.of(Set.of("k1", "none")), first, first);

    assertEquals(1, one.requests());
    assertEquals(Map.of("/a", 1L), one.byEndpoint());
    assertEquals(Map.of("10.0.0.5", 1L), one.byIp());
    assertEquals(Map.of(first, 1L), one.byDay());
    assertEquals(0, index.totals(Optional.of(Set.of()), first, LAST).requests());
  }

  @Test
  void aMissingFolderIsEmpty() {
    UsageIndex index = UsageIndex.open(folder.resolve("none"));
    index.refresh();
    assertEquals(0, all(index).requests());
    assertTrue(index.problems().isEmpty());
  }
}

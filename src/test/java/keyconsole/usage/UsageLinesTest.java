package keyconsole.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import keyconsole.TestTenant;
import keyconsole.domain.UsageLine;
import keyconsole.domain.UsageLinesExtent;
import keyconsole.domain.UsageLinesExtent.Place;
import keyconsole.domain.UsageLinesQuestion;
import keyconsole.store.English;
import keyconsole.store.LineWalk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageLinesTest {

  private static final UsageLinesQuestion ALL = UsageLinesQuestion.everything(ZoneOffset.UTC);

  @TempDir Path folder;

  private static String line(String time, String key) {
    return "{\"timestamp\": \"2026-11-%s\", \"key_id\": \"%s\", \"endpoint\": \"/v1/chat\", \"client_ip\": \"10.0.0.1\", \"tenant\": \"t\"}\n"
        .formatted(time, key);
  }

  private Path day(int day) {
    return folder.resolve("usage_2026-11-%02d.jsonl".formatted(day));
  }

  /// Each line in its own second, every tenth of them of the rare key.
  private void many(int day, int count) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String time = "%02dT%02d:%02d:%02d".formatted(day, i / 3_600, i / 60 % 60, i % 60);
      text.append(line(time, i % 1_000 == 7 ? "rare" : "k" + i));
    }
    Files.writeString(day(day), text);
  }

  private static UsageLinesQuestion ofKey(String key) {
    return new UsageLinesQuestion(
        Instant.MIN, Instant.MAX, ZoneOffset.UTC, Set.of(key), Set.of(), Set.of(), Set.of());
  }

  private static UsageLine at(UsageLines lines, UsageLinesExtent extent, long position) {
    return lines.read(extent.place(position), 1).getFirst();
  }

  @Test
  void linesOfOddFilesAreThoseOfTheNotesAndTheUnreadableOnes() {
    TestTenant odd = TestTenant.odd(folder);
    UsageLines lines = UsageLines.open(odd.directory().usage(), ALL);
    UsageLinesExtent extent = lines.refresh(_ -> {});
    List<UsageLine> all = new ArrayList<>();
    for (long i = 0; i < extent.size(); i++) {
      all.add(at(lines, extent, i));
    }
    assertEquals(14, all.stream().mapToInt(UsageLine::records).sum());
    assertEquals(
        List.of("usage_2026-11-01.jsonl:5", "usage_2026-11-04.jsonl:2"),
        all.stream()
            .filter(line -> line.problem().isPresent())
            .map(line -> line.fileName() + ":" + line.number())
            .toList());
  }

  @Test
  void everyPositionOfALargeFileIsFoundFromAMark() throws IOException {
    many(1, 20_000);
    UsageLines lines = UsageLines.open(folder, ALL);
    UsageLinesExtent extent = lines.refresh(_ -> {});
    assertEquals(20_000, extent.size());
    for (int position : new int[] {0, 511, 512, 513, 9_999, 19_999}) {
      UsageLine found = at(lines, extent, position);
      assertEquals(position + 1, found.number());
      assertEquals(
          position % 1_000 == 7 ? "rare" : "k" + position, found.request().orElseThrow().keyId());
    }
    List<UsageLine> page = lines.read(extent.place(500), 2_000);
    assertEquals(2_000, page.size());
    assertEquals(2_500, page.getLast().number());
  }

  @Test
  void rareLinesAreReadWithoutWhatStandsBetween() throws IOException {
    many(1, 20_000);
    UsageLines lines = UsageLines.open(folder, ofKey("rare"));
    UsageLinesExtent extent = lines.refresh(_ -> {});
    assertEquals(20, extent.size());
    List<UsageLine> page = lines.read(extent.place(3), 10);
    assertEquals(
        List.of(3_008L, 4_008L, 5_008L, 6_008L, 7_008L, 8_008L, 9_008L, 10_008L, 11_008L, 12_008L),
        page.stream().map(UsageLine::number).toList());
  }

  @Test
  void unendedLineComesWhenAllOfItIsThereAsItCountsThen() throws IOException {
    String last = line("01T10:00:01", "k2").strip();
    Files.writeString(day(1), line("01T10:00:00", "k1") + last.substring(0, last.length() - 1));
    UsageLines lines = UsageLines.open(folder, ALL);
    assertEquals(1, lines.refresh(_ -> {}).size());
    for (String more : List.of("}", "\n", line("01T10:00:02", "k3"))) {
      Files.writeString(day(1), more, StandardOpenOption.APPEND);
      UsageLinesExtent extent = lines.refresh(_ -> {});
      assertEquals(more.length() > 1 ? 3 : 2, extent.size());
      UsageLine second = at(lines, extent, 1);
      assertEquals("k2", second.request().orElseThrow().keyId());
      assertEquals(2, second.number());
    }
  }

  @Test
  void recordBeforeAnUnendedOneOnItsLineIsShownAtOnceAsItCountsAtOnce() throws IOException {
    String whole = line("01T10:00:01", "k2").strip();
    String next = line("01T10:00:02", "k3").strip();
    Files.writeString(day(1), line("01T10:00:00", "k1") + whole + next.substring(0, 40));
    UsageIndex index = UsageIndex.open(folder);
    UsageLines lines = UsageLines.open(folder, ofKey("k2"));
    for (String more : List.of("", next.substring(40), "\n")) {
      Files.writeString(day(1), more, StandardOpenOption.APPEND);
      index.refresh();
      UsageLinesExtent extent = lines.refresh(_ -> {});
      assertEquals(1, extent.size());
      UsageLine shown = at(lines, extent, 0);
      assertEquals("k2", shown.request().orElseThrow().keyId());
      assertEquals(Optional.empty(), shown.problem());
      assertEquals(
          1 + shown.records(),
          index
              .totals(Optional.empty(), LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 1))
              .requests());
      assertEquals(more.isEmpty() ? 1 : 2, shown.records());
    }
  }

  @Test
  void placesStayWhereLinesAreFoundInFrontOfThem() throws IOException {
    many(2, 100);
    UsageLines lines = UsageLines.open(folder, ALL);
    Place place = lines.refresh(_ -> {}).place(50);
    many(1, 30);
    UsageLinesExtent extent = lines.refresh(_ -> {});
    assertEquals(80, extent.position(place));
    assertEquals(51, lines.read(place, 1).getFirst().number());
  }

  @Test
  void fileThatIsWrittenAnewIsReadAnewAndItsPlacesAreGone() throws IOException {
    many(1, 100);
    UsageLines lines = UsageLines.open(folder, ALL);
    Place place = lines.refresh(_ -> {}).place(50);
    many(1, 20);
    UsageLinesExtent extent = lines.refresh(_ -> {});
    assertEquals(20, extent.size());
    assertEquals(-1, extent.position(place));
    Files.delete(day(1));
    assertEquals(0, lines.refresh(_ -> {}).size());
  }

  @Test
  void fileThatIsWrittenAnewWithLinesThatEndAlikeIsReadAnew() throws IOException {
    Files.writeString(day(1), line("01T10:00:00", "k1"));
    UsageLines lines = UsageLines.open(folder, ALL);
    lines.refresh(_ -> {});
    Files.writeString(day(1), line("01T11:00:00", "k1") + line("01T12:00:00", "k1"));
    UsageLinesExtent extent = lines.refresh(_ -> {});
    assertEquals(2, extent.size());
    assertEquals(
        Instant.parse("2026-11-01T11:00:00Z"),
        at(lines, extent, 0).request().orElseThrow().moment());
    UsageLinesQuestion laterOn =
        UsageLinesQuestion.between(
            Instant.parse("2026-11-01T11:30:00Z"), Instant.MAX, ZoneOffset.UTC);
    Files.writeString(day(2), line("02T12:00:00", "k1"));
    UsageLines some = UsageLines.open(folder, laterOn);
    assertEquals(2, some.refresh(_ -> {}).size());
    Files.writeString(day(2), line("01T10:00:00", "k1") + line("01T11:00:00", "k1"));
    assertEquals(1, some.refresh(_ -> {}).size());
  }

  @Test
  void pageOfAFileThatShrankIsShorterAndNoFailure() throws IOException {
    many(1, 1_000);
    UsageLines lines = UsageLines.open(folder, ALL);
    UsageLinesExtent extent = lines.refresh(_ -> {});
    many(1, 10);
    assertTrue(lines.read(extent.place(900), 10).isEmpty());
  }

  @Test
  void momentIsFoundAcrossFiles() throws IOException {
    many(1, 5_000);
    many(2, 5_000);
    UsageLines lines = UsageLines.open(folder, ALL);
    UsageLinesExtent extent = lines.refresh(_ -> {});
    assertEquals(0, found(lines, extent, "2026-10-01T00:00:00Z"));
    assertEquals(3_600, found(lines, extent, "2026-11-01T01:00:00Z"));
    assertEquals(5_000, found(lines, extent, "2026-11-01T20:00:00Z"));
    assertEquals(5_061, found(lines, extent, "2026-11-02T00:01:01Z"));
    assertEquals(9_999, found(lines, extent, "2026-12-01T00:00:00Z"));
  }

  private static long found(UsageLines lines, UsageLinesExtent extent, String moment) {
    return extent.position(lines.find(extent, Instant.parse(moment)).orElseThrow());
  }

  @Test
  void lineBeyondWhatIsReadIsShownAsUnreadableAndTheNextOneIsRead() throws IOException {
    Files.writeString(
        day(1),
        line("01T10:00:00", "k1")
            + "x".repeat(LineWalk.MAX_LINE + 9)
            + "\n"
            + line("01T10:00:01", "k2"));
    UsageLines lines = UsageLines.open(folder, ALL);
    UsageLinesExtent extent = lines.refresh(_ -> {});
    assertEquals(3, extent.size());
    List<UsageLine> all = lines.read(extent.place(0), 3);
    assertEquals(LineWalk.MAX_LINE + 9, all.get(1).length());
    assertTrue(all.get(1).problem().isPresent());
    assertEquals(128 << 10, all.get(1).text().length());
    assertEquals("k2", all.get(2).request().orElseThrow().keyId());
  }

  @Test
  void linesInTheFileOfQuiteAnotherDayAreFoundWhereTheyCount() throws IOException {
    Files.writeString(day(2), line("02T10:00:00", "k1"));
    Files.writeString(day(20), line("02T11:00:00", "k2") + line("20T11:00:00", "k3"));
    UsageIndex index = UsageIndex.open(folder);
    UsageLinesQuestion question =
        UsageLinesQuestion.between(
            Instant.parse("2026-11-02T00:00:00Z"),
            Instant.parse("2026-11-03T00:00:00Z"),
            ZoneOffset.UTC);
    UsageLines lines =
        UsageLines.open(folder, question, () -> index.filesWith(question.from(), question.to()));
    assertEquals(1, lines.refresh(_ -> {}).size());

    index.refresh();
    UsageLinesExtent extent = lines.refresh(_ -> {});

    assertEquals(2, extent.size());
    assertEquals("k2", at(lines, extent, 1).request().orElseThrow().keyId());
  }

  @Test
  void missingFolderHoldsNoLines() {
    UsageLines lines = UsageLines.open(folder.resolve("none"), ALL);
    UsageLinesExtent extent = lines.refresh(_ -> {});
    assertEquals(0, extent.size());
    assertTrue(lines.find(extent, Instant.EPOCH).isEmpty());
  }

  @Test
  void fileThatIsNoneIsNamed() throws IOException {
    Files.createDirectory(day(1));
    many(2, 10);
    UsageLinesExtent extent = UsageLines.open(folder, ALL).refresh(_ -> {});
    assertEquals(10, extent.size());
    assertTrue(English.of(extent.problems().getFirst()).contains("usage_2026-11-01.jsonl"));
  }

  @Test
  void interruptedReadingEndsAndGoesOnAtTheNextCall() throws IOException {
    many(1, 20_000);
    UsageLines lines = UsageLines.open(folder, ALL);
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> lines.refresh(_ -> {}));
    assertTrue(Thread.interrupted());
    assertEquals(20_000, lines.refresh(_ -> {}).size());
    assertFalse(Thread.interrupted());
  }
}

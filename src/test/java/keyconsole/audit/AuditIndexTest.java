package keyconsole.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import keyconsole.FaultyFileSystem;
import keyconsole.TestTenant;
import keyconsole.domain.AuditProblem;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.AuditTrouble;
import keyconsole.domain.FileReason;
import keyconsole.domain.Message;
import keyconsole.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditIndexTest {

  @TempDir Path folder;
  @TempDir Path cache;

  private static String line(String time) {
    return "{\"timestamp\": \"2026-11-%s\", \"action\": \"a\", \"user_id\": \"u\", \"details\": {}}\n"
        .formatted(time);
  }

  private Path day(int day) {
    return folder.resolve("audit_2026-11-%02d.jsonl".formatted(day));
  }

  private AuditIndex index() {
    return AuditIndex.open(folder, Optional.of(cache));
  }

  @Test
  void oddLogShowsItsUnreadableLinesAndMarksTheClockThatWentBack() {
    TestTenant odd = TestTenant.odd(folder);
    AuditView view = AuditIndex.open(odd.directory().audit(), Optional.empty()).refresh();
    List<AuditRecord> all = view.records(0, 10);
    assertEquals(List.of(4, 1, 2, 3), all.stream().map(AuditRecord::line).toList());
    assertTrue(all.getFirst().outOfOrder());
    assertFalse(all.get(1).outOfOrder());
    assertEquals(Optional.of("a\u2028b"), all.get(1).keys().getFirst().name());
    assertEquals("garbage", all.get(2).text());
    assertTrue(all.get(2).problem().isPresent());
    assertEquals("policy_changed", all.get(3).action());
  }

  @Test
  void recordOfAnotherDayThanItsFileIsMarkedAndStandsAtItsTime() throws IOException {
    Files.writeString(day(1), line("01T10:00:00") + line("02T10:00:01"));
    Files.writeString(day(2), line("02T10:00:00"));
    AuditView view = index().refresh();
    assertEquals(
        List.of(false, false, true),
        view.records(0, 3).stream().map(AuditRecord::outOfOrder).toList());
    assertEquals(2, view.positionOf(Instant.parse("2026-11-02T10:00:01Z")));
    assertEquals(3, view.positionOf(Instant.MAX));
    assertEquals(0, view.positionOf(Instant.MIN));
  }

  @Test
  void clockThatJumpedAheadIsMarkedOnceALaterLineStepsBack() throws IOException {
    Files.writeString(day(1), line("01T10:00:00") + line("01T15:00:00") + "garbage\n");
    AuditIndex index = index();
    AuditView before = index.refresh();
    assertEquals(List.of(), outOfOrder(before));
    Files.writeString(day(1), line("01T10:01:00") + line("01T10:02:00"), APPEND);

    assertEquals(List.of(2, 4), outOfOrder(index.refresh()), "which one is wrong nobody can tell");
    assertEquals(List.of(2, 4), outOfOrder(index().refresh()));
    assertEquals(List.of(), outOfOrder(before), "an earlier view stays as it is");
  }

  /// The lines that are marked.
  private static List<Integer> outOfOrder(AuditView view) {
    return view.records(0, view.size()).stream()
        .filter(AuditRecord::outOfOrder)
        .map(AuditRecord::line)
        .sorted()
        .toList();
  }

  @Test
  void fileOfNoDayIsIndexedAtTheTimesOfItsRecords() throws IOException {
    Path undated = folder.resolve("audit_old copy.jsonl");
    Files.writeString(day(2), line("02T10:00:00"));
    Files.writeString(undated, "garbage\n" + line("01T23:59:00") + line("02T11:00:00"));
    AuditIndex index = index();
    AuditView view = index.refresh();

    List<AuditRecord> all = view.records(0, 9);
    assertEquals(List.of(1, 2, 1, 3), all.stream().map(AuditRecord::line).toList());
    assertEquals(List.of(), outOfOrder(view));
    assertEquals(3, search(view, "action:a").size());
    assertEquals(1, search(view, "garbage").size());
    AuditTrouble trouble = new AuditTrouble(AuditTrouble.Kind.NO_DATE, undated.toString());
    assertEquals(List.of(trouble), view.problems());
    assertEquals(all, index().refresh().records(0, 9), "as it was kept");
    assertSame(view, index.refresh());

    LogCursor read = LogCursor.endOf(view);
    Files.writeString(day(3), line("03T10:00:00"));
    Files.writeString(folder.resolve("audit_2.jsonl"), line("01T10:00:00"));
    Files.writeString(undated, line("02T12:00:00"), APPEND);
    assertEquals(
        Map.of(
            "audit_2.jsonl",
            false,
            day(3).getFileName().toString(),
            true,
            "audit_old copy.jsonl",
            true),
        read.newIn(index.refresh()).stream()
            .collect(Collectors.toMap(part -> part.file().name(), LogCursor.Part::fresh)),
        "what comes in a file of no day may be old");
  }

  @Test
  void lineOfAFileLeadsToItsPositionAndToTheTimeBeforeIt() throws IOException {
    Files.writeString(day(1), line("01T10:00:00") + "\n" + line("03T10:00:01"));
    Files.writeString(day(2), line("02T10:00:00") + "garbage\n");
    AuditView view = index().refresh();
    String first = day(1).getFileName().toString();
    String second = day(2).getFileName().toString();
    assertEquals(OptionalInt.of(0), view.positionOf(first, 1));
    assertEquals(OptionalInt.of(3), view.positionOf(first, 2), "the blank line gives the next one");
    assertEquals(OptionalInt.of(3), view.positionOf(first, 3));
    assertEquals(OptionalInt.of(1), view.positionOf(second, 1));
    assertEquals(OptionalInt.empty(), view.positionOf(second, 3));
    assertEquals(OptionalInt.empty(), view.positionOf("audit_2026-11-09.jsonl", 1));

    assertEquals(Optional.empty(), view.momentBefore(first, 1));
    assertEquals(Optional.of(Instant.parse("2026-11-01T10:00:00Z")), view.momentBefore(first, 3));
    assertEquals(Optional.of(Instant.parse("2026-11-03T10:00:01Z")), view.momentBefore(second, 1));
    assertEquals(Optional.of(Instant.parse("2026-11-02T10:00:00Z")), view.momentBefore(second, 9));
  }

  @Test
  void unendedLineWaitsForItsEnd() throws IOException {
    Files.writeString(day(1), line("01T10:00:00") + line("01T10:00:01").strip());
    AuditIndex index = index();
    assertEquals(1, index.refresh().size());
    Files.writeString(day(1), "\n", APPEND);
    assertEquals(2, index.refresh().size());
    assertSame(index.view(), index.refresh());
  }

  @Test
  void unendedLineOfADayThatIsOverIsTold() throws IOException {
    Files.writeString(day(1), line("01T10:00:00") + line("01T10:00:01").strip());
    Files.writeString(day(2), line("02T10:00:00"));
    AuditIndex index = index();
    AuditTrouble unended = new AuditTrouble(AuditTrouble.Kind.UNENDED, day(1).toString());
    assertEquals(List.of(unended), index.refresh().problems());
    assertEquals(List.of(unended), index().refresh().problems(), "as it was kept");
    assertEquals(2, index.view().size());

    Files.writeString(day(2), "{\"torn\": ", APPEND);
    assertEquals(List.of(unended), index.refresh().problems(), "that of the newest may come");
    Files.writeString(day(1), "\n", APPEND);
    assertEquals(List.of(), index.refresh().problems());
    assertEquals(3, index.view().size());
  }

  @Test
  void fileThatShrankIsReadAnewAndRecordsOfAnOlderViewSayThatTheyAreGone() throws IOException {
    Files.writeString(day(1), line("01T10:00:00") + line("01T10:00:01"));
    AuditIndex index = index();
    AuditView before = index.refresh();
    Files.writeString(day(1), line("01T11:00:00"));
    assertEquals(1, index.refresh().size());
    AuditProblem gone = AuditProblem.of(AuditProblem.Kind.GONE);
    assertEquals(Optional.of(gone), before.records(1, 1).getFirst().problem());
    Files.delete(day(1));
    assertEquals(0, index.refresh().size());
    assertTrue(before.records(0, 1).getFirst().problem().isPresent());
  }

  @Test
  void editThatCameWithAnAppendIsSeen() throws IOException {
    Files.writeString(day(1), line("01T10:00:00").repeat(2_000));
    AuditIndex index = index();
    index.refresh();
    String edited = line("01T10:00:00").replace("\"a\"", "\"b\"");
    Files.writeString(day(1), edited + line("01T10:00:00").repeat(2_000));

    assertEquals(Map.of("a", 2_000, "b", 1), search(index.refresh(), "").actions());
    assertEquals(Map.of("a", 2_000, "b", 1), search(index().refresh(), "").actions());
  }

  @Test
  void editThatPutsTheFilesTimeBackIsSeenAndKept() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("unix"));
    Files.writeString(day(1), line("01T10:00:00") + line("01T10:00:01"));
    AuditIndex index = index();
    index.refresh();
    editInPlace("\"a\"", "\"b\"");
    assertEquals(Map.of("b", 2), search(index.refresh(), "").actions());

    editInPlace("\"b\"", "\"c\"");
    assertEquals(Map.of("c", 2), search(index().refresh(), "").actions(), "at the next start");
    byte[] kept = Files.readAllBytes(kept());
    assertEquals(Map.of("c", 2), search(index().refresh(), "").actions());
    editInPlace("\"c\"", "\"d\"");
    index().refresh();
    assertFalse(Arrays.equals(kept, Files.readAllBytes(kept())), "for the start after that");
  }

  /// Keeps the file's size, its time, and which one it is.
  private void editInPlace(String text, String other) throws IOException {
    Object key = Files.readAttributes(day(1), BasicFileAttributes.class).fileKey();
    FileTime time = Files.getLastModifiedTime(day(1));
    Files.writeString(day(1), Files.readString(day(1)).replace(text, other));
    Files.setLastModifiedTime(day(1), time);
    assertEquals(key, Files.readAttributes(day(1), BasicFileAttributes.class).fileKey());
  }

  @Test
  void whateverCallFailsKeepsOneFileBackAtMost() throws IOException {
    Files.writeString(day(1), line("01T10:00:00"));
    Files.writeString(day(2), line("02T10:00:00"));
    FaultyFileSystem disk = new FaultyFileSystem();
    int shown = 0;
    for (int call = 1; ; call++) {
      AuditIndex index = AuditIndex.open(disk.path(folder), Optional.empty());
      disk.failAt(call, FaultyFileSystem.Fault.BROKEN);
      try {
        AuditView view = index.refresh();
        assertTrue(view.size() > 0, () -> disk.failed().toString());
        shown++;
      } catch (StoreException e) {
        assertTrue(disk.failed().orElseThrow().contains("list"), () -> disk.failed().toString());
      }
      if (disk.failed().isEmpty()) {
        break;
      }
    }
    assertTrue(shown > 4, "most of them");
  }

  @Test
  void fileThatCannotBeReadAnyMoreIsLeftOutAndToldUntilItCanBeRead() throws IOException {
    Files.writeString(day(1), line("01T10:00:00") + line("01T10:00:01"));
    Files.writeString(day(2), line("02T10:00:00"));
    Path aside = folder.resolve("aside");
    AuditIndex index = index();
    AuditView view = index.refresh();
    Files.move(day(1), aside);
    Files.createDirectory(day(1));

    AuditFound found = search(view, "2026");
    assertEquals(1, found.size());
    assertFalse(found.isWhole());
    assertEquals(1, found.searched());
    assertEquals(3, found.total());
    AuditTrouble trouble =
        new AuditTrouble(
            AuditTrouble.Kind.UNREADABLE,
            day(1).toString(),
            Message.of(FileReason.SYSTEM, "Is a directory"));
    assertEquals(List.of(trouble), found.problems());
    assertEquals(List.of(trouble), view.problems());
    assertThrows(StoreException.class, found::requireRead);
    assertTrue(search(view, "action:a").isWhole(), "what the index knows needs no file");

    Files.delete(day(1));
    Files.move(aside, day(1));
    AuditView again = index.refresh();
    assertFalse(found.isOf(again));
    assertEquals(List.of(), again.problems());
    AuditFound all = AuditSearch.searchOn(found, again, found.query(), () -> false, _ -> {});
    assertEquals(3, all.requireRead().size());
  }

  @Test
  void viewTellsWhetherItIsWholeWhateverIsReadLater() throws IOException {
    Files.writeString(day(1), line("01T10:00:00"));
    FaultyFileSystem disk = new FaultyFileSystem();
    AuditIndex index = AuditIndex.open(disk.path(folder), Optional.empty());
    disk.failEach(Set.of("open"), FaultyFileSystem.Fault.BROKEN);
    AuditView part = index.refresh();
    disk.heal();
    AuditView all = index.refresh();
    assertFalse(part.isWhole());
    assertTrue(all.isWhole());
  }

  @Test
  void rowsOfAFileThatCannotBeReadSayWhyAndKeepNoOthersBack() throws IOException {
    Files.writeString(day(1), line("01T10:00:00") + line("01T10:00:01"));
    Files.writeString(day(2), line("02T10:00:00"));
    Path aside = folder.resolve("aside");
    AuditIndex index = index();
    AuditView view = index.refresh();
    List<AuditRecord> whole = view.records(0, 9);
    Files.move(day(1), aside);
    Files.createDirectory(day(1));

    List<AuditRecord> shown = view.records(0, 9);
    AuditProblem why =
        new AuditProblem(
            AuditProblem.Kind.FILE, Optional.of(Message.of(FileReason.SYSTEM, "Is a directory")));
    for (int i = 0; i < 2; i++) {
      assertEquals(Optional.of(why), shown.get(i).problem());
      assertEquals(whole.get(i).moment(), shown.get(i).moment());
      assertEquals(whole.get(i).line(), shown.get(i).line());
    }
    assertEquals(whole.getLast(), shown.getLast());
    AuditTrouble trouble =
        new AuditTrouble(
            AuditTrouble.Kind.UNREADABLE,
            day(1).toString(),
            Message.of(FileReason.SYSTEM, "Is a directory"));
    assertEquals(List.of(trouble), view.problems());
    AuditFound all = search(view, "");
    assertEquals(shown, all.records(0, 9));
    assertEquals(whole.subList(2, 3), all.requireRecords(2, 1));
    assertThrows(StoreException.class, () -> all.requireRecords(0, 9));

    Files.delete(day(1));
    Files.move(aside, day(1));
    AuditView again = index.refresh();
    assertFalse(all.isOf(again), "so that it is shown again");
    assertEquals(whole, again.records(0, 9));
    assertEquals(List.of(), again.problems());
  }

  private static AuditFound search(AuditView view, String text) {
    AuditQuery query = ((AuditQuery.Understood) AuditQuery.parse(text, ZoneOffset.UTC)).query();
    return AuditSearch.search(view, query, () -> false, _ -> {});
  }

  @Test
  void actionsAndActorsAreFoundAndCountedWithoutTheLines() throws IOException {
    Files.writeString(day(1), line("01T10:00:00") + "garbage\n" + line("01T10:00:01"));
    index().refresh();
    AuditView kept = index().refresh();
    Files.delete(day(1));

    assertEquals(3, search(kept, "").size());
    assertEquals(Map.of("a", 2), search(kept, "").actions());
    assertEquals(Map.of("u", 2), search(kept, "action:a -actor:dana").actors());
    assertEquals(1, search(kept, "-actor:u").size());
  }

  @Test
  void keyThatIsNamedAsAWholeIsLookedForInNoOtherLines() throws IOException {
    String about = line("01T10:00:00").replace("{}", "{\"key_id\": \"K-1\", \"name\": \"Édge\"}");
    Files.writeString(day(1), line("01T10:00:00") + about);
    index().refresh();
    AuditView kept = index().refresh();
    assertEquals(1, search(kept, "key:\"k-1\"").size());
    assertEquals(1, search(kept, "key:\"édge\"").size());
    assertEquals(1, search(kept, "-key:\"k-1\"").size());
    Files.delete(day(1));

    assertEquals(0, search(kept, "key:\"k-2\"").size());
    assertEquals(2, search(kept, "-key:\"k-2\"").size());
    assertEquals(1, search(kept, "-key:\"k-1\" action:a").size(), "known by the index alone");
  }

  @Test
  void moreActorsThanThereAreCodesAreFoundAllTheSame() throws IOException {
    int count = TextCodes.NONE + 100;
    Files.writeString(
        day(1),
        IntStream.range(0, count)
            .mapToObj(i -> line("01T10:00:00").replace("\"u\"", "\"user %d.\"".formatted(i)))
            .collect(Collectors.joining()));
    index().refresh();
    AuditView kept = index().refresh();

    assertEquals(count, search(kept, "action:a").actors().size());
    String last = "user " + (count - 1) + ".";
    assertEquals(Map.of(last, 1), search(kept, "actor:\"" + last + "\"").actors());
    assertEquals(count - 1, search(kept, "-actor:\"" + last + "\"").size());
  }

  @Test
  void damagedKeptIndexIsNotUsed() throws IOException {
    Files.writeString(day(1), line("01T10:00:00") + "garbage\n");
    List<AuditRecord> expected = index().refresh().records(0, 9);
    Path kept = kept();
    byte[] whole = Files.readAllBytes(kept);
    for (int i = 0; i < whole.length; i += 3) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x10;
      Files.write(kept, damaged);
      AuditView view = index().refresh();
      assertEquals(expected, view.records(0, 9));
      assertEquals(Map.of("a", 1), search(view, "actor:u").actions());
    }
  }

  @Test
  void keptIndexWithCodesOfNoTextIsNotUsed() throws IOException {
    Files.writeString(day(1), line("01T10:00:00"));
    index().refresh();
    Path kept = kept();
    byte[] whole = Files.readAllBytes(kept);
    whole[whole.length - 1] = 9;
    CRC32C sum = new CRC32C();
    String about = folder.toAbsolutePath() + "\0" + day(1).getFileName() + "\0";
    sum.update(about.getBytes(StandardCharsets.UTF_8));
    sum.update(whole, 12, whole.length - 12);
    Files.write(kept, ByteBuffer.wrap(whole).putInt(8, (int) sum.getValue()).array());

    assertEquals(Map.of("a", 1), search(index().refresh(), "").actions());
  }

  private Path kept() throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  @Test
  void interruptedReadingGoesOnAtTheNextCall() throws IOException {
    Files.writeString(day(1), line("01T10:00:00").repeat(20_000));
    AuditIndex index = index();
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, index::refresh);
    assertTrue(Thread.interrupted());
    assertEquals(20_000, index.refresh().size());
  }

  @Test
  void bytesThatAreNoTextAreToldApartAndFound() throws IOException {
    Files.write(day(1), "bad \u00ff\u00c3 one\nbad \u00fe \u00c3\u00a9\n".getBytes(ISO_8859_1));
    AuditView view = index().refresh();

    assertEquals(
        List.of("bad \\xff\\xc3 one", "bad \\xfe \u00e9"),
        view.records(0, 2).stream().map(AuditRecord::text).toList());
    assertEquals(1, search(view, "\\xff").size());
    assertEquals(1, search(view, "XFE").size());
    assertEquals(1, search(view, "\u00c9").size());
    assertEquals(0, search(view, "\ufffd").size());
  }

  @Test
  void longLineSaysThatItIsCutAndEndsWithAWholeLetter() throws IOException {
    String whole = "x".repeat(AuditRecord.MOST_TEXT);
    String letters = "x".repeat(AuditRecord.MOST_TEXT - 1);
    Files.writeString(day(1), whole + "\n" + whole + "y\n" + letters + "\u6771\n");
    Files.write(day(2), (whole.substring(2) + "\u00ff\n").getBytes(ISO_8859_1));

    List<AuditRecord> all = index().refresh().records(0, 9);
    assertEquals(
        List.of(whole, whole + "\u2026", letters + "\u2026", whole.substring(2) + "\\x\u2026"),
        all.stream().map(AuditRecord::text).toList());
    assertEquals(List.of(false, true, true, true), all.stream().map(AuditRecord::cut).toList());
  }

  @Test
  void lineBeyondWhatIsReadIsARecordWithItsBeginning() throws IOException {
    Files.writeString(
        day(1), line("01T10:00:00") + "x".repeat((16 << 20) + 9) + "\n" + line("01T10:00:01"));
    AuditView view = index().refresh();
    List<AuditRecord> all = view.records(0, 9);
    assertEquals(3, all.size());
    assertEquals("x".repeat(AuditRecord.MOST_TEXT) + "\u2026", all.get(1).text());
    AuditFound found = AuditSearch.search(view, AuditQuery.ALL, () -> false, _ -> {});
    assertEquals(all, found.records(0, 9));
  }
}

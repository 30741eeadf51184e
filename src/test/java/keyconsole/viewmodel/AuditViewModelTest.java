package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleObjectProperty;
import keyconsole.domain.Value;
import keyconsole.service.JsonText;
import keyconsole.viewmodel.AuditViewModel.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditViewModelTest {

  private static final int ROOM = 10;

  @TempDir Path folder;
  private final TestSurroundings around = new TestSurroundings();
  private TestWorkspace test;
  private Path day;
  private Optional<AuditViewModel> opened = Optional.empty();

  @BeforeEach
  void open() throws IOException {
    test = new TestWorkspace(folder, "acme.example");
    day = test.workspace.folder().resolve("audit/audit_2026-11-23.jsonl");
    Files.writeString(day, "");
  }

  @AfterEach
  void close() {
    opened.ifPresent(AuditViewModel::close);
    test.close();
  }

  private AuditViewModel audit(String query) {
    return audit(query, ZoneOffset.UTC);
  }

  /// What a tenant without seals keeps for its audit page, in the workstation's zone.
  static AuditKept kept(Workspace workspace, FileSaver files) {
    return kept(workspace, files, Optional.empty());
  }

  private static AuditKept kept(
      Workspace workspace, FileSaver files, Optional<SealViewModel> seals) {
    return new AuditKept(
        seals, new SimpleObjectProperty<>(UsageZones.LOCAL), new AuditSaving(workspace, files));
  }

  private AuditViewModel audit(String query, ZoneId zone) {
    return audit(query, zone, Optional.empty());
  }

  private AuditViewModel audit(String query, ZoneId zone, Optional<SealViewModel> seals) {
    opened.ifPresent(AuditViewModel::close);
    around.zone = zone;
    AuditViewModel made =
        new AuditViewModel(
            test.workspace,
            new KeyListViewModel(test.workspace),
            around.surroundings(),
            kept(test.workspace, around, seals),
            query);
    made.resize(ROOM);
    opened = Optional.of(made);
    return made;
  }

  /// Appends records, a second apart, from a number on.
  private void append(int first, int count) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = first; i < first + count; i++) {
      text.append(line("%02d:%02d:%02d".formatted(i / 3_600, i / 60 % 60, i % 60), "Key " + i));
    }
    write(text.toString());
  }

  private static String line(String time, String name) {
    return "{\"timestamp\": \"2026-11-23T%s\", \"action\": \"api_key_revoked\", \"user_id\": \"olu@acme.example\", \"tenant\": \"acme.example\", \"details\": {\"key_id\": \"k\", \"name\": \"%s\"}}\n"
        .formatted(time, name);
  }

  private void write(String text) throws IOException {
    Files.writeString(day, text, StandardOpenOption.APPEND);
  }

  private static AuditRow.Cells cells(AuditViewModel audit, int row) {
    return audit.windowProperty().get().rows().get(row).cells().orElseThrow();
  }

  private static double top(AuditViewModel audit) {
    return audit.windowProperty().get().top();
  }

  @Test
  void newestRecordStandsFirst() throws IOException {
    append(0, 200);
    AuditViewModel audit = audit("");
    assertEquals("200", audit.countTextProperty().get());
    assertEquals("Key 199", cells(audit, 0).key());
    assertEquals("revoked", cells(audit, 0).badge().text());
    assertEquals("olu", cells(audit, 0).actor());
    assertEquals("23 Nov 00:03:19", cells(audit, 0).time());
    audit.scrollTo(Double.MAX_VALUE);
    assertEquals("Key 0", cells(audit, ROOM - 1).key());
  }

  @Test
  void newRecordsComeIntoSightWhileTheyAreFollowed() throws IOException {
    append(0, 50);
    AuditViewModel audit = audit("");
    append(50, 2);
    test.tick();
    assertEquals("Key 51", cells(audit, 0).key());
    assertTrue(audit.followingProperty().get());
  }

  @Test
  void rowsInSightAndTheChosenOneStayAsOthersComeInAbove() throws IOException {
    append(0, 100);
    AuditViewModel audit = audit("");
    audit.scrollTo(20);
    audit.select(22);
    assertFalse(audit.followingProperty().get());
    append(100, 5);
    test.tick();
    assertEquals(25, top(audit));
    assertEquals("Key 79", cells(audit, 0).key());
    AuditRow chosen = audit.windowProperty().get().rows().get(2);
    assertEquals("Key 77", chosen.cells().orElseThrow().key());
    assertTrue(chosen.selected());
    audit.moveSelection(1);
    assertTrue(audit.windowProperty().get().rows().get(3).selected());
    audit.toggleFollowing();
    assertEquals("Key 104", cells(audit, 0).key());
  }

  @Test
  void recordsThatComeLateDoNotMoveTheRowsInSight() throws IOException {
    append(0, 100);
    AuditViewModel audit = audit("");
    audit.scrollTo(20.5);
    audit.select(22);

    write(line("00:00:05", "Late, below"));
    test.tick();
    assertEquals("101", audit.countTextProperty().get());
    assertEquals(20.5, top(audit));
    assertEquals("Key 79", cells(audit, 0).key());

    write(line("00:01:35", "Late, above"));
    test.tick();
    assertEquals(21.5, top(audit));
    assertEquals("Key 79", cells(audit, 0).key());

    Files.writeString(day.resolveSibling("audit_2026-11-21.jsonl"), line("00:00:00", "Older"));
    test.tick();
    assertEquals("103", audit.countTextProperty().get());
    assertEquals("Key 79", cells(audit, 0).key());
    assertEquals("Key 77", selected(audit));
    audit.moveSelection(-1);
    assertEquals("Key 78", selected(audit));
  }

  private static String selected(AuditViewModel audit) {
    return audit.windowProperty().get().rows().stream()
        .filter(AuditRow::selected)
        .map(row -> row.cells().orElseThrow().key())
        .findFirst()
        .orElse("");
  }

  @Test
  void oneOfTwoRecordsOnALineIsChosenAlone() throws IOException {
    write(line("01:00:00", "One").strip() + line("01:00:01", "Other"));
    AuditViewModel audit = audit("");
    audit.select(1);
    assertEquals("One", selected(audit));
    assertFalse(audit.windowProperty().get().rows().getFirst().selected());
  }

  @Test
  void nothingIsCountedBeforeTheLogIsRead() throws IOException {
    append(0, 3);
    test.tasks.hold();
    AuditViewModel audit = audit("");
    assertEquals(AuditViewModel.State.READING, audit.stateProperty().get());
    assertEquals("", audit.countTextProperty().get());
    test.tasks.release();
    assertEquals("3", audit.countTextProperty().get());
  }

  @Test
  void rowsInSightDoNotFlashAsANewResultComes() throws IOException {
    append(0, 50);
    AuditViewModel audit = audit("");
    test.tasks.hold();

    append(50, 2);
    comeTo(audit, 52);
    assertTrue(audit.windowProperty().get().rows().get(1).cells().isEmpty());
    assertEquals("Key 49", cells(audit, 2).key());
    append(52, 1);
    comeTo(audit, 53);
    assertEquals("Key 49", cells(audit, 3).key());

    test.tasks.release();
    assertEquals("Key 52", cells(audit, 0).key());
  }

  /// Goes on with what is held back until so many records are found, and no further.
  private void comeTo(AuditViewModel audit, int size) {
    test.tick();
    while (audit.windowProperty().get().size() < size) {
      test.tasks.goOn();
    }
  }

  @Test
  void aFileWrittenAnewWithAsManyRecordsIsShown() throws IOException {
    append(0, 3);
    AuditViewModel audit = audit("");
    Files.writeString(day, line("10:00:00", "Another") + line("10:00:01", "log") + "x\n");
    test.tick();
    assertEquals("3", audit.countTextProperty().get());
    assertEquals("log", cells(audit, 1).key());
  }

  @Test
  void aSearchThatRecordsOvertakeFindsThemToo() throws IOException {
    append(0, 30);
    AuditViewModel audit = audit("key:nothing");
    test.tasks.meanwhile(
        () -> {
          appendUnchecked(30, 5);
          test.tick();
        });

    audit.search("action:revoked");

    assertFalse(audit.searchingProperty().get());
    assertEquals("35 of 35", audit.countTextProperty().get());
    assertEquals("Key 34", cells(audit, 0).key());
    assertEquals(35, audit.histogramProperty().get().counts().getLast());
  }

  private void appendUnchecked(int first, int count) {
    try {
      append(first, count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void lookingForWhatIsNewIsNoSearchThatOneWaitsFor() throws IOException {
    append(0, 3);
    AuditViewModel audit = audit("actor:nobody");
    List<String> seen = new ArrayList<>();
    audit.stateProperty().subscribe(state -> seen.add(state.name()));
    audit.searchingProperty().subscribe(going -> seen.add("searching " + going));

    append(3, 2);
    test.tick();

    assertEquals("0 of 5", audit.countTextProperty().get());
    assertEquals(List.of("NOTHING", "searching false"), seen);
  }

  @Test
  void aSearchCancelledTooLateIsFollowedOn() throws IOException {
    append(0, 30);
    AuditViewModel audit = audit("");
    test.tasks.meanwhile(audit::cancel);
    audit.search("action:revoked");
    append(30, 1);
    test.tick();
    assertEquals("31 of 31", audit.countTextProperty().get());
  }

  @Test
  void chosenRecordIsShownInFull() throws IOException {
    append(0, 3);
    AuditViewModel audit = audit("");
    audit.select(1);
    assertTrue(audit.detail().detailProperty().get().isPresent());
    audit.selectNothing();
    assertTrue(audit.detail().detailProperty().get().isEmpty());
  }

  @Test
  void searchesWhenAskedAndTellsAMistake() throws IOException {
    append(0, 30);
    AuditViewModel audit = audit("key:\"Key 7\"");
    assertEquals("1 of 30", audit.countTextProperty().get());
    audit.textProperty().set("from:never");
    assertEquals("1 of 30", audit.countTextProperty().get());
    audit.search();
    assertTrue(audit.mistakeProperty().get().isPresent());
    assertEquals("1 of 30", audit.countTextProperty().get());
    audit.search("actor:nobody");
    assertTrue(audit.mistakeProperty().get().isEmpty());
    assertEquals(State.NOTHING, audit.stateProperty().get());
    audit.search("");
    assertEquals("30", audit.countTextProperty().get());
  }

  @Test
  void aCancelledSearchDoesNotBeginAgainByItself() throws IOException {
    append(0, 30);
    AuditViewModel audit = audit("");
    test.tasks.hold();
    audit.search("key:\"Key 7\"");
    audit.cancel();
    assertEquals(State.RECORDS, audit.stateProperty().get());
    test.tasks.release();
    assertEquals("0 found, cancelled after 0 of 30", audit.countTextProperty().get());
    assertEquals(State.CANCELLED, audit.stateProperty().get());

    append(30, 5);
    test.tick();
    assertEquals("0 found, cancelled after 0 of 30", audit.countTextProperty().get());
    audit.retry();
    assertEquals("1 of 35", audit.countTextProperty().get());
  }

  @Test
  void aLineIsChosenWhereItStandsWhateverWasSearchedFor() throws IOException {
    append(0, 200);
    AuditViewModel audit = audit("key:\"Key 7\"");

    audit.reveal("audit_2026-11-23.jsonl", 11);

    assertEquals("200", audit.countTextProperty().get());
    assertEquals("Key 10", audit.detail().detailProperty().get().orElseThrow().title());
  }

  @Test
  void barsCountWhatIsFoundAndABrushNarrowsToThem() throws IOException {
    append(0, 8_000);
    AuditViewModel audit = audit("");
    AuditHistogram bars = audit.histogramProperty().get();
    assertEquals(AuditHistogram.Step.HOUR, bars.step());
    assertEquals(24, bars.size());
    assertEquals(List.of(0, 3_600, 3_600, 800), bars.counts().subList(20, 24));

    audit.brush(22, 22);

    assertEquals("Key 7199", cells(audit, 0).key());
    assertEquals(3_600, audit.windowProperty().get().size());
    AuditBrush brush = audit.brushProperty().get().orElseThrow();
    assertEquals("23 Nov 01:00", brush.range());
    assertEquals("3,600 of 8,000 entries", brush.inside());
    audit.scrollTo(Double.MAX_VALUE);
    assertEquals("Key 3600", cells(audit, ROOM - 1).key());

    audit.clearBrush();
    assertEquals("Key 7999", cells(audit, 0).key());
  }

  @Test
  void aBrushStaysAsRecordsCome() throws IOException {
    append(0, 8_000);
    AuditViewModel audit = audit("");
    audit.brush(22, 23);
    append(8_000, 5);
    test.tick();
    assertEquals("Key 8004", cells(audit, 0).key());
    assertEquals("4,405 of 8,005 entries", audit.brushProperty().get().orElseThrow().inside());

    audit.brush(21, 21);
    append(8_005, 5);
    test.tick();
    assertEquals("Key 3599", cells(audit, 0).key());

    audit.search("revoked");
    assertTrue(audit.brushProperty().get().isEmpty());
  }

  @Test
  void aRangeWithoutEntriesIsLeftByTheWayOut() throws IOException {
    write(line("01:00:00", "One") + line("05:00:00", "Other"));
    AuditViewModel audit = audit("");

    audit.brush(20, 21);
    assertEquals(State.NOTHING, audit.stateProperty().get());

    audit.showAll();
    assertEquals(State.RECORDS, audit.stateProperty().get());
  }

  @Test
  void daysAreThoseOfTheZone() throws IOException {
    write(
        line("12:00:00", "Weeks before").replace("2026-11-23", "2026-10-24")
            + line("22:30:00", "Before midnight").replace("2026-11-23", "2026-11-21")
            + line("23:30:00", "After midnight").replace("2026-11-23", "2026-11-21"));

    assertEquals(List.of(0, 2), lastTwo(audit("").histogramProperty().get()));
    AuditHistogram berlin = audit("", ZoneId.of("Europe/Berlin")).histogramProperty().get();
    assertEquals(List.of(1, 1), lastTwo(berlin));
    assertEquals("22 Nov", berlin.name(berlin.size() - 1));
  }

  private static String at(String moment) {
    return line(moment.substring(11), moment).replace("2026-11-23", moment.substring(0, 10));
  }

  @Test
  void timesBarsAndDrawerFollowTheZone() throws IOException {
    write(at("2026-11-23T20:15:07"));
    AuditViewModel audit = audit("", ZoneId.of("Asia/Kolkata"));
    audit.select(0);
    assertEquals("24 Nov 01:45:07", cells(audit, 0).time());
    assertEquals("Asia/Kolkata", audit.histogramProperty().get().zoneName());
    audit.zoneProperty().set(UsageZones.UTC);
    assertEquals("23 Nov 20:15:07", cells(audit, 0).time());
    assertEquals("UTC", audit.histogramProperty().get().zoneName());
    assertEquals("UTC", audit.zoneName());
    String inDrawer = audit.detail().detailProperty().get().orElseThrow().time();
    assertEquals("Mon 23 Nov 2026, 20:15:07.000000 UTC", inDrawer);
    audit.zoneProperty().set(UsageZones.LOCAL);
    inDrawer = audit.detail().detailProperty().get().orElseThrow().time();
    assertEquals("Tue 24 Nov 2026, 01:45:07.000000 Asia/Kolkata, UTC+05:30", inDrawer);
  }

  @Test
  void theHourThatComesTwiceIsToldWithItsOffset() throws IOException {
    write(at("2026-10-25T00:30:00") + at("2026-10-25T01:30:00") + at("2026-10-25T02:30:00"));
    AuditViewModel audit = audit("", ZoneId.of("Europe/Berlin"));
    assertEquals(
        List.of("25 Oct 03:30:00", "25 Oct 02:30:00 +01", "25 Oct 02:30:00 +02"),
        List.of(cells(audit, 0).time(), cells(audit, 1).time(), cells(audit, 2).time()));
    AuditHistogram bars = audit.histogramProperty().get();
    assertEquals("25 Oct 02:00 +02", bars.name(bars.size() - 3));
    assertEquals("25 Oct 02:00 +01", bars.name(bars.size() - 2));
    assertEquals(List.of(1, 1), lastTwo(bars));
  }

  @Test
  void daysBeginAtMidnightAlsoBehindOneThatBeginsLater() throws IOException {
    // In Beirut that 29 March had no midnight: its first hour was from 1:00 to 2:00.
    write(at("2026-03-29T00:30:00") + at("2026-04-20T21:30:00"));
    ZoneId beirut = ZoneId.of("Asia/Beirut");
    AuditHistogram bars = audit("", beirut).histogramProperty().get();
    assertEquals("29 Mar", bars.name(0));
    assertEquals(
        List.of(),
        bars.bounds().stream()
            .skip(1)
            .map(bound -> bound.atZone(beirut).toLocalTime())
            .filter(time -> !time.equals(LocalTime.MIDNIGHT))
            .toList());
    assertEquals(1, bars.counts().getLast());
  }

  @Test
  void hoursOfHalfHourZonesBeginWithTheirOwnHour() throws IOException {
    write(at("2026-04-04T13:20:00") + at("2026-04-04T15:40:00"));
    AuditHistogram kolkata = audit("", ZoneId.of("Asia/Kolkata")).histogramProperty().get();
    assertEquals("4 Apr 21:00", kolkata.name(kolkata.size() - 1));
    assertEquals(List.of(0, 1), lastTwo(kolkata));
    // Clocks on Lord Howe are set back by half an hour between the two.
    AuditHistogram island = audit("", ZoneId.of("Australia/Lord_Howe")).histogramProperty().get();
    assertEquals(2, island.counts().stream().mapToInt(Integer::intValue).sum());
  }

  @Test
  void daysThatAreSearchedForAreThoseOfTheZone() throws IOException {
    write(at("2026-11-22T19:00:00") + at("2026-11-23T12:00:00"));
    AuditViewModel audit = audit("from:2026-11-23", ZoneId.of("Asia/Kolkata"));
    assertEquals(2, audit.windowProperty().get().size());
    assertEquals(
        "Days and times after from: and to: are those of Asia/Kolkata, unless they have an offset"
            + " of their own.",
        audit.datesProperty().get());
    audit.zoneProperty().set(UsageZones.UTC);
    assertEquals(1, audit.windowProperty().get().size());
    assertTrue(audit.datesProperty().get().contains("those of UTC,"));
    audit.textProperty().set("transform:1");
    assertEquals("", audit.datesProperty().get());
  }

  @Test
  void aRangeStaysTheSameTimeInTheOtherZone() throws IOException {
    write(at("2026-11-23T01:10:00") + at("2026-11-23T05:10:00"));
    AuditViewModel audit = audit("", ZoneId.of("Asia/Kolkata"));
    audit.zoneProperty().set(UsageZones.UTC);
    int last = audit.histogramProperty().get().size() - 1;
    audit.brush(last, last);
    audit.select(0);
    audit.zoneProperty().set(UsageZones.LOCAL);
    AuditBrush brush = audit.brushProperty().get().orElseThrow();
    assertEquals("23 Nov 2026 10:30 – 23 Nov 2026 11:30", brush.range());
    assertEquals("1 of 2 entries", brush.inside());
    assertTrue(audit.detail().detailProperty().get().isPresent());
  }

  private static List<Integer> lastTwo(AuditHistogram bars) {
    return bars.counts().subList(bars.size() - 2, bars.size());
  }

  @Test
  void aLongLogHasLongerBars() throws IOException {
    write(
        line("10:00:00", "Late").replace("2026-11-23", "2020-01-31")
            + line("10:00:00", "Now").replace("2026-11-23", "2026-11-20"));
    AuditHistogram bars = audit("").histogramProperty().get();

    assertEquals(AuditHistogram.Step.MONTH, bars.step());
    assertEquals("Jan 2020", bars.name(0));
    assertEquals(83, bars.size());
    assertEquals(1, bars.counts().getFirst());
    assertEquals(1, bars.counts().getLast());
  }

  @Test
  void aClockThatWasADecadeOffLeavesTheBarsOfAllOthers() throws IOException {
    write(line("00:00:00", "Epoch").replace("2026-11-23", "1970-01-01"));
    append(0, 8_000);
    write(
        line("00:00:00", "Ahead").replace("2026-11-23", "2099-12-31")
            + line("00:00:00", "Far ahead").replace("2026-11-23", "9999-12-31"));
    AuditHistogram bars = audit("").histogramProperty().get();

    assertEquals(AuditHistogram.Step.HOUR, bars.step());
    assertEquals(List.of(0, 3_600, 3_600, 800), bars.counts().subList(20, 24));
    assertEquals(3, bars.outside());
  }

  @Test
  void yearsThatManyEntriesAreOfAllHaveBars() throws IOException {
    write(line("00:00:00", "Long ago").replace("2026-11-23", "1990-01-01"));
    append(0, 8);
    AuditHistogram bars = audit("").histogramProperty().get();

    assertEquals(AuditHistogram.Step.YEAR, bars.step());
    assertEquals(1, bars.counts().getFirst());
    assertEquals(0, bars.outside());
  }

  @Test
  void aNewSearchLeavesTheRangeAtOnce() throws IOException {
    append(0, 8_000);
    AuditViewModel audit = audit("");
    audit.brush(21, 21);

    test.tasks.hold();
    audit.search("revoked");

    assertEquals("Key 7999", cells(audit, 0).key());
    assertEquals(8_000, audit.windowProperty().get().size());
    test.tasks.release();
  }

  @Test
  void emptyLogSaysSoUntilSomethingIsWritten() throws IOException {
    AuditViewModel audit = audit("");
    assertEquals(State.EMPTY, audit.stateProperty().get());
    append(0, 1);
    test.tick();
    assertEquals(State.RECORDS, audit.stateProperty().get());
  }

  @Test
  void aFolderThatCannotBeReadSaysWhyAndIsTriedAgain() throws IOException {
    append(0, 1);
    Path audits = day.getParent();
    Path aside = audits.resolveSibling("aside");
    Files.move(audits, aside);
    Files.writeString(audits, "");

    AuditViewModel audit = audit("");
    assertEquals(State.FAILED, audit.stateProperty().get());
    assertEquals(
        "The audit log could not be read. The folder "
            + audits
            + " cannot be listed: it is no folder",
        audit.noteProperty().get());

    Files.delete(audits);
    Files.move(aside, audits);
    audit.retry();
    assertEquals(State.RECORDS, audit.stateProperty().get());
    assertEquals("", audit.noteProperty().get());
  }

  @Test
  void rowsStayWhileTheFolderCannotBeRead() throws IOException {
    append(0, 5);
    AuditViewModel audit = audit("");
    Path audits = day.getParent();
    Path aside = audits.resolveSibling("aside");
    Files.move(audits, aside);
    Files.writeString(audits, "");
    test.tick();
    assertEquals(State.RECORDS, audit.stateProperty().get());
    assertEquals("Key 4", cells(audit, 0).key());
    assertTrue(audit.noteProperty().get().contains("it is no folder"));
  }

  @Test
  void rowsOfAFileThatCannotBeReadSayWhyBesideThoseOfOthers() throws IOException {
    append(0, 100);
    Files.writeString(
        day.resolveSibling("audit_2026-11-22.jsonl"),
        Files.readString(day).replace("-23T", "-22T"));
    append(100, 100);
    AuditViewModel audit = audit("");
    spoil();

    audit.scrollTo(195);
    AuditRow.Cells unread = cells(audit, 0);
    assertEquals("23 Nov 00:00:04", unread.time());
    assertEquals("unreadable", unread.badge().text());
    assertEquals("It cannot be read: Is a directory.", unread.summary());
    assertEquals("Key 99", cells(audit, 5).key());
    audit.select(195);
    AuditDetail shown = audit.detail().detailProperty().get().orElseThrow();
    assertEquals(List.of("It cannot be read: Is a directory."), shown.notes());
    assertFalse(Files.exists(exported(audit)), "an export is whole or not there");

    Files.delete(day);
    Files.move(day.resolveSibling("aside"), day);
    test.tick();
    assertEquals("Key 4", cells(audit, 0).key());
    assertEquals("Key 4", audit.detail().detailProperty().get().orElseThrow().title());
    assertEquals("", audit.noteProperty().get());
  }

  private Path exported(AuditViewModel audit) {
    Path file = folder.resolve("out.csv");
    around.saveTo = Optional.of(file);
    audit.save(AuditSaving.Format.CSV);
    return file;
  }

  /// Lets the file be none that can be read.
  private void spoil() {
    try {
      Files.move(day, day.resolveSibling("aside"));
      Files.createDirectory(day);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aSearchThatCannotReadAFileShowsAndExportsNothingOfTheOneBefore() throws IOException {
    append(0, 8_000);
    AuditViewModel audit = audit("");
    audit.select(0);
    spoil();

    audit.search("key:\"Key 7\"");

    assertEquals(State.NOTHING, audit.stateProperty().get());
    assertTrue(audit.noteProperty().get().contains(day.toString()), audit.noteProperty().get());
    assertEquals(0, audit.windowProperty().get().size());
    String table = Files.readString(exported(audit));
    assertTrue(table.contains("Whole,false"), table);
    assertFalse(table.contains("entry,"), table);

    Files.delete(day);
    Files.move(day.resolveSibling("aside"), day);
    audit.retry();
    assertEquals("1 of 8,000", audit.countTextProperty().get());
    assertEquals("", audit.noteProperty().get());
    assertTrue(Files.readString(exported(audit)).contains("Filter,\"key:\"\"Key 7\"\"\""));
  }

  @Test
  void rowsOfTheOtherZonesDayAreNoAnswerEither() throws IOException {
    write(at("2026-11-22T19:00:00") + at("2026-11-23T12:00:00").replace("olu@", "ola@"));
    AuditViewModel audit = audit("from:2026-11-23 ola", ZoneId.of("Asia/Kolkata"));
    assertEquals(1, audit.windowProperty().get().size());
    spoil();

    audit.zoneProperty().set(UsageZones.UTC);

    assertEquals(State.NOTHING, audit.stateProperty().get());
    assertFalse(Files.readString(exported(audit)).contains("entry,"));
  }

  @Test
  void rowsStayWhereTheSameSearchFailsTheNextTime() throws IOException {
    append(0, 30);
    AuditViewModel audit = audit("key:\"Key 7\"");
    spoil();

    audit.search("key:\"Key 7\"");

    assertEquals("Key 7", cells(audit, 0).key());
    assertTrue(audit.noteProperty().get().contains("Is a directory"), audit.noteProperty().get());
  }

  @Test
  void whileAnotherSearchRunsNothingIsExported() throws IOException {
    append(0, 30);
    AuditViewModel audit = audit("");
    test.tasks.hold();
    audit.search("key:\"Key 7\"");
    assertEquals("30", audit.countTextProperty().get());
    Path file = exported(audit);
    test.tasks.release();
    assertFalse(Files.exists(file));
    assertEquals("1 of 30", audit.countTextProperty().get());
  }

  @Test
  void whatACancelledSearchFoundIsExportedAndSaidNotToBeAll() throws IOException {
    append(0, 30);
    AuditViewModel audit = audit("");
    assertTrue(audit.savableProperty().get());
    test.tasks.hold();
    audit.search("key:\"Key 7\"");
    assertFalse(audit.savableProperty().get());
    audit.cancel();
    test.tasks.release();

    assertTrue(audit.savableProperty().get());
    String saved = Files.readString(exported(audit));
    assertTrue(saved.contains("Whole,false,"), saved);
    assertTrue(saved.contains("Rows,0,"), saved);
    assertEquals(
        "No entries are saved in "
            + folder.resolve("out.csv")
            + ". They are not all: 0 of 30 entries were searched.",
        test.said.getLast());
  }

  @Test
  void whereNothingWasReadThereIsNothingToExport() throws IOException {
    append(0, 30);
    test.tasks.hold();
    AuditViewModel audit = audit("");
    assertFalse(audit.savableProperty().get());
    test.tasks.release();
    assertTrue(audit.savableProperty().get());

    test.tasks.hold();
    exported(audit);
    assertFalse(audit.savableProperty().get());
    test.tasks.release();
    assertTrue(audit.savableProperty().get());
  }

  @Test
  void anExportIsHandedWhatWasSearchedMarkedAndSealed() throws Exception {
    append(0, 8_000);
    SealViewModel seals =
        new SealViewModel(test.workspace, folder.resolve("user"), around, Optional.empty());
    AuditViewModel audit =
        audit("revoked -key:\"Key 3600\"", ZoneId.of("Europe/Berlin"), Optional.of(seals));
    audit.brush(22, 22);

    List<String> table = Files.readAllLines(exported(audit));
    assertEquals(
        List.of(
            "Tenant,acme.example,",
            "Filter,\"revoked -key:\"\"Key 3600\"\"\",",
            "Range from,2026-11-23T02:00:00.000000+01:00,",
            "Range before,2026-11-23T03:00:00.000000+01:00,",
            "From,2026-11-23T02:00:01.000000+01:00,",
            "To,2026-11-23T02:59:59.000000+01:00,",
            "Zone,Europe/Berlin,",
            "Rows,3599,",
            "Whole,true,"),
        table.subList(0, 9).stream().map(row -> row.replaceFirst(",+$", ",")).toList());
    String sealed = seals.inALine();
    assertTrue(sealed.contains("2026-11-23T"), sealed);
    assertTrue(table.get(9).startsWith("Seals,") && table.get(9).contains(sealed), table.get(9));
    assertEquals(3_599, table.stream().filter(row -> row.startsWith("entry,")).count());

    Path lines = folder.resolve("out.jsonl");
    around.saveTo = Optional.of(lines);
    audit.save(AuditSaving.Format.JSONL);
    assertEquals(Files.readAllLines(day).subList(3_601, 7_200), Files.readAllLines(lines));
    Value.Fields about =
        JsonText.parseObject(Files.readString(folder.resolve("out.jsonl.about.json")));
    assertEquals(Optional.of(new Value.Text(audit.query())), about.get("filter"));
    assertEquals(
        Optional.of(new Value.Text("2026-11-23T02:00:00.000000+01:00")), about.get("range_from"));
    assertEquals(
        Optional.of(new Value.Text("2026-11-23T03:00:00.000000+01:00")), about.get("range_before"));
    assertEquals(Optional.of(new Value.Text("Europe/Berlin")), about.get("zone"));
    assertEquals(Optional.of(Value.Numeral.of(3_599)), about.get("rows"));
    assertEquals(Optional.of(new Value.Truth(true)), about.get("whole"));
    assertEquals(Optional.of(new Value.Text(sealed)), about.get("seals"));
    seals.close();
  }

  @Test
  void linesThatAreOddAreRowsToo() throws IOException {
    write(line("10:00:00", "Later") + line("09:00:00", "Clock set back") + "not a record\n");
    AuditViewModel audit = audit("");
    AuditRow.Cells unreadable =
        audit.windowProperty().get().rows().stream()
            .flatMap(row -> row.cells().stream())
            .filter(cells -> !cells.readable())
            .findFirst()
            .orElseThrow();
    assertEquals("not a record", unreadable.summary());
    assertTrue(unreadable.badge().outlined());
    assertTrue(
        audit.windowProperty().get().rows().stream()
            .flatMap(row -> row.cells().stream())
            .anyMatch(cells -> cells.outOfOrder() && cells.key().equals("Clock set back")));
  }
}

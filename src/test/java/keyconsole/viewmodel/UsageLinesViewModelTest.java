package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import keyconsole.domain.UsageLinesQuestion;
import keyconsole.viewmodel.UsageLinesViewModel.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageLinesViewModelTest {

  private static final UsageLinesQuestion ALL = UsageLinesQuestion.everything(ZoneOffset.UTC);
  private static final int ROOM = 10;

  @TempDir Path folder;
  private TestWorkspace test;
  private Path day;
  private Optional<UsageLinesViewModel> opened = Optional.empty();
  private int wentBack;

  @BeforeEach
  void open() throws IOException {
    test = new TestWorkspace(folder, "acme.example");
    day = test.workspace.folder().resolve("usage/usage_2026-11-23.jsonl");
    Files.writeString(day, "");
  }

  @AfterEach
  void close() {
    opened.ifPresent(UsageLinesViewModel::close);
    test.close();
  }

  private UsageLinesViewModel lines(UsageLinesQuestion question) {
    UsageLinesViewModel made = new UsageLinesViewModel(test.workspace, question, () -> wentBack++);
    made.resize(ROOM);
    opened = Optional.of(made);
    return made;
  }

  /// Appends lines, a second apart, from a number on.
  private void append(int first, int count) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = first; i < first + count; i++) {
      text.append(
          "{\"timestamp\": \"2026-11-23T%02d:%02d:%02d\", \"key_id\": \"k%d\", \"endpoint\": \"/v1/chat\", \"client_ip\": \"10.0.0.1\", \"tenant\": \"t\"}\n"
              .formatted(i / 3_600, i / 60 % 60, i % 60, i));
    }
    Files.writeString(day, text, StandardOpenOption.APPEND);
  }

  private static String keyAt(UsageLinesViewModel lines, int row) {
    return lines.windowProperty().get().rows().get(row).cells().orElseThrow().keyId();
  }

  private static double top(UsageLinesViewModel lines) {
    return lines.windowProperty().get().top();
  }

  @Test
  void folderThatIsGoneIsNoFolderWithoutLines() throws IOException {
    Files.move(folder.resolve("acme.example"), folder.resolve("gone"));
    UsageLinesViewModel lines = lines(ALL);
    assertEquals(State.FAILED, lines.stateProperty().get());
    assertTrue(lines.noteProperty().get().contains("is gone"), lines.noteProperty().get());
  }

  @Test
  void tenantThatHasNoUsageFolderYetHasNoLines() throws IOException {
    Files.move(day.getParent(), folder.resolve("elsewhere"));
    assertEquals(State.NONE, lines(ALL).stateProperty().get());
  }

  @Test
  void beginsAtTheEndAndFollowsWhatIsWritten() throws IOException {
    append(0, 100);
    UsageLinesViewModel lines = lines(ALL);
    assertEquals("100 lines", lines.countTextProperty().get());
    assertEquals(90, top(lines));
    assertEquals("k99", keyAt(lines, ROOM - 1));
    append(100, 3);
    test.tick();
    assertEquals(93, top(lines));
    assertEquals("k102", keyAt(lines, ROOM - 1));
  }

  @Test
  void staysWhereAPersonScrolledUpAndTellsHowManyCame() throws IOException {
    append(0, 100);
    UsageLinesViewModel lines = lines(ALL);
    lines.scrollBy(-30);
    assertFalse(lines.followingProperty().get());
    append(100, 5);
    test.tick();
    assertEquals(60, top(lines));
    assertEquals("k60", keyAt(lines, 0));
    assertEquals("5 new", lines.newTextProperty().get());
    lines.toggleFollowing();
    assertEquals("k104", keyAt(lines, ROOM - 1));
    assertEquals("", lines.newTextProperty().get());
  }

  @Test
  void followsAgainWhenScrolledToTheEnd() throws IOException {
    append(0, 100);
    UsageLinesViewModel lines = lines(ALL);
    lines.scrollTo(3.5);
    assertFalse(lines.followingProperty().get());
    assertEquals("k3", keyAt(lines, 0));
    lines.scrollTo(Double.MAX_VALUE);
    assertTrue(lines.followingProperty().get());
  }

  @Test
  void pauseLooksForNoNewLinesUntilItIsOver() throws IOException {
    append(0, 20);
    UsageLinesViewModel lines = lines(ALL);
    lines.pausedProperty().set(true);
    append(20, 5);
    test.tick();
    assertEquals("20 lines", lines.countTextProperty().get());
    lines.pausedProperty().set(false);
    assertEquals("25 lines", lines.countTextProperty().get());
  }

  @Test
  void rowsAreEmptyUntilTheirPageWasReadAndNothingIsWaitedFor() throws IOException {
    append(0, 1_000);
    UsageLinesViewModel lines = lines(ALL);
    test.tasks.hold();
    lines.scrollTo(100);
    assertTrue(lines.windowProperty().get().rows().getFirst().cells().isEmpty());
    lines.scrollTo(600);
    assertEquals(1, test.tasks.heldCount(), "a page that was scrolled past is still read");
    test.tasks.release();
    assertEquals("k600", keyAt(lines, 0));
  }

  @Test
  void linesFoundInFrontLeaveWhatIsInSight() throws IOException {
    append(0, 100);
    UsageLinesViewModel lines = lines(ALL);
    lines.scrollTo(40);
    Files.copy(day, day.resolveSibling("usage_2026-11-22.jsonl"));
    test.tick();
    assertEquals(140, top(lines));
    assertEquals("k40", keyAt(lines, 0));
  }

  @Test
  void chosenLineIsShownWholeAndItsPlaceStays() throws IOException {
    append(0, 100);
    UsageLinesViewModel lines = lines(ALL);
    lines.select(95);
    LineDetail detail = lines.detailProperty().get().orElseThrow();
    String json = detail.json().text();
    assertTrue(json.contains("\n  \"key_id\": \"k95\",\n"), json);
    assertFalse(lines.followingProperty().get());
    append(100, 5);
    test.tick();
    assertTrue(
        lines.windowProperty().get().rows().stream()
            .anyMatch(row -> row.selected() && row.position() == 95));
    lines.escape();
    assertTrue(lines.detailProperty().get().isEmpty());
    assertEquals(0, wentBack);
    lines.escape();
    assertEquals(1, wentBack);
  }

  @Test
  void chosenLinesAreCopiedAsTheyStandInTheirFiles() throws IOException {
    append(0, 300);
    UsageLinesViewModel lines = lines(ALL);
    lines.select(10);
    lines.selectTo(209);
    lines.copy();
    assertEquals(Files.readAllLines(day).subList(10, 210), test.clipboard.lines().toList());
    assertEquals("200 lines are on the clipboard", test.said.getLast());
  }

  @Test
  void keyboardMovesTheChosenRowAndKeepsItInSight() throws IOException {
    append(0, 100);
    UsageLinesViewModel lines = lines(ALL);
    lines.select(90);
    lines.moveSelection(-1, false);
    assertEquals(89, top(lines));
    assertEquals("k89", keyAt(lines, 0));
    lines.moveSelection(1, true);
    assertEquals(2, lines.windowProperty().get().rows().stream().filter(LineRow::selected).count());
  }

  @Test
  void leadsToATimeInTheZoneThatIsShown() throws IOException {
    append(0, 5_000);
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    UsageLinesViewModel lines = lines(UsageLinesQuestion.everything(berlin));
    lines.goTo("2026-11-23 02:00:00");
    assertEquals("k3600", keyAt(lines, 0));
    assertEquals(
        "2026-11-23 02:00:00.000000 +01:00",
        lines.windowProperty().get().rows().getFirst().cells().orElseThrow().time());
    lines.zoneProperty().set(LineZone.UTC);
    lines.goTo("00:01");
    assertEquals("k60", keyAt(lines, 0));
    lines.goTo("soon");
    assertTrue(lines.goToErrorProperty().get().startsWith("Type a day"));
  }

  @Test
  void zoneThatIsUtcByAnotherNameIsUtc() throws IOException {
    append(0, 1);
    UsageLinesViewModel lines = lines(UsageLinesQuestion.everything(ZoneId.of("Etc/UTC")));
    assertEquals(LineZone.UTC, lines.zoneProperty().get());
    assertFalse(lines.hasOffset());
    assertEquals("UTC", lines.zoneName());
  }

  @Test
  void firstReadingTellsNoNumberOfLinesYet() throws IOException {
    append(0, 100);
    test.tasks.hold();
    UsageLinesViewModel lines = lines(ALL);
    assertEquals("reading 0 %", lines.countTextProperty().get());
    test.tasks.release();
    assertEquals("100 lines", lines.countTextProperty().get());
  }

  @Test
  void namesTheKeysThatAreThereAndNoOthers() throws IOException {
    String id = test.key("Billing export").id().text();
    Files.writeString(
        day,
        "{\"timestamp\": \"2026-11-23T01:00:00\", \"key_id\": \"%s\"}\nbroken\n".formatted(id));
    append(0, 1);
    UsageLinesViewModel lines = lines(ALL);
    LineRow.Cells first = lines.windowProperty().get().rows().getFirst().cells().orElseThrow();
    assertEquals("Billing export", first.key());
    LineRow.Cells second = lines.windowProperty().get().rows().get(1).cells().orElseThrow();
    assertEquals("broken", second.unreadable());
    assertEquals("", lines.windowProperty().get().rows().get(2).cells().orElseThrow().key());
  }

  @Test
  void saysWhatWasAskedForAndThatNothingMatches() {
    Instant from = Instant.parse("2026-11-20T00:00:00Z");
    UsageLinesViewModel lines =
        lines(
            new UsageLinesQuestion(
                from,
                from.plusSeconds(86_400),
                ZoneOffset.UTC,
                Set.of("none"),
                Set.of(""),
                Set.of("10.0.0.1", "10.0.0.2", "10.0.0.3"),
                Set.of()));
    assertEquals(State.EMPTY, lines.stateProperty().get());
    assertEquals(
        List.of(
            "20 Nov 2026 00:00 – 21 Nov 2026 00:00 UTC",
            "Key: none",
            "Endpoint: (none)",
            "3 client IPs"),
        lines.chipsProperty().get().stream().map(LineChip::text).toList());
  }

  @Test
  void fileThatIsWrittenAnewIsShownAnew() throws IOException {
    append(0, 100);
    UsageLinesViewModel lines = lines(ALL);
    lines.select(50);
    Files.writeString(day, "");
    append(200, 20);
    test.tick();
    assertEquals("20 lines", lines.countTextProperty().get());
    assertEquals("k219", keyAt(lines, lines.windowProperty().get().rows().size() - 1));
    assertTrue(lines.detailProperty().get().isEmpty());
  }

  @Test
  void folderThatCannotBeListedIsToldAndReadOnceItCan() throws IOException {
    Path usage = day.getParent();
    Path aside = usage.resolveSibling("aside");
    append(0, 5);
    Files.move(usage, aside);
    Files.writeString(usage, "no folder");
    UsageLinesViewModel lines = lines(ALL);
    assertEquals(State.FAILED, lines.stateProperty().get());
    assertTrue(lines.noteProperty().get().contains("cannot be listed"));
    Files.delete(usage);
    Files.move(aside, usage);
    test.tick();
    assertEquals(State.LINES, lines.stateProperty().get());
    assertEquals("", lines.noteProperty().get());
  }

  @Test
  void nothingGoesOnOnceItIsClosed() throws IOException {
    append(0, 5);
    int before = test.tasks.repeatingCount();
    UsageLinesViewModel lines = lines(ALL);
    lines.close();
    assertEquals(before, test.tasks.repeatingCount());
  }
}

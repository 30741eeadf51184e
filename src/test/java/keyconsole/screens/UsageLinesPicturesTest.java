package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import keyconsole.domain.ApiKey;
import keyconsole.domain.UsageFilter.WeekHour;
import keyconsole.domain.UsageLinesQuestion;
import keyconsole.service.DemoTenant;
import keyconsole.viewmodel.LineZone;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import keyconsole.viewmodel.UsageLinesViewModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The usage lines in every state that they can be in, left as pictures.
class UsageLinesPicturesTest extends WindowTest {

  private static final UsageLinesQuestion ALL = UsageLinesQuestion.everything(ZoneOffset.UTC);

  private UsageLinesViewModel lines;

  @BeforeEach
  void open() {
    TestSurroundings.copyDemo(folder);
    interact(
        () ->
            shell.open(folder, DemoTenant.DOMAIN, TestWorkspace.administrator(DemoTenant.DOMAIN)));
  }

  private void show(UsageLinesQuestion question) {
    interact(() -> shell.showUsageLines(question));
    lines = ((Page.UsageLines) shell.pageProperty().get()).model();
    interact(() -> scene.getRoot().layout());
  }

  private Path usage() {
    return shell.workspaceProperty().get().orElseThrow().folder().resolve("usage");
  }

  @Test
  void fullAtTheEnd() {
    show(ALL);
    assertTrue(lines.followingProperty().get());
    long size = lines.windowProperty().get().size();
    assertTrue(size > 1_000);
    assertEquals(size - 1, lines.windowProperty().get().rows().getLast().position());
    assertFalse(lookup(".lines-title").queryAs(Labeled.class).isTextTruncated());
    picture("lines");
  }

  @Test
  void aChosenLineInFull() {
    show(ALL);
    interact(() -> lines.scrollTo(1_000));
    interact(() -> lines.select(1_010));
    assertTrue(lookup(".lines-drawer").query().isVisible());
    picture("lines-detail");
    interact(() -> lines.zoneProperty().set(LineZone.LOCAL));
    picture("lines-detail-local");
  }

  @Test
  void filteredInAHalfHourZoneWithOddLines() throws IOException {
    List<ApiKey> keys =
        shell.workspaceProperty().get().orElseThrow().service().list().subList(0, 3);
    Files.writeString(
        usage().resolve("usage_2026-11-23.jsonl"),
        "not a record\n"
            + "{\"timestamp\": \"2026-11-23T10:00:00\", \"key_id\": \"gone-0\", \"endpoint\": \"/v1/東京\", \"client_ip\": \"2001:db8:85a3:8d3:1319:8a2e:370:7348\"}"
            + "{\"timestamp\": \"2026-11-23T10:00:01\", \"key_id\": \"gone-1\"}\n"
            + "{\"timestamp\": \"2026-11-23T10:00:02\", \"key_id\": \"a-key-id-that-is-far-longer-than-any-that-the-backend-writes\", \"endpoint\": \"/v1/"
            + "long/".repeat(40)
            + "\", \"client_ip\": \"10.0.0.1\"}\n",
        StandardOpenOption.APPEND,
        StandardOpenOption.CREATE);
    show(ALL);
    interact(() -> lines.select(lines.windowProperty().get().size() - 2));
    picture("lines-odd");
    show(
        new UsageLinesQuestion(
            Instant.parse("2026-10-26T00:00:00Z"),
            Instant.MAX,
            ZoneId.of("Asia/Kolkata"),
            Set.copyOf(keys.stream().map(key -> key.id().text()).toList()),
            Set.of(),
            Set.of(),
            Set.of(new WeekHour(DayOfWeek.MONDAY, 9), new WeekHour(DayOfWeek.MONDAY, 10))));
    picture("lines-filtered");
  }

  @Test
  void nothingMatches() {
    show(
        new UsageLinesQuestion(
            Instant.MIN,
            Instant.MAX,
            ZoneOffset.UTC,
            Set.of(),
            Set.of("/v1/never-called"),
            Set.of("203.0.113.77"),
            Set.of()));
    assertEquals("No lines match", lookup(".keys-empty-title").queryAs(Label.class).getText());
    picture("lines-empty");
  }

  @Test
  void whileTheLinesAreRead() {
    around.tasks.hold();
    show(ALL);
    assertTrue(lookup(".keys-empty-title").queryAs(Label.class).getText().startsWith("Reading"));
    picture("lines-reading");
    interact(() -> around.tasks.release());
    assertTrue(lines.windowProperty().get().size() > 0);
  }

  @Test
  void wayBackLeadsToWhereAPersonWasAndEndsTheReading() {
    interact(() -> shell.showAccessCheck(Optional.empty()));
    int repeating = around.tasks.repeatingCount();
    show(ALL);
    assertTrue(around.tasks.repeatingCount() > repeating);
    interact(() -> lines.goBack());
    assertInstanceOf(Page.AccessCheck.class, shell.pageProperty().get());
    assertEquals(repeating, around.tasks.repeatingCount());
  }

  @Test
  void narrowestWindowKeepsEveryButtonWhole() {
    show(ALL);
    interact(() -> lines.select(lines.windowProperty().get().size() - 1));
    resize(1_024, 700);
    for (String each : List.of("#follow", "#pause", "#back", ".lines-title")) {
      assertFalse(lookup(each).queryAs(Labeled.class).isTextTruncated(), each);
    }
    picture("lines-narrow");
  }
}

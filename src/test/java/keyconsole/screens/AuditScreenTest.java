package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.event.ActionEvent;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import keyconsole.bench.GeneratedAudit;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.Limits;
import keyconsole.service.DemoTenant;
import keyconsole.service.KeyService;
import keyconsole.service.Session;
import keyconsole.viewmodel.AuditBrush;
import keyconsole.viewmodel.AuditRow;
import keyconsole.viewmodel.AuditViewModel;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The audit page, driven.
class AuditScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";

  private AuditViewModel audit;

  @BeforeEach
  void open() {
    TestSurroundings.copyTenant(TENANT, folder);
    interact(() -> shell.open(folder, TENANT, TestWorkspace.administrator(TENANT)));
    interact(() -> lookup("#audit").queryAs(Button.class).fire());
    audit = assertInstanceOf(Page.Audit.class, shell.pageProperty().get()).model();
    interact(() -> scene.getRoot().layout());
  }

  @Test
  void railOpensTheLogWithTheNewestFirst() {
    assertEquals("11", lookup("#count").queryAs(Label.class).getText());
    assertTrue(lookup(".audit-row").queryAll().size() >= 5);
    picture("audit");
  }

  @Test
  void searchIsTypedAndEnteredAndItsRecordOpensByKeyboard() {
    interact(() -> lookup("#search").queryAs(TextField.class).setText("action:revoked"));
    interact(() -> audit.search());
    assertEquals("1 of 11", lookup("#count").queryAs(Label.class).getText());
    interact(() -> lookup("#audit-records").query().requestFocus());
    press(KeyCode.DOWN).release(KeyCode.DOWN);
    interact(() -> scene.getRoot().layout());
    assertTrue(lookup("#drawer").query().isVisible());
    picture("audit-detail");
  }

  @Test
  void whatIsFoundIsExportedAndNoMore() throws IOException {
    Path file = folder.resolve("found.jsonl");
    interact(() -> around.saveTo = Optional.of(file));
    interact(() -> audit.search("action:revoked"));

    MenuButton export = lookup("#auditExport").queryAs(MenuButton.class);
    interact(() -> export.getItems().getLast().fire());

    assertEquals(1, Files.readAllLines(file).size());
    assertTrue(Files.readString(file).contains("api_key_revoked"));
  }

  @Test
  void anExportGoesOnWhileAPersonLooksElsewhere() throws IOException {
    Path file = folder.resolve("found.csv");
    interact(() -> around.saveTo = Optional.of(file));
    interact(() -> around.tasks.hold());
    interact(() -> lookup("#auditExport").queryAs(MenuButton.class).getItems().getFirst().fire());
    assertTrue(lookup("#auditExport").query().isDisabled());

    clickOn("#keys");
    assertEquals("Saving 0 of 11 entries", lookup("#workText").queryAs(Label.class).getText());
    clickOn("#audit");
    assertEquals("Saving 0 of 11 entries", lookup("#workText").queryAs(Label.class).getText());
    assertTrue(lookup("#auditExport").query().isDisabled());
    interact(() -> assertFalse(shell.mayClose(() -> {})));
    interact(() -> scene.getRoot().layout());
    picture("audit-exporting");
    clickOn("#no");

    interact(() -> around.tasks.release());
    assertFalse(lookup("#auditExport").query().isDisabled());
    assertEquals(
        "11 entries are saved in " + file, lookup("#noticeText").queryAs(Label.class).getText());
    assertTrue(Files.readString(file).contains("api_key_revoked"));
  }

  @Test
  void oneComesBackToWhatWasSearchedFor() {
    interact(() -> audit.search("action:revoked"));

    clickOn("#keys");
    clickOn("#audit");

    assertEquals(
        "Term action:revoked. Enter edits it, Delete removes it",
        lookup(".audit-token").query().getAccessibleText());
    assertEquals("1 of 11", lookup("#count").queryAs(Label.class).getText());
  }

  @Test
  void aDragOverTheBarsNarrowsTheListAndTheCrossWidensItAgain() throws IOException {
    TestSurroundings.copyDemo(folder.resolve("demo"));
    interact(
        () ->
            shell.open(
                folder.resolve("demo"), DemoTenant.DOMAIN, Session.readOnly(DemoTenant.DOMAIN)));
    clickOn("#audit");
    Node bars = lookup("#auditBars").query();
    Bounds at = bars.localToScreen(bars.getLayoutBounds());
    int all = rows();

    moveTo(at.getMinX() + at.getWidth() * 0.7, at.getMinY() + 20);
    drag(MouseButton.PRIMARY).dropTo(at.getMinX() + at.getWidth() * 0.9, at.getMinY() + 20);

    int some = rows();
    assertTrue(0 < some && some < all);
    assertTrue(
        lookup(".audit-bars-head .audit-bars-note").queryAllAs(Label.class).stream()
            .anyMatch(note -> note.getText().startsWith(some + " of ")));
    picture("audit-brushed");

    type(KeyCode.ESCAPE);
    assertEquals(all, rows());
    interact(() -> bars.requestFocus());
    type(KeyCode.LEFT);
    assertTrue(rows() < all);
    clickOn("#auditAllTimes");
    assertEquals(all, rows());
  }

  private Button button(String id) {
    return lookup(id).queryAs(Button.class);
  }

  private String count() {
    return lookup("#count").queryAs(Label.class).getText();
  }

  @Test
  void aSearchThatRunsSaysHowFarItIsAndCanBeCancelled() {
    assertFalse(button("#cancel").isVisible());
    interact(() -> around.tasks.hold());
    interact(() -> audit.search("action:revoked"));
    assertTrue(button("#cancel").isVisible());
    interact(() -> button("#cancel").fire());
    interact(() -> around.tasks.release());
    assertEquals("0 found, cancelled after 0 of 11", count());
    assertFalse(button("#cancel").isVisible());
    assertFalse(lookup("#auditExport").query().isDisabled());

    interact(() -> around.tasks.hold());
    assertEquals("Search all entries", button("#emptyAction").getText());
    interact(() -> button("#emptyAction").fire());
    interact(() -> around.tasks.goOn());
    assertEquals("0 found, searched 0 of 11", count());
    assertTrue(button("#cancel").isVisible());
    assertTrue(lookup("#auditExport").query().isDisabled());
    interact(() -> around.tasks.release());
    assertEquals("1 of 11", count());
    assertFalse(button("#cancel").isVisible());
  }

  @Test
  void whatARunningSearchHasFoundIsShownWithHowMuchWasSearched() {
    Path data = folder.resolve("long");
    TestSurroundings.copyTenant(TENANT, data);
    new GeneratedAudit(3, 40_000, false).write(data.resolve(TENANT).resolve("api_keys/audit"));
    interact(() -> shell.open(data, TENANT, TestWorkspace.administrator(TENANT)));
    interact(() -> button("#audit").fire());
    audit = assertInstanceOf(Page.Audit.class, shell.pageProperty().get()).model();
    String[] told = {""};
    // On a busy machine what was told last may be the end of the search.
    for (int i = 0; i < 5 && !told[0].contains("searched"); i++) {
      interact(() -> around.tasks.meanwhile(() -> told[0] = toldOnTheWay()));
      interact(() -> audit.search("report"));
      assertTrue(count().endsWith(" of 40,011"), count());
      interact(() -> audit.search(""));
    }
    assertTrue(told[0].matches("[1-9][\\d,]* found, searched [1-9][\\d,]* of 40,011"), told[0]);
  }

  /// While the search has not ended.
  private String toldOnTheWay() {
    around.tasks.tick();
    assertTrue(button("#cancel").isVisible());
    int bars = audit.histogramProperty().get().counts().stream().mapToInt(it -> it).sum();
    if (count().contains("searched")) {
      assertTrue(count().startsWith(bars + " found"), "the bars are those of " + bars);
      pictureHere("audit-searching");
    }
    return count();
  }

  @Test
  void rowsOfAFileThatCannotBeReadAreToldBesideThoseOfOthers() throws IOException {
    Path log = folder.resolve(TENANT).resolve("api_keys/audit/audit_2026-11-23.jsonl");
    log("api_key_expired", 120);
    Path before = log.resolveSibling("audit_2026-11-22.jsonl");
    Files.writeString(before, Files.readString(log).replace("2026-11-23T", "2026-11-22T"));
    interact(() -> around.pass(Duration.ofSeconds(1)));
    Files.move(log, log.resolveSibling("aside"));
    Files.createDirectory(log);

    interact(() -> audit.scrollTo(124));
    interact(() -> audit.select(127));
    interact(() -> scene.getRoot().layout());
    List<String> badges =
        lookup(".audit-row .kc-badge").queryAllAs(Label.class).stream()
            .map(Label::getText)
            .toList();
    assertTrue(badges.contains("unreadable"), badges.toString());
    assertTrue(badges.contains("expired"), badges.toString());
    picture("audit-file-unreadable");
  }

  @Test
  void entriesOfAClockThatWasDecadesOffAreCountedBesideTheBars() throws IOException {
    Files.writeString(
        folder.resolve(TENANT).resolve("api_keys/audit/audit_1970-01-01.jsonl"),
        "{\"timestamp\": \"1970-01-01T00:00:09\", \"action\": \"api_key_expired\", \"user_id\": \"olu\"}\n");
    interact(() -> around.pass(Duration.ofSeconds(1)));
    interact(() -> scene.getRoot().layout());

    assertEquals("12", count());
    assertEquals(
        "Entries an hour (UTC). 1 entry has a time years off and no bar",
        lookup(".audit-bars-head .audit-bars-note").queryAs(Label.class).getText());
    picture("audit-bars-outside");
  }

  private ToggleButton follow() {
    return lookup("#follow").queryAs(ToggleButton.class);
  }

  @Test
  void theFollowButtonGoesToTheNewestAndStaysThere() throws IOException {
    log("api_key_expired", 200);
    assertTrue(follow().isSelected());
    interact(() -> audit.scrollTo(20));
    assertFalse(follow().isSelected());
    log("api_key_expired", 1);
    assertTrue(audit.windowProperty().get().top() >= 20);

    interact(() -> follow().fire());
    assertTrue(follow().isSelected());
    assertEquals(0, audit.windowProperty().get().top());
    log("api_key_expired", 1);
    assertEquals(0, audit.windowProperty().get().top());

    interact(() -> follow().fire());
    assertFalse(follow().isSelected());
    log("api_key_expired", 1);
    assertFalse(follow().isSelected());
  }

  private double xOf(double bar) {
    Node bars = lookup("#auditBars").query();
    Bounds at = bars.localToScreen(bars.getLayoutBounds());
    return at.getMinX() + at.getWidth() * bar / audit.histogramProperty().get().size();
  }

  private void dragBars(double from, double to) {
    interact(() -> scene.getRoot().layout());
    Node bars = lookup("#auditBars").query();
    double y = bars.localToScreen(bars.getLayoutBounds()).getMinY() + 20;
    moveTo(xOf(from), y);
    drag(MouseButton.PRIMARY).dropTo(xOf(to), y);
  }

  private void typeWithShift(KeyCode key) {
    press(KeyCode.SHIFT).type(key).release(KeyCode.SHIFT);
  }

  /// The first and the last bar of the range.
  private List<Integer> marked() {
    AuditBrush brush = audit.brushProperty().get().orElseThrow();
    List<Instant> bounds = audit.histogramProperty().get().bounds();
    return List.of(bounds.indexOf(brush.from()), bounds.indexOf(brush.to()) - 1);
  }

  @Test
  void theEndsOfARangeMoveByTheirHandlesAndByShiftWithTheArrowKeys() {
    interact(() -> audit.brush(10, 15));
    dragBars(16, 18.5);
    assertEquals(List.of(10, 18), marked());
    dragBars(10, 12.5);
    assertEquals(List.of(12, 18), marked());

    typeWithShift(KeyCode.RIGHT);
    assertEquals(List.of(12, 19), marked());
    type(KeyCode.RIGHT);
    assertEquals(List.of(13, 20), marked());
    typeWithShift(KeyCode.LEFT);
    assertEquals(List.of(13, 19), marked());
    interact(() -> audit.brush(13, 13));
    typeWithShift(KeyCode.LEFT);
    assertEquals(List.of(13, 13), marked());
  }

  @Test
  void theBarsStayWhereTheyAreWhenARangeHoldsNothing() {
    int empty = audit.histogramProperty().get().counts().indexOf(0);
    assertTrue(empty >= 0);
    double before = topOfBars();
    interact(() -> audit.brush(empty, empty));
    assertEquals(List.of(), audit.asking().facets().groupsProperty().get());
    assertEquals(before, topOfBars());
  }

  private double topOfBars() {
    interact(() -> scene.getRoot().layout());
    Node bars = lookup("#auditBars").query();
    return bars.localToScreen(bars.getLayoutBounds()).getMinY();
  }

  private MenuItem search(String name) {
    return lookup("#auditSearches").queryAs(MenuButton.class).getItems().stream()
        .filter(each -> name.equals(each.getText()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSearchIsSavedUnderANameAndFoundAgainLater() {
    interact(() -> audit.search("action:revoked"));
    CustomMenuItem item =
        (CustomMenuItem) ((Menu) search("Save this search")).getItems().getFirst();
    TextField name = (TextField) ((Parent) item.getContent()).getChildrenUnmodifiable().getFirst();
    interact(
        () -> {
          name.setText("Ended for good");
          name.fireEvent(new ActionEvent());
        });
    interact(() -> audit.search(""));
    assertEquals("11", count());

    interact(() -> button("#keys").fire());
    interact(() -> button("#audit").fire());
    assertEquals("11", count());
    interact(() -> search("Ended for good").fire());

    assertEquals("1 of 11", count());
    assertEquals(
        "Term action:revoked. Enter edits it, Delete removes it",
        lookup(".audit-token").query().getAccessibleText());
  }

  private void followLink(String target) {
    interact(() -> lookup("#audit-link-" + target + " .hyperlink").queryAs(Hyperlink.class).fire());
  }

  @Test
  void theDrawerLeadsToOtherEntriesOfTheKeyToTheKeyAndToItsUsage() {
    interact(() -> audit.search("action:revoked"));
    interact(() -> audit.select(0));
    followLink("ENTRIES_OF_KEY");
    assertTrue(audit.textProperty().get().startsWith("key:"), audit.textProperty().get());
    assertEquals("2 of 11", count());

    interact(() -> audit.select(0));
    followLink("KEY");
    assertInstanceOf(Page.Keys.class, shell.pageProperty().get());
    assertEquals("To be revoked", shell.keys().orElseThrow().selectedKeys().getFirst().name());

    interact(() -> button("#audit").fire());
    audit = assertInstanceOf(Page.Audit.class, shell.pageProperty().get()).model();
    assertEquals("2 of 11", count());
    interact(() -> audit.select(0));
    followLink("USAGE");
    Page.UsageLines lines = assertInstanceOf(Page.UsageLines.class, shell.pageProperty().get());
    assertTrue(
        lines.model().chipsProperty().get().stream()
            .anyMatch(chip -> chip.text().contains("To be revoked")));
  }

  private int rows() {
    return (int) ((Page.Audit) shell.pageProperty().get()).model().windowProperty().get().size();
  }

  @Test
  void escapeClosesTheEntryInFull() {
    interact(() -> lookup("#audit-records").query().requestFocus());
    type(KeyCode.DOWN);
    assertTrue(lookup("#drawer").query().isVisible());

    interact(() -> lookup("#jsonTab").query().requestFocus());
    type(KeyCode.ESCAPE);
    assertFalse(lookup("#drawer").query().isVisible());
  }

  private ToggleButton zone(String box, int index) {
    return from(lookup(box)).lookup(".kc-segment").nth(index).queryAs(ToggleButton.class);
  }

  private String timeHead() {
    return lookup(".lines-heads .label").nth(0).queryAs(Label.class).getText();
  }

  @Test
  void theZoneIsChosenOnceForTheAuditAndTheUsagePage() {
    assertEquals("Time (UTC)", timeHead());
    interact(() -> zone("#zones", 1).fire());
    assertEquals("Time (Europe/Berlin)", timeHead());
    String bars = lookup(".audit-bars-note").nth(0).queryAs(Label.class).getText();
    assertTrue(bars.endsWith("(Europe/Berlin)"), bars);
    interact(() -> lookup("#search").queryAs(TextField.class).setText("from:2026-11-23"));
    assertTrue(lookup("#dates").queryAs(Label.class).getText().contains("Europe/Berlin"));
    interact(() -> scene.getRoot().layout());
    picture("audit-zone");
    clickOn("#usage");
    await(() -> lookup("#zones").tryQuery().isPresent());
    assertTrue(zone("#zones", 1).isSelected());
    interact(() -> zone("#zones", 0).fire());
    clickOn("#audit");
    assertEquals("Time (UTC)", timeHead());
  }

  private AuditRow chosen() {
    return audit.windowProperty().get().rows().stream()
        .filter(AuditRow::selected)
        .findFirst()
        .orElseThrow();
  }

  private void log(String action, int entries) throws IOException {
    long before = audit.windowProperty().get().size();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < entries; i++) {
      text.append(
          "{\"timestamp\": \"2026-11-23T09:%02d:%02d\", \"action\": \"%s\", \"user_id\": \"olu\", \"tenant\": \"acme.example\", \"details\": {}}\n"
              .formatted(i / 60, i % 60, action));
    }
    Files.writeString(
        folder.resolve(TENANT).resolve("api_keys/audit/audit_2026-11-23.jsonl"),
        text,
        StandardOpenOption.APPEND);
    interact(() -> around.pass(Duration.ofSeconds(1)));
    assertEquals(before + entries, audit.windowProperty().get().size());
  }

  @Test
  void homeEndAndPagesChooseRowsFromTheKeyboard() throws IOException {
    log("api_key_expired", 200);
    interact(() -> lookup("#audit-records").query().requestFocus());
    type(KeyCode.END);
    assertEquals(210, chosen().position());
    assertTrue(lookup("#drawer").query().isVisible());
    type(KeyCode.PAGE_UP);
    long higher = chosen().position();
    assertTrue(150 < higher && higher < 209, "" + higher);
    type(KeyCode.HOME);
    assertEquals(0, chosen().position());
    type(KeyCode.PAGE_DOWN);
    assertEquals(210 - higher, chosen().position());
  }

  @Test
  void besideTheDrawerOfASmallWindowTheKeyHasTheRoomOfTheSummary() {
    resize(1024, 700);
    assertEquals(Set.of("Summary"), widths(4).keySet());
    double key = widths(3).get("Key");
    interact(() -> audit.select(0));
    interact(() -> scene.getRoot().layout());
    assertEquals(Set.of(), widths(4).keySet());
    assertTrue(widths(3).get("Key") > 150 && widths(3).get("Key") < key, widths(3) + " of " + key);
    assertEquals(
        Set.of(false),
        lookup(".audit-row .lines-text.kc-muted").queryAll().stream()
            .map(Node::isVisible)
            .collect(Collectors.toSet()));
    picture("audit-detail-small");
    resize(1280, 800);
    assertEquals(Set.of("Summary"), widths(4).keySet());
  }

  /// Of the head of a column, where it is to be seen.
  private Map<String, Double> widths(int column) {
    Label head = lookup(".lines-heads .label").nth(column).queryAs(Label.class);
    return head.isVisible() ? Map.of(head.getText(), head.getWidth()) : Map.of();
  }

  @Test
  void anActionTooLongForItsBadgeIsToldAsAWhole() throws IOException {
    String action = "tenant_quota_policy_was_overridden_by_support";
    log(action, 1);
    interact(() -> scene.getRoot().layout());
    Label badge =
        lookup(".audit-row .kc-badge").queryAllAs(Label.class).stream()
            .filter(each -> each.getText().equals(action))
            .findFirst()
            .orElseThrow();
    assertTrue(badge.getWidth() < badge.prefWidth(-1));
    assertEquals(action, badge.getTooltip().getText());
    assertTrue(badge.getParent().getAccessibleText().contains(", " + action + ", "));
    Label whole =
        lookup(".audit-row .kc-badge").queryAllAs(Label.class).stream()
            .filter(each -> each.getText().equals("revoked"))
            .findFirst()
            .orElseThrow();
    assertNull(whole.getTooltip());
    interact(() -> audit.select(0));
    interact(() -> scene.getRoot().layout());
    Label inDrawer = lookup("#drawer .kc-badge").queryAs(Label.class);
    assertEquals(action, inDrawer.getTooltip().getText());
    Region record = lookup("#drawer .audit-detail").queryAs(Region.class);
    assertTrue(record.getWidth() <= 336, "" + record.getWidth());
    picture("audit-long-action");
  }

  @Test
  void anEditOfTheConsoleIsToldWithWhatWasBefore() {
    KeyService service = shell.workspaceProperty().get().orElseThrow().service();
    ApiKey key =
        service.list().stream()
            .filter(each -> each.name().equals("Billing export"))
            .findFirst()
            .orElseThrow();
    Limits limits = new Limits(8_000, 20_000, 300_000, 1_000, 4_000, 10);
    service.update(key.id(), KeyEdit.NOTHING.withLimits(limits).withName("Nightly export"));
    interact(() -> around.pass(Duration.ofSeconds(1)));
    interact(() -> audit.select(0));
    List<String> told =
        lookup("#drawer .audit-changes-table .label").queryAllAs(Label.class).stream()
            .map(Label::getText)
            .toList();
    String before = KeyWords.number(key.limits().perHour());
    assertTrue(told.containsAll(List.of(key.name(), "Nightly export")), told.toString());
    assertTrue(told.containsAll(List.of("Requests an hour", before, "8,000")), told.toString());
    assertFalse(told.contains("not known"), told.toString());
    interact(() -> scene.getRoot().layout());
    picture("audit-edit");
  }

  @Test
  void mistakeIsToldUnderTheLine() {
    interact(() -> audit.search("from:never"));
    assertTrue(lookup("#mistake").query().isVisible());
    picture("audit-mistake");
  }
}

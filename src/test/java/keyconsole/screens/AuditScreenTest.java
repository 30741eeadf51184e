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
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.Limits;
import keyconsole.service.DemoTenant;
import keyconsole.service.KeyService;
import keyconsole.service.Session;
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
    DemoTenant.create(folder.resolve("demo"), TestSurroundings.NOW);
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
    assertEquals(11 + entries, audit.windowProperty().get().size());
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

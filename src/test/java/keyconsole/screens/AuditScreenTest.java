package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import keyconsole.service.DemoTenant;
import keyconsole.service.Session;
import keyconsole.viewmodel.AuditViewModel;
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

  @Test
  void mistakeIsToldUnderTheLine() {
    interact(() -> audit.search("from:never"));
    assertTrue(lookup("#mistake").query().isVisible());
    picture("audit-mistake");
  }
}

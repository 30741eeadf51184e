package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;
import keyconsole.domain.KeyRequest;
import keyconsole.viewmodel.BulkViewModel;
import keyconsole.viewmodel.Dialog;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.LockAfter;
import keyconsole.viewmodel.RevealViewModel;
import keyconsole.viewmodel.SessionViewModel;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import keyconsole.viewmodel.Workspace;
import org.junit.jupiter.api.Test;

/// The cover of a window that nobody touches.
class LockScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";

  @Override
  public void start(Stage stage) {
    around.lockAfter = LockAfter.DEFAULT;
    super.start(stage);
    TestSurroundings.copyTenant(TENANT, folder);
    shell.open(folder, TENANT, TestWorkspace.administrator(TENANT));
  }

  private void pass(Duration span) {
    interact(() -> around.pass(span));
  }

  private boolean isLocked() {
    return shell.idleLock().lockedProperty().get().isPresent();
  }

  private void fire(String button) {
    interact(() -> lookup(button).queryAs(Button.class).fire());
  }

  private void reveal() {
    interact(
        () -> {
          Workspace workspace = shell.workspaceProperty().get().orElseThrow();
          shell.open(
              new Dialog.Reveal(
                  new RevealViewModel(
                      workspace,
                      workspace
                          .service()
                          .create(KeyRequest.of("Kiosk", "olu@acme.example", List.of("rag:x"))))));
        });
    pass(Duration.ofSeconds(1));
  }

  private void giveToken() {
    shell.giveToken();
    SessionViewModel token = ((Dialog.Token) shell.dialogs().getLast()).model();
    token.tokenProperty().set(TestSurroundings.token(TENANT, 300));
    token.secretProperty().set(TestSurroundings.SECRET);
    token.verify();
  }

  @Test
  void coverHidesTheWindowUntilTheTokenIsGivenAgain() {
    KeyListViewModel keys = shell.keys().orElseThrow();
    interact(() -> keys.searchTextProperty().set("ci"));
    Node frame = scene.lookup("#frame");
    pass(Duration.ofMinutes(5));
    assertTrue(isLocked());
    assertFalse(frame.getParent().isVisible());
    assertTrue(frame.isDisabled());
    Node token = lookup("#token").query();
    assertEquals(token, scene.getFocusOwner());
    picture("lock");
    interact(() -> ((TextInputControl) token).setText(TestSurroundings.token(TENANT, 300)));
    interact(
        () -> lookup("#secret").queryAs(TextInputControl.class).setText(TestSurroundings.SECRET));
    fire("#unlock");
    assertFalse(isLocked());
    assertTrue(frame.getParent().isVisible());
    assertFalse(frame.isDisabled());
    assertEquals("ci", keys.searchTextProperty().get());
    assertFalse(shell.sessionTextProperty().get().readOnly());
    assertTrue(lookup("#unlock").tryQuery().isEmpty());
  }

  @Test
  void keyAndMouseKeepTheWindowOpen() {
    pass(Duration.ofMinutes(4));
    push(KeyCode.SHIFT);
    pass(Duration.ofMinutes(4));
    moveTo("#theme");
    moveTo("#tenant");
    pass(Duration.ofMinutes(4));
    assertFalse(isLocked());
    pass(Duration.ofMinutes(1));
    assertTrue(isLocked());
  }

  @Test
  void menuThatIsOpenGoesWithTheWindow() {
    interact(
        () ->
            new ContextMenu(new MenuItem("Rotate"))
                .show(scene.lookup("#tenant"), Side.BOTTOM, 0, 0));
    pass(Duration.ofMinutes(5));
    assertTrue(Window.getWindows().stream().noneMatch(PopupWindow.class::isInstance));
  }

  @Test
  void keyThatNobodyStoredIsToldBeforeAndOnTheCover() {
    reveal();
    Label ahead = lookup("#lockAhead").queryAs(Label.class);
    assertTrue(ahead.getText().startsWith("After 5 min without keyboard or mouse"));
    picture("lock-reveal");
    pass(Duration.ofMinutes(5));
    Label warning = lookup("#cover #warning").queryAs(Label.class);
    assertTrue(warning.getText().contains("“Kiosk”"), warning.getText());
    picture("lock-lost");
    fire("#readOnly");
    assertFalse(isLocked());
    assertTrue(lookup("#lost").query().isVisible());
    assertFalse(lookup(".reveal-raw").query().getParent().getParent().isVisible());
    assertEquals("", lookup(".reveal-raw").queryAs(Label.class).getText());
    assertEquals("Give a token to rotate…", lookup("#rotateLost").queryAs(Button.class).getText());
    picture("reveal-lost-read-only");
    interact(this::giveToken);
    picture("reveal-lost");
    clickOn("#rotateLost");
    assertTrue(lookup("#held").query().isVisible());
    assertFalse(lookup("#lost").query().isVisible());
    assertTrue(lookup(".reveal-raw").queryAs(Label.class).getText().startsWith("gt2_"));
  }

  @Test
  void keysOfAFileThatAreLostAreToldInItsDialog() throws IOException {
    Path file = Files.writeString(folder.resolve("keys.csv"), "name\nOne\nTwo\n");
    interact(
        () -> {
          BulkViewModel bulk =
              new BulkViewModel(shell.workspaceProperty().get().orElseThrow(), () -> {});
          shell.open(bulk.dialog());
          bulk.read(file);
          bulk.create();
        });
    pass(Duration.ofMinutes(5));
    fire("#readOnly");
    interact(this::giveToken);
    assertTrue(lookup("#lost").query().isVisible());
    picture("bulk-lost");
    fire("#rotateLost");
    assertFalse(lookup("#lost").query().isVisible());
    assertTrue(lookup("#once").query().isVisible());
    picture("bulk-rotated");
  }

  @Test
  void sessionDialogChoosesAfterHowLong() {
    interact(shell::giveToken);
    picture("lock-setting");
    interact(() -> lookup("30 min").queryAs(ToggleButton.class).fire());
    assertEquals(LockAfter.MINUTES_30, around.lockAfter);
    pass(Duration.ofMinutes(29));
    assertFalse(isLocked());
    pass(Duration.ofMinutes(1));
    assertTrue(isLocked());
  }
}

package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import keyconsole.viewmodel.Dialog;
import keyconsole.viewmodel.KeyActions;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.Test;

/// What the console tells in passing lies over nothing that a person needs, in the smallest window
/// too.
class NoticeScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";

  @Override
  public void start(Stage stage) {
    super.start(stage);
    TestSurroundings.copyTenant(TENANT, folder);
    shell.open(folder, TENANT, TestWorkspace.administrator(TENANT));
    stage.setWidth(1024);
    stage.setHeight(700);
  }

  private KeyActions actions() {
    return shell.keys().orElseThrow().actions();
  }

  private void say() {
    interact(() -> shell.say("Saved the template Billing export", Optional.of(() -> {})));
    interact(() -> scene.getRoot().layout());
  }

  @Test
  void whatFailedHasASignBesideItsWords() {
    say();
    assertTrue(lookup(".shell-notice-text .ikonli-font-icon").tryQuery().isEmpty());
    interact(() -> shell.report("The usage lines could not be counted", new IOException("full")));
    assertTrue(lookup(".shell-notice-text .ikonli-font-icon").tryQuery().isPresent());
  }

  private Bounds notice() {
    return inScene(lookup(".shell-notice").query());
  }

  private static Bounds inScene(Node node) {
    return node.localToScene(node.getLayoutBounds());
  }

  private static boolean isControl(Node node) {
    return node instanceof ButtonBase || node instanceof TextInputControl;
  }

  private void assertNothingIsCovered(String within) {
    Bounds notice = notice();
    assertTrue(notice.getMinY() >= 0 && notice.getMaxY() <= scene.getHeight(), "it is in sight");
    List<Node> controls =
        from(lookup(within).queryAll().iterator().next())
            .lookup((Predicate<Node>) NoticeScreenTest::isControl)
            .queryAll()
            .stream()
            .filter(node -> node.isVisible() && !node.getStyleClass().contains("increment-button"))
            .toList();
    assertTrue(controls.size() > 1, within);
    assertEquals(
        List.of(),
        controls.stream().filter(node -> inScene(node).intersects(notice)).toList(),
        within);
  }

  @Test
  void itLiesAboveADialogThatReachesDownAndBelowASmallOne() throws IOException {
    around.openFrom =
        Optional.of(
            Files.writeString(folder.resolve("templates.json"), "[{\"name\": \"Kiosk\"}, 1, 2]"));
    interact(() -> actions().showTemplates());
    interact(
        () ->
            assertInstanceOf(Dialog.Templates.class, shell.dialogs().getLast())
                .model()
                .importFile());
    say();
    picture("notice-templates");
    assertNothingIsCovered(".dialog-card");
    assertTrue(notice().getMaxY() < 100, "above");
    assertEquals(
        List.of(),
        lookup(".dialog-head .label").queryAll().stream()
            .filter(title -> inScene(title).intersects(notice()))
            .toList(),
        "beside what the dialog is called");
    Bounds card = inScene(lookup(".dialog-card").query());
    assertTrue(
        card.getMinY() >= 16 && card.getMaxY() <= scene.getHeight() - 16, "apart from the edges");
    interact(shell::escape);
    interact(() -> scene.getRoot().layout());
    assertTrue(notice().getMinY() > 500, "below where none is");
    interact(() -> actions().newKeys());
    say();
    picture("notice-bulk");
    assertNothingIsCovered(".dialog-card");
    interact(shell::escape);
    interact(shell::giveToken);
    say();
    assertNothingIsCovered(".dialog-card");
  }

  @Test
  void itLiesAboveTheButtonsOfTheWizard() {
    interact(() -> actions().newKey());
    assertTrue(shell.pageProperty().get() instanceof Page.NewKey);
    say();
    picture("notice-wizard");
    assertNothingIsCovered(".newkey-foot");
    Bounds foot = inScene(lookup(".newkey-foot").query());
    assertTrue(notice().getMaxY() <= foot.getMinY(), "not over what the foot says either");
    interact(() -> shell.goToKeys());
    interact(() -> scene.getRoot().layout());
    assertTrue(notice().getMaxY() > foot.getMinY(), "where it is elsewhere");
  }
}

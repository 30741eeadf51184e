package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import keyconsole.viewmodel.AboutViewModel;
import keyconsole.viewmodel.Command;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.Test;

/// The tour of somebody who has never seen the console, and what else helps.
class HelpScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";

  private void open() {
    TestSurroundings.copyTenant(TENANT, folder);
    interact(() -> shell.open(folder, TENANT, TestWorkspace.administrator(TENANT)));
  }

  private Bounds inScene(String selector) {
    Node node = lookup(selector).query();
    return node.localToScene(node.getLayoutBounds());
  }

  @Test
  void theTourStandsBesideEachControlAndIsWalkedFromTheKeyboard() {
    open();
    interact(() -> shell.desk().commands().run(Command.TOUR));
    for (String control : List.of("#search", "#command", "#rail", "#session")) {
      await(() -> inScene(".tour-ring").contains(inScene(control)));
      Bounds ring = inScene(".tour-ring");
      assertTrue(scene.getRoot().getLayoutBounds().contains(ring), control + " has all its ring");
      Bounds card = inScene(".tour-card");
      Bounds window = scene.getRoot().getLayoutBounds();
      assertTrue(window.contains(card), control);
      assertTrue(window.contains(inScene(".tour-ring")), control);
      assertTrue(!card.intersects(inScene(control)), control);
      picture("tour-" + control.substring(1));
      await(() -> isWhole(lookup(".tour-card").query()));
      if (control.equals("#command")) {
        interact(() -> lookup("#back").queryButton().fire());
        assertEquals("Find any key", title());
        push(KeyCode.ENTER);
      }
      push(KeyCode.ENTER);
    }
    assertTrue(shell.dialogs().isEmpty());
  }

  /// Also once the look has become another one.
  private static boolean isWhole(Region card) {
    return Math.abs(card.getHeight() - card.prefHeight(card.getWidth())) < 1;
  }

  private String title() {
    untilDrawn();
    return lookup(".tour-card .dialog-title").queryAs(Label.class).getText();
  }

  @Test
  void aboutTellsTheVersionAndTheLicencesAndCopiesTheDiagnostics() {
    open();
    interact(() -> lookup("#help").queryButton().fire());
    fireMenuItem("About Key Console");
    assertEquals(
        "Key Console 1.0.0", lookup(".about .dialog-title").queryAs(Label.class).getText());
    List<String> shown =
        lookup(".about-libraries .label").queryAllAs(Label.class).stream()
            .map(Label::getText)
            .toList();
    assertEquals(
        AboutViewModel.libraries().stream()
            .flatMap(each -> Stream.of(each.name(), each.version(), each.licence()))
            .toList(),
        shown);
    assertFalse(shown.contains(""), "a version or a licence is missing");
    assertTrue(
        inScene(".about-scroll").contains(inScene(".about-libraries")), "all is in sight at once");
    picture("about");
    interact(() -> lookup(".about #copy").queryAs(Button.class).fire());
    assertTrue(around.clipboard.startsWith("Console   Key Console 1.0.0"), around.clipboard);
    push(KeyCode.ESCAPE);
    assertTrue(shell.dialogs().isEmpty());
  }
}

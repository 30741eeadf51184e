package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.shape.Shape;
import javafx.stage.Window;
import keyconsole.service.DemoTenant;
import keyconsole.viewmodel.Look;
import keyconsole.viewmodel.ShellViewModel;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A person changes how the console looks: from the menu of the sun and from the line that finds
/// everything.
class LookScreenTest extends WindowTest {

  private static final Color WHITE = Color.web("#ffffff");
  private static final Color DARK = Color.web("#0d1117");
  private static final Color BLACK = Color.web("#000000");

  @BeforeEach
  void openUsage() {
    DemoTenant.create(folder, TestSurroundings.NOW);
    interact(
        () ->
            shell.open(folder, DemoTenant.DOMAIN, TestWorkspace.administrator(DemoTenant.DOMAIN)));
    interact(() -> shell.showUsage(Optional.empty()));
    await(() -> lookup("#usage-owners").tryQuery().isPresent());
  }

  private void choose(String text) {
    openMenu();
    fireMenuItem(text);
  }

  private void openMenu() {
    interact(lookup("#theme").queryButton()::fire);
  }

  /// What the menu marks, of the looks.
  private String marked() {
    openMenu();
    String marked =
        Window.getWindows().stream()
            .filter(ContextMenu.class::isInstance)
            .flatMap(menu -> ((ContextMenu) menu).getItems().stream())
            .limit(1L + Look.values().length)
            .filter(item -> item instanceof RadioMenuItem radio && radio.isSelected())
            .map(item -> item.getText())
            .collect(Collectors.joining());
    interact(() -> List.copyOf(Window.getWindows()).forEach(LookScreenTest::hidePopup));
    return marked;
  }

  private static void hidePopup(Window window) {
    if (window instanceof ContextMenu) {
      window.hide();
    }
  }

  /// The colour of the page beside its title, as it is painted.
  private Color page() {
    WritableImage[] image = new WritableImage[1];
    interact(() -> image[0] = scene.snapshot(null));
    return image[0].getPixelReader().getColor(200, 56);
  }

  private Set<Paint> bands() {
    interact(() -> scene.getRoot().applyCss());
    Set<Paint> fills =
        lookup(".usage-chart-area").queryAllAs(Shape.class).stream()
            .map(Shape::getFill)
            .collect(Collectors.toSet());
    assertTrue(fills.size() > 3, fills.toString());
    return fills;
  }

  private Look lookOfTheNextStart() {
    Look[] look = new Look[1];
    interact(
        () -> {
          ShellViewModel next = new ShellViewModel(surroundings());
          look[0] = next.look().lookProperty().get();
          next.close();
        });
    return look[0];
  }

  @Test
  void theMenuChangesTheWindowItsChartsAndTheNextStart() {
    assertEquals(WHITE, page());
    Set<Paint> light = bands();
    assertTrue(light.contains(Color.web("#1a4fa8")), light.toString());

    choose("Dark");
    assertEquals(DARK, page());
    Set<Paint> dark = bands();
    assertTrue(dark.contains(Color.web("#5f8bff")), dark.toString());
    assertNotEquals(light, dark);
    assertEquals("Dark", marked());
    assertEquals(Look.DARK, lookOfTheNextStart());

    choose("High contrast");
    assertEquals(BLACK, page());
    assertEquals("High contrast", marked());
    assertEquals(Look.CONTRAST, lookOfTheNextStart());

    choose("Light");
    assertEquals(WHITE, page());
    assertEquals(light, bands());
    assertEquals(Look.LIGHT, lookOfTheNextStart());
  }

  @Test
  void whoLetsTheSystemChooseSeesItsChangesAndWhoChoseDoesNot() {
    interact(() -> shell.look().systemProperty().set(Look.DARK));
    assertEquals(DARK, page());
    choose("Light");
    assertEquals(WHITE, page());
    interact(() -> shell.look().systemProperty().set(Look.CONTRAST));
    assertEquals(WHITE, page());
    choose("As the system");
    assertEquals(BLACK, page());
    assertEquals("As the system", marked());
    assertEquals(Optional.empty(), around.look, "nothing is kept that was not chosen");
  }

  @Test
  void theLineThatFindsEverythingGoesRound() {
    for (Color expected : List.of(DARK, BLACK, WHITE)) {
      push(KeyCode.CONTROL, KeyCode.K);
      write("change the look");
      push(KeyCode.ENTER);
      assertTrue(shell.dialogs().isEmpty());
      assertEquals(expected, page());
    }
  }
}

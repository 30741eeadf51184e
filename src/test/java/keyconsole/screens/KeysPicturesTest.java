package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import keyconsole.domain.ApiKey;
import keyconsole.service.DemoTenant;
import keyconsole.service.Session;
import keyconsole.view.Fonts;
import keyconsole.view.FxmlFile;
import keyconsole.view.ShellView;
import keyconsole.view.Theme;
import keyconsole.view.ViewLoader;
import keyconsole.viewmodel.KeyFilter;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.KeyRow;
import keyconsole.viewmodel.ShellViewModel;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationTest;

/// The keys screen inside the window's frame, in every state it can be in, left as pictures.
class KeysPicturesTest extends ApplicationTest {

  @TempDir Path folder;
  private final TestSurroundings around = new TestSurroundings();
  private ShellViewModel shell;
  private Scene scene;

  @Override
  public void start(Stage stage) {
    Fonts.load();
    shell = new ShellViewModel(around.surroundings());
    ViewLoader loader = new ViewLoader(around.surroundings().texts());
    Parent root = loader.load(FxmlFile.SHELL, new ShellView(shell, loader));
    scene = new Scene(root, 1280, 800);
    shell.darkProperty().subscribe(dark -> Theme.dress(scene, dark));
    Pictures.show(stage, scene);
  }

  @AfterEach
  void close() {
    interact(() -> shell.close());
  }

  private KeyListViewModel open(Session session) {
    interact(() -> shell.open(folder, session.tenant().text(), session));
    return shell.keys().orElseThrow();
  }

  private KeyListViewModel openDemo() {
    DemoTenant.create(folder, TestSurroundings.NOW);
    return open(TestWorkspace.administrator(DemoTenant.DOMAIN));
  }

  private void picture(String name) {
    for (boolean dark : new boolean[] {false, true}) {
      WritableImage[] image = new WritableImage[1];
      interact(() -> shell.darkProperty().set(dark));
      interact(() -> image[0] = scene.snapshot(null));
      Pictures.write(image[0], name + (dark ? "-dark" : "-light"));
    }
    interact(() -> shell.darkProperty().set(false));
  }

  private static boolean locksOut(ApiKey key) {
    return key.restrictions().allowedIps().stream().anyMatch(ip -> ip.contains("/"));
  }

  private void tab(String id) {
    interact(() -> lookup("#" + id).queryAs(ToggleButton.class).fire());
  }

  private void assertNoHeadIsCut() {
    for (Node head : lookup(".keys-table .column-header > .label").queryAll()) {
      if (head instanceof Label label && label.isVisible()) {
        assertTrue(
            label.prefWidth(-1) <= label.getWidth() + 0.5 || label.getText().isEmpty(),
            label.getText() + " is cut in the head");
      }
    }
  }

  @Test
  void theDemoTenantWithItsDrawer() {
    KeyListViewModel keys = openDemo();
    KeyRow first =
        keys.rows().stream()
            .filter(row -> row instanceof KeyRow.Entry entry && locksOut(entry.key()))
            .findFirst()
            .orElseThrow();
    interact(() -> keys.select(List.of(first)));
    picture("keys");
    assertNoHeadIsCut();
    ScrollPane scroll = lookup(".detail-scroll").queryAs(ScrollPane.class);
    assertTrue(
        scroll.getContent().getLayoutBounds().getHeight()
            <= scroll.getViewportBounds().getHeight() + 0.5,
        "the overview needs scrolling");
    for (String tab : List.of("limits", "restrictions", "counters", "json")) {
      tab(tab + "Tab");
      picture("keys-tab-" + tab);
    }
    tab("overviewTab");
    interact(() -> keys.closeDetail());
    picture("keys-wide");
  }

  @Test
  void problemsStandTogetherWithTheirReason() {
    KeyListViewModel keys = openDemo();
    interact(() -> keys.filterProperty().set(KeyFilter.PROBLEMS));
    interact(() -> keys.select(List.of(keys.rows().getFirst())));
    picture("keys-problem");
    assertFalse(keys.rows().isEmpty());
  }

  @Test
  void nothingToShow() {
    TestSurroundings.makeTenant("empty.example", folder);
    open(TestWorkspace.administrator("empty.example"));
    picture("keys-empty");
  }

  @Test
  void nothingMatches() {
    KeyListViewModel keys = openDemo();
    interact(() -> keys.searchTextProperty().set("no key has this"));
    picture("keys-no-match");
  }

  @Test
  void manyAreSelected() {
    KeyListViewModel keys = openDemo();
    interact(() -> keys.select(keys.rows().subList(2, 7)));
    picture("keys-selected");
    assertEquals(
        5,
        lookup(".keys-table")
            .queryAs(TableView.class)
            .getSelectionModel()
            .getSelectedIndices()
            .size());
  }

  @Test
  void aReadOnlySessionTurnsActionsOff() {
    DemoTenant.create(folder, TestSurroundings.NOW);
    KeyListViewModel keys = open(Session.readOnly(DemoTenant.DOMAIN));
    interact(() -> keys.select(List.of(keys.rows().get(3))));
    picture("keys-read-only");
  }
}

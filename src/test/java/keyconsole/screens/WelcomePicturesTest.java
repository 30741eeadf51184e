package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.RecentTenants.Recent;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.WelcomeViewModel;
import keyconsole.viewmodel.Work;
import org.junit.jupiter.api.Test;

/// What the first page looks like, small and large, with much and with nothing.
class WelcomePicturesTest extends WindowTest {

  private void opened(Path root, String tenant, int keys, int hoursAgo) {
    around.recents.add(
        new Recent(root, tenant, keys, TestSurroundings.NOW.minus(Duration.ofHours(hoursAgo))));
  }

  private void openedBefore() {
    for (String tenant : List.of("acme.example", "globex.example", "umbrella.example")) {
      TestSurroundings.makeTenant(tenant, folder);
    }
    opened(folder, "acme.example", 61, 2);
    opened(folder, "globex.example", 12, 3 * 24);
    opened(folder, "umbrella.example", 9, 12 * 24);
    opened(Path.of("/mnt/old"), "initech.example", 40, 31 * 24);
  }

  private WelcomeViewModel welcome() {
    interact(() -> shell.showWelcome());
    return assertInstanceOf(Page.Welcome.class, shell.pageProperty().get()).model();
  }

  @Test
  void recentTenants() {
    openedBefore();
    welcome();
    picture("welcome");
    assertNothingIsCut();
  }

  @Test
  void refusedToken() {
    openedBefore();
    WelcomeViewModel welcome = welcome();
    interact(
        () -> {
          welcome.session().tokenProperty().set(TestSurroundings.token("globex.example", 60));
          welcome.session().secretProperty().set(TestSurroundings.SECRET.substring(0, 24));
          welcome.session().secretProperty().set(TestSurroundings.SECRET);
          welcome.session().verify();
        });
    picture("welcome-refused");
    assertEquals(
        "This token is for globex.example, not acme.example.",
        welcome.session().refusalProperty().get());
    assertNothingIsCut();
  }

  @Test
  void nothingOpenedYet() {
    welcome();
    picture("welcome-empty");
    assertFalse(scene.lookup("#clear").isVisible());
    assertNothingIsCut();
  }

  @Test
  void folderWithSeveralTenants() {
    for (int i = 1; i <= 7; i++) {
      TestSurroundings.makeTenant("branch-" + i + ".example", folder);
    }
    around.chosen = Optional.of(folder);
    WelcomeViewModel welcome = welcome();
    interact(welcome::chooseFolder);
    picture("welcome-folder");
    assertEquals(7, welcome.rows().size());
    assertNothingIsCut();
  }

  @Test
  void smallWindowManyTenantsLongPathsAndWorkAtHand() {
    Path deep = folder.resolve("a-very-long-folder-name-".repeat(4)).resolve("data");
    TestSurroundings.makeTenant("branch-0.example", deep);
    for (int i = 0; i < 20; i++) {
      opened(deep, "branch-" + i + ".example", 10 + i, i + 1);
    }
    resize(1024, 700);
    welcome();
    interact(
        () ->
            shell.working(
                Optional.of(new Work("Making the demo tenant", 0.64, Optional.of(() -> {})))));
    picture("welcome-small");
    assertNothingIsCut();
  }

  /// No control's text is shortened but the paths, which say so with an ellipsis in their middle.
  private void assertNothingIsCut() {
    interact(
        () -> {
          for (Node node : scene.getRoot().lookupAll(".text")) {
            if (node instanceof Text text
                && node.getParent() instanceof Labeled labeled
                && isShown(labeled)
                && !labeled.getStyleClass().contains("welcome-path")
                && labeled != scene.lookup("#folder")
                && labeled != scene.lookup("#heading")) {
              assertEquals(labeled.getText(), text.getText());
              Bounds at = labeled.localToScene(labeled.getLayoutBounds());
              assertTrue(at.getMaxX() <= scene.getWidth(), labeled.getText() + " " + at);
            }
          }
        });
  }

  private static boolean isShown(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }
}

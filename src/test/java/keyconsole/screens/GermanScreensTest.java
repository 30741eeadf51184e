package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import javafx.geometry.NodeOrientation;
import javafx.scene.Parent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Every screen in German: nothing is cut off, in the smallest window either, and nothing leaves
/// its place where the window is turned to be read from right to left.
@Isolated("it changes the language of the process")
class GermanScreensTest extends EveryScreen {

  private static final Set<String> PICTURED =
      Set.of(
          "keys-detail",
          "usage",
          "audit-detail",
          "access-answer",
          "new-key-limits",
          "health",
          "welcome-refused",
          "dialog-bulk-mistakes",
          "dialog-clashes");

  private final Locale before = Locale.getDefault();
  private final List<String> found = new ArrayList<>();

  @Override
  public void start(Stage shown) {
    Locale.setDefault(Locale.GERMAN);
    around.texts = ResourceBundle.getBundle("i18n.console");
    super.start(shown);
  }

  @AfterEach
  void speakAsBefore() {
    Locale.setDefault(before);
  }

  @Test
  void germanIsShownWholeAndTurnsRound() throws IOException {
    showAll();
    assertEquals("", String.join("\n", found));
  }

  @Override
  void look(String name) {
    interact(
        () -> {
          for (Parent root : roots()) {
            Walk walk = new Walk(name);
            walk.texts(root);
            turn(root, NodeOrientation.RIGHT_TO_LEFT);
            Walk turned = new Walk(name + " turned");
            turned.layout(root);
            if (PICTURED.contains(name)) {
              Pictures.write(scene.getRoot(), 1, "turned-" + name);
            }
            turn(root, NodeOrientation.INHERIT);
            found.addAll(walk.found());
            found.addAll(turned.found());
          }
          small(name);
        });
    if (PICTURED.contains(name)) {
      picture("german-" + name);
    }
  }

  private void small(String name) {
    Parent window = scene.getRoot();
    window.resize(1024, 700);
    window.layout();
    // What has less room looks otherwise.
    window.applyCss();
    window.layout();
    if (PICTURED.contains(name)) {
      Pictures.write(window, 1, "german-small-" + name);
    }
    Walk walk = new Walk(name + " small");
    walk.texts(window);
    walk.layout(window);
    found.addAll(walk.found());
    window.resize(1280, 800);
    window.layout();
  }

  private static void turn(Parent root, NodeOrientation orientation) {
    root.setNodeOrientation(orientation);
    root.applyCss();
    root.layout();
  }
}

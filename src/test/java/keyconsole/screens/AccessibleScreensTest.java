package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Parent;
import keyconsole.viewmodel.Look;
import org.junit.jupiter.api.Test;

/// Every screen can be used by people who see little, or nothing: a control says what it is, no
/// text is cut off, and all stands out from what is behind it, in every look. Each state leaves its
/// pictures, `LOOK-WIDTH/STATE.png`.
class AccessibleScreensTest extends EveryScreen {

  private final List<String> found = new ArrayList<>();

  @Test
  void everyScreenNamesItsControlsShowsItsTextsWholeAndStandsOut() throws IOException {
    showAll();
    assertEquals("", String.join("\n", found));
  }

  /// All in one go: what the toolkit draws in between costs more than the rest.
  @Override
  void look(String name) {
    interact(
        () -> {
          for (Look look : Look.values()) {
            String word = look.name().toLowerCase(Locale.ROOT);
            boolean first = look == Look.LIGHT;
            shell.look().choiceProperty().set(Optional.of(look));
            walk(name + " " + word, first);
            leavePicture(word + "-1280/" + name);
            size(1024, 700);
            if (first) {
              walk(name + " small", true);
            }
            leavePicture(word + "-1024/" + name);
            size(1280, 800);
          }
        });
  }

  private void size(double width, double height) {
    scene.getRoot().resize(width, height);
    scene.getRoot().layout();
  }

  private void leavePicture(String name) {
    Pictures.write(scene.getRoot().snapshot(null, null), name);
  }

  /// @param all whether names and texts too, which are the same in every look
  private void walk(String where, boolean all) {
    for (Parent root : roots()) {
      root.applyCss();
      root.layout();
      Walk walk = new Walk(where);
      if (all) {
        walk.names(root);
        walk.texts(root);
      }
      walk.contrast(root);
      found.addAll(walk.found());
    }
  }
}

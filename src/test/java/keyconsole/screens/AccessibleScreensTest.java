package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Parent;
import javafx.scene.SnapshotParameters;
import javafx.scene.transform.Transform;
import keyconsole.viewmodel.Look;
import org.junit.jupiter.api.Test;

/// Every screen can be used by people who see little, or nothing: a control says what it is, no
/// text is cut off, and all stands out from what is behind it, in every look. Each state leaves its
/// pictures, `LOOK-WIDTH/STATE.png`.
class AccessibleScreensTest extends EveryScreen {

  private static final Set<String> SCALED = Set.of("keys-detail", "usage", "audit-detail");

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
          if (SCALED.contains(name)) {
            leaveScaledPictures(name);
          }
        });
  }

  /// At 150 and 200 %, and in a window as large as a 4K screen.
  private void leaveScaledPictures(String name) {
    shell.look().choiceProperty().set(Optional.of(Look.LIGHT));
    for (double scale : new double[] {1.5, 2}) {
      SnapshotParameters finer = new SnapshotParameters();
      finer.setTransform(Transform.scale(scale, scale));
      Pictures.write(scene.getRoot().snapshot(finer, null), "scale-" + scale + "/" + name);
    }
    size(3840, 2160);
    leavePicture("light-3840/" + name);
    size(1280, 800);
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

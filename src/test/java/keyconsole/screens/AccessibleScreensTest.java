package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.stage.Window;
import keyconsole.InstalledTheme;
import keyconsole.viewmodel.Look;
import org.junit.jupiter.api.Test;

/// Every screen can be used by people who see little, or nothing: a control says what it is, no
/// text is cut off, and all stands out from what is behind it, in every look, under the mouse too.
/// Each state leaves its pictures, `LOOK-WIDTH/STATE.png`, a list that drops down as
/// `LOOK-popup/STATE.png`, and the screens that everybody works with those of a 4K screen,
/// `4k-SCALE/STATE.png`.
class AccessibleScreensTest extends EveryScreen {

  private static final Set<String> LARGE =
      Set.of("keys-detail", "usage", "audit-detail", "health", "new-key-limits");

  private static final Set<String> TITLES =
      Set.of("keys-title", "usage-title", "lines-title", "access-title");

  /// How far below the page's edge the middle of its title is.
  private static final double TITLE = 28;

  private final List<String> found = new ArrayList<>();
  private final InstalledTheme theme = InstalledTheme.ofConsole();

  /// The kinds of controls that the mouse was over, in each look.
  private final Map<Look, Set<String>> pointedAt = new EnumMap<>(Look.class);

  @Test
  void everyScreenNamesItsControlsShowsItsTextsWholeAndStandsOut() throws IOException {
    showAll();
    assertEquals("", String.join("\n", found));
  }

  @Override
  List<Look> looksOfPopups() {
    return looks();
  }

  /// All in one go: what the toolkit draws in between costs more than the rest.
  @Override
  void look(String name) {
    interact(
        () -> {
          if (roots().size() > 1) {
            lookAtPopups(name, shell.look().lookProperty().get());
          } else {
            lookAtWindow(name);
          }
        });
  }

  private void lookAtPopups(String name, Look look) {
    walk(name + " " + word(look), look == Look.LIGHT);
    pointAtAll(name, look);
    Window.getWindows().stream()
        .filter(ContextMenu.class::isInstance)
        .forEach(menu -> icons(name, ((ContextMenu) menu).getItems()));
    leavePicturesOfPopups(word(look) + "-popup/" + name);
  }

  /// In each part of a menu all that can be done has an icon, or nothing has.
  private void icons(String name, List<MenuItem> items) {
    Map<Boolean, String> part = new HashMap<>();
    for (MenuItem item : items) {
      if (item instanceof SeparatorMenuItem) {
        part.clear();
      } else if (item.getOnAction() != null) {
        part.put(item.getGraphic() != null, item.getText());
        if (part.size() > 1) {
          found.add(name + ": one has an icon, another of its part has none: " + part.values());
        }
      }
    }
  }

  private void lookAtWindow(String name) {
    titles(name);
    for (Look look : looks()) {
      shell.look().choiceProperty().set(Optional.of(look));
      walk(name + " " + word(look), look == Look.LIGHT);
      pointAtAll(name, look);
      leavePictures(name, word(look));
      if (look == Look.LIGHT && LARGE.contains(name)) {
        leaveLargePictures(name);
      }
    }
  }

  /// All, from the one on that is on: to dress the window otherwise takes long.
  private List<Look> looks() {
    List<Look> looks = new ArrayList<>(List.of(Look.values()));
    if (looks.getLast() == shell.look().lookProperty().get()) {
      Collections.reverse(looks);
    }
    return looks;
  }

  /// The title of every page stands as far below the page's edge.
  private void titles(String name) {
    for (Node page : scene.getRoot().lookupAll("#page")) {
      double top = page.localToScene(page.getLayoutBounds()).getMinY();
      Walk.each(
          page,
          node -> {
            Bounds title = node.localToScene(node.getLayoutBounds());
            if (!Collections.disjoint(node.getStyleClass(), TITLES)
                && Math.abs(title.getCenterY() - top - TITLE) > 0.5) {
              found.add(name + ": the title stands at " + (title.getCenterY() - top));
            }
          });
    }
  }

  private void pointAtAll(String name, Look look) {
    for (Parent root : roots()) {
      Walk walk = new Walk(name + " " + word(look));
      walk.contrastUnderTheMouse(root, pointedAt.computeIfAbsent(look, _ -> new HashSet<>()));
      found.addAll(walk.found());
    }
  }

  private static String word(Look look) {
    return look.name().toLowerCase(Locale.ROOT);
  }

  private void leavePictures(String name, String look) {
    leavePicture(look + "-1280/" + name);
    size(1024, 700);
    if (look.equals("light")) {
      walk(name + " small", true);
    }
    leavePicture(look + "-1024/" + name);
    size(1280, 800);
  }

  private void leavePicturesOfPopups(String name) {
    List<Parent> popups = roots().subList(1, roots().size());
    for (Parent popup : popups) {
      String which = popups.size() > 1 ? "-" + popups.indexOf(popup) : "";
      Pictures.write(popup.snapshot(null, null), name + which);
    }
  }

  /// As a screen of 3840 × 2160 shows it in full, at each scale that it may be set to.
  private void leaveLargePictures(String name) {
    for (double scale : new double[] {1, 1.5, 2}) {
      size(3840 / scale, 2160 / scale);
      walk(name + " at " + scale, true);
      int percent = (int) (100 * scale);
      Pictures.write(scene.getRoot(), scale, "4k-" + percent + "/" + name);
    }
    size(1280, 800);
  }

  private void size(double width, double height) {
    scene.getRoot().resize(width, height);
    scene.getRoot().layout();
  }

  private void leavePicture(String name) {
    Pictures.write(scene.getRoot(), 1, name);
  }

  /// The installed program looks as this one does.
  private void styles(String where, Parent root) {
    Walk.each(
        root,
        node -> {
          if (node.getStyleClass().stream().anyMatch(theme::leavesOut)) {
            found.add(where + ": no installed rules for " + node.getStyleClass());
          }
        });
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
        styles(where, root);
      }
      walk.contrast(root);
      if (shell.look().lookProperty().get() == Look.CONTRAST) {
        walk.contrastOfWhatIsOff(root);
      }
      found.addAll(walk.found());
    }
  }
}

package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.Toggle;
import javafx.stage.PopupWindow;
import javafx.stage.Window;
import keyconsole.viewmodel.Look;
import org.junit.jupiter.api.Test;

/// Every screen can be used without a mouse: Tab goes through all of it in the order in which it is
/// read, is nowhere caught or lost, and what has the keyboard can be told from what has not.
class TabOrderScreensTest extends EveryScreen {

  /// Where the mark of the keyboard is looked at in every look; elsewhere in the light one, each
  /// kind of control once.
  private static final Set<String> IN_EVERY_LOOK =
      Set.of("keys-detail", "usage", "new-key-limits", "access-answer", "dialog-rotate");

  private final Set<String> found = new TreeSet<>();
  private final Set<String> kinds = new HashSet<>();

  @Test
  void tabGoesThroughEveryScreenAsItIsReadAndIsSeen() throws IOException {
    showAll();
    assertEquals("", String.join("\n", found));
  }

  @Override
  void look(String name) {
    interact(() -> inFront().ifPresent(front -> walk(name, front)));
  }

  private void walk(String name, Parent front) {
    Scene its = front.getScene();
    its.getRoot().applyCss();
    its.getRoot().layout();
    // What is kept as a picture is painted anew only with the next frame.
    its.getRoot().lookupAll(".viewport").forEach(pane -> pane.setCache(false));
    TabWalk walk = new TabWalk(name, its, front);
    Node begin = its.getFocusOwner();
    List<Node> stops = walk.goRound();
    if (IN_EVERY_LOOK.contains(name)) {
      for (Look look : Look.values()) {
        shell.look().choiceProperty().set(Optional.of(look));
        // Tables make their heads anew in the first of two layouts.
        its.getRoot().applyCss();
        its.getRoot().layout();
        walk.looks(stops, look);
      }
      shell.look().choiceProperty().set(Optional.of(Look.LIGHT));
    } else {
      walk.looks(stops.stream().filter(each -> kinds.add(kind(each))).toList(), Look.LIGHT);
    }
    if (begin != null) {
      begin.requestFocus();
    }
    found.addAll(walk.found());
  }

  /// Controls of a kind look the same.
  private static String kind(Node control) {
    Parent holder = control.getParent();
    String state = control instanceof Toggle toggle && toggle.isSelected() ? " selected" : "";
    boolean worded = control instanceof Labeled labeled && !labeled.getText().isEmpty();
    return control.getClass()
        + " "
        + control.getStyleClass()
        + state
        + worded
        + (holder == null ? "" : " in " + holder.getStyleClass());
  }

  /// What has the keyboard: a list that dropped down, or the window, of which all that is behind a
  /// dialog or the cover is off; none where a menu is open, through which the arrows go.
  private Optional<Parent> inFront() {
    List<Window> popups =
        Window.getWindows().stream().filter(PopupWindow.class::isInstance).toList();
    if (popups.isEmpty()) {
      return Optional.of(scene.getRoot());
    }
    return popups.stream()
        .filter(each -> !(each instanceof ContextMenu))
        .map(each -> each.getScene().getRoot())
        .filter(TabOrderScreensTest::hasControls)
        .findFirst();
  }

  private static boolean hasControls(Parent root) {
    boolean[] any = new boolean[1];
    Walk.each(root, node -> any[0] |= node.isFocusTraversable());
    return any[0];
  }
}

package keyconsole.screens;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Toggle;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import keyconsole.viewmodel.Look;

/// Goes through what is in front with Tab, as a person without a mouse does, and gathers where the
/// keyboard is caught, is lost, jumps, passes by, or is not seen.
final class TabWalk {

  /// More stops than any screen has.
  private static final int MOST = 300;

  /// How far one may reach over another in pixels and still stand beside it.
  private static final double OVERLAP = 4;

  /// How far the mark of the keyboard may reach out of its control, in pixels.
  private static final double AROUND = 5;

  /// What changes must stand out from what was there, by WCAG 2.
  private static final double SEEN = 3;

  /// As many pixels as a line under a short word has.
  private static final int LEAST = 40;

  private final Set<String> found = new TreeSet<>();
  private final String where;
  private final Scene scene;
  private final Parent front;

  /// The control that the keyboard left before, and where both were then: a pane may scroll later.
  private record Step(Node from, Node to, Bounds left, Bounds reached) {}

  /// @param where how the place is named in what is found
  /// @param scene of the window that has the keyboard
  /// @param front all of it
  TabWalk(String where, Scene scene, Parent front) {
    this.where = where;
    this.scene = scene;
    this.front = front;
  }

  /// What was found, each once.
  Set<String> found() {
    return found;
  }

  private void tell(String what, Node node) {
    found.add(where + ": " + what + ": " + Walk.path(node));
  }

  /// Goes round once, and back to where the keyboard was.
  ///
  /// @return where the keyboard stops, from the first control on
  List<Node> goRound() {
    List<Node> all = controls();
    Node begin = scene.getFocusOwner();
    if (!isInFront(begin)) {
      tell("the keyboard is elsewhere, at " + begin, front);
    }
    List<Step> steps = new ArrayList<>();
    List<Node> stops = stops(steps);
    all.stream()
        .filter(each -> stops.stream().noneMatch(stop -> isReached(each, stop)))
        .forEach(each -> tell("Tab passes by", each));
    steps.stream()
        .filter(step -> !isReached(all.getFirst(), step.to))
        .filter(step -> !layers(step.from, step.to) && jumps(step.left, step.reached))
        .forEach(step -> tell("Tab jumps from " + Walk.path(step.from), step.to));
    if (begin != null) {
      begin.requestFocus();
    }
    return stops;
  }

  /// From one of several choices the arrows go on to the others.
  private static boolean isReached(Node control, Node stop) {
    return stop.equals(control)
        || (control instanceof Toggle one
            && stop instanceof Toggle other
            && one.getToggleGroup() != null
            && one.getToggleGroup().equals(other.getToggleGroup()));
  }

  private List<Node> controls() {
    List<Node> all = new ArrayList<>();
    Walk.each(
        front,
        node -> {
          Bounds size = node.getLayoutBounds();
          boolean there = size.getWidth() > 0 && size.getHeight() > 0 && !node.isDisabled();
          if (node.isFocusTraversable() && there) {
            all.add(node);
          }
        });
    return all;
  }

  private List<Node> stops(List<Step> steps) {
    List<Node> stops = new ArrayList<>();
    while (stops.size() < MOST) {
      Node from = scene.getFocusOwner();
      Optional<Node> next = goOn(from);
      if (next.isEmpty()) {
        break;
      }
      Node to = next.get();
      if (!stops.isEmpty()) {
        steps.add(new Step(from, to, place(from), place(to)));
      }
      if (stops.contains(to)) {
        if (!stops.getFirst().equals(to)) {
          tell("Tab goes round without those before", to);
        }
        break;
      }
      stops.add(to);
      if (Walk.isOutOfSight(to)) {
        tell("the keyboard is out of sight", to);
      }
    }
    return stops;
  }

  /// To the next control.
  private Optional<Node> goOn(Node from) {
    press(from);
    Node to = scene.getFocusOwner();
    if (to != null && to.equals(from) && controls().size() > 1) {
      tell("Tab is caught", from);
      from.requestFocusTraversal(TraversalDirection.NEXT);
      to = scene.getFocusOwner();
    }
    if (!isInFront(to)) {
      tell("the keyboard is lost, at " + to + " after", from == null ? front : from);
      return Optional.empty();
    }
    front.layout();
    return Optional.of(to);
  }

  private void press(Node at) {
    Event.fireEvent(
        at == null ? scene : at,
        new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.TAB, false, false, false, false));
  }

  private boolean isInFront(Node node) {
    boolean seen = node != null && !node.isDisabled();
    for (Node at = node; seen && at != null; at = at.getParent()) {
      seen = at.isVisible();
    }
    return seen;
  }

  /// Whether two stand in parts that lie over each other, such as the page and what is said over
  /// it.
  private static boolean layers(Node one, Node other) {
    Set<Node> above = new HashSet<>();
    for (Node at = one; at != null; at = at.getParent()) {
      above.add(at);
    }
    Node common = other;
    while (!above.contains(common)) {
      common = common.getParent();
    }
    return common instanceof StackPane;
  }

  private static Bounds place(Node node) {
    return node.localToScene(node.getLayoutBounds());
  }

  /// Whether one goes against the way of reading: up, but for the column beside, or back in a line.
  private static boolean jumps(Bounds from, Bounds to) {
    if (from.contains(to) || to.contains(from)) {
      return false;
    }
    boolean up = to.getMaxY() <= from.getMinY() + OVERLAP;
    boolean below = to.getMinY() >= from.getMaxY() - OVERLAP;
    boolean back = to.getMaxX() <= from.getMinX() + OVERLAP;
    boolean beside = to.getMinX() >= from.getMaxX() - OVERLAP;
    return up ? !beside : back && !below;
  }

  /// Whether each of these looks another way while it has the keyboard.
  ///
  /// @param look how the window is dressed
  void looks(List<Node> controls, Look look) {
    for (Node control : controls) {
      control.requestFocus();
      // Marked as by Tab, which a control that is merely asked for is not.
      control.requestFocusTraversal(TraversalDirection.PREVIOUS);
      press(scene.getFocusOwner());
      if (!control.equals(scene.getFocusOwner())) {
        tell("Tab does not come back to", control);
      } else if (!looksOther(control)) {
        tell("the keyboard is not seen in the look " + look + " at", control);
      }
    }
  }

  private boolean looksOther(Node control) {
    front.layout();
    Rectangle2D area = area(control);
    WritableImage with = picture(area);
    scene.getRoot().requestFocus();
    WritableImage without = picture(area);
    return changed(with.getPixelReader(), without.getPixelReader(), area) >= LEAST;
  }

  private Rectangle2D area(Node control) {
    Bounds at = place(control);
    double x = Math.floor(Math.max(0, at.getMinX() - AROUND));
    double y = Math.floor(Math.max(0, at.getMinY() - AROUND));
    double right = Math.min(scene.getRoot().getLayoutBounds().getWidth(), at.getMaxX() + AROUND);
    double bottom = Math.min(scene.getRoot().getLayoutBounds().getHeight(), at.getMaxY() + AROUND);
    return new Rectangle2D(x, y, Math.max(1, right - x), Math.max(1, bottom - y));
  }

  private WritableImage picture(Rectangle2D area) {
    SnapshotParameters part = new SnapshotParameters();
    part.setViewport(area);
    return scene.getRoot().snapshot(part, null);
  }

  private static int changed(PixelReader one, PixelReader other, Rectangle2D area) {
    int changed = 0;
    for (int x = 0; x < (int) area.getWidth(); x++) {
      for (int y = 0; y < (int) area.getHeight(); y++) {
        if (one.getArgb(x, y) != other.getArgb(x, y)
            && Walk.ratio(color(one, x, y), color(other, x, y)) >= SEEN) {
          changed++;
        }
      }
    }
    return changed;
  }

  private static Color color(PixelReader pixels, int x, int y) {
    return pixels.getColor(x, y);
  }
}

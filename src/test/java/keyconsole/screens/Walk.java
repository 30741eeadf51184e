package keyconsole.screens;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Cell;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Separator;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Paint;
import javafx.scene.shape.Shape;
import javafx.scene.text.Text;

/// Walks over all that is in sight and gathers what a person with little sight, or with none, could
/// not use.
final class Walk {

  private static final double TEXT_CONTRAST = 4.5;
  private static final double LARGE_CONTRAST = 3;
  private static final double OFF_CONTRAST = 3;
  private static final double LARGE = 24;
  private static final double LARGE_BOLD = 18.66;
  private static final double ROUNDING = 1;

  /// How many of those that a control is in make it another kind.
  private static final int HOLDERS = 4;

  private static final PseudoClass HOVER = PseudoClass.getPseudoClass("hover");
  private static final PseudoClass PRESSED = PseudoClass.getPseudoClass("pressed");
  private static final PseudoClass ARMED = PseudoClass.getPseudoClass("armed");
  private static final PseudoClass FOCUSED = PseudoClass.getPseudoClass("focused");
  private static final PseudoClass DISABLED = PseudoClass.getPseudoClass("disabled");

  /// Where JavaFX keeps the tooltip of a node that is no control.
  private static final String TOOLTIP = "javafx.scene.control.Tooltip";

  private final Set<String> found = new TreeSet<>();
  private final String where;
  private final boolean strict;

  /// @param where how the place is named in what is found
  Walk(String where) {
    this(where, true);
  }

  /// @param strict whether buttons must not be cut off even with a tooltip that has their text
  Walk(String where, boolean strict) {
    this.where = where;
    this.strict = strict;
  }

  /// What was found, each once.
  Set<String> found() {
    return found;
  }

  private void tell(String what, Node node) {
    found.add(where + ": " + what + ": " + path(node));
  }

  /// Every control in sight tells what it is and what it is called.
  void names(Parent root) {
    each(root, this::name);
  }

  private void name(Node node) {
    if (node instanceof Cell<?> cell) {
      if (isBlank(text(cell)) && isSelectable(cell) && shows(cell)) {
        tell("an entry that says nothing", node);
      }
      return;
    }
    boolean control = node instanceof Control && !isPassive(node);
    if (!control && !node.isFocusTraversable()) {
      return;
    }
    if (node.getAccessibleRole() == AccessibleRole.NODE
        || node.getAccessibleRole() == AccessibleRole.PARENT) {
      tell("no role", node);
    }
    if (isBlank(nameOf(node))) {
      tell("no name", node);
    }
    if (node instanceof ButtonBase && !shows(node) && !hasTooltip(node)) {
      tell("an icon without a tooltip", node);
    }
  }

  /// The cells of rows that are read as a whole need no text of their own.
  private static boolean isSelectable(Cell<?> cell) {
    return cell.getAccessibleRole() == AccessibleRole.LIST_ITEM
        || cell.getAccessibleRole() == AccessibleRole.TABLE_CELL;
  }

  private static boolean shows(Node node) {
    boolean[] any = new boolean[1];
    each(node, part -> any[0] |= part instanceof Text text && !isBlank(text.getText()));
    return any[0];
  }

  private static boolean isPassive(Node node) {
    return node instanceof Label
        || node instanceof ScrollPane
        || node instanceof ScrollBar
        || node instanceof Separator
        || node.getParent() instanceof ComboBoxBase
        || node.getStyleClass().contains("virtual-flow");
  }

  private static String nameOf(Node node) {
    if (node.queryAccessibleAttribute(AccessibleAttribute.LABELED_BY) instanceof Labeled label
        && !isBlank(label.getText())) {
      return label.getText();
    }
    boolean speaksOfItsContent =
        node instanceof TextInputControl
            || node instanceof ComboBoxBase
            || node instanceof ProgressIndicator
            || node instanceof ListView
            || node instanceof TableView;
    return speaksOfItsContent ? node.getAccessibleText() : text(node);
  }

  private static String text(Node node) {
    Object text = node.queryAccessibleAttribute(AccessibleAttribute.TEXT);
    return text == null ? "" : text.toString();
  }

  /// Icons are letters of a font of their own, which nobody can read out.
  private static boolean isBlank(String text) {
    return text == null
        || text.codePoints()
            .allMatch(
                c -> Character.isWhitespace(c) || Character.getType(c) == Character.PRIVATE_USE);
  }

  /// No text in sight is cut off, unless a tooltip has it whole.
  void texts(Parent root) {
    each(
        root,
        node -> {
          if (node instanceof Labeled labeled && !isBlank(labeled.getText())) {
            cut(labeled);
          }
          if (strict && node instanceof TextField field) {
            prompt(field);
          }
        });
  }

  private void prompt(TextField field) {
    each(
        field,
        node -> {
          if (node instanceof Text text
              && text.getText().equals(field.getPromptText())
              && text.getParent().getClip() instanceof Node room
              && text.getLayoutBounds().getWidth() > room.getLayoutBounds().getWidth() + ROUNDING) {
            tell("a prompt that is cut off, “" + text.getText() + "”", field);
          }
        });
  }

  private void cut(Labeled labeled) {
    if (labeled.getEllipsisString().equals("...")) {
      tell("would be cut off with three dots", labeled);
    }
    boolean whole = textOf(labeled).anyMatch(text -> text.getText().equals(labeled.getText()));
    boolean excused = hasTooltip(labeled) && !(strict && isOnlyItself(labeled));
    if (labeled.isTextTruncated() && !whole && !excused) {
      tell("cut off", labeled);
    }
    textOf(labeled)
        .filter(Walk::isBeyondWhatHoldsIt)
        .forEach(text -> tell("beyond what holds it", labeled));
  }

  private static Stream<Text> textOf(Labeled labeled) {
    return labeled.getChildrenUnmodifiable().stream()
        .filter(Text.class::isInstance)
        .map(Text.class::cast)
        .filter(Node::isVisible);
  }

  /// Whether the tooltip of a button is there only because its text is cut off.
  private static boolean isOnlyItself(Labeled labeled) {
    return labeled instanceof ButtonBase
        && labeled.getTooltip() != null
        && labeled.getTooltip().getText().equals(labeled.getText());
  }

  private static boolean hasTooltip(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (tooltip(at).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /// The tooltip of a node itself.
  static Optional<Tooltip> tooltip(Node node) {
    if (node instanceof Control && !node.isHover()) {
      // Many a tooltip is made when the mouse first comes. It goes again, for what it is over
      // looks otherwise.
      Event.fireEvent(node, mouse(MouseEvent.MOUSE_ENTERED_TARGET));
      Event.fireEvent(node, mouse(MouseEvent.MOUSE_EXITED_TARGET));
    }
    Optional<Tooltip> own =
        node instanceof Control control
            ? Optional.ofNullable(control.getTooltip())
            : Optional.empty();
    return own.or(
        () ->
            Optional.ofNullable(node.getProperties().get(TOOLTIP))
                .filter(Tooltip.class::isInstance)
                .map(Tooltip.class::cast));
  }

  private static MouseEvent mouse(EventType<MouseEvent> what) {
    return new MouseEvent(
        what,
        0,
        0,
        0,
        0,
        MouseButton.NONE,
        0,
        false,
        false,
        false,
        false,
        false,
        false,
        false,
        false,
        false,
        false,
        null);
  }

  /// Whether what stands in a row of its own reaches out of a part that cuts it off sideways.
  private static boolean isBeyondWhatHoldsIt(Node text) {
    Bounds at = text.localToScene(text.getLayoutBounds());
    for (Parent holder = text.getParent(); holder != null; holder = holder.getParent()) {
      if (isScrolled(holder) || holder.getParent() instanceof TableView) {
        return false;
      }
      Bounds room = holder.localToScene(holder.getLayoutBounds());
      boolean cuts = holder.getParent() == null || (holder.getClip() != null && !isInTable(holder));
      if (cuts
          && (at.getMinX() < room.getMinX() - ROUNDING
              || at.getMaxX() > room.getMaxX() + ROUNDING)) {
        return true;
      }
    }
    return false;
  }

  /// A table scrolls its columns itself.
  private static boolean isInTable(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (at instanceof TableView) {
        return true;
      }
    }
    return false;
  }

  private static boolean isScrolled(Parent holder) {
    return holder.getChildrenUnmodifiable().stream()
        .anyMatch(
            part ->
                part instanceof ScrollBar bar
                    && bar.isVisible()
                    && bar.getOrientation() == Orientation.HORIZONTAL);
  }

  /// Every text in sight that is on stands out from what is behind it.
  void contrast(Parent root) {
    each(
        root,
        node -> {
          if (node instanceof Text text && !isBlankText(text) && !text.isDisabled()) {
            contrast(root, text);
          }
        });
  }

  /// Every button that is off can be read all the same. Only high contrast promises that.
  void contrastOfWhatIsOff(Parent root) {
    each(
        root,
        node -> {
          if (node instanceof ButtonBase button && button.isDisabled()) {
            textOf(button)
                .filter(text -> !isBlankText(text))
                .forEach(text -> contrast(root, text, OFF_CONTRAST));
          }
        });
  }

  /// Every text in sight stands out while the mouse is over what it is in, too, and while that is
  /// pressed.
  ///
  /// @param seen the kinds of controls that this was found out of; those of these are added
  void contrastUnderTheMouse(Parent root, Set<String> seen) {
    List<Node> controls = new ArrayList<>();
    each(
        root,
        node -> {
          if (answersTheMouse(node) && !isOff(node) && !isHidden(node)) {
            controls.add(node);
          }
        });
    controls.removeIf(control -> !seen.add(kind(control)));
    while (!controls.isEmpty()) {
      List<Node> apart = controls.stream().filter(each -> isInNone(each, controls)).toList();
      in(root, apart, List.of(HOVER), "under the mouse");
      in(root, apart, List.of(HOVER, PRESSED, ARMED), "pressed");
      controls.removeAll(apart);
    }
  }

  private static boolean isInNone(Node node, List<Node> others) {
    for (Node at = node.getParent(); at != null; at = at.getParent()) {
      if (others.contains(at)) {
        return false;
      }
    }
    return true;
  }

  /// An entry of a menu is off without being disabled as a node is.
  private static boolean isOff(Node node) {
    return node.isDisabled() || node.getPseudoClassStates().contains(DISABLED);
  }

  private static boolean answersTheMouse(Node node) {
    return node instanceof Control && !isPassive(node) && !(node instanceof Cell<?>)
        || node instanceof Cell<?> cell && !cell.isEmpty()
        || node.getOnMouseClicked() != null
        || node.getStyleClass().contains("menu-item");
  }

  /// What looks alike under the mouse: what it is, where it is, the state it is in, and what it
  /// holds.
  private static String kind(Node node) {
    Set<String> parts = new TreeSet<>();
    each(node, part -> parts.add(part.getStyleClass() + "" + part.getPseudoClassStates()));
    List<String> kind = new ArrayList<>(parts);
    Node at = node;
    for (int i = 0; i < HOLDERS && at != null; i++) {
      kind.add(at.getClass().getSimpleName() + at.getStyleClass() + at.getPseudoClassStates());
      at = at.getParent();
    }
    return String.join(" ", kind);
  }

  /// The state is that of all that a control is in, too, as with a mouse. An entry of a menu is
  /// focused when the mouse is over it. How a node looks depends on itself and on what it is in, so
  /// controls of which none is in another are put into the state all at once: to style a window
  /// anew takes long.
  private void in(Parent root, List<Node> controls, List<PseudoClass> states, String how) {
    List<Runnable> back = new ArrayList<>();
    for (Node control : controls) {
      for (Node at = control; at != null; at = at.getParent()) {
        for (PseudoClass state : states) {
          put(at, state, back);
        }
        if (at.getStyleClass().contains("menu-item")) {
          put(at, FOCUSED, back);
        }
      }
    }
    root.applyCss();
    Walk walk = new Walk(where + " " + how);
    for (Node control : controls) {
      each(
          control,
          node -> {
            if (node instanceof Text text && !isBlankText(text) && !text.isDisabled()) {
              walk.contrast(root, text);
            }
          });
    }
    found.addAll(walk.found);
    back.forEach(Runnable::run);
    root.applyCss();
  }

  private static void put(Node node, PseudoClass state, List<Runnable> back) {
    if (!node.getPseudoClassStates().contains(state)) {
      node.pseudoClassStateChanged(state, true);
      back.add(() -> node.pseudoClassStateChanged(state, false));
    }
  }

  /// Whether what it stands in is scrolled so that nobody sees its middle.
  static boolean isHidden(Node node) {
    Bounds at = node.localToScene(node.getLayoutBounds());
    return cutting(node).anyMatch(place -> !place.contains(at.getCenterX(), at.getCenterY()));
  }

  /// Whether nobody sees it: as a rule that is its middle; what is taller than its place takes up
  /// most of that.
  static boolean isOutOfSight(Node node) {
    Bounds at = node.localToScene(node.getLayoutBounds());
    return cutting(node)
        .anyMatch(
            place ->
                at.getHeight() <= place.getHeight()
                    ? !place.contains(at.getCenterX(), at.getCenterY())
                    : seen(at, place) < place.getHeight() / 2
                        || !place.contains(at.getCenterX(), place.getCenterY()));
  }

  private static double seen(Bounds at, Bounds place) {
    return Math.min(at.getMaxY(), place.getMaxY()) - Math.max(at.getMinY(), place.getMinY());
  }

  /// Where the parents of a node end that let nothing reach beyond them.
  private static Stream<Bounds> cutting(Node node) {
    return Stream.iterate(node.getParent(), Objects::nonNull, Node::getParent)
        .filter(holder -> holder.getClip() != null || holder.getParent() == null)
        .map(holder -> holder.localToScene(holder.getLayoutBounds()));
  }

  private static boolean isBlankText(Text text) {
    return text.getText().isBlank();
  }

  private void contrast(Parent root, Text text) {
    contrast(root, text, needed(text));
  }

  private void contrast(Parent root, Text text, double needed) {
    if (!(text.getFill() instanceof Color fill) || fill.getOpacity() == 0 || isHidden(text)) {
      return;
    }
    Bounds bounds = text.localToScene(text.getLayoutBounds());
    Point2D at = new Point2D(bounds.getCenterX(), bounds.getCenterY());
    Color behind = new Backdrop(text, at).of(root);
    double ratio = ratio(over(withOpacity(fill, opacity(text)), behind), behind);
    if (ratio < needed) {
      tell("contrast %.2f, %s on %s".formatted(ratio, web(fill), web(behind)), text);
    }
  }

  private static double needed(Text text) {
    double size = text.getFont().getSize();
    boolean bold = text.getFont().getName().matches(".*(SemiBold|Bold).*");
    boolean icon = isBlank(text.getText());
    return icon || size >= LARGE || (bold && size >= LARGE_BOLD) ? LARGE_CONTRAST : TEXT_CONTRAST;
  }

  private static double opacity(Node node) {
    double opacity = 1;
    for (Node at = node; at != null; at = at.getParent()) {
      opacity *= at.getOpacity();
    }
    return opacity;
  }

  private static Color withOpacity(Color color, double opacity) {
    return Color.color(
        color.getRed(), color.getGreen(), color.getBlue(), color.getOpacity() * opacity);
  }

  private static String web(Color color) {
    return color.toString().substring(2, 8);
  }

  /// What two colours have to each other, by WCAG 2.
  static double ratio(Color one, Color other) {
    double lighter = Math.max(luminance(one), luminance(other));
    double darker = Math.min(luminance(one), luminance(other));
    return (lighter + 0.05) / (darker + 0.05);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(double part) {
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }

  private static Color over(Color front, Color behind) {
    double opacity = front.getOpacity();
    return Color.color(
        mixed(front.getRed(), behind.getRed(), opacity),
        mixed(front.getGreen(), behind.getGreen(), opacity),
        mixed(front.getBlue(), behind.getBlue(), opacity));
  }

  private static double mixed(double front, double behind, double opacity) {
    return Math.clamp(front * opacity + behind * (1 - opacity), 0, 1);
  }

  /// What is painted at a point before a text is.
  private static final class Backdrop {

    private final Text text;
    private final Point2D at;
    private Color color = Color.WHITE;
    private boolean done;

    Backdrop(Text text, Point2D at) {
      this.text = text;
      this.at = at;
    }

    Color of(Parent root) {
      paint(root, at);
      return color;
    }

    /// @param outer the point, as the node's parent counts
    private void paint(Node node, Point2D outer) {
      if (node == text) {
        done = true;
      }
      Point2D local = node.parentToLocal(outer);
      if (done || !node.isVisible() || !node.getBoundsInLocal().contains(local)) {
        return;
      }
      if (node instanceof Region region) {
        paintRegion(region, local);
      }
      if (node instanceof Shape shape
          && !(node instanceof Text)
          && shape.getFill() != null
          && shape.contains(local)) {
        put(shape.getFill(), opacity(shape));
      }
      if (node instanceof Parent parent) {
        parent.getChildrenUnmodifiable().forEach(child -> paint(child, local));
      }
    }

    private void paintRegion(Region region, Point2D local) {
      if (region.getBackground() == null) {
        return;
      }
      for (BackgroundFill fill : region.getBackground().getFills()) {
        Insets insets = fill.getInsets();
        boolean inside =
            local.getX() >= insets.getLeft()
                && local.getX() <= region.getWidth() - insets.getRight()
                && local.getY() >= insets.getTop()
                && local.getY() <= region.getHeight() - insets.getBottom();
        if (inside) {
          put(fill.getFill(), opacity(region));
        }
      }
    }

    private void put(Paint paint, double opacity) {
      if (paint instanceof Color fill) {
        color = over(withOpacity(fill, opacity), color);
      } else if (paint instanceof LinearGradient gradient) {
        color = over(withOpacity(gradient.getStops().getFirst().getColor(), opacity), color);
      }
    }
  }

  /// What lies within its parent where nothing scrolls, and lies over no neighbour.
  void layout(Parent root) {
    each(
        root,
        node -> {
          if (node instanceof Control && !isBlank(text(node)) && isBeyondWhatHoldsIt(node)) {
            tell("outside of its place", node);
          }
          if (node instanceof HBox || node instanceof VBox || node instanceof FlowPane) {
            beside(((Pane) node).getChildren());
          }
        });
  }

  private void beside(List<Node> parts) {
    List<Node> shown = parts.stream().filter(each -> each.isVisible() && each.isManaged()).toList();
    for (int i = 1; i < shown.size(); i++) {
      Bounds before = place(shown.get(i - 1));
      Bounds at = place(shown.get(i));
      double wide =
          Math.min(before.getMaxX(), at.getMaxX()) - Math.max(before.getMinX(), at.getMinX());
      double high =
          Math.min(before.getMaxY(), at.getMaxY()) - Math.max(before.getMinY(), at.getMinY());
      if (wide > ROUNDING && high > ROUNDING) {
        tell("over its neighbour", shown.get(i));
      }
    }
  }

  private static Bounds place(Node node) {
    return node.localToParent(node.getLayoutBounds());
  }

  /// Does something with every node in sight.
  static void each(Node node, Consumer<Node> action) {
    if (!node.isVisible()) {
      return;
    }
    action.accept(node);
    if (node instanceof Parent parent) {
      List.copyOf(parent.getChildrenUnmodifiable()).forEach(child -> each(child, action));
    }
  }

  /// Where a node is, for a person who looks for it.
  static String path(Node node) {
    List<String> parts = new ArrayList<>();
    for (Node at = node; at != null && parts.size() < 4; at = at.getParent()) {
      String id = at.getId() == null ? "" : "#" + at.getId();
      parts.addFirst(
          at.getClass().getSimpleName() + id + "." + String.join(".", at.getStyleClass()));
    }
    String text = text(node);
    return String.join(" > ", parts) + " “" + text.substring(0, Math.min(60, text.length())) + "”";
  }
}

package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.collections.FXCollections;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import keyconsole.viewmodel.ScrolledRows;
import org.jspecify.annotations.Nullable;

/// Rows under their heads: only those in sight are there.
///
/// JavaFX's own tables add up the rows above those in sight at each movement: at ten million of
/// them that takes longer than a frame. Here the row at the upper edge is a number of the view
/// model, so each place is as near as any other.
///
/// @param <T> what a row shows
/// @param <R> shows one row after the other as a person scrolls
abstract class RowTable<T, R extends Region> extends Region {

  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final double HEAD_HEIGHT = 32;
  private static final double BAR_WIDTH = 10;

  /// The scroll bar's thumb is never shorter, however many rows there are.
  private static final double THUMB = 28;

  private final ScrolledRows scrolled;
  private final double rowHeight;
  private final List<Label> heads;
  private final Pane head = new Pane();
  private final Pane body = new Pane();
  private final Rectangle clip = new Rectangle();
  private final ScrollBar bar = new ScrollBar();
  private final List<R> panes = new ArrayList<>();
  private double top;
  private double height;
  private long size;
  private boolean showing;

  /// Which row was read out last; -1 where none.
  private long told = -1;

  /// @param scrolled told of the room and of what a person scrolls to
  /// @param name what the table is called where it is read out
  RowTable(ScrolledRows scrolled, double rowHeight, String name, List<Label> heads) {
    this.scrolled = scrolled;
    this.rowHeight = rowHeight;
    this.heads = heads;
    heads.forEach(each -> each.setManaged(false));
    getStyleClass().add("lines-table");
    head.getStyleClass().add("lines-heads");
    head.getChildren().addAll(heads);
    body.setClip(clip);
    bar.setOrientation(Orientation.VERTICAL);
    bar.setFocusTraversable(false);
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.LIST_VIEW);
    setAccessibleText(name);
    getChildren().addAll(body, head, bar);
    listen();
  }

  private void listen() {
    heightProperty()
        .subscribe(
            (before, tall) -> scrolled.resize((tall.doubleValue() - HEAD_HEIGHT) / rowHeight));
    bar.valueProperty()
        .subscribe(
            (before, now) -> {
              if (!showing) {
                scrolled.scrollTo(now.doubleValue());
              }
            });
    addEventHandler(ScrollEvent.SCROLL, this::scroll);
    body.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
    addEventHandler(KeyEvent.KEY_PRESSED, this::press);
  }

  /// A pane for one row after the other.
  abstract R newPane();

  abstract void fill(R pane, T row);

  /// Which row a pane shows; -1 where none.
  abstract long positionOf(R pane);

  /// A person pressed the primary button on a row.
  abstract void choose(long position, boolean extend);

  /// Whether a key means something here; does what it means.
  abstract boolean use(KeyEvent key);

  /// Places the heads.
  ///
  /// @param width of the rows
  abstract void placeHeads(double width);

  /// How many rows a person goes on by a page.
  long page() {
    return Math.max(1, (long) height - 1);
  }

  long size() {
    return size;
  }

  private void scroll(ScrollEvent event) {
    scrolled.scrollBy(-event.getDeltaY() / rowHeight);
    event.consume();
  }

  private void press(MouseEvent event) {
    requestFocus();
    if (event.getButton() == MouseButton.PRIMARY) {
      panes.stream()
          .filter(pane -> positionOf(pane) >= 0)
          .filter(pane -> pane.getBoundsInParent().contains(event.getX(), event.getY()))
          .findFirst()
          .ifPresent(pane -> choose(positionOf(pane), event.isShiftDown()));
    }
  }

  private void press(KeyEvent event) {
    if (use(event)) {
      event.consume();
    }
  }

  /// Shows rows, from the one at the upper edge on.
  ///
  /// @param above the row at the upper edge, with the part of it that is above the edge
  /// @param room how many rows there is room for
  /// @param all how many rows there are
  void show(double above, double room, long all, List<T> rows) {
    top = above;
    height = room;
    size = all;
    while (panes.size() < rows.size()) {
      R pane = newPane();
      panes.add(pane);
      body.getChildren().add(pane);
    }
    for (int i = 0; i < panes.size(); i++) {
      if (i < rows.size()) {
        fill(panes.get(i), rows.get(i));
      } else {
        panes.get(i).setVisible(false);
      }
    }
    placeRows();
    showBar();
    tellSelected();
  }

  /// The row that the keyboard is at is read out as it changes.
  private void tellSelected() {
    long now = selected().map(this::positionOf).orElse(-1L);
    if (now != told) {
      told = now;
      notifyAccessibleAttributeChanged(AccessibleAttribute.FOCUS_ITEM);
    }
  }

  private Optional<R> selected() {
    return inSight().filter(pane -> pane.getPseudoClassStates().contains(SELECTED)).findFirst();
  }

  private Stream<R> inSight() {
    return panes.stream().filter(pane -> positionOf(pane) >= 0);
  }

  /// A screen reader is told of the rows in sight as of the items of a list.
  @Override
  public @Nullable Object queryAccessibleAttribute(
      AccessibleAttribute attribute, Object... parameters) {
    return switch (attribute) {
      case ITEM_COUNT -> (int) inSight().count();
      case ITEM_AT_INDEX -> inSight().skip((Integer) parameters[0]).findFirst().orElse(null);
      case FOCUS_ITEM -> selected().orElse(null);
      case SELECTED_ITEMS -> FXCollections.observableList(selected().stream().toList());
      case MULTIPLE_SELECTION -> false;
      default -> super.queryAccessibleAttribute(attribute, parameters);
    };
  }

  private void showBar() {
    showing = true;
    double lowest = Math.max(0, size - height);
    double inSight = size == 0 ? 1 : height / size;
    double least = THUMB / Math.max(THUMB, bar.getHeight());
    bar.setMax(lowest);
    bar.setVisibleAmount(lowest * Math.clamp(inSight, least, 1));
    bar.setUnitIncrement(1);
    bar.setBlockIncrement(Math.max(1, height - 1));
    bar.setValue(top);
    if (bar.isVisible() != lowest > 0) {
      bar.setVisible(lowest > 0);
      requestLayout();
    }
    showing = false;
  }

  private void placeRows() {
    double above = (top - Math.floor(top)) * rowHeight;
    for (int i = 0; i < panes.size(); i++) {
      panes
          .get(i)
          .resizeRelocate(0, snapPositionY(i * rowHeight - above), body.getWidth(), rowHeight);
    }
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth() - (bar.isVisible() ? BAR_WIDTH : 0);
    double tall = Math.max(0, getHeight() - HEAD_HEIGHT);
    head.resizeRelocate(0, 0, getWidth(), HEAD_HEIGHT);
    body.resizeRelocate(0, HEAD_HEIGHT, width, tall);
    clip.setWidth(width);
    clip.setHeight(tall);
    bar.resizeRelocate(getWidth() - BAR_WIDTH, HEAD_HEIGHT, BAR_WIDTH, tall);
    placeHeads(width);
    placeRows();
    showBar();
  }

  Label head(int index) {
    return heads.get(index);
  }

  void placeHead(int index, double x, double width) {
    heads.get(index).resizeRelocate(x, 0, width, HEAD_HEIGHT - 1);
  }
}

package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.LineRow;
import keyconsole.viewmodel.LineWindow;
import keyconsole.viewmodel.LineZone;
import keyconsole.viewmodel.UsageLinesViewModel;

/// The usage lines under their heads: only the rows in sight are there.
///
/// JavaFX's own tables add up the rows above those in sight at each movement: at ten million of
/// them that takes longer than a frame. Here the row at the upper edge is a number of the view
/// model, so each place is as near as any other.
final class LineTable extends Region {

  static final double ROW_HEIGHT = 28;
  private static final double HEAD_HEIGHT = 32;
  private static final double BAR_WIDTH = 10;

  /// The scroll bar's thumb is never shorter, however many rows there are.
  private static final double THUMB = 28;

  private static final KeyCombination COPY =
      new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

  private final UsageLinesViewModel model;
  private final Pane head = new Pane();
  private final Pane body = new Pane();
  private final Rectangle clip = new Rectangle();
  private final ScrollBar bar = new ScrollBar();
  private final List<Label> heads;
  private final List<LinePane> rows = new ArrayList<>();
  private LineWindow shown;
  private boolean showing;

  LineTable(UsageLinesViewModel model) {
    this.model = model;
    this.shown = model.windowProperty().get();
    KeyWords words = model.words();
    heads =
        List.of(
            Parts.label(""),
            Parts.label(words.text("lines.column.key")),
            Parts.label(words.text("lines.column.endpoint")),
            Parts.label(words.text("lines.column.ip")),
            Parts.label(words.text("lines.column.where")));
    heads.forEach(each -> each.setManaged(false));
    getStyleClass().add("lines-table");
    head.getStyleClass().add("lines-heads");
    head.getChildren().addAll(heads);
    body.setClip(clip);
    bar.setOrientation(Orientation.VERTICAL);
    bar.setFocusTraversable(false);
    setFocusTraversable(true);
    setAccessibleText(words.text("lines.list"));
    getChildren().addAll(body, head, bar);
    listen();
  }

  private void listen() {
    heightProperty()
        .subscribe(height -> model.resize((height.doubleValue() - HEAD_HEIGHT) / ROW_HEIGHT));
    bar.valueProperty()
        .subscribe(
            (before, now) -> {
              if (!showing) {
                model.scrollTo(now.doubleValue());
              }
            });
    addEventHandler(ScrollEvent.SCROLL, this::scroll);
    body.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
    addEventHandler(KeyEvent.KEY_PRESSED, this::type);
  }

  private void scroll(ScrollEvent event) {
    model.scrollBy(-event.getDeltaY() / ROW_HEIGHT);
    event.consume();
  }

  private void press(MouseEvent event) {
    requestFocus();
    if (event.getButton() != MouseButton.PRIMARY) {
      return;
    }
    Optional<LinePane> hit =
        rows.stream()
            .filter(row -> row.position() >= 0)
            .filter(row -> row.getBoundsInParent().contains(event.getX(), event.getY()))
            .findFirst();
    hit.ifPresent(row -> choose(row.position(), event.isShiftDown()));
  }

  private void choose(long position, boolean extend) {
    if (extend) {
      model.selectTo(position);
    } else {
      model.select(position);
    }
  }

  private void type(KeyEvent event) {
    if (COPY.match(event)) {
      model.copy();
      event.consume();
      return;
    }
    long page = Math.max(1, (long) shown.height() - 1);
    boolean used = true;
    switch (event.getCode()) {
      case UP -> model.moveSelection(-1, event.isShiftDown());
      case DOWN -> model.moveSelection(1, event.isShiftDown());
      case PAGE_UP -> model.scrollBy((double) -page);
      case PAGE_DOWN -> model.scrollBy((double) page);
      case HOME -> model.scrollTo(0);
      case END -> model.scrollTo(Double.MAX_VALUE);
      default -> used = false;
    }
    if (used) {
      event.consume();
    }
  }

  void show(LineWindow window) {
    shown = window;
    while (rows.size() < window.rows().size()) {
      LinePane row = new LinePane();
      rows.add(row);
      body.getChildren().add(row);
    }
    boolean offset = model.zoneProperty().get() == LineZone.LOCAL;
    for (int i = 0; i < rows.size(); i++) {
      if (i < window.rows().size()) {
        LineRow row = window.rows().get(i);
        rows.get(i).show(row, offset);
      } else {
        rows.get(i).setVisible(false);
      }
    }
    placeRows();
    showBar();
  }

  private void showBar() {
    showing = true;
    double lowest = shown.lowestTop();
    bar.setMax(lowest);
    bar.setVisibleAmount(lowest * thumb());
    bar.setUnitIncrement(1);
    bar.setBlockIncrement(Math.max(1, shown.height() - 1));
    bar.setValue(shown.top());
    bar.setVisible(lowest > 0);
    showing = false;
  }

  /// How much of the scroll bar its thumb takes.
  private double thumb() {
    double inSight = shown.size() == 0 ? 1 : shown.height() / shown.size();
    return Math.clamp(inSight, THUMB / Math.max(THUMB, bar.getHeight()), 1);
  }

  void showZone() {
    KeyWords words = model.words();
    heads.getFirst().setText(words.text("lines.column.time", model.zoneName()));
    requestLayout();
  }

  private void placeRows() {
    double width = body.getWidth();
    double above = (shown.top() - Math.floor(shown.top())) * ROW_HEIGHT;
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).resizeRelocate(0, snapPositionY(i * ROW_HEIGHT - above), width, ROW_HEIGHT);
    }
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth() - BAR_WIDTH;
    double height = Math.max(0, getHeight() - HEAD_HEIGHT);
    head.resizeRelocate(0, 0, getWidth(), HEAD_HEIGHT);
    body.resizeRelocate(0, HEAD_HEIGHT, width, height);
    clip.setWidth(width);
    clip.setHeight(height);
    bar.resizeRelocate(width, HEAD_HEIGHT, BAR_WIDTH, height);
    placeHeads(LineColumns.of(width, model.zoneProperty().get() == LineZone.LOCAL));
    placeRows();
    showBar();
  }

  private void placeHeads(LineColumns columns) {
    placeHead(0, LineColumns.LEFT, columns.timeWidth());
    placeHead(1, columns.keyX(), columns.nameWidth());
    placeHead(2, columns.endpointX(), columns.nameWidth());
    placeHead(3, columns.ipX(), LineColumns.IP_WIDTH);
    placeHead(4, columns.whereX(), columns.whereWidth());
    heads.get(4).setVisible(columns.whereWidth() > 0);
  }

  private void placeHead(int index, double x, double width) {
    heads.get(index).resizeRelocate(x, 0, width, HEAD_HEIGHT - 1);
  }
}

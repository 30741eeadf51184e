package keyconsole.view;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.LineRow;
import keyconsole.viewmodel.LineWindow;
import keyconsole.viewmodel.UsageLinesViewModel;

/// The usage lines under their heads.
final class LineTable extends RowTable<LineRow, LinePane> {

  static final double ROW_HEIGHT = 28;

  private static final KeyCombination COPY =
      new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

  private final UsageLinesViewModel model;

  LineTable(UsageLinesViewModel model) {
    super(model, ROW_HEIGHT, model.words().text("lines.list"), heads(model.words()));
    this.model = model;
  }

  private static List<Label> heads(KeyWords words) {
    return List.of(
        Parts.label(""),
        Parts.label(words.text("lines.column.key")),
        Parts.label(words.text("lines.column.endpoint")),
        Parts.label(words.text("lines.column.ip")),
        Parts.label(words.text("lines.column.where")));
  }

  void show(LineWindow window) {
    show(window.top(), window.height(), window.size(), window.rows());
  }

  void showZone() {
    head(0).setText(model.words().text("lines.column.time", model.zoneName()));
    requestLayout();
  }

  @Override
  LinePane newPane() {
    return new LinePane();
  }

  @Override
  void fill(LinePane pane, LineRow row) {
    pane.show(row, model.hasOffset());
  }

  @Override
  long positionOf(LinePane pane) {
    return pane.position();
  }

  @Override
  void choose(long position, boolean extend) {
    if (extend) {
      model.selectTo(position);
    } else {
      model.select(position);
    }
  }

  @Override
  boolean use(KeyEvent key) {
    if (COPY.match(key)) {
      model.copy();
      return true;
    }
    switch (key.getCode()) {
      case UP -> model.moveSelection(-1, key.isShiftDown());
      case DOWN -> model.moveSelection(1, key.isShiftDown());
      case PAGE_UP -> model.scrollBy((double) -page());
      case PAGE_DOWN -> model.scrollBy((double) page());
      case HOME -> model.scrollTo(0);
      case END -> model.scrollTo(Double.MAX_VALUE);
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  void placeHeads(double width) {
    LineColumns columns = LineColumns.of(width, model.hasOffset());
    placeHead(0, LineColumns.LEFT, columns.timeWidth());
    placeHead(1, columns.keyX(), columns.nameWidth());
    placeHead(2, columns.endpointX(), columns.nameWidth());
    placeHead(3, columns.ipX(), LineColumns.IP_WIDTH);
    placeHead(4, columns.whereX(), columns.whereWidth());
    head(4).setVisible(columns.whereWidth() > 0);
  }
}

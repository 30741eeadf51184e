package keyconsole.view;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import keyconsole.viewmodel.AuditRow;
import keyconsole.viewmodel.AuditViewModel;
import keyconsole.viewmodel.AuditWindow;
import keyconsole.viewmodel.KeyWords;

/// The audit records under their heads.
final class AuditTable extends RowTable<AuditRow, AuditRowPane> {

  static final double ROW_HEIGHT = 36;

  private final AuditViewModel model;

  AuditTable(AuditViewModel model) {
    super(model, ROW_HEIGHT, model.words().text("audit.list"), heads(model.words()));
    this.model = model;
  }

  private static List<Label> heads(KeyWords words) {
    return List.of(
        Parts.label(""),
        Parts.label(words.text("audit.column.action")),
        Parts.label(words.text("audit.column.actor")),
        Parts.label(words.text("audit.column.key")),
        Parts.label(words.text("audit.column.summary")));
  }

  void show(AuditWindow window) {
    show(window.top(), window.height(), window.size(), window.rows());
  }

  void showZone() {
    Label time = head(0);
    time.setText(model.words().text("audit.column.time", model.zoneName()));
    time.setTooltip(Parts.reason(time.getText()));
  }

  @Override
  AuditRowPane newPane() {
    return new AuditRowPane(model.words());
  }

  @Override
  void fill(AuditRowPane pane, AuditRow row) {
    pane.show(row);
  }

  @Override
  long positionOf(AuditRowPane pane) {
    return pane.position();
  }

  @Override
  void choose(long position, boolean extend) {
    model.select(position);
  }

  @Override
  boolean use(KeyEvent key) {
    switch (key.getCode()) {
      case UP -> model.moveSelection(-1);
      case DOWN -> model.moveSelection(1);
      case ENTER -> model.moveSelection(0);
      case PAGE_UP -> model.moveSelection(-page());
      case PAGE_DOWN -> model.moveSelection(page());
      case HOME -> model.select(0);
      case END -> model.select(size() - 1);
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  void placeHeads(double width) {
    AuditColumns columns = AuditColumns.of(width);
    placeHead(0, AuditColumns.LEFT, AuditColumns.TIME);
    placeHead(1, columns.actionX(), columns.actionWidth());
    placeHead(2, columns.actorX(), columns.actorWidth());
    placeHead(3, columns.keyX(), columns.keyWidth());
    placeHead(4, columns.summaryX(), columns.summaryWidth());
    head(4).setVisible(columns.summaryWidth() > 0);
  }
}

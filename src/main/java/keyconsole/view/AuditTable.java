package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import keyconsole.viewmodel.AuditViewModel;
import keyconsole.viewmodel.AuditWindow;
import keyconsole.viewmodel.KeyWords;

/// The audit records under their heads: only the rows in sight are there, as in [LineTable].
final class AuditTable extends Region {

  static final double ROW_HEIGHT = 36;
  private static final double HEAD_HEIGHT = 32;
  private static final double BAR_WIDTH = 10;
  private static final double THUMB = 28;

  private final AuditViewModel model;
  private final Pane head = new Pane();
  private final Pane body = new Pane();
  private final Rectangle clip = new Rectangle();
  private final ScrollBar bar = new ScrollBar();
  private final List<Label> heads;
  private final List<AuditRowPane> rows = new ArrayList<>();
  private AuditWindow shown;
  private boolean showing;

  AuditTable(AuditViewModel model) {
    this.model = model;
    this.shown = model.windowProperty().get();
    KeyWords words = model.words();
    heads =
        List.of(
            Parts.label(""),
            Parts.label(words.text("audit.column.action")),
            Parts.label(words.text("audit.column.actor")),
            Parts.label(words.text("audit.column.key")),
            Parts.label(words.text("audit.column.summary")));
    heads.forEach(each -> each.setManaged(false));
    getStyleClass().add("lines-table");
    head.getStyleClass().add("lines-heads");
    head.getChildren().addAll(heads);
    body.setClip(clip);
    bar.setOrientation(Orientation.VERTICAL);
    bar.setFocusTraversable(false);
    setFocusTraversable(true);
    setAccessibleText(words.text("audit.list"));
    getChildren().addAll(body, head, bar);
    listen();
  }

  private void listen() {
    heightProperty()
        .subscribe(tall -> model.resize((tall.doubleValue() - HEAD_HEIGHT) / ROW_HEIGHT));
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
    if (event.getButton() == MouseButton.PRIMARY) {
      rows.stream()
          .filter(row -> row.position() >= 0)
          .filter(row -> row.getBoundsInParent().contains(event.getX(), event.getY()))
          .findFirst()
          .ifPresent(row -> model.select(row.position()));
    }
  }

  private void type(KeyEvent event) {
    long page = Math.max(1, (long) shown.height() - 1);
    boolean used = true;
    switch (event.getCode()) {
      case UP -> model.moveSelection(-1);
      case DOWN -> model.moveSelection(1);
      case ENTER -> model.moveSelection(0);
      case PAGE_UP -> model.moveSelection(-page);
      case PAGE_DOWN -> model.moveSelection(page);
      case HOME -> model.select(0);
      case END -> model.select(shown.size() - 1);
      default -> used = false;
    }
    if (used) {
      event.consume();
    }
  }

  void show(AuditWindow window) {
    shown = window;
    while (rows.size() < window.rows().size()) {
      AuditRowPane row = new AuditRowPane(model.words().text("audit.out-of-order"));
      rows.add(row);
      body.getChildren().add(row);
    }
    for (int i = 0; i < rows.size(); i++) {
      if (i < window.rows().size()) {
        rows.get(i).show(window.rows().get(i));
      } else {
        rows.get(i).setVisible(false);
      }
    }
    placeRows();
    showBar();
  }

  void showZone() {
    Label time = heads.getFirst();
    time.setText(model.words().text("audit.column.time", model.zoneName()));
    time.setTooltip(Parts.reason(time.getText()));
  }

  private void showBar() {
    showing = true;
    double lowest = shown.lowestTop();
    double inSight = shown.size() == 0 ? 1 : shown.height() / shown.size();
    double least = THUMB / Math.max(THUMB, bar.getHeight());
    bar.setMax(lowest);
    bar.setVisibleAmount(lowest * Math.clamp(inSight, least, 1));
    bar.setUnitIncrement(1);
    bar.setBlockIncrement(Math.max(1, shown.height() - 1));
    bar.setValue(shown.top());
    if (bar.isVisible() != lowest > 0) {
      bar.setVisible(lowest > 0);
      requestLayout();
    }
    showing = false;
  }

  private void placeRows() {
    double above = (shown.top() - Math.floor(shown.top())) * ROW_HEIGHT;
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i)
          .resizeRelocate(0, snapPositionY(i * ROW_HEIGHT - above), body.getWidth(), ROW_HEIGHT);
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
    AuditColumns columns = AuditColumns.of(width);
    placeHead(0, AuditColumns.LEFT, AuditColumns.TIME);
    placeHead(1, columns.actionX(), AuditColumns.ACTION);
    placeHead(2, columns.actorX(), columns.actorWidth());
    placeHead(3, columns.keyX(), columns.keyWidth());
    placeHead(4, columns.summaryX(), Math.max(0, width - columns.summaryX()));
    placeRows();
    showBar();
  }

  private void placeHead(int index, double x, double width) {
    heads.get(index).resizeRelocate(x, 0, width, HEAD_HEIGHT - 1);
  }
}

package keyconsole.view;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import keyconsole.viewmodel.LineRow;

/// One row of the usage lines; shows one line after the other as a person scrolls.
final class LinePane extends Region {

  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final double BAR_HEIGHT = 6;
  private static final double GAP = 8;
  private static final int TO_THE_SECOND = "2026-11-23 07:18:22".length();

  private final Label time = Parts.label("", "kc-mono", "lines-text");
  private final Label key = Parts.label("", "lines-text", "lines-key");
  private final Label keyId = Parts.label("", "kc-mono", "lines-second");
  private final Label endpoint = Parts.label("", "kc-mono", "lines-text");
  private final Label ip = Parts.label("", "kc-mono", "lines-text");
  private final Label where = Parts.label("", "kc-mono", "lines-second");
  private final Label raw = Parts.label("", "kc-mono", "lines-second");
  private final Label more = Parts.label("", "kc-badge", "warning");
  private final Tooltip whole = new Tooltip();
  private final List<Region> bars = Stream.generate(Region::new).limit(3).toList();
  private boolean offset;
  private String wholeTime = "";
  private long position = -1;

  LinePane() {
    getStyleClass().add("lines-row");
    setAccessibleRole(AccessibleRole.LIST_ITEM);
    Parts.textTooltip(whole);
    for (Label label : List.of(key, endpoint, ip, raw)) {
      label.setTooltip(whole);
    }
    setManaged(false);
    bars.forEach(bar -> bar.getStyleClass().add("lines-bar"));
    getChildren().addAll(time, key, keyId, endpoint, ip, where, raw, more);
    getChildren().addAll(bars);
  }

  /// Which row it shows, from 0; -1 where none.
  long position() {
    return isVisible() ? position : -1;
  }

  /// @param withOffset whether times carry their offset
  void show(LineRow row, boolean withOffset) {
    position = row.position();
    offset = withOffset;
    pseudoClassStateChanged(SELECTED, row.selected());
    row.cells().ifPresentOrElse(this::show, this::showThatItComes);
    setVisible(true);
    requestLayout();
  }

  private void show(LineRow.Cells cells) {
    boolean readable = cells.unreadable().isEmpty();
    bars.forEach(bar -> bar.setVisible(false));
    wholeTime = cells.time();
    key.setText(cells.key());
    keyId.setText(cells.key().isEmpty() ? cells.keyId() : shortened(cells.keyId()));
    endpoint.setText(cells.endpoint());
    ip.setText(cells.clientIp());
    where.setText(cells.where());
    raw.setText(readable ? "" : firstOf(cells.unreadable()));
    more.setText(cells.more());
    more.setVisible(!cells.more().isEmpty());
    setAccessibleText(
        Stream.of(
                cells.time(),
                cells.key(),
                cells.keyId(),
                cells.endpoint(),
                cells.clientIp(),
                cells.more(),
                cells.where())
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", ")));
    whole.setText(getAccessibleText());
  }

  private void showThatItComes() {
    wholeTime = "";
    for (Label label : List.of(time, key, keyId, endpoint, ip, where, raw)) {
      label.setText("");
    }
    more.setVisible(false);
    bars.forEach(bar -> bar.setVisible(true));
    setAccessibleText("");
  }

  private static String shortened(String id) {
    return id.length() > 12 ? id.substring(0, 8) + "…" : id;
  }

  /// No row is wider than this many characters.
  private static String firstOf(String text) {
    return text.length() > 400 ? text.substring(0, 400) : text;
  }

  @Override
  protected void layoutChildren() {
    LineColumns columns = LineColumns.of(getWidth(), offset);
    boolean cut = columns.isToTheSecond() && wholeTime.length() > TO_THE_SECOND;
    time.setText(cut ? wholeTime.substring(0, TO_THE_SECOND) : wholeTime);
    place(time, LineColumns.LEFT, columns.timeWidth());
    placeNames(columns);
    place(endpoint, columns.endpointX(), columns.nameWidth());
    place(ip, columns.ipX(), LineColumns.IP_WIDTH);
    place(where, columns.whereX(), columns.whereWidth());
    where.setVisible(columns.whereWidth() > 0);
    placeMore(columns);
    placeBars(columns);
  }

  private void placeNames(LineColumns columns) {
    boolean named = !key.getText().isEmpty();
    double name = named ? Math.min(key.prefWidth(-1), columns.nameWidth()) : 0;
    double left = named ? columns.nameWidth() - name - GAP : columns.nameWidth();
    double id = Math.min(keyId.prefWidth(-1), left);
    // A cut id says nothing beside a name.
    keyId.setVisible(!named || id >= keyId.prefWidth(-1));
    place(key, columns.keyX(), name);
    place(keyId, columns.keyX() + (named ? name + GAP : 0), Math.max(0, id));
  }

  private void placeMore(LineColumns columns) {
    double width = more.isVisible() ? more.prefWidth(-1) : 0;
    boolean unreadable = wholeTime.isEmpty();
    place(raw, columns.keyX(), columns.middleWidth());
    double end = columns.endpointX() + columns.nameWidth();
    place(more, unreadable ? LineColumns.LEFT : end - width, width);
    if (!unreadable && width > 0) {
      place(endpoint, columns.endpointX(), Math.max(0, columns.nameWidth() - width - GAP));
    }
  }

  private void placeBars(LineColumns columns) {
    double y = (getHeight() - BAR_HEIGHT) / 2;
    bars.get(0).resizeRelocate(LineColumns.LEFT, y, columns.timeWidth() * 0.9, BAR_HEIGHT);
    bars.get(1).resizeRelocate(columns.keyX(), y, columns.nameWidth() * 0.6, BAR_HEIGHT);
    bars.get(2).resizeRelocate(columns.endpointX(), y, columns.nameWidth() * 0.7, BAR_HEIGHT);
  }

  private void place(Label label, double x, double width) {
    double height = label.prefHeight(-1);
    label.resizeRelocate(x, snapPositionY((getHeight() - height) / 2), width, height);
  }
}

package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.UsageTint;

/// What there is to say of a mark, beside it and inside its card. A popup would be a window of its
/// own, which the keyboard and a picture of the card do without.
final class UsageTip extends VBox {

  private static final double GAP = 12;

  private final Label head = Parts.label("", "usage-tip-head");
  private final List<Line> lines = new ArrayList<>();

  /// A line of it.
  ///
  /// @param atHand whether it is what a click would ask for
  record Entry(UsageTint tint, Kind kind, String name, String count, boolean atHand) {}

  /// What stands before a line.
  enum Kind {
    SWATCH,
    DASHES,
    NOTHING
  }

  private static final class Line extends HBox {

    private final Region mark = new Region();
    private final Label name = Parts.label("", "usage-tip-name");
    private final Label count = Parts.label("", "usage-tip-count");

    Line() {
      getStyleClass().add("usage-tip-line");
      count.setMinWidth(USE_PREF_SIZE);
      getChildren().addAll(mark, name, new Gap(), count);
    }

    void show(Entry entry) {
      mark.getStyleClass()
          .setAll(
              switch (entry.kind) {
                case SWATCH -> "usage-swatch";
                case DASHES -> "usage-tip-dashes";
                case NOTHING -> "usage-tip-nothing";
              });
      UsageMarks.tint(mark, entry.tint);
      name.setText(entry.name);
      count.setText(entry.count);
      pseudoClassStateChanged(UsageMarks.AT_HAND, entry.atHand);
    }
  }

  UsageTip() {
    getStyleClass().add("usage-tip");
    setManaged(false);
    setMouseTransparent(true);
    setVisible(false);
    getChildren().add(head);
  }

  /// Shows it beside a mark.
  ///
  /// @param mark in the coordinates of the parent
  /// @param room in which it stays, in the same
  void show(String title, List<Entry> entries, Bounds mark, Bounds room) {
    head.setText(title);
    for (int i = lines.size(); i < entries.size(); i++) {
      lines.add(new Line());
      getChildren().add(lines.get(i));
    }
    for (int i = 0; i < lines.size(); i++) {
      boolean used = i < entries.size();
      Parts.shown(lines.get(i), used);
      if (used) {
        lines.get(i).show(entries.get(i));
      }
    }
    setVisible(true);
    place(mark, room);
  }

  void hide() {
    setVisible(false);
  }

  private void place(Bounds mark, Bounds room) {
    applyCss();
    double width = snapSizeX(Math.min(prefWidth(-1), room.getWidth()));
    double height = snapSizeY(prefHeight(width));
    double right = mark.getMaxX() + GAP;
    double left = mark.getMinX() - GAP - width;
    if (right + width <= room.getMaxX()) {
      place(right, mark.getMinY(), width, height, room);
    } else if (left >= room.getMinX()) {
      place(left, mark.getMinY(), width, height, room);
    } else {
      boolean below = mark.getMaxY() + GAP + height <= room.getMaxY();
      double y = below ? mark.getMaxY() + GAP : mark.getMinY() - GAP - height;
      place(mark.getCenterX() - width / 2, y, width, height, room);
    }
  }

  private void place(double x, double y, double width, double height, Bounds room) {
    double inX = Math.max(room.getMinX(), Math.min(x, room.getMaxX() - width));
    double inY = Math.max(room.getMinY(), Math.min(y, room.getMaxY() - height));
    resizeRelocate(snapPositionX(inX), snapPositionY(inY), width, height);
  }

  /// All that it says, in a sentence.
  String words() {
    StringBuilder all = new StringBuilder(head.getText());
    for (Line line : lines) {
      if (line.isManaged()) {
        all.append("; ").append(line.name.getText()).append(' ').append(line.count.getText());
      }
    }
    return all.toString().strip();
  }
}

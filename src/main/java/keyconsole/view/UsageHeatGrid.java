package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import keyconsole.viewmodel.UsageHeat;

/// The cells of a [UsageHeat] with the days at their left and the hours below.
final class UsageHeatGrid extends Region {

  /// How many shades there are, from none to the peak.
  static final int STEPS = 7;

  private static final double LEFT = 33;
  private static final double BELOW = 22;
  private static final double GAP = 1;
  private static final double ROW = 28;
  private static final double LEAST_ROW = 14;
  private static final double LEAST_COLUMN = 6;
  private static final PseudoClass PEAK = PseudoClass.getPseudoClass("peak");
  private static final PseudoClass UNKNOWN = PseudoClass.getPseudoClass("unknown");

  private final List<Text> days = new ArrayList<>();
  private final List<Text> hours = new ArrayList<>();
  private final List<Region> cells = new ArrayList<>();
  private final Label nothing = UsageMarks.drawn(new Label(), "usage-chart-nothing");

  UsageHeatGrid() {
    getStyleClass().add("usage-heat-grid");
    setMinSize(LEFT + UsageHeat.HOURS * LEAST_COLUMN, UsageHeat.DAYS * LEAST_ROW + BELOW);
    setPrefHeight(UsageHeat.DAYS * ROW + BELOW);
    for (int i = 0; i < UsageHeat.DAYS; i++) {
      days.add(label());
    }
    for (int i = 0; i < UsageHeat.HOURS; i++) {
      hours.add(label());
    }
    getChildren().addAll(days);
    getChildren().addAll(hours);
    getChildren().add(nothing);
  }

  /// Makes the cells of the next so many days; what is shown next is shown in them too.
  void makeDays(int count) {
    List<Region> more = new ArrayList<>();
    for (int i = 0; i < count * UsageHeat.HOURS; i++) {
      more.add(UsageMarks.drawn(new Region(), "usage-heat-cell"));
    }
    // Behind what is written over them.
    getChildren().addAll(cells.size(), more);
    cells.addAll(more);
  }

  /// A small cell for the legend.
  static Region sample(int step) {
    Region sample = new Region();
    sample.getStyleClass().addAll("usage-heat-sample", style(step));
    return sample;
  }

  private static Text label() {
    Text text = UsageMarks.drawn(new Text(), "usage-chart-axis");
    text.setTextOrigin(VPos.CENTER);
    return text;
  }

  private static String style(int step) {
    return "heat-" + step;
  }

  /// @param told what to say over the cells; may be empty
  void show(UsageHeat heat, String told) {
    nothing.setText(told);
    nothing.setVisible(!told.isEmpty());
    for (int i = 0; i < days.size(); i++) {
      days.get(i).setText(heat.days().get(i));
    }
    for (int i = 0; i < hours.size(); i++) {
      hours.get(i).setText(heat.hours().get(i));
    }
    long peak = heat.peak();
    boolean filtered = heat.isFiltered();
    for (int i = 0; i < cells.size(); i++) {
      UsageHeat.Cell cell = heat.cells().get(i);
      Region shown = cells.get(i);
      shade(shown, style(step(cell.requests(), peak)));
      shown.pseudoClassStateChanged(UNKNOWN, !cell.known());
      shown.pseudoClassStateChanged(PEAK, peak > 0 && cell.requests() == peak);
      UsageMarks.filtered(shown, cell.selected(), filtered && !cell.selected());
    }
    requestLayout();
  }

  /// Leaves a cell alone that has its shade: whatever is set is styled again.
  private static void shade(Region cell, String style) {
    if (!cell.getStyleClass().contains(style)) {
      cell.getStyleClass().setAll("usage-heat-cell", style);
    }
  }

  /// The shade of a count: the lowest for none alone, the others in equal parts.
  static int step(long requests, long peak) {
    return requests == 0 ? 0 : (int) Math.ceil((double) requests * (STEPS - 1) / peak);
  }

  /// Shows which cell a click would ask for.
  void mark(Optional<Integer> at) {
    for (int i = 0; i < cells.size(); i++) {
      cells.get(i).pseudoClassStateChanged(UsageMarks.AT_HAND, at.equals(Optional.of(i)));
    }
  }

  Optional<Integer> cellAt(double x, double y) {
    double hour = Math.floor((x - LEFT) / column());
    double day = Math.floor(y / row());
    boolean inside = hour >= 0 && hour < UsageHeat.HOURS && day >= 0 && day < UsageHeat.DAYS;
    return inside ? Optional.of((int) (day * UsageHeat.HOURS + hour)) : Optional.empty();
  }

  Bounds boundsOf(int cell) {
    int hour = cell % UsageHeat.HOURS;
    int day = cell / UsageHeat.HOURS;
    double x = edge(LEFT + hour * column());
    double y = edge(day * row());
    double right = edge(LEFT + (hour + 1) * column());
    double bottom = edge((day + 1) * row());
    return new BoundingBox(x, y, Math.max(1, right - x - GAP), Math.max(1, bottom - y - GAP));
  }

  private double edge(double at) {
    return snapPositionX(at);
  }

  private double column() {
    return Math.max(1, getWidth() - LEFT) / UsageHeat.HOURS;
  }

  private double row() {
    return Math.max(1, getHeight() - BELOW) / UsageHeat.DAYS;
  }

  @Override
  protected void layoutChildren() {
    for (int i = 0; i < cells.size(); i++) {
      Bounds place = boundsOf(i);
      cells
          .get(i)
          .resizeRelocate(place.getMinX(), place.getMinY(), place.getWidth(), place.getHeight());
    }
    for (int day = 0; day < days.size(); day++) {
      days.get(day).setX(0);
      days.get(day).setY(Math.rint((day + 0.5) * row()));
    }
    for (int hour = 0; hour < hours.size(); hour++) {
      hours.get(hour).setX(edge(LEFT + hour * column()));
      hours.get(hour).setY(Math.rint(UsageHeat.DAYS * row() + 11));
    }
    nothing.autosize();
    nothing.relocate(
        snapPositionX(LEFT + (getWidth() - LEFT - nothing.getWidth()) / 2),
        snapPositionY((UsageHeat.DAYS * row() - nothing.getHeight()) / 2));
  }
}

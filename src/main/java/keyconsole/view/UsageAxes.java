package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.css.PseudoClass;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.shape.Line;
import javafx.scene.text.Text;
import keyconsole.viewmodel.UsageSeries;

/// The two axes of a [UsagePlot]: grid lines with round counts at their left, and below it names of
/// points, as many as have room.
final class UsageAxes {

  /// How many steps the counts have at most.
  static final int MOST_STEPS = 5;

  /// What the names of the points take below the plot.
  static final double BELOW = 21;

  private static final double LEFT = 40;
  private static final double LABEL_GAP = 7;
  private static final double LABEL_DOWN = 14;
  private static final double BETWEEN_LABELS = 12;
  private static final double TICK = 4;
  private static final PseudoClass BASE = PseudoClass.getPseudoClass("base");

  private final List<Line> grid = new ArrayList<>();
  private final List<Text> counts = new ArrayList<>();
  private final NodePool<Text> names = new NodePool<>(UsageAxes::text);
  private final NodePool<Line> ticks =
      new NodePool<>(() -> UsageMarks.drawn(new Line(), "usage-chart-tick"));
  private int[] named = {};

  UsageAxes() {
    for (int i = 0; i <= MOST_STEPS; i++) {
      grid.add(UsageMarks.drawn(new Line(), "usage-chart-grid"));
      counts.add(text());
    }
    base().pseudoClassStateChanged(BASE, true);
  }

  private static Text text() {
    Text text = UsageMarks.drawn(new Text(), "usage-chart-axis");
    text.setTextOrigin(VPos.CENTER);
    return text;
  }

  void show(List<UsageSeries.Point> points) {
    named =
        IntStream.range(0, points.size()).filter(i -> !points.get(i).axis().isEmpty()).toArray();
    names.resize(named.length);
    ticks.resize(named.length);
    for (int i = 0; i < named.length; i++) {
      names.get(i).setText(points.get(named[i]).axis());
    }
  }

  /// What lies behind the drawing.
  List<? extends Node> behind() {
    return grid.subList(1, grid.size());
  }

  /// The line at no requests.
  Line base() {
    return grid.getFirst();
  }

  /// What lies beside the drawing.
  List<Node> beside() {
    List<Node> beside = new ArrayList<>(ticks.all());
    beside.addAll(names.all());
    beside.addAll(counts);
    return beside;
  }

  /// Names the counts.
  ///
  /// @param any whether there are requests; where not, only the 0 is told
  /// @return the room that they need at the left
  double fill(UsageScale scale, boolean any) {
    long[] values = scale.ticks();
    double widest = 0;
    for (int i = 0; i < counts.size(); i++) {
      boolean used = i < values.length && (i == 0 || any);
      counts.get(i).setVisible(used);
      grid.get(i).setVisible(used);
      counts.get(i).setText(used ? scale.label(values[i]) : "");
      widest = Math.max(widest, width(counts.get(i)));
    }
    return Math.max(LEFT, Math.ceil(widest + LABEL_GAP));
  }

  void layout(UsageSpace space, UsageScale scale) {
    long[] values = scale.ticks();
    for (int i = 0; i < values.length; i++) {
      // On half a pixel a line of 1 px is sharp.
      double y = Math.floor(space.y((double) values[i])) + (i == 0 ? 0.5 : -0.5);
      place(grid.get(i), space.plot().getMinX(), y, space.plot().getMaxX(), y);
      counts.get(i).setX(space.plot().getMinX() - LABEL_GAP - width(counts.get(i)));
      counts.get(i).setY(y);
    }
    layoutNames(space);
  }

  private void layoutNames(UsageSpace space) {
    int every = 1;
    while (every < named.length && overlap(space, every)) {
      every++;
    }
    double bottom = space.plot().getMaxY();
    for (int i = 0; i < named.length; i++) {
      boolean shown = i % every == 0;
      names.get(i).setVisible(shown);
      ticks.get(i).setVisible(shown);
      names.get(i).setX(left(space, i));
      names.get(i).setY(bottom + LABEL_DOWN);
      double x = Math.floor(space.x(named[i])) + 0.5;
      place(ticks.get(i), x, bottom + 1, x, bottom + 1 + TICK);
    }
  }

  private boolean overlap(UsageSpace space, int every) {
    double free = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < named.length; i += every) {
      double left = left(space, i);
      if (left < free) {
        return true;
      }
      free = left + width(names.get(i)) + BETWEEN_LABELS;
    }
    return false;
  }

  /// Centred under its point, but inside of the plot.
  private double left(UsageSpace space, int name) {
    double width = width(names.get(name));
    double left = Math.min(space.x(named[name]) - width / 2, space.plot().getMaxX() - width);
    return Math.rint(Math.max(space.plot().getMinX(), left));
  }

  private static double width(Text text) {
    return text.getLayoutBounds().getWidth();
  }

  /// Draws a line from here to there.
  static void place(Line line, double x1, double y1, double x2, double y2) {
    line.setStartX(x1);
    line.setStartY(y1);
    line.setEndX(x2);
    line.setEndY(y2);
  }
}

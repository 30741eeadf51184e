package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javafx.css.PseudoClass;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;
import javafx.scene.text.Text;
import keyconsole.viewmodel.UsageSeries;

/// The drawing of a [UsageSeries]: bands on each other over a round axis, and the period before as
/// a dashed line. Shapes rather than a canvas, so that the sheet's tokens colour them and a picture
/// at twice the size stays sharp; one shape a band however many points there are.
final class UsagePlot extends Region {

  private static final double LEFT = 40;
  private static final double LABEL_GAP = 7;
  private static final double BELOW = 21;
  private static final double BETWEEN_LABELS = 12;
  private static final double BETWEEN_TICKS = 56;
  private static final double LEAST_HEIGHT = 120;
  private static final double LEAST_WIDTH = 160;
  private static final double TICK = 4;
  private static final int MOST_STEPS = 5;
  private static final double SPARSE = 3;
  private static final PseudoClass DENSE = PseudoClass.getPseudoClass("dense");
  private static final PseudoClass BASE = PseudoClass.getPseudoClass("base");

  private final List<Line> grid = new ArrayList<>();
  private final List<Text> ticks = new ArrayList<>();
  private final List<AxisLabel> labels = new ArrayList<>();
  private final Pool<Polygon> areas = new Pool<>(() -> styled(new Polygon(), "usage-chart-area"));
  private final Pool<Polyline> edges = new Pool<>(() -> styled(new Polyline(), "usage-chart-edge"));
  private final Pool<Region> strips = new Pool<>(() -> styled(new Region(), "usage-chart-unknown"));
  private final Pool<Polyline> halos = new Pool<>(() -> styled(new Polyline(), "usage-chart-halo"));
  private final Pool<Polyline> before =
      new Pool<>(() -> styled(new Polyline(), "usage-chart-before"));
  private final Pool<Text> texts = new Pool<>(UsagePlot::axisText);
  private final Pool<Line> marks = new Pool<>(() -> styled(new Line(), "usage-chart-tick"));
  private final Line crosshair = new Line();
  private final Label nothing = Parts.label("", "usage-chart-nothing");
  private UsageStack stack = UsageStack.NONE;
  private UsageScale scale = UsageScale.of(0, 2);
  private int marked;
  private Bounds plot = new BoundingBox(0, 0, 0, 0);

  private record AxisLabel(int point, Text text, Line tick) {}

  /// Nodes that are kept from one series to the next: a new one costs more than the drawing.
  private static final class Pool<T extends Node> {

    private final Supplier<T> create;
    private final List<T> nodes = new ArrayList<>();

    Pool(Supplier<T> create) {
      this.create = create;
    }

    /// Has so many from now on.
    void resize(int size) {
      while (nodes.size() < size) {
        nodes.add(create.get());
      }
      nodes.subList(size, nodes.size()).clear();
    }

    T get(int place) {
      return nodes.get(place);
    }

    List<T> all() {
      return nodes;
    }
  }

  UsagePlot() {
    getStyleClass().add("usage-chart-plot");
    setMinSize(LEAST_WIDTH, LEAST_HEIGHT);
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    for (int i = 0; i <= MOST_STEPS; i++) {
      grid.add(styled(new Line(), "usage-chart-grid"));
      ticks.add(axisText());
    }
    grid.getFirst().pseudoClassStateChanged(BASE, true);
    styled(crosshair, "usage-chart-crosshair");
    crosshair.setVisible(false);
    nothing.setManaged(false);
    nothing.setMouseTransparent(true);
  }

  private static <T extends Node> T styled(T node, String style) {
    node.getStyleClass().add(style);
    node.setManaged(false);
    node.setMouseTransparent(true);
    return node;
  }

  private static Text axisText() {
    Text text = styled(new Text(), "usage-chart-axis");
    text.setTextOrigin(VPos.CENTER);
    return text;
  }

  /// @param told what to say in place of the bands; empty where there are any
  void show(UsageSeries series, String told) {
    stack = UsageStack.of(series);
    nothing.setText(told);
    nothing.setVisible(!told.isEmpty());
    showBands(series.bands());
    showLabels(series.points());
    strips.resize(stack.unknown().size());
    halos.resize(stack.beforeKnown().size());
    before.resize(stack.beforeKnown().size());
    List<Node> all = inDrawingOrder();
    if (!all.equals(getChildren())) {
      getChildren().setAll(all);
    }
    requestLayout();
  }

  private void showBands(List<UsageSeries.Band> bands) {
    areas.resize(bands.size());
    edges.resize(bands.size());
    for (int i = 0; i < bands.size(); i++) {
      UsageSeries.Band band = bands.get(i);
      UsageMarks.tint(areas.get(i), band.tint());
      UsageMarks.filtered(areas.get(i), band.selected(), band.greyed());
    }
  }

  private void showLabels(List<UsageSeries.Point> points) {
    labels.clear();
    int[] labelled =
        IntStream.range(0, points.size()).filter(i -> !points.get(i).axis().isEmpty()).toArray();
    texts.resize(labelled.length);
    marks.resize(labelled.length);
    for (int i = 0; i < labelled.length; i++) {
      texts.get(i).setText(points.get(labelled[i]).axis());
      labels.add(new AxisLabel(labelled[i], texts.get(i), marks.get(i)));
    }
  }

  private List<Node> inDrawingOrder() {
    List<Node> all = new ArrayList<>(grid.subList(1, grid.size()));
    all.addAll(strips.all());
    for (int band = 0; band < areas.all().size(); band++) {
      all.add(areas.get(band));
      all.add(edges.get(band));
    }
    // Over the bands, whose edges lie on it where nothing is known.
    all.add(grid.getFirst());
    all.addAll(marks.all());
    all.addAll(texts.all());
    all.addAll(ticks);
    all.addAll(halos.all());
    all.addAll(before.all());
    all.addAll(List.of(crosshair, nothing));
    return all;
  }

  @Override
  protected void layoutChildren() {
    double height = snapSizeY(getHeight()) - BELOW;
    int steps = Math.clamp((long) (height / BETWEEN_TICKS), 2, MOST_STEPS);
    scale = UsageScale.of(stack.peak(), steps);
    double left = Math.max(LEFT, Math.ceil(fillTicks() + LABEL_GAP));
    plot =
        new BoundingBox(
            left, 4, Math.max(1, snapSizeX(getWidth()) - left), Math.max(1, height - 4));
    layoutGrid();
    layoutLabels();
    layoutStrips();
    layoutBands();
    layoutBefore();
    layoutCrosshair();
    nothing.autosize();
    nothing.relocate(
        snapPositionX(plot.getCenterX() - nothing.getWidth() / 2),
        snapPositionY(plot.getCenterY() - nothing.getHeight() / 2));
  }

  /// @return the width of the widest
  private double fillTicks() {
    long[] values = scale.ticks();
    double widest = 0;
    for (int i = 0; i < ticks.size(); i++) {
      boolean used = i < values.length && (i == 0 || stack.peak() > 0);
      ticks.get(i).setVisible(used);
      grid.get(i).setVisible(used);
      ticks.get(i).setText(used ? scale.label(values[i]) : "");
      widest = Math.max(widest, ticks.get(i).getLayoutBounds().getWidth());
    }
    return widest;
  }

  private void layoutGrid() {
    long[] values = scale.ticks();
    for (int i = 0; i < values.length; i++) {
      // On half a pixel a line of 1 px is sharp.
      double y = Math.floor(y((double) values[i])) + (i == 0 ? 0.5 : -0.5);
      place(grid.get(i), plot.getMinX(), y, plot.getMaxX(), y);
      Text tick = ticks.get(i);
      tick.setX(plot.getMinX() - LABEL_GAP - tick.getLayoutBounds().getWidth());
      tick.setY(y);
    }
  }

  private void layoutLabels() {
    int every = 1;
    while (every < labels.size() && overlap(every)) {
      every++;
    }
    for (int i = 0; i < labels.size(); i++) {
      AxisLabel label = labels.get(i);
      boolean shown = i % every == 0;
      label.text.setVisible(shown);
      label.tick.setVisible(shown);
      label.text.setX(left(label));
      label.text.setY(plot.getMaxY() + 14);
      double x = Math.floor(x(label.point)) + 0.5;
      place(label.tick, x, plot.getMaxY() + 1, x, plot.getMaxY() + 1 + TICK);
    }
  }

  private boolean overlap(int every) {
    double free = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < labels.size(); i += every) {
      AxisLabel label = labels.get(i);
      if (left(label) < free) {
        return true;
      }
      free = left(label) + label.text.getLayoutBounds().getWidth() + BETWEEN_LABELS;
    }
    return false;
  }

  /// Centred under its point, but inside of the plot.
  private double left(AxisLabel label) {
    double width = label.text.getLayoutBounds().getWidth();
    double left = Math.min(x(label.point) - width / 2, plot.getMaxX() - width);
    return Math.rint(Math.max(plot.getMinX(), left));
  }

  private void layoutStrips() {
    List<UsageStack.Run> runs = stack.unknown();
    for (int i = 0; i < runs.size(); i++) {
      double left = Math.floor(x(runs.get(i).from() - 0.5));
      double right = Math.ceil(x(runs.get(i).to() + 0.5));
      strips.get(i).resizeRelocate(left, plot.getMinY(), right - left, plot.getHeight());
    }
  }

  private void layoutBands() {
    List<UsageStack.Run> runs = stack.known();
    List<Double> lower = edge(runs, 0);
    for (int band = 0; band < areas.all().size(); band++) {
      List<Double> upper = edge(runs, band + 1);
      List<Double> all = new ArrayList<>(upper.size() + lower.size());
      all.addAll(upper);
      for (int i = lower.size() - 2; i >= 0; i -= 2) {
        all.add(lower.get(i));
        all.add(lower.get(i + 1));
      }
      areas.get(band).getPoints().setAll(all);
      edges.get(band).getPoints().setAll(upper);
      edges.get(band).pseudoClassStateChanged(DENSE, isDense());
      lower = upper;
    }
  }

  /// Whether the points stand so close that lines between the bands would hide the bands.
  private boolean isDense() {
    return plot.getWidth() < SPARSE * (stack.points() - 1);
  }

  /// The upper edge of what is stacked so far. Where nothing is known it lies on the base line, as
  /// the edges above and below do: there is no area between them.
  private List<Double> edge(List<UsageStack.Run> runs, int stacked) {
    List<Double> edge = new ArrayList<>(2 * stack.points() + 4 * runs.size());
    for (UsageStack.Run run : runs) {
      // Half a step beside a gap, so that a single point is seen; nothing beyond the ends.
      double left = x(run.from() - 0.5);
      double right = x(run.to() + 0.5);
      add(edge, left, y(0));
      add(edge, left, y(stack.upTo(stacked, run.from())));
      for (int point = run.from(); point <= run.to(); point++) {
        add(edge, x(point), y(stack.upTo(stacked, point)));
      }
      add(edge, right, y(stack.upTo(stacked, run.to())));
      add(edge, right, y(0));
    }
    return edge;
  }

  private static void add(List<Double> points, double x, double y) {
    points.add(x);
    points.add(y);
  }

  private void layoutBefore() {
    List<UsageStack.Run> runs = stack.beforeKnown();
    for (int i = 0; i < runs.size(); i++) {
      UsageStack.Run run = runs.get(i);
      // A line of one point has no length: it reaches half a step to both sides.
      double reach = run.from() == run.to() ? 0.5 : 0;
      List<Double> line = new ArrayList<>();
      add(line, x(run.from() - reach), y(stack.before(run.from())));
      for (int point = run.from() + 1; point <= run.to(); point++) {
        add(line, x(point), y(stack.before(point)));
      }
      if (reach > 0) {
        add(line, x(run.to() + reach), y(stack.before(run.to())));
      }
      for (Polyline each : List.of(halos.get(i), before.get(i))) {
        each.getPoints().setAll(line);
        each.pseudoClassStateChanged(DENSE, isDense());
      }
    }
  }

  private static void place(Line line, double x1, double y1, double x2, double y2) {
    line.setStartX(x1);
    line.setStartY(y1);
    line.setEndX(x2);
    line.setEndY(y2);
  }

  /// Where a point is; halves of steps beyond the ends lie on the ends.
  private double x(double point) {
    double share = stack.points() > 1 ? point / (stack.points() - 1) : point + 0.5;
    return plot.getMinX() + Math.clamp(share, 0, 1) * plot.getWidth();
  }

  private double y(double requests) {
    return plot.getMaxY() - plot.getHeight() * requests / scale.top();
  }

  /// The point nearest to a place; empty without points.
  Optional<Integer> pointAt(double x) {
    if (stack.points() == 0) {
      return Optional.empty();
    }
    double share = (x - plot.getMinX()) / plot.getWidth();
    return Optional.of(Math.clamp(Math.round(share * (stack.points() - 1)), 0, stack.points() - 1));
  }

  /// The band at a place; empty above all and where nothing is known.
  Optional<Integer> bandAt(double x, double y) {
    if (!plot.contains(x, y) || stack.points() == 0) {
      return Optional.empty();
    }
    double point = (x - plot.getMinX()) / plot.getWidth() * (stack.points() - 1);
    return stack.bandAt(point, (plot.getMaxY() - y) / plot.getHeight() * scale.top());
  }

  /// Shows the crosshair at a point.
  ///
  /// @param band which one is at hand
  void mark(int point, Optional<Integer> band) {
    marked = point;
    crosshair.setVisible(true);
    layoutCrosshair();
    atHand(band);
  }

  private void layoutCrosshair() {
    double x = Math.floor(x(marked)) + 0.5;
    place(crosshair, x, plot.getMinY(), x, plot.getMaxY());
  }

  /// Takes the crosshair away.
  void unmark() {
    crosshair.setVisible(false);
    atHand(Optional.empty());
  }

  /// Shows which band a click would ask for.
  void atHand(Optional<Integer> band) {
    for (int i = 0; i < areas.all().size(); i++) {
      areas.get(i).pseudoClassStateChanged(UsageMarks.AT_HAND, band.equals(Optional.of(i)));
    }
  }

  /// Where the crosshair is, over the height of the plot.
  Bounds crosshair() {
    double x = crosshair.getStartX();
    return new BoundingBox(x, plot.getMinY(), 0, plot.getHeight());
  }

  /// The middle of a band at a point, for those who point at it.
  Bounds middle(int band, int point) {
    double requests = (stack.upTo(band, point) + stack.upTo(band + 1, point)) / 2.0;
    return new BoundingBox(x(point), y(requests), 0, 0);
  }
}

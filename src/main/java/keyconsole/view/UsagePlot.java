package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;
import keyconsole.viewmodel.UsageSeries;

/// The drawing of a [UsageSeries]: bands on each other over a round axis, and the period before as
/// a dashed line. Shapes rather than a canvas, so that the sheet's tokens colour them and a picture
/// at twice the size stays sharp; one shape a band however many points there are.
final class UsagePlot extends Region {

  private static final double ABOVE = 4;
  private static final double BETWEEN_TICKS = 48;
  private static final double LEAST_HEIGHT = 120;
  private static final double LEAST_WIDTH = 160;
  private static final double SPARSE = 3;
  private static final PseudoClass DENSE = PseudoClass.getPseudoClass("dense");

  private final UsageAxes axes = new UsageAxes();
  private final NodePool<Polygon> areas =
      new NodePool<>(() -> UsageMarks.drawn(new Polygon(), "usage-chart-area"));
  private final NodePool<Polyline> edges =
      new NodePool<>(() -> UsageMarks.drawn(new Polyline(), "usage-chart-edge"));
  private final NodePool<Region> strips =
      new NodePool<>(() -> UsageMarks.drawn(new Region(), "usage-chart-unknown"));
  private final NodePool<Polyline> halos =
      new NodePool<>(() -> UsageMarks.drawn(new Polyline(), "usage-chart-halo"));
  private final NodePool<Polyline> before =
      new NodePool<>(() -> UsageMarks.drawn(new Polyline(), "usage-chart-before"));
  private final Line crosshair = UsageMarks.drawn(new Line(), "usage-chart-crosshair");
  private final Label nothing = UsageMarks.drawn(new Label(), "usage-chart-nothing");
  private UsageStack stack = UsageStack.NONE;
  private UsageSpace space = UsageSpace.NONE;
  private int marked;

  UsagePlot() {
    getStyleClass().add("usage-chart-plot");
    setMinSize(LEAST_WIDTH, LEAST_HEIGHT);
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    crosshair.setVisible(false);
  }

  /// @param told what to say in place of the bands; empty where there are any
  void show(UsageSeries series, String told) {
    stack = UsageStack.of(series);
    nothing.setText(told);
    nothing.setVisible(!told.isEmpty());
    showBands(series.bands());
    axes.show(series.points());
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

  private List<Node> inDrawingOrder() {
    List<Node> all = new ArrayList<>(axes.behind());
    all.addAll(strips.all());
    for (int band = 0; band < areas.all().size(); band++) {
      all.add(areas.get(band));
      all.add(edges.get(band));
    }
    // Over the bands, whose edges lie on it where nothing is known.
    all.add(axes.base());
    all.addAll(axes.beside());
    all.addAll(halos.all());
    all.addAll(before.all());
    all.addAll(List.of(crosshair, nothing));
    return all;
  }

  @Override
  protected void layoutChildren() {
    double height = Math.max(1, snapSizeY(getHeight()) - UsageAxes.BELOW - ABOVE);
    int steps = Math.clamp((long) (height / BETWEEN_TICKS), 2, UsageAxes.MOST_STEPS);
    UsageScale scale = UsageScale.of(stack.peak(), steps);
    double left = axes.fill(scale, stack.peak() > 0);
    double width = Math.max(1, snapSizeX(getWidth()) - left);
    Bounds plot = new BoundingBox(left, ABOVE, width, height);
    space = new UsageSpace(plot, stack.points(), scale.top());
    axes.layout(space, scale);
    layoutStrips();
    layoutBands();
    layoutBefore();
    layoutCrosshair();
    nothing.autosize();
    nothing.relocate(
        snapPositionX(plot.getCenterX() - nothing.getWidth() / 2),
        snapPositionY(plot.getCenterY() - nothing.getHeight() / 2));
  }

  private void layoutStrips() {
    List<UsageStack.Run> runs = stack.unknown();
    Bounds plot = space.plot();
    for (int i = 0; i < runs.size(); i++) {
      double left = Math.floor(space.x(runs.get(i).from() - 0.5));
      double right = Math.ceil(space.x(runs.get(i).to() + 0.5));
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
      draw(edges.get(band), upper);
      lower = upper;
    }
  }

  /// The upper edge of what is stacked so far. Where nothing is known it lies on the base line, as
  /// the edges above and below do: there is no area between them.
  private List<Double> edge(List<UsageStack.Run> runs, int stacked) {
    List<Double> edge = new ArrayList<>(2 * stack.points() + 8 * runs.size());
    for (UsageStack.Run run : runs) {
      // Half a step beside a gap, so that a single point is seen; nothing beyond the ends.
      add(edge, run.from() - 0.5, 0);
      add(edge, run.from() - 0.5, stack.upTo(stacked, run.from()));
      for (int point = run.from(); point <= run.to(); point++) {
        add(edge, point, stack.upTo(stacked, point));
      }
      add(edge, run.to() + 0.5, stack.upTo(stacked, run.to()));
      add(edge, run.to() + 0.5, 0);
    }
    return edge;
  }

  private void layoutBefore() {
    List<UsageStack.Run> runs = stack.beforeKnown();
    for (int i = 0; i < runs.size(); i++) {
      List<Double> line = line(runs.get(i));
      draw(halos.get(i), line);
      draw(before.get(i), line);
    }
  }

  private List<Double> line(UsageStack.Run run) {
    List<Double> line = new ArrayList<>();
    // A line of one point has no length: it reaches half a step to both sides.
    double reach = run.from() == run.to() ? 0.5 : 0;
    add(line, run.from() - reach, stack.before(run.from()));
    for (int point = run.from() + 1; point <= run.to(); point++) {
      add(line, point, stack.before(point));
    }
    if (reach > 0) {
      add(line, run.to() + reach, stack.before(run.to()));
    }
    return line;
  }

  private void add(List<Double> points, double point, double requests) {
    points.add(space.x(point));
    points.add(space.y(requests));
  }

  /// Where points stand close, lines of full width would hide the bands.
  private void draw(Polyline line, List<Double> points) {
    line.getPoints().setAll(points);
    line.pseudoClassStateChanged(DENSE, space.step() < SPARSE);
  }

  /// The point nearest to a place; empty without points.
  Optional<Integer> pointAt(double x) {
    return stack.points() == 0 ? Optional.empty() : Optional.of((int) Math.round(space.pointAt(x)));
  }

  /// The band at a place; empty above all and where nothing is known.
  Optional<Integer> bandAt(double x, double y) {
    return stack.points() == 0 || !space.plot().contains(x, y)
        ? Optional.empty()
        : stack.bandAt(space.pointAt(x), space.requestsAt(y));
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
    double x = Math.floor(space.x(marked)) + 0.5;
    UsageAxes.place(crosshair, x, space.plot().getMinY(), x, space.plot().getMaxY());
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
    Bounds plot = space.plot();
    return new BoundingBox(crosshair.getStartX(), plot.getMinY(), 0, plot.getHeight());
  }

  /// The middle of a band at a point, for those who point at it.
  Bounds middle(int band, int point) {
    double requests = (stack.upTo(band, point) + stack.upTo(band + 1, point)) / 2.0;
    return new BoundingBox(space.x(point), space.y(requests), 0, 0);
  }
}

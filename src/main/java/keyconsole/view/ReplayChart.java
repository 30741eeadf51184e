package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import keyconsole.viewmodel.ReplayTold;

/// The requests of some days as bars: what was let through below, what would have been denied on
/// top of it. What is denied shows however little it is.
final class ReplayChart extends Region {

  private static final double HEIGHT = 48;
  private static final double LEAST = 2;
  private static final double WIDEST = 16;
  private static final double WIDE_ENOUGH_FOR_A_GAP = 3;
  private static final Duration SOON = Duration.millis(150);

  private final Tooltip tooltip = new Tooltip();
  private final List<Bar> bars = new ArrayList<>();
  private List<ReplayTold.Bar> days = List.of();
  private long peak = 1;

  private record Bar(ReplayTold.Bar day, Region passed, Region denied) {}

  ReplayChart() {
    getStyleClass().add("newkey-replay-chart");
    setMinHeight(HEIGHT);
    setPrefHeight(HEIGHT);
    setMaxHeight(HEIGHT);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    tooltip.setShowDelay(SOON);
    Tooltip.install(this, tooltip);
    setOnMouseMoved(event -> tooltip.setText(textAt(event.getX())));
  }

  void show(ReplayTold told) {
    setAccessibleText(told.chart());
    if (days.equals(told.days())) {
      return;
    }
    days = told.days();
    peak = Math.max(1, days.stream().mapToLong(day -> day.passed() + day.denied()).max().orElse(1));
    bars.clear();
    getChildren().clear();
    for (ReplayTold.Bar day : days) {
      Bar bar = new Bar(day, part("passed"), part("denied"));
      bars.add(bar);
      getChildren().addAll(bar.passed, bar.denied);
    }
    requestLayout();
  }

  /// What is shown.
  List<ReplayTold.Bar> days() {
    return days;
  }

  private static Region part(String style) {
    Region part = new Region();
    part.getStyleClass().add("newkey-replay-" + style);
    part.setManaged(false);
    part.setMouseTransparent(true);
    return part;
  }

  private String textAt(double x) {
    int day = Math.clamp((long) Math.floor(x / step()), 0, Math.max(0, days.size() - 1));
    return days.isEmpty() ? "" : days.get(day).text();
  }

  private double step() {
    return Math.max(1, getWidth()) / Math.max(1, days.size());
  }

  @Override
  protected void layoutChildren() {
    double step = step();
    double gap = step >= WIDE_ENOUGH_FOR_A_GAP ? 1 : 0;
    for (int i = 0; i < bars.size(); i++) {
      double left = snapPositionX(i * step);
      double width = Math.min(WIDEST, Math.max(1, snapPositionX((i + 1) * step) - left - gap));
      place(bars.get(i), left, width);
    }
  }

  private void place(Bar bar, double left, double width) {
    double denied = height(bar.day.denied());
    double passed = Math.min(height(bar.day.passed()), HEIGHT - denied);
    bar.denied.resizeRelocate(left, HEIGHT - passed - denied, width, denied);
    bar.passed.resizeRelocate(left, HEIGHT - passed, width, passed);
  }

  private double height(long requests) {
    return requests == 0 ? 0 : Math.max(LEAST, snapSizeY(HEIGHT * requests / peak));
  }
}

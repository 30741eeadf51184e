package keyconsole.view;

import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Polyline;
import javafx.scene.shape.StrokeLineJoin;
import keyconsole.viewmodel.Trend;

/// The requests of 30 days as a small line; grey where the key cannot be used.
final class Sparkline extends Pane {

  private static final double WIDTH = 78;
  private static final double HEIGHT = 14;
  private static final PseudoClass OFF = PseudoClass.getPseudoClass("off");

  private final Polyline line = new Polyline();
  private Optional<Trend> shown = Optional.empty();

  Sparkline() {
    getStyleClass().add("sparkline");
    line.getStyleClass().add("sparkline-line");
    line.setStrokeLineJoin(StrokeLineJoin.ROUND);
    getChildren().add(line);
    setMinSize(WIDTH, HEIGHT);
    setPrefSize(WIDTH, HEIGHT);
    setMaxSize(WIDTH, HEIGHT);
  }

  void show(Trend trend, boolean usable) {
    if (!shown.equals(Optional.of(trend))) {
      shown = Optional.of(trend);
      line.getPoints().setAll(points(trend.days()));
    }
    pseudoClassStateChanged(OFF, !usable);
  }

  private static Double[] points(long[] days) {
    long peak = 1;
    for (long day : days) {
      peak = Math.max(peak, day);
    }
    Double[] points = new Double[days.length * 2];
    for (int i = 0; i < days.length; i++) {
      points[2 * i] = i * WIDTH / (days.length - 1);
      points[2 * i + 1] = 1 + (HEIGHT - 2) * (1 - (double) days[i] / peak);
    }
    return points;
  }
}

package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.layout.Pane;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.shape.StrokeLineJoin;
import keyconsole.viewmodel.Trend;

/// The requests of some days as a small line, today last; grey where the key cannot be used. The
/// line is broken where nothing is known of a day; a day that stands alone is a bar.
final class Sparkline extends Pane {

  private static final double WIDTH = 78;
  private static final double HEIGHT = 14;

  /// What a day without requests is drawn as that stands alone between days that nothing is known
  /// of.
  private static final double DOT = 1.3;

  private static final PseudoClass OFF = PseudoClass.getPseudoClass("off");

  private final Path line = new Path();
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
      line.getElements().setAll(elements(trend));
    }
    pseudoClassStateChanged(OFF, !usable);
  }

  static List<PathElement> elements(Trend trend) {
    long[] days = trend.days();
    long peak = 1;
    for (long day : days) {
      peak = Math.max(peak, day);
    }
    List<PathElement> elements = new ArrayList<>(days.length);
    boolean drawing = false;
    for (int i = 0; i < days.length; i++) {
      if (!trend.isKnown(i)) {
        drawing = false;
        continue;
      }
      double x = i * WIDTH / (days.length - 1);
      double y = 1 + (HEIGHT - 2) * (1 - (double) days[i] / peak);
      boolean alone = !drawing && (i + 1 == days.length || !trend.isKnown(i + 1));
      if (alone && days[i] > 0) {
        elements.add(new MoveTo(x, HEIGHT - 1));
        elements.add(new LineTo(x, y));
      } else if (alone) {
        elements.add(new MoveTo(x, y));
        elements.add(new LineTo(x + (i + 1 == days.length ? -DOT : DOT), y));
      } else {
        elements.add(drawing ? new LineTo(x, y) : new MoveTo(x, y));
      }
      drawing = true;
    }
    return elements;
  }
}

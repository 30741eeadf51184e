package keyconsole.view;

import java.util.OptionalDouble;
import javafx.scene.layout.Region;

/// A flat bar, filled from the left; a mark stands where it is expected to be filled to.
final class Gauge extends Region {

  private static final double HEIGHT = 6;

  /// As much is filled of a limit that is hardly used: less would look like a flaw.
  private static final double LEAST = 3;

  private static final double MARK = 2;

  /// The mark stands out of the bar by so much above and below.
  private static final double OUT = 2;

  private final Region ahead = new Region();
  private final Region fill = new Region();
  private final Region mark = new Region();
  private double share;
  private OptionalDouble expected = OptionalDouble.empty();

  Gauge() {
    getStyleClass().add("kc-gauge");
    fill.getStyleClass().add("kc-gauge-fill");
    ahead.getStyleClass().add("kc-gauge-ahead");
    mark.getStyleClass().add("kc-gauge-mark");
    getChildren().addAll(ahead, fill, mark);
    setExpected(OptionalDouble.empty());
    setMinHeight(HEIGHT);
    setPrefHeight(HEIGHT);
    setMaxHeight(HEIGHT);
  }

  /// @param share 0 to 1
  void setShare(double share) {
    this.share = share;
    requestLayout();
  }

  /// @param share 0 to 1; empty for no mark
  void setExpected(OptionalDouble share) {
    expected = share;
    ahead.setVisible(share.isPresent());
    mark.setVisible(share.isPresent());
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    double height = getHeight();
    double filled = share > 0 ? Math.max(LEAST, snapSizeX(width * share)) : 0;
    fill.resizeRelocate(0, 0, filled, height);
    double at = snapPositionX(Math.min(width - MARK, width * expected.orElse(0)));
    ahead.resizeRelocate(0, 0, at + MARK, height);
    mark.resizeRelocate(at, -OUT, MARK, height + 2 * OUT);
  }
}

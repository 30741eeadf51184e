package keyconsole.view;

import javafx.scene.layout.Region;

/// A flat bar, filled from the left.
final class Gauge extends Region {

  private static final double HEIGHT = 6;

  private final Region fill = new Region();
  private double share;

  Gauge() {
    getStyleClass().add("kc-gauge");
    fill.getStyleClass().add("kc-gauge-fill");
    getChildren().add(fill);
    setMinHeight(HEIGHT);
    setPrefHeight(HEIGHT);
    setMaxHeight(HEIGHT);
  }

  /// @param share 0 to 1
  void setShare(double share) {
    this.share = share;
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    fill.resizeRelocate(0, 0, snapSizeX(getWidth() * share), getHeight());
  }
}

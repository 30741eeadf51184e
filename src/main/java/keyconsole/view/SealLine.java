package keyconsole.view;

import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/// A sign, what it says and what can be done: beside each other, and where the words would have too
/// little room, what can be done stands under them.
final class SealLine extends Pane {

  private static final double GAP = 8;
  private static final double LEAST = 280;
  private static final double TWO_LINES = 36;
  private static final double AIR = 8;

  private final Region sign;
  private final Region told;
  private final Region ways;

  SealLine(Region sign, Region told, Region ways) {
    this.sign = sign;
    this.told = told;
    this.ways = ways;
    getStyleClass().add("seal-line");
    getChildren().addAll(sign, told, ways);
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computeMinWidth(double height) {
    return 0;
  }

  @Override
  protected double computePrefWidth(double height) {
    double inside = sign.prefWidth(-1) + told.prefWidth(-1) + ways.prefWidth(-1) + 2 * GAP;
    return snappedLeftInset() + inside + snappedRightInset();
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected double computePrefHeight(double width) {
    Room room = room(width < 0 ? prefWidth(-1) : width);
    double air = room.high() > TWO_LINES ? AIR : 0;
    return snappedTopInset() + room.high() + air + snappedBottomInset();
  }

  /// @param words how wide the words are
  /// @param tall how high the words are
  /// @param below whether what can be done stands under them
  private record Room(double words, double tall, double waysTall, boolean below) {

    double high() {
      return below ? tall + GAP / 2 + waysTall : Math.max(tall, waysTall);
    }
  }

  private Room room(double width) {
    double all = width - snappedLeftInset() - snappedRightInset() - sign.prefWidth(-1) - GAP;
    double beside = all - GAP - ways.prefWidth(-1);
    boolean below = beside < Math.min(LEAST, told.prefWidth(-1));
    double words = Math.max(0, below ? all : beside);
    return new Room(words, told.prefHeight(words), ways.prefHeight(-1), below);
  }

  @Override
  protected void layoutChildren() {
    Room room = room(getWidth());
    Insets insets = getInsets();
    double high = getHeight() - insets.getTop() - insets.getBottom();
    double top = snapPositionY(insets.getTop() + (high - room.high()) / 2);
    double beside = room.below() ? room.tall() : room.high();
    double signTall = sign.prefHeight(-1);
    double x = insets.getLeft();
    sign.resizeRelocate(
        x, snapPositionY(top + (beside - signTall) / 2), sign.prefWidth(-1), signTall);
    x += snapSizeX(sign.prefWidth(-1)) + GAP;
    told.resizeRelocate(
        x, snapPositionY(top + (beside - room.tall()) / 2), room.words(), room.tall());
    double waysX = room.below() ? x : getWidth() - insets.getRight() - ways.prefWidth(-1);
    double waysY =
        room.below() ? top + room.tall() + GAP / 2 : top + (beside - room.waysTall()) / 2;
    ways.resizeRelocate(
        snapPositionX(waysX), snapPositionY(waysY), ways.prefWidth(-1), room.waysTall());
  }
}

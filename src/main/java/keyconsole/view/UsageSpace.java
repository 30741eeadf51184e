package keyconsole.view;

import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;

/// Where points and requests lie in a drawing.
///
/// @param plot the room between the axes
/// @param points how many there are
/// @param top requests at the upper edge
record UsageSpace(Bounds plot, int points, double top) {

  /// Without room.
  static final UsageSpace NONE = new UsageSpace(new BoundingBox(0, 0, 0, 0), 0, 1);

  /// Where a point is, a single one in the middle. Halves of steps beyond the ends lie on the ends.
  double x(double point) {
    double share = points > 1 ? point / (points - 1) : point + 0.5;
    return plot.getMinX() + Math.clamp(share, 0, 1) * plot.getWidth();
  }

  double y(double requests) {
    return plot.getMaxY() - plot.getHeight() * requests / top;
  }

  /// The point at a place, between points too.
  double pointAt(double x) {
    double share = (x - plot.getMinX()) / plot.getWidth();
    return Math.clamp(share, 0, 1) * (points - 1);
  }

  double requestsAt(double y) {
    return (plot.getMaxY() - y) / plot.getHeight() * top;
  }

  /// From a point to the next.
  double step() {
    return plot.getWidth() / Math.max(1, points - 1);
  }
}

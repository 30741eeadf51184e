package keyconsole.viewmodel;

import java.util.List;
import java.util.Optional;

/// Requests over time, told apart by bands that stand on each other. In words, ready to be drawn;
/// immutable.
///
/// @param title what is counted, a step and by what: `Requests a day by key`
/// @param range what is shown, for those who do not see the rest of the screen
/// @param zone whose days and hours these are
/// @param points in the order of time
/// @param bands from the bottom up; what is left beside them is the last
/// @param before the period that is compared with
/// @param summary the chart in a sentence, for those who cannot see it
public record UsageSeries(
    String title,
    String range,
    String zone,
    List<Point> points,
    List<Band> bands,
    Optional<Before> before,
    String summary) {

  public UsageSeries {
    points = List.copyOf(points);
    bands = List.copyOf(bands);
  }

  /// A step of time.
  ///
  /// @param axis what may stand under it; empty for most. Labels that have no room are left out
  /// @param name its day or hour in full
  /// @param known whether there is anything to count; where not, its counts say nothing
  public record Point(String axis, String name, boolean known) {}

  /// A part of the whole.
  ///
  /// @param id what a click hands back, which may be the empty text; without a meaning for what is
  ///   left, which cannot be clicked
  /// @param mono whether the name is an endpoint or an address
  /// @param tint [UsageTint#OTHER] for what is left
  /// @param counts one a point
  /// @param selected whether the filter asks for it
  /// @param greyed whether the filter leaves it out
  public record Band(
      String id,
      String name,
      boolean mono,
      UsageTint tint,
      List<Long> counts,
      boolean selected,
      boolean greyed) {
    public Band {
      counts = List.copyOf(counts);
    }

    /// Whether it is what is left beside the others.
    public boolean isRest() {
      return tint == UsageTint.OTHER;
    }
  }

  /// The totals of the period that is compared with.
  ///
  /// @param name when it was: `Total, 5 weeks before`
  /// @param note what stands over the drawing: the name, or that there is no data
  /// @param counts one a point; empty where nothing is known
  public record Before(String name, String note, List<Optional<Long>> counts) {
    public Before {
      counts = List.copyOf(counts);
    }

    /// Whether anything is known at any point, so that there is something to draw.
    public boolean isKnown() {
      return counts.stream().anyMatch(Optional::isPresent);
    }
  }

  /// Whether anything is known at any point.
  public boolean isKnown() {
    return points.stream().anyMatch(Point::known);
  }

  /// All bands at a point.
  public long total(int point) {
    long total = 0;
    for (Band band : bands) {
      total += band.counts().get(point);
    }
    return total;
  }
}

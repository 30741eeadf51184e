package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import keyconsole.viewmodel.UsageSeries;

/// The counts of a [UsageSeries] summed up from the bottom, in plain arrays: they are asked for at
/// each pixel that the mouse moves.
final class UsageStack {

  /// Without points.
  static final UsageStack NONE = new UsageStack(new long[1][0], new boolean[0], new long[0]);

  private static final long UNKNOWN = -1;

  /// By how many bands are stacked, then by point.
  private final long[][] sums;

  private final boolean[] known;
  private final long[] before;

  /// Neighbouring points, both inclusive.
  record Run(int from, int to) {}

  private UsageStack(long[][] sums, boolean[] known, long[] before) {
    this.sums = sums;
    this.known = known;
    this.before = before;
  }

  static UsageStack of(UsageSeries series) {
    int points = series.points().size();
    long[][] sums = new long[series.bands().size() + 1][points];
    for (int band = 0; band < series.bands().size(); band++) {
      List<Long> counts = series.bands().get(band).counts();
      for (int point = 0; point < points; point++) {
        sums[band + 1][point] = sums[band][point] + counts.get(point);
      }
    }
    boolean[] known = new boolean[points];
    long[] before = new long[points];
    for (int point = 0; point < points; point++) {
      int at = point;
      known[point] = series.points().get(point).known();
      before[point] = series.before().flatMap(all -> all.counts().get(at)).orElse(UNKNOWN);
    }
    return new UsageStack(sums, known, before);
  }

  int points() {
    return known.length;
  }

  int bands() {
    return sums.length - 1;
  }

  /// Requests of the lowest bands at a point.
  ///
  /// @param bands how many of them
  double upTo(int bands, int point) {
    return (double) sums[bands][point];
  }

  /// Requests of the period before.
  double before(int point) {
    return (double) before[point];
  }

  /// The most that is drawn, the period before included.
  long peak() {
    long peak = 0;
    for (int point = 0; point < known.length; point++) {
      peak = Math.max(peak, known[point] ? sums[bands()][point] : 0);
      peak = Math.max(peak, before[point]);
    }
    return peak;
  }

  List<Run> known() {
    return runs(point -> known[point]);
  }

  List<Run> unknown() {
    return runs(point -> !known[point]);
  }

  List<Run> beforeKnown() {
    return runs(point -> before[point] != UNKNOWN);
  }

  private List<Run> runs(IntPredicate belongs) {
    List<Run> runs = new ArrayList<>();
    int from = -1;
    for (int point = 0; point <= known.length; point++) {
      boolean in = point < known.length && belongs.test(point);
      if (in && from < 0) {
        from = point;
      } else if (!in && from >= 0) {
        runs.add(new Run(from, point - 1));
        from = -1;
      }
    }
    return runs;
  }

  /// The band that is drawn at a place.
  ///
  /// @param point between points too
  Optional<Integer> bandAt(double point, double requests) {
    int nearest = (int) Math.round(point);
    if (!known[nearest]) {
      return Optional.empty();
    }
    for (int band = 0; band < bands(); band++) {
      if (requests <= between(band + 1, point) && requests > between(band, point)) {
        return Optional.of(band);
      }
    }
    return Optional.empty();
  }

  private double between(int bands, double point) {
    int left = (int) Math.floor(point);
    int right = Math.min(left + 1, known.length - 1);
    double share = point - left;
    // Beside a gap the last known height goes on.
    double from = upTo(bands, known[left] ? left : right);
    double to = upTo(bands, known[right] ? right : left);
    return from + (to - from) * share;
  }
}

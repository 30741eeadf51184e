package keyconsole.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Measures several things and their peer in turn, so that whatever else the machine has to do
/// falls on all of them, and tells of each its middle run, what it took beside the peer's run of
/// the same turn in the middle, and whether that is within what it may take.
final class Budgets {

  private static final int WARM_UPS = 5;
  private static final int RUNS = 21;

  private final Figure peer;
  private final List<Figure> figures = new ArrayList<>();

  private static final class Figure {
    private final String name;
    private final double mostMillis;
    private final double mostShare;
    private final IntSupplier work;
    private final long[] nanos = new long[RUNS];

    Figure(String name, double mostMillis, double mostShare, IntSupplier work) {
      this.name = name;
      this.mostMillis = mostMillis;
      this.mostShare = mostShare;
      this.work = work;
    }

    void run(int run) {
      long start = System.nanoTime();
      work.getAsInt();
      nanos[Math.max(0, run)] = System.nanoTime() - start;
    }

    double millis() {
      return middle(Arrays.stream(nanos).mapToDouble(each -> each / 1e6));
    }

    /// In the middle, what a run took for one that its peer took in the same turn: the machine may
    /// be half as quick in the next.
    double share(Figure peer) {
      return middle(IntStream.range(0, RUNS).mapToDouble(i -> (double) nanos[i] / peer.nanos[i]));
    }

    private static double middle(DoubleStream of) {
      return of.sorted().toArray()[RUNS / 2];
    }

    boolean holds(Figure peer) {
      return millis() <= mostMillis && share(peer) <= mostShare;
    }
  }

  Budgets(String name, IntSupplier peer) {
    this.peer = new Figure(name, Double.MAX_VALUE, Double.MAX_VALUE, peer);
  }

  /// @param mostMillis what it may take
  void add(String name, int mostMillis, IntSupplier work) {
    figures.add(new Figure(name, mostMillis, Double.MAX_VALUE, work));
  }

  /// @param times how much quicker than the peer it must be
  void addQuicker(String name, int times, IntSupplier work) {
    figures.add(new Figure(name, Double.MAX_VALUE, 1.0 / times, work));
  }

  void measure() {
    for (int run = -WARM_UPS; run < RUNS; run++) {
      peer.run(run);
      for (Figure figure : figures) {
        figure.run(run);
      }
    }
  }

  /// A line for each, in the order in which they were added.
  String table() {
    StringBuilder lines = new StringBuilder(line("", "ms", "at most", "/ " + peer.name, ""));
    for (Figure figure : figures) {
      lines.append(
          line(
              figure.name,
              "%.1f".formatted(figure.millis()),
              "%.0f".formatted(Math.min(figure.mostMillis, figure.mostShare * peer.millis())),
              "%.3f".formatted(figure.share(peer)),
              figure.holds(peer) ? "holds" : "TOO LONG"));
    }
    return lines
        .append(line(peer.name, "%.1f".formatted(peer.millis()), "", "1.00", ""))
        .toString();
  }

  private static String line(String name, String millis, String most, String ratio, String holds) {
    return String.format(Locale.ROOT, "%-36s %9s %9s %8s  %s%n", name, millis, most, ratio, holds);
  }
}

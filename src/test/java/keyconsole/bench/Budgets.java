package keyconsole.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;

/// Measures several things and their peer in turn, so that whatever else the machine has to do
/// falls on all of them, and tells of each its middle run, and whether that is within what it may
/// take, by the clock or beside the peer.
final class Budgets {

  private static final int WARM_UPS = 3;
  private static final int RUNS = 7;

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
      long[] sorted = nanos.clone();
      Arrays.sort(sorted);
      return sorted[RUNS / 2] / 1e6;
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
    double peerMillis = peer.millis();
    StringBuilder lines = new StringBuilder(line("", "ms", "at most", "/ " + peer.name, ""));
    for (Figure figure : figures) {
      double millis = figure.millis();
      lines.append(
          line(
              figure.name,
              "%.1f".formatted(millis),
              "%.0f".formatted(Math.min(figure.mostMillis, figure.mostShare * peerMillis)),
              "%.2f".formatted(millis / peerMillis),
              millis <= Math.min(figure.mostMillis, figure.mostShare * peerMillis)
                  ? "holds"
                  : "TOO LONG"));
    }
    return lines.append(line(peer.name, "%.1f".formatted(peerMillis), "", "1.00", "")).toString();
  }

  private static String line(String name, String millis, String most, String ratio, String holds) {
    return String.format(Locale.ROOT, "%-36s %9s %9s %8s  %s%n", name, millis, most, ratio, holds);
  }
}

package keyconsole.audit;

import java.util.List;

/// The order of all rows by time, then by file and line. Where the files stand in that order
/// already, as they do as a rule, it takes no memory.
final class RowOrder {

  private static final int[] AS_THEY_STAND = new int[0];

  private final int[] rows;
  private final int[] ranks;

  private RowOrder(int[] rows) {
    this.rows = rows;
    this.ranks = new int[rows.length];
    for (int rank = 0; rank < rows.length; rank++) {
      ranks[rows[rank]] = rank;
    }
  }

  static RowOrder of(List<AuditRows> files) {
    int size = 0;
    boolean sorted = true;
    long last = Long.MIN_VALUE;
    for (AuditRows file : files) {
      size = Math.addExact(size, file.size());
      if (file.size() > 0) {
        sorted &= file.isAscending() && file.sortTime(0) >= last;
        last = file.sortTime(file.size() - 1);
      }
    }
    return new RowOrder(sorted ? AS_THEY_STAND : sorted(times(files, size)));
  }

  private static long[] times(List<AuditRows> files, int size) {
    long[] times = new long[size];
    int next = 0;
    for (AuditRows file : files) {
      for (int i = 0; i < file.size(); i++) {
        times[next++] = file.sortTime(i);
      }
    }
    return times;
  }

  /// Merges runs that are in order already, two by two, until one is left.
  private static int[] sorted(long[] times) {
    int size = times.length;
    int[] from = new int[size];
    int[] to = new int[size];
    for (int i = 0; i < size; i++) {
      from[i] = i;
    }
    int runs;
    do {
      runs = 0;
      for (int start = 0; start < size; runs++) {
        int middle = endOfRun(from, times, start);
        int end = endOfRun(from, times, middle);
        merge(from, to, times, start, middle, end);
        start = end;
      }
      int[] other = from;
      from = to;
      to = other;
    } while (runs > 1);
    return from;
  }

  private static int endOfRun(int[] rows, long[] times, int start) {
    int end = start;
    while (end < rows.length && (end == start || times[rows[end]] >= times[rows[end - 1]])) {
      end++;
    }
    return end;
  }

  private static void merge(int[] from, int[] to, long[] times, int start, int middle, int end) {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean fromLeft = right >= end || (left < middle && times[from[left]] <= times[from[right]]);
      to[i] = fromLeft ? from[left++] : from[right++];
    }
  }

  boolean isAsTheyStand() {
    return rows.length == 0;
  }

  /// Which row stands at a position.
  int row(int position) {
    return rows.length == 0 ? position : rows[position];
  }

  /// At which position a row stands.
  int position(int row) {
    return ranks.length == 0 ? row : ranks[row];
  }
}

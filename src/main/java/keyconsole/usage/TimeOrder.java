package keyconsole.usage;

/// Puts requests into the order of their times, equal times as they were. Lines are in order but
/// for a few, so what is in order already is merged, not sorted anew.
final class TimeOrder {

  private TimeOrder() {}

  static boolean holds(long[] times) {
    for (int i = 1; i < times.length; i++) {
      if (times[i] < times[i - 1]) {
        return false;
      }
    }
    return true;
  }

  /// The places of the times in ascending order.
  static int[] of(long[] times) {
    int[] from = new int[times.length];
    int[] to = new int[times.length];
    for (int i = 0; i < from.length; i++) {
      from[i] = i;
    }
    while (mergedRuns(times, from, to) > 1) {
      int[] done = to;
      to = from;
      from = done;
    }
    return to;
  }

  /// Merges each two neighbouring runs into one, and says how many there are then.
  private static int mergedRuns(long[] times, int[] from, int[] to) {
    int runs = 0;
    for (int at = 0; at < from.length; runs++) {
      int middle = runEnd(times, from, at);
      int end = middle < from.length ? runEnd(times, from, middle) : middle;
      int left = at;
      int right = middle;
      for (int i = at; i < end; i++) {
        boolean takeLeft =
            left < middle && (right == end || times[from[left]] <= times[from[right]]);
        to[i] = takeLeft ? from[left++] : from[right++];
      }
      at = end;
    }
    return runs;
  }

  private static int runEnd(long[] times, int[] order, int start) {
    int end = start + 1;
    while (end < order.length && times[order[end]] >= times[order[end - 1]]) {
      end++;
    }
    return end;
  }

  static long[] sorted(long[] values, int[] order) {
    long[] sorted = new long[values.length];
    for (int i = 0; i < order.length; i++) {
      sorted[i] = values[order[i]];
    }
    return sorted;
  }

  static int[] sorted(int[] values, int[] order) {
    int[] sorted = new int[values.length];
    for (int i = 0; i < order.length; i++) {
      sorted[i] = values[order[i]];
    }
    return sorted;
  }
}

package keyconsole.usage;

/// Records of lines, in the order in which they stand, a column for each of their parts. They go
/// from hand to hand many at a time, since short loops over columns are what a processor and a
/// compiler do best. Not thread-safe.
final class LineBatch {

  /// How many it holds at most.
  static final int MOST = 1_024;

  /// Microseconds since 1970, UTC.
  final long[] micros = new long[MOST];

  /// Numbers of [Names].
  final int[] keys = new int[MOST];

  /// Numbers of [Names].
  final int[] endpoints = new int[MOST];

  /// Numbers of [Ips].
  final long[] ips = new long[MOST];

  private int size;

  int size() {
    return size;
  }

  boolean isFull() {
    return size == MOST;
  }

  void clear() {
    size = 0;
  }

  /// Keeps so many of the first.
  void cut(int count) {
    size = count;
  }

  void add(long moment, int key, int endpoint, long ip) {
    int at = add(moment);
    keys[at] = key;
    endpoints[at] = endpoint;
    ips[at] = ip;
  }

  /// Adds a record of which nothing but the moment is known yet, and gives its place.
  int add(long moment) {
    micros[size] = moment;
    return size++;
  }
}

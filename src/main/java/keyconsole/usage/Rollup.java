package keyconsole.usage;

import java.util.HashMap;
import java.util.Map;

/// The counts of some lines: by UTC day, and the newest line of each key. Not thread-safe.
final class Rollup implements LineSink {

  private static final long MICROS_PER_HOUR = 3_600_000_000L;

  private final int minutes;
  final Map<Long, Day> days = new HashMap<>();
  final Map<Integer, Last> lasts = new HashMap<>();

  /// @param minutes how long a slot of the cells is
  Rollup(int minutes) {
    this.minutes = minutes;
  }

  int minutes() {
    return minutes;
  }

  /// One UTC day.
  static final class Day implements DayCells {
    /// By key, endpoint and slot, see [#cell].
    final LongCounts cells = new LongCounts();

    /// By key.
    final LongCounts requests = new LongCounts();

    /// By key and hour of the day, see [#keyAndHour].
    final LongCounts hours = new LongCounts();

    /// By key and endpoint, see [#pair].
    final LongCounts endpoints = new LongCounts();

    /// By key and address, see [#pair].
    final LongCounts ips = new LongCounts();

    @Override
    public void forEachCell(CellVisitor visitor) {
      cells.forEach(
          (cell, count) ->
              visitor.visit(
                  (int) (cell >>> 34), (int) (cell >>> 7) & 0x7FF_FFFF, (int) cell & 127, count));
    }

    @Override
    public void forEachIp(IpVisitor visitor) {
      ips.forEach((pair, count) -> visitor.visit((int) (pair >>> 32), (int) pair, count));
    }

    @Override
    public long ipError() {
      return 0;
    }
  }

  /// The newest line of a key.
  record Last(long micros, int endpoint, int ip) {}

  static long keyAndHour(int key, int hour) {
    return (long) key << 5 | hour;
  }

  static long cell(int key, int endpoint, int slot) {
    return (long) key << 34 | (long) endpoint << 7 | slot;
  }

  static long pair(int key, int other) {
    return (long) key << 32 | other;
  }

  @Override
  public void count(long micros, int key, int endpoint, int ip) {
    long hours = Math.floorDiv(micros, MICROS_PER_HOUR);
    Day day = days.computeIfAbsent(Math.floorDiv(hours, 24L), _ -> new Day());
    int slot = (int) (Math.floorMod(micros, MICROS_PER_HOUR * 24) / (minutes * 60_000_000L));
    day.cells.add(cell(key, endpoint, slot), 1);
    day.requests.add(key, 1);
    day.hours.add(keyAndHour(key, Math.floorMod(hours, 24)), 1);
    day.endpoints.add(pair(key, endpoint), 1);
    day.ips.add(pair(key, ip), 1);
    Last last = lasts.get(key);
    if (last == null || micros >= last.micros) {
      lasts.put(key, new Last(micros, endpoint, ip));
    }
  }

  /// Takes over the counts of lines that stand behind these.
  void add(Rollup newer) {
    newer.days.forEach(
        (number, from) -> {
          Day to = days.computeIfAbsent(number, _ -> new Day());
          to.cells.addAll(from.cells);
          to.requests.addAll(from.requests);
          to.hours.addAll(from.hours);
          to.endpoints.addAll(from.endpoints);
          to.ips.addAll(from.ips);
        });
    newer.lasts.forEach(
        (key, last) ->
            lasts.merge(key, last, (old, other) -> other.micros >= old.micros ? other : old));
  }
}

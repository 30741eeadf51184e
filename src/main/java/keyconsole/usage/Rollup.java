package keyconsole.usage;

import java.util.HashMap;
import java.util.Map;

/// The counts of some lines: by UTC day, and the newest line of each key. Not thread-safe.
final class Rollup implements LineSink {

  private static final long MICROS_PER_HOUR = 3_600_000_000L;

  final Map<Long, Day> days = new HashMap<>();
  final Map<Integer, Last> lasts = new HashMap<>();

  /// One UTC day.
  static final class Day {
    /// By key.
    final LongCounts requests = new LongCounts();

    /// By key and hour of the day, see [#keyAndHour].
    final LongCounts hours = new LongCounts();

    /// By key and endpoint, see [#pair].
    final LongCounts endpoints = new LongCounts();

    /// By key and address, see [#pair].
    final LongCounts ips = new LongCounts();
  }

  /// The newest line of a key.
  record Last(long micros, int endpoint, int ip) {}

  static long keyAndHour(int key, int hour) {
    return (long) key << 5 | hour;
  }

  static long pair(int key, int other) {
    return (long) key << 32 | other;
  }

  @Override
  public void count(long micros, int key, int endpoint, int ip) {
    long hours = Math.floorDiv(micros, MICROS_PER_HOUR);
    Day day = days.computeIfAbsent(Math.floorDiv(hours, 24L), _ -> new Day());
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

package keyconsole.bench;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import keyconsole.usage.UsageIndex;

/// What a dashboard shows of usage lines, by whoever counted them.
///
/// @param byKeyAndDay days without any are not there
record UsageSums(
    Map<Instant, Long> byHour,
    Map<KeyDay, Long> byKeyAndDay,
    Map<String, Long> byEndpoint,
    Map<String, Long> byIp) {

  record KeyDay(String key, LocalDate day) implements Comparable<KeyDay> {
    @Override
    public int compareTo(KeyDay other) {
      int byKey = key.compareTo(other.key);
      return byKey == 0 ? day.compareTo(other.day) : byKey;
    }
  }

  /// By the index, of what it has read; each hour as the sum of what it tells of each key.
  ///
  /// @param first first UTC day, inclusive
  static UsageSums of(UsageIndex index, LocalDate first, int days) {
    LocalDate last = first.plusDays(days - 1L);
    UsageIndex.Totals totals = index.totals(Optional.empty(), first, last);
    Set<String> keys = totals.byKey().keySet();
    Map<Instant, Long> byHour = new TreeMap<>();
    Map<KeyDay, Long> byKeyAndDay = new TreeMap<>();
    for (int i = 0; i < days; i++) {
      Instant midnight = first.plusDays(i).atStartOfDay(ZoneOffset.UTC).toInstant();
      for (int hour = 0; hour < 24; hour++) {
        Instant start = midnight.plusSeconds(hour * 3_600L);
        long sum = keys.stream().mapToLong(key -> index.recent(key, start).hour()).sum();
        putIfAny(byHour, start, sum);
      }
    }
    for (String key : keys) {
      long[] daily = index.daily(key, first, days);
      for (int i = 0; i < days; i++) {
        putIfAny(byKeyAndDay, new KeyDay(key, first.plusDays(i)), daily[i]);
      }
    }
    return new UsageSums(
        byHour, byKeyAndDay, new TreeMap<>(totals.byEndpoint()), new TreeMap<>(totals.byIp()));
  }

  private static <K> void putIfAny(Map<K, Long> counts, K key, long count) {
    if (count > 0) {
      counts.put(key, count);
    }
  }

  /// @throws IllegalStateException with the first difference
  void requireSame(UsageSums other) {
    requireSame("hour", byHour, other.byHour);
    requireSame("key and day", byKeyAndDay, other.byKeyAndDay);
    requireSame("endpoint", byEndpoint, other.byEndpoint);
    requireSame("address", byIp, other.byIp);
  }

  private static <K> void requireSame(String by, Map<K, Long> one, Map<K, Long> other) {
    one.forEach((key, count) -> requireSame(by, key, count, other.get(key)));
    other.forEach((key, count) -> requireSame(by, key, one.get(key), count));
  }

  private static void requireSame(String by, Object key, Long one, Long other) {
    if (one == null || !one.equals(other)) {
      throw new IllegalStateException(
          "Counts by %s differ at %s: %s and %s".formatted(by, key, one, other));
    }
  }
}

package keyconsole.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import keyconsole.domain.LastRequest;
import keyconsole.domain.RecentUsage;

/// The sums over usage lines. Names are kept once and counted by number. Not thread-safe.
final class UsageCounts {

  private static final long MICROS_A_HOUR = 3_600_000_000L;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final Map<Slot, long[]> byHour = new HashMap<>();
  private final Map<Slot, long[]> byDay = new HashMap<>();
  private final Map<Slot, long[]> byMonth = new HashMap<>();
  private final Map<DaySlot, long[]> byEndpoint = new HashMap<>();
  private final Map<DaySlot, long[]> byIp = new HashMap<>();
  private final Map<Integer, Last> last = new HashMap<>();

  /// A key in an hour, day or month.
  private record Slot(int key, long time) {}

  /// A key and an endpoint or address on a day.
  private record DaySlot(int key, int day, int name) {}

  private record Last(long micros, int ip, int endpoint) {}

  void clear() {
    numbers.clear();
    names.clear();
    byHour.clear();
    byDay.clear();
    byMonth.clear();
    byEndpoint.clear();
    byIp.clear();
    last.clear();
  }

  /// @param micros since 1970
  void add(long micros, String keyId, String endpointText, String ipText) {
    int key = number(keyId);
    int endpoint = number(endpointText);
    int ip = number(ipText);
    long hour = Math.floorDiv(micros, MICROS_A_HOUR);
    int day = (int) Math.floorDiv(hour, 24);
    increment(byHour, new Slot(key, hour));
    increment(byDay, new Slot(key, day));
    increment(byMonth, new Slot(key, month(LocalDate.ofEpochDay(day))));
    increment(byEndpoint, new DaySlot(key, day, endpoint));
    increment(byIp, new DaySlot(key, day, ip));
    Last known = last.get(key);
    if (known == null || micros >= known.micros()) {
      last.put(key, new Last(micros, ip, endpoint));
    }
  }

  private int number(String name) {
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    names.add(name);
    numbers.put(name, names.size() - 1);
    return names.size() - 1;
  }

  private static <K> void increment(Map<K, long[]> counts, K slot) {
    counts.computeIfAbsent(slot, s -> new long[1])[0]++;
  }

  private static long month(LocalDate day) {
    return YearMonth.from(day).getYear() * 12L + day.getMonthValue();
  }

  RecentUsage recent(String keyId, Instant moment) {
    Integer key = numbers.get(keyId);
    if (key == null) {
      return new RecentUsage(0, 0, 0);
    }
    LocalDate day = LocalDate.ofInstant(moment, ZoneOffset.UTC);
    return new RecentUsage(
        count(byHour, new Slot(key, Math.floorDiv(moment.getEpochSecond(), 3600))),
        count(byDay, new Slot(key, day.toEpochDay())),
        count(byMonth, new Slot(key, month(day))));
  }

  private static long count(Map<Slot, long[]> counts, Slot slot) {
    long[] count = counts.get(slot);
    return count == null ? 0 : count[0];
  }

  long[] daily(String keyId, long firstDay, int days) {
    long[] daily = new long[days];
    Integer key = numbers.get(keyId);
    if (key != null) {
      for (int i = 0; i < days; i++) {
        daily[i] = count(byDay, new Slot(key, firstDay + i));
      }
    }
    return daily;
  }

  Optional<LastRequest> last(String keyId) {
    Integer key = numbers.get(keyId);
    return Optional.ofNullable(key == null ? null : last.get(key))
        .map(
            l ->
                new LastRequest(
                    Instant.EPOCH.plus(l.micros(), ChronoUnit.MICROS),
                    names.get(l.ip()),
                    names.get(l.endpoint())));
  }

  UsageIndex.Totals totals(Optional<Set<String>> keyIds, LocalDate from, LocalDate to) {
    long first = from.toEpochDay();
    long end = to.toEpochDay();
    Map<String, Long> keys = new HashMap<>();
    Map<LocalDate, Long> days = new TreeMap<>();
    long requests = 0;
    for (Map.Entry<Slot, long[]> entry : byDay.entrySet()) {
      String key = names.get(entry.getKey().key());
      long day = entry.getKey().time();
      if (day >= first && day <= end && keyIds.map(ids -> ids.contains(key)).orElse(true)) {
        long count = entry.getValue()[0];
        requests += count;
        keys.merge(key, count, Long::sum);
        days.merge(LocalDate.ofEpochDay(day), count, Long::sum);
      }
    }
    return new UsageIndex.Totals(
        requests,
        keys,
        byName(byEndpoint, keyIds, first, end),
        byName(byIp, keyIds, first, end),
        days);
  }

  private Map<String, Long> byName(
      Map<DaySlot, long[]> counts, Optional<Set<String>> keyIds, long first, long end) {
    Map<String, Long> sums = new HashMap<>();
    for (Map.Entry<DaySlot, long[]> entry : counts.entrySet()) {
      DaySlot slot = entry.getKey();
      boolean wanted =
          slot.day() >= first
              && slot.day() <= end
              && keyIds.map(ids -> ids.contains(names.get(slot.key()))).orElse(true);
      if (wanted) {
        sums.merge(names.get(slot.name()), entry.getValue()[0], Long::sum);
      }
    }
    return sums;
  }
}

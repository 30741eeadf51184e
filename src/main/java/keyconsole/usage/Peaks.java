package keyconsole.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/// Finds the most requests of each key in an hour, a day and a month of UTC, as limits count. Takes
/// whole days in the order of time. Not thread-safe.
final class Peaks {

  private static final long SECONDS_PER_HOUR = 3_600;
  private static final long SECONDS_PER_DAY = 86_400;

  private final long firstDay;
  private final long lastDay;
  private final int slotsPerHour;
  private final Highest hours = new Highest();
  private final Highest days = new Highest();
  private final Highest months = new Highest();
  private final LongCounts ofHours = new LongCounts();
  private final LongCounts ofDay = new LongCounts();
  private final LongCounts ofMonth = new LongCounts();
  private long day = Long.MIN_VALUE;
  private LocalDate month = LocalDate.MIN;

  /// @param firstDay of which hours and days count, since 1970; months count whole
  Peaks(long firstDay, long lastDay, int slotsPerHour) {
    this.firstDay = firstDay;
    this.lastDay = lastDay;
    this.slotsPerHour = slotsPerHour;
  }

  /// The highest count of each key, and when.
  private static final class Highest {
    private final Map<Integer, long[]> found = new HashMap<>();

    void offer(int key, long count, long second) {
      long[] before = found.get(key);
      if (before == null || count > before[0] || (count == before[0] && second < before[1])) {
        found.put(key, new long[] {count, second});
      }
    }

    long count(int key) {
      return found.containsKey(key) ? found.get(key)[0] : 0;
    }

    Instant start(int key) {
      return Instant.ofEpochSecond(found.containsKey(key) ? found.get(key)[1] : 0);
    }
  }

  void add(long of, DayCells cells) {
    if (of != day) {
      endDay();
      day = of;
      LocalDate first = LocalDate.ofEpochDay(of).withDayOfMonth(1);
      if (!first.equals(month)) {
        endMonth();
        month = first;
      }
    }
    cells.forEachRun(
        (key, _, at, counts, size) -> {
          long sum = 0;
          for (int i = 0; i < size; i++) {
            ofHours.add(((long) key << 5) | (at[i] / slotsPerHour), counts[i]);
            sum += counts[i];
          }
          ofDay.add(key, sum);
          ofMonth.add(key, sum);
        });
  }

  private void endDay() {
    if (day >= firstDay && day <= lastDay) {
      long midnight = day * SECONDS_PER_DAY;
      ofHours.forEach(
          (hour, count) ->
              hours.offer((int) (hour >>> 5), count, midnight + (hour & 31) * SECONDS_PER_HOUR));
      ofDay.forEach((key, count) -> days.offer((int) key, count, midnight));
    }
    ofHours.clear();
    ofDay.clear();
  }

  private void endMonth() {
    ofMonth.forEach(
        (key, count) ->
            months.offer((int) key, count, month.atStartOfDay(ZoneOffset.UTC).toEpochSecond()));
    ofMonth.clear();
  }

  Map<String, KeyPeak> found(Names names) {
    endDay();
    endMonth();
    Map<String, KeyPeak> peaks = new HashMap<>();
    months.found.keySet().forEach(key -> peaks.put(names.text(key), peak(key)));
    return peaks;
  }

  private KeyPeak peak(int key) {
    return new KeyPeak(
        hours.count(key),
        hours.start(key),
        days.count(key),
        days.start(key),
        months.count(key),
        months.start(key));
  }
}

package keyconsole.usage;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;

/// The last UTC day on which each key has requests. Days are looked into from the newest on, as far
/// back as is asked for. Any thread, while nobody changes the days.
final class LastDays {

  /// More than any moment can lie before it.
  private static final long DAYS_BEFORE_1970 = 1_000_000L;

  private final NavigableMap<Long, List<FileDay>> days;

  /// By key, since long before 1970.
  private final LongCounts found = new LongCounts();

  /// All days from here on were looked into.
  private long from = Long.MAX_VALUE;

  /// @param days by UTC day since 1970, in parts
  LastDays(NavigableMap<Long, List<FileDay>> days) {
    this.days = days;
  }

  /// Empty where a key has no requests.
  synchronized OptionalLong of(int key) {
    while (found.get(key) == 0) {
      Map.Entry<Long, List<FileDay>> next = days.lowerEntry(from);
      if (next == null) {
        return OptionalLong.empty();
      }
      from = next.getKey();
      next.getValue().forEach(part -> take(from, part));
    }
    return OptionalLong.of(found.get(key) - DAYS_BEFORE_1970);
  }

  private void take(long day, DayCells cells) {
    cells.forEachKey((key, _) -> found.max(key, day + DAYS_BEFORE_1970));
  }

  /// Lines were added to a day.
  synchronized void added(long day, DayCells cells) {
    if (day >= from) {
      take(day, cells);
    }
  }

  /// Days may be gone.
  synchronized void forget() {
    found.clear();
    from = Long.MAX_VALUE;
  }
}

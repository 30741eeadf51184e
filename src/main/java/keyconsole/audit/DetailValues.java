package keyconsole.audit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.AuditResult;

/// Counts which values records have under a name in their details, as `detail.name:` finds them.
public final class DetailValues {

  private static final int BLOCK = 512;
  private static final int MOST_VALUES = 10_000;
  private static final int MOST_CHARS = 256;

  private final String path;
  private final Map<String, Integer> counts = new HashMap<>();

  private DetailValues(String path) {
    this.path = path;
  }

  /// How many of the newest found records have each value. A record that has one twice counts once;
  /// very long values and those beyond the first 10,000 are left out. Blocks.
  ///
  /// @param path as it stands behind `detail.`
  /// @param most how many records are looked at
  /// @throws keyconsole.store.StoreException if a file cannot be read
  /// @throws java.util.concurrent.CancellationException if the thread is interrupted
  public static Map<String, Integer> count(AuditResult found, String path, int most) {
    DetailValues values = new DetailValues(Folding.fold(path));
    int first = Math.max(0, found.size() - most);
    for (int end = found.size(); end > first; end -= BLOCK) {
      int from = Math.max(first, end - BLOCK);
      values.add(found.requireRecords(from, end - from));
    }
    return values.counts;
  }

  private void add(List<AuditRecord> records) {
    for (AuditRecord record : records) {
      Set<String> own = new HashSet<>();
      Condition.forEachAt(record, path, own::add);
      own.stream()
          .filter(value -> value.length() <= MOST_CHARS)
          .filter(value -> counts.size() < MOST_VALUES || counts.containsKey(value))
          .forEach(value -> counts.merge(value, 1, Integer::sum));
    }
  }
}

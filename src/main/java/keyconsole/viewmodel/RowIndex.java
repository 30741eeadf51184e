package keyconsole.viewmodel;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Rows by their ids. Immutable; the next one costs what has changed, as a rule: many of them share
/// one large map, and each keeps what became another since.
final class RowIndex extends AbstractMap<String, KeyRow> {

  static final RowIndex EMPTY = new RowIndex(Map.of(), Map.of(), Set.of());

  /// More changes are not kept beside the large map.
  private static final int MOST_CHANGES = 1_000;

  private final Map<String, KeyRow> shared;

  /// Those that stand there no more, or not like that.
  private final Set<String> gone;

  /// Those that do not stand there, or not like that.
  private final Map<String, KeyRow> come;

  private RowIndex(Map<String, KeyRow> shared, Map<String, KeyRow> come, Set<String> gone) {
    this.shared = shared;
    this.come = come;
    this.gone = gone;
  }

  /// The one of the rows of the next reading.
  ///
  /// @param before the rows of this one
  RowIndex next(List<KeyRow> before, List<KeyRow> after) {
    return RowChanges.between(before, after, MOST_CHANGES)
        .map(this::after)
        .filter(next -> next.come.size() + next.gone.size() <= MOST_CHANGES)
        .orElseGet(() -> of(after));
  }

  private static RowIndex of(List<KeyRow> rows) {
    Map<String, KeyRow> all = HashMap.newHashMap(rows.size());
    rows.forEach(row -> all.put(row.rowId(), row));
    return new RowIndex(all, Map.of(), Set.of());
  }

  private RowIndex after(RowChanges changes) {
    Map<String, KeyRow> nextCome = new HashMap<>(come);
    Set<String> nextGone = new HashSet<>(gone);
    for (KeyRow row : changes.gone()) {
      nextCome.remove(row.rowId());
      if (shared.containsKey(row.rowId())) {
        nextGone.add(row.rowId());
      }
    }
    changes.come().forEach(row -> nextCome.put(row.rowId(), row));
    return new RowIndex(shared, nextCome, nextGone);
  }

  @Override
  public @Nullable KeyRow get(Object id) {
    KeyRow row = come.get(id);
    return row != null || gone.contains(id) ? row : shared.get(id);
  }

  @Override
  public boolean containsKey(Object id) {
    return get(id) != null;
  }

  @Override
  public int size() {
    return shared.size() - gone.size() + come.size();
  }

  @Override
  public Set<Entry<String, KeyRow>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, KeyRow>> iterator() {
        return Stream.concat(
                shared.entrySet().stream().filter(entry -> !gone.contains(entry.getKey())),
                come.entrySet().stream())
            .iterator();
      }

      @Override
      public int size() {
        return RowIndex.this.size();
      }
    };
  }
}

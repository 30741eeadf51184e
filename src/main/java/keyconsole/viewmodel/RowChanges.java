package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import keyconsole.domain.ApiKey;

/// Which rows of one reading are not those of another. A row that says something else than before
/// has gone and come.
record RowChanges(List<KeyRow> gone, List<KeyRow> come) {

  static final RowChanges NONE = new RowChanges(List.of(), List.of());

  /// As readings give them: the keys, then the problems.
  private static final Comparator<KeyRow> AS_READ =
      (one, other) ->
          switch (one) {
            case KeyRow.Entry a ->
                switch (other) {
                  case KeyRow.Entry b -> ApiKey.NEWEST_FIRST.compare(a.key(), b.key());
                  case KeyRow.Problem b -> -1;
                };
            case KeyRow.Problem a ->
                switch (other) {
                  case KeyRow.Entry b -> 1;
                  case KeyRow.Problem b -> a.problem().fileName().compareTo(b.problem().fileName());
                };
          };

  /// Empty where they are too many. In one pass over both, in which rows that are the same object
  /// on both sides are hardly looked at.
  ///
  /// @param most how many may have gone, and how many may have come
  static Optional<RowChanges> between(List<KeyRow> before, List<KeyRow> after, int most) {
    List<KeyRow> gone = new ArrayList<>();
    List<KeyRow> come = new ArrayList<>();
    int place = 0;
    for (KeyRow row : after) {
      if (gone.size() > most || come.size() > most) {
        return Optional.empty();
      }
      while (place < before.size() && isAhead(before.get(place), row)) {
        gone.add(before.get(place++));
      }
      if (place < before.size() && before.get(place).equals(row)) {
        place++;
      } else {
        come.add(row);
      }
    }
    gone.addAll(before.subList(place, before.size()));
    return gone.size() > most || come.size() > most
        ? Optional.empty()
        : Optional.of(new RowChanges(gone, come));
  }

  /// Whether a row stands before another one, or in its place.
  private static boolean isAhead(KeyRow row, KeyRow other) {
    return !row.equals(other) && AS_READ.compare(row, other) <= 0;
  }

  boolean isEmpty() {
    return gone.isEmpty() && come.isEmpty();
  }

  /// Those of the rows that are wanted.
  RowChanges of(Predicate<KeyRow> wanted) {
    return new RowChanges(
        gone.stream().filter(wanted).toList(), come.stream().filter(wanted).toList());
  }

  /// Makes the changes to rows that are in order; the others stay in it unseen.
  ///
  /// @param order in which no two rows are equal
  List<KeyRow> madeTo(List<KeyRow> rows, Comparator<KeyRow> order) {
    BitSet left = new BitSet(rows.size());
    left.set(0, rows.size());
    gone.forEach(row -> left.clear(Collections.binarySearch(rows, row, order)));
    List<KeyRow> sorted = new ArrayList<>(come);
    sorted.sort(order);
    List<KeyRow> next = new ArrayList<>(rows.size() + come.size());
    int from = 0;
    for (KeyRow row : sorted) {
      int found = Collections.binarySearch(rows, row, order);
      int place = found < 0 ? -1 - found : found;
      addLeft(next, rows, left, from, place);
      next.add(row);
      from = place;
    }
    addLeft(next, rows, left, from, rows.size());
    return Collections.unmodifiableList(next);
  }

  /// As many at once as stand together.
  private static void addLeft(List<KeyRow> next, List<KeyRow> rows, BitSet left, int from, int to) {
    int begin = left.nextSetBit(from);
    while (begin >= 0 && begin < to) {
      int end = Math.min(left.nextClearBit(begin), to);
      next.addAll(rows.subList(begin, end));
      begin = left.nextSetBit(end);
    }
  }
}

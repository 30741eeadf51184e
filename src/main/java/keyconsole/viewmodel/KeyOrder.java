package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// The order of the table. Whatever it is, problems are a group of their own above the keys: those
/// that still open the backend first, then by file name.
record KeyOrder(KeyColumn column, boolean ascending) {

  private static final Comparator<KeyRow.Problem> PROBLEMS =
      Comparator.comparing((KeyRow.Problem row) -> !row.isLive())
          .thenComparing(row -> row.problem().fileName());

  Comparator<KeyRow> comparator() {
    Comparator<KeyRow.Entry> keys = column.order(ascending);
    return (one, other) ->
        switch (one) {
          case KeyRow.Entry a ->
              switch (other) {
                case KeyRow.Entry b -> keys.compare(a, b);
                case KeyRow.Problem b -> 1;
              };
          case KeyRow.Problem a ->
              switch (other) {
                case KeyRow.Entry b -> -1;
                case KeyRow.Problem b -> PROBLEMS.compare(a, b);
              };
        };
  }

  /// The rows of a reading in this order, kept so that a search has nothing to sort.
  record Ordered(KeyReading source, KeyOrder order, List<KeyRow> rows) {

    static final Ordered NOTHING =
        new Ordered(KeyReading.NOTHING, new KeyOrder(KeyColumn.NAME, true), List.of());

    /// These where they are still right, else others. Runs on any thread.
    Ordered of(KeyReading reading, KeyOrder orderNow) {
      if (source.is(reading) && order.equals(orderNow)) {
        return this;
      }
      List<KeyRow> sorted = new ArrayList<>(reading.rows());
      sorted.sort(orderNow.comparator());
      return new Ordered(reading, orderNow, Collections.unmodifiableList(sorted));
    }
  }
}

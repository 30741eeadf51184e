package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The order of the table. Whatever it is, problems are a group of their own above the keys: those
/// that still open the backend first, then by file name.
record KeyOrder(KeyColumn column, boolean ascending) {

  /// In this part of all rows at most, what has changed is put in its place one by one.
  private static final int FEW = 16;

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
                case KeyRow.Problem b -> compare(a, b);
              };
        };
  }

  private static int compare(KeyRow.Problem one, KeyRow.Problem other) {
    int live = Boolean.compare(other.isLive(), one.isLive());
    return live != 0 ? live : one.problem().fileName().compareTo(other.problem().fileName());
  }

  /// The rows of a reading in this order, kept so that a search has nothing to sort.
  record Ordered(KeyReading source, KeyOrder order, List<KeyRow> rows) {

    static final Ordered NOTHING =
        new Ordered(KeyReading.NOTHING, new KeyOrder(KeyColumn.NAME, true), List.of());

    /// What has changed since, where the order is the same and that is little; empty where all are
    /// to be put in order anew.
    Optional<RowChanges> fewChanges(KeyReading reading, KeyOrder orderNow) {
      if (!order.equals(orderNow)) {
        return Optional.empty();
      }
      return source.is(reading)
          ? Optional.of(RowChanges.NONE)
          : RowChanges.between(source.rows(), reading.rows(), rows.size() / FEW);
    }

    /// These after a few changes, which alone are put in their places.
    Ordered after(KeyReading reading, RowChanges few) {
      return few.isEmpty() && source.is(reading)
          ? this
          : new Ordered(reading, order, few.madeTo(rows, order.comparator()));
    }

    /// All rows of a reading in an order. Where it is the same as here, each row is put where it
    /// stood first: to sort what is nearly in order takes one pass.
    Ordered anew(KeyReading reading, KeyOrder orderNow) {
      List<KeyRow> sorted = new ArrayList<>(reading.rows().size());
      if (order.equals(orderNow)) {
        for (KeyRow row : rows) {
          Optional.ofNullable(reading.byId().get(row.rowId())).ifPresent(sorted::add);
        }
        for (KeyRow row : reading.rows()) {
          if (!source.byId().containsKey(row.rowId())) {
            sorted.add(row);
          }
        }
      } else {
        sorted.addAll(reading.rows());
      }
      sorted.sort(orderNow.comparator());
      return new Ordered(reading, orderNow, Collections.unmodifiableList(sorted));
    }
  }
}

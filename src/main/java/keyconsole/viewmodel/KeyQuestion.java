package keyconsole.viewmodel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the key table is asked to show instead of what it shows now. Answered in the background,
/// with all that the UI thread would otherwise have to go through the rows for.
///
/// @param last what was found last
/// @param goesOn whether only the keys have changed since, so that what time alone brings about may
///   be as it was
/// @param shown the rows that are shown
/// @param selectedIds of the rows that are selected
record KeyQuestion(
    KeyQuery query,
    KeyOrder order,
    KeyReading reading,
    Found last,
    boolean goesOn,
    List<KeyRow> shown,
    Set<String> selectedIds,
    Instant now) {

  Found answer() {
    Asked asked = new Asked(query, order);
    Optional<RowChanges> few = last.ordered().fewChanges(reading, order);
    KeyOrder.Ordered inOrder =
        few.map(changes -> last.ordered().after(reading, changes))
            .orElseGet(() -> last.ordered().anew(reading, order));
    KeyQuery.Answer answer =
        few.filter(_ -> goesOn && last.asked().equals(asked))
            .map(changes -> query.after(last.answer(), changes, order.comparator()))
            .orElseGet(() -> query.run(inOrder.rows(), now));
    return new Found(
        asked,
        inOrder,
        answer,
        Difference.between(shown, answer.rows()),
        Selected.among(answer.rows(), selectedIds));
  }

  /// What to show.
  record Found(
      Asked asked,
      KeyOrder.Ordered ordered,
      KeyQuery.Answer answer,
      Difference difference,
      Selected selected) {

    /// Before anything was asked.
    static Found nothing(KeyOrder order) {
      KeyQuery all = new KeyQuery("", KeyFilter.ALL, List.of());
      return new Found(
          new Asked(all, order),
          KeyOrder.Ordered.NOTHING,
          KeyQuery.Answer.NOTHING,
          Difference.NONE,
          new Selected(List.of(), Set.of()));
    }
  }

  /// What the rows that are shown were asked for by.
  record Asked(KeyQuery query, KeyOrder order) {}

  /// Which of the rows to show are selected.
  ///
  /// @param ids that were asked for
  record Selected(List<KeyRow> rows, Set<String> ids) {

    static Selected among(List<KeyRow> rows, Set<String> ids) {
      if (ids.isEmpty()) {
        return new Selected(List.of(), ids);
      }
      List<KeyRow> still = rows.stream().filter(row -> ids.contains(row.rowId())).toList();
      return new Selected(still, ids);
    }

    /// The ids of those that are left.
    Set<String> idsLeft() {
      return rows.size() == ids.size() ? ids : KeyRow.idsOf(rows);
    }
  }

  /// How the rows to show differ from those that are shown.
  enum Difference {
    NONE,
    CONTENT,
    ROWS;

    static Difference between(List<KeyRow> before, List<KeyRow> after) {
      if (before.size() != after.size()) {
        return ROWS;
      }
      Difference found = NONE;
      for (int i = 0; i < before.size(); i++) {
        KeyRow one = before.get(i);
        KeyRow other = after.get(i);
        if (!one.equals(other)) {
          if (!one.rowId().equals(other.rowId())) {
            return ROWS;
          }
          found = CONTENT;
        }
      }
      return found;
    }
  }
}

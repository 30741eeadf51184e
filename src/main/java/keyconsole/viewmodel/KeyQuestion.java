package keyconsole.viewmodel;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/// What the key table is asked to show instead of what it shows now. Answered in the background,
/// with all that the UI thread would otherwise have to go through the rows for.
///
/// @param ordered the rows as they were put in order last
/// @param shown the rows that are shown
/// @param selectedIds of the rows that are selected
record KeyQuestion(
    KeyQuery query,
    KeyReading reading,
    KeyOrder.Ordered ordered,
    KeyOrder order,
    List<KeyRow> shown,
    Set<String> selectedIds,
    Instant now) {

  Found answer() {
    KeyOrder.Ordered inOrder = ordered.of(reading, order);
    KeyQuery.Answer answer = query.run(inOrder.rows(), now);
    return new Found(
        new Asked(query, order),
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
      Selected selected) {}

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

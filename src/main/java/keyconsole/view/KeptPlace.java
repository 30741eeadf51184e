package keyconsole.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Scene;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import keyconsole.viewmodel.KeyRow;

/// Keeps the rows of a table that are in sight where they are, while others come or go above them,
/// and brings those into sight that are not.
///
/// A table by itself keeps to the number of its topmost row: each key that somebody else makes
/// above would move all that a person looks at, and put another row under the mouse. Here the
/// topmost row is held; where that one has gone elsewhere itself, as in a list by requests, the
/// topmost of those that went the way of most. A table that stands at its very beginning stays
/// there, so that what comes first is seen. UI thread only.
final class KeptPlace {

  private static final int BEFORE_IT = 3;

  private final TableView<KeyRow> table;
  private final Runnable settling = this::settle;
  private List<Seen> before = List.of();
  private Optional<Scene> waiting = Optional.empty();

  /// A row in sight.
  ///
  /// @param y where its upper edge is, in pixels from that of the rows
  private record Seen(String rowId, int index, double y) {}

  KeptPlace(TableView<KeyRow> table) {
    this.table = table;
  }

  /// To be called when there are other rows, before the table has laid them out.
  void keep() {
    if (waiting.isEmpty()) {
      before = flow().map(KeptPlace::inSight).orElse(List.of());
      waiting = Optional.ofNullable(table.getScene()).filter(_ -> !before.isEmpty());
      waiting.ifPresent(scene -> scene.addPreLayoutPulseListener(settling));
    }
  }

  /// What was to be kept does not matter any more.
  void forget() {
    waiting.ifPresent(scene -> scene.removePreLayoutPulseListener(settling));
    waiting = Optional.empty();
  }

  /// Brings a row into sight, with some of those before it, unless it is there already.
  void show(int index) {
    boolean there = flow().filter(flow -> isInSight(flow, index)).isPresent();
    if (!there) {
      table.scrollTo(Math.max(0, index - BEFORE_IT));
    }
  }

  /// Whether a row is in sight as a whole.
  private static boolean isInSight(VirtualFlow<?> flow, int index) {
    IndexedCell<?> row = flow.getVisibleCell(index);
    return row != null
        && row.getLayoutY() >= 0
        && row.getLayoutY() + row.getHeight() <= flow.getHeight();
  }

  private Optional<VirtualFlow<?>> flow() {
    return table.lookup(".virtual-flow") instanceof VirtualFlow<?> flow
        ? Optional.of(flow)
        : Optional.empty();
  }

  /// Nothing where the first row is in sight as a whole.
  private static List<Seen> inSight(VirtualFlow<?> flow) {
    List<Seen> seen = new ArrayList<>();
    IndexedCell<?> first = flow.getFirstVisibleCell();
    IndexedCell<?> last = flow.getLastVisibleCell();
    if (first != null && last != null && (first.getIndex() > 0 || first.getLayoutY() < 0)) {
      for (int i = first.getIndex(); i <= last.getIndex(); i++) {
        IndexedCell<?> cell = flow.getVisibleCell(i);
        if (cell != null && cell.getItem() instanceof KeyRow row) {
          seen.add(new Seen(row.rowId(), i, cell.getLayoutY()));
        }
      }
    }
    return seen;
  }

  private void settle() {
    forget();
    // Only then does it know how many rows there are.
    table.layout();
    flow().ifPresent(this::settle);
  }

  private void settle(VirtualFlow<?> flow) {
    Map<String, Integer> now = indices();
    Map<Integer, Integer> moves = new LinkedHashMap<>();
    for (Seen seen : before) {
      Optional.ofNullable(now.get(seen.rowId()))
          .ifPresent(index -> moves.merge(index - seen.index(), 1, Integer::sum));
    }
    // Of moves that are equally frequent the one of the topmost row.
    int most = moves.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    moves.entrySet().stream()
        .filter(move -> move.getValue() == most)
        .findFirst()
        .ifPresent(move -> hold(flow, topmost(now, move.getKey()), move.getKey()));
  }

  private Seen topmost(Map<String, Integer> now, int move) {
    return before.stream()
        .filter(seen -> Integer.valueOf(seen.index() + move).equals(now.get(seen.rowId())))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, Integer> indices() {
    Set<String> wanted = before.stream().map(Seen::rowId).collect(Collectors.toSet());
    Map<String, Integer> found = new HashMap<>();
    List<KeyRow> rows = table.getItems();
    for (int i = 0; i < rows.size() && found.size() < wanted.size(); i++) {
      String rowId = rows.get(i).rowId();
      if (wanted.contains(rowId)) {
        found.put(rowId, i);
      }
    }
    return found;
  }

  private static void hold(VirtualFlow<?> flow, Seen row, int move) {
    int index = row.index() + move;
    IndexedCell<?> there = flow.getVisibleCell(index);
    if (there != null && there.getLayoutY() == row.y()) {
      return;
    }
    flow.scrollToTop(index);
    flow.layout();
    flow.scrollPixels(-row.y());
  }
}

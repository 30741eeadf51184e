package keyconsole.audit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keyconsole.domain.AuditTrouble;

/// What was found in all pieces so far. One thread.
final class Hits {

  private final AuditView view;
  private final AuditQuery query;
  private final int[] actionsByCode;
  private final int[] actorsByCode;
  private final Map<String, Integer> actions;
  private final Map<String, Integer> actors;
  private int[] positions;
  private int size;

  /// Nothing yet.
  Hits(AuditView view, AuditQuery query) {
    this(view, query, new int[0], Map.of(), Map.of());
  }

  /// @param positions what was found before, in order; taken over
  /// @param actions how many of each are among them
  Hits(
      AuditView view,
      AuditQuery query,
      int[] positions,
      Map<String, Integer> actions,
      Map<String, Integer> actors) {
    this.view = view;
    this.query = query;
    this.actionsByCode = new int[view.texts().size()];
    this.actorsByCode = new int[actionsByCode.length];
    this.actions = new HashMap<>(actions);
    this.actors = new HashMap<>(actors);
    this.positions = positions;
    this.size = positions.length;
  }

  /// Adds what was found in a piece.
  void addAll(ChunkHits more) {
    if (size + more.size() > positions.length) {
      positions = Arrays.copyOf(positions, size + Math.max(more.size(), size >> 1));
    }
    more.forEachPosition(position -> positions[size++] = position);
    more.count(actionsByCode, actorsByCode);
    add(actions, more.actions());
    add(actors, more.actors());
  }

  private static void add(Map<String, Integer> to, Map<String, Integer> more) {
    more.forEach((text, count) -> to.merge(text, count, Integer::sum));
  }

  /// Puts those from a number on in order.
  void sortFrom(int number) {
    Arrays.sort(positions, number, size);
  }

  /// How many of those in order, from a number on, are before a position.
  int countBefore(int number, int position) {
    int found = Arrays.binarySearch(positions, number, size, position);
    return (found >= 0 ? found : -found - 1) - number;
  }

  int size() {
    return size;
  }

  /// What is known of the first ones.
  ///
  /// @param problems the files that could not be read
  AuditFound found(int count, int searched, List<AuditTrouble> problems) {
    return new AuditFound(
        view,
        query,
        Arrays.copyOf(positions, count),
        searched,
        problems,
        sum(actions, actionsByCode),
        sum(actors, actorsByCode));
  }

  private Map<String, Integer> sum(Map<String, Integer> others, int[] byCode) {
    Map<String, Integer> all = new HashMap<>(others);
    for (int code = 0; code < byCode.length; code++) {
      if (byCode[code] > 0) {
        all.merge(view.texts().text(code), byCode[code], Integer::sum);
      }
    }
    return all;
  }
}

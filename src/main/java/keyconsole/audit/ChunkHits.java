package keyconsole.audit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import keyconsole.domain.AuditRecord;

/// What was found in one piece. One thread.
final class ChunkHits {

  private int[] positions = new int[8];
  private int size;
  private final Map<String, Integer> actions = new HashMap<>();
  private final Map<String, Integer> actors = new HashMap<>();

  void add(int position, AuditRecord record) {
    add(position);
    if (record.fields().isPresent()) {
      actions.merge(record.action(), 1, Integer::sum);
      actors.merge(record.actor(), 1, Integer::sum);
    }
  }

  private void add(int position) {
    if (size == positions.length) {
      positions = Arrays.copyOf(positions, size + (size >> 1));
    }
    positions[size++] = position;
  }

  /// Adds what was found in another piece.
  void addAll(ChunkHits more) {
    for (int i = 0; i < more.size; i++) {
      add(more.positions[i]);
    }
    more.actions.forEach((action, count) -> actions.merge(action, count, Integer::sum));
    more.actors.forEach((actor, count) -> actors.merge(actor, count, Integer::sum));
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
  AuditFound found(AuditView view, int count, int searched) {
    return new AuditFound(view, Arrays.copyOf(positions, count), count, searched, actions, actors);
  }
}

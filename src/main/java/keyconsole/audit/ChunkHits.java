package keyconsole.audit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import keyconsole.domain.AuditRecord;

/// What was found in one piece. One thread.
final class ChunkHits {

  /// In place of those of a piece that cannot be read.
  static final ChunkHits UNREAD = new ChunkHits();

  private static final int UNCODED = AuditRows.codes(TextCodes.NONE, TextCodes.NONE);

  private int[] positions = new int[8];
  private int[] codes = new int[8];
  private int size;
  private final Map<String, Integer> actions = new HashMap<>();
  private final Map<String, Integer> actors = new HashMap<>();

  /// Adds a row whose action and actor have codes, or that is no record.
  void add(int position, AuditRows file, int row) {
    add(position, file.isRecord(row) ? file.codes(row) : UNCODED);
  }

  /// Adds a row that was read.
  void add(int position, AuditRows file, int row, AuditRecord record) {
    if (file.isCoded(row)) {
      add(position, file, row);
    } else {
      add(position, UNCODED);
      if (record.fields().isPresent()) {
        actions.merge(record.action(), 1, Integer::sum);
        actors.merge(record.actor(), 1, Integer::sum);
      }
    }
  }

  private void add(int position, int codesOfRow) {
    if (size == positions.length) {
      positions = Arrays.copyOf(positions, 2 * size);
      codes = Arrays.copyOf(codes, 2 * size);
    }
    positions[size] = position;
    codes[size++] = codesOfRow;
  }

  int size() {
    return size;
  }

  void forEachPosition(IntConsumer take) {
    for (int i = 0; i < size; i++) {
      take.accept(positions[i]);
    }
  }

  /// Counts the actions and actors that have codes, each under its own.
  void count(int[] actionsByCode, int[] actorsByCode) {
    for (int i = 0; i < size; i++) {
      if (codes[i] != UNCODED) {
        actionsByCode[AuditRows.actionOf(codes[i])]++;
        actorsByCode[AuditRows.actorOf(codes[i])]++;
      }
    }
  }

  /// How many there are of the others.
  Map<String, Integer> actions() {
    return actions;
  }

  Map<String, Integer> actors() {
    return actors;
  }
}

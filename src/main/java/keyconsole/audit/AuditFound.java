package keyconsole.audit;

import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.AuditResult;

/// Keeps positions alone; what stands there is read when it is asked for.
public final class AuditFound implements AuditResult {

  private final AuditView view;
  private final int[] positions;
  private final int size;
  private final int searched;
  private final Map<String, Integer> actions;
  private final Map<String, Integer> actors;

  /// @param positions not changed up to the size any more
  AuditFound(
      AuditView view,
      int[] positions,
      int size,
      int searched,
      Map<String, Integer> actions,
      Map<String, Integer> actors) {
    this.view = view;
    this.positions = positions;
    this.size = size;
    this.searched = searched;
    this.actions = Map.copyOf(actions);
    this.actors = Map.copyOf(actors);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int searched() {
    return searched;
  }

  @Override
  public int total() {
    return view.size();
  }

  @Override
  public boolean isWhole() {
    return searched == view.size();
  }

  @Override
  public int position(int number) {
    return positions[Math.min(number, size - 1)];
  }

  @Override
  public Optional<Instant> moment(int number) {
    return view.moment(position(number));
  }

  @Override
  public int numberOf(Instant moment) {
    int found = Arrays.binarySearch(positions, 0, size, view.positionOf(moment));
    return found >= 0 ? found : -found - 1;
  }

  @Override
  public List<AuditRecord> records(int from, int count) {
    return view.recordsAt(some(from, count));
  }

  /// Writes the whole lines of found records from one on, as they stand in their files, with line
  /// feeds.
  ///
  /// @param copied see [AuditView#copyLines]; one for all calls
  /// @throws keyconsole.store.StoreException if a file cannot be read, or a line is no longer there
  /// @throws java.util.concurrent.CancellationException if the thread is interrupted
  /// @throws java.io.UncheckedIOException if they cannot be written
  public void copyLines(int from, int count, BitSet copied, OutputStream out) {
    view.copyLines(some(from, count), copied, out);
  }

  private int[] some(int from, int count) {
    int start = Math.clamp(from, 0, size);
    return Arrays.copyOfRange(positions, start, start + Math.clamp(count, 0, size - start));
  }

  @Override
  public Map<String, Integer> actions() {
    return actions;
  }

  @Override
  public Map<String, Integer> actors() {
    return actors;
  }

  @Override
  public int[] counts(List<Instant> bounds) {
    Instant[] ends = bounds.toArray(Instant[]::new);
    int[] counts = new int[Math.max(0, ends.length - 1)];
    for (int i = 0; i < size; i++) {
      Optional<Instant> moment = view.moment(positions[i]);
      if (moment.isPresent()) {
        int found = Arrays.binarySearch(ends, moment.get());
        int span = found >= 0 ? found : -found - 2;
        if (span >= 0 && span < counts.length) {
          counts[span]++;
        }
      }
    }
    return counts;
  }
}

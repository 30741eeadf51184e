package keyconsole.audit;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a search has found, as far as it has come. Any thread.
public final class AuditFound {

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

  /// How many records were found. The first ones stay the same while more is found.
  public int size() {
    return size;
  }

  /// How many records were looked at.
  public int searched() {
    return searched;
  }

  /// How many there are to look at.
  public int total() {
    return view.size();
  }

  /// Whether all were looked at; not so where the search was stopped.
  public boolean isWhole() {
    return searched == view.size();
  }

  /// The position of a found record among all.
  public int position(int number) {
    return positions[Math.min(number, size - 1)];
  }

  /// Found records from one on; fewer than are asked for at the end.
  ///
  /// @throws keyconsole.store.StoreException if a file cannot be read
  public List<AuditRecord> records(int from, int count) {
    int start = Math.clamp(from, 0, size);
    return view.recordsAt(
        Arrays.copyOfRange(positions, start, start + Math.clamp(count, 0, size - start)));
  }

  /// How many of each action were found; under no text those without one. Lines that cannot be read
  /// have none. May be ahead of [#size] where records out of order are held back.
  public Map<String, Integer> actions() {
    return actions;
  }

  /// The same for actors.
  public Map<String, Integer> actors() {
    return actors;
  }

  /// How many of the found records with a time of their own lie between each two of these moments.
  ///
  /// @param bounds ascending; each is the end of one span and the beginning of the next
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

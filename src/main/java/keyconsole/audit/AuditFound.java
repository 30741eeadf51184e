package keyconsole.audit;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import keyconsole.domain.AuditPlace;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.AuditResult;
import keyconsole.domain.AuditTrouble;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;
import keyconsole.store.StoreException;

/// Keeps positions alone; what stands there is read when it is asked for.
public final class AuditFound implements AuditResult {

  private final AuditView view;
  private final AuditQuery query;
  private final int[] positions;
  private final int size;
  private final int searched;
  private final List<AuditTrouble> problems;
  private final Map<String, Integer> actions;
  private final Map<String, Integer> actors;

  /// @param positions in order; not changed any more
  /// @param problems the files that could not be read
  AuditFound(
      AuditView view,
      AuditQuery query,
      int[] positions,
      int searched,
      List<AuditTrouble> problems,
      Map<String, Integer> actions,
      Map<String, Integer> actors) {
    this.view = view;
    this.query = query;
    this.positions = positions;
    this.size = positions.length;
    this.searched = searched;
    this.problems = List.copyOf(problems);
    this.actions = Map.copyOf(actions);
    this.actors = Map.copyOf(actors);
  }

  /// Whether this view was searched.
  public boolean isOf(AuditView searchedView) {
    return view.equals(searchedView);
  }

  /// What was searched.
  AuditView view() {
    return view;
  }

  /// What was searched for.
  AuditQuery query() {
    return query;
  }

  /// What was found of an earlier view, as it stands in a later one.
  Hits goingOn(ViewGrowth growth, AuditView now) {
    return new Hits(now, query, growth.moved(positions), actions, actors);
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
  public List<AuditTrouble> problems() {
    return problems;
  }

  /// The same, for whoever needs all that is to be found.
  ///
  /// @throws StoreException if a file could not be read
  public AuditFound requireRead() {
    if (!problems.isEmpty()) {
      AuditTrouble first = problems.getFirst();
      throw new StoreException(
          Message.of(FileTrouble.AUDIT_NOT_READ, first.file(), first.reason().orElseThrow()),
          Path.of(first.file()));
    }
    return this;
  }

  /// Makes sure that in a later view all still stands where it was found.
  ///
  /// @throws StoreException if a file that something was found in is gone or was written anew
  public void requireIn(AuditView later) {
    view.filesAt(positions).stream()
        .filter(file -> !later.holds(file))
        .findFirst()
        .ifPresent(
            file -> {
              throw new StoreException(
                  Message.of(FileTrouble.AUDIT_CHANGED, file.name()), file.path());
            });
  }

  @Override
  public int position(int number) {
    return positions[Math.min(number, size - 1)];
  }

  @Override
  public AuditPlace place(int number) {
    return view.place(position(number));
  }

  @Override
  public int numberOf(AuditPlace place) {
    return numberOf(view.positionOf(place));
  }

  @Override
  public Optional<Instant> moment(int number) {
    return view.moment(position(number));
  }

  @Override
  public int numberOf(Instant moment) {
    return numberOf(view.positionOf(moment));
  }

  /// The first found record at a position or behind it.
  private int numberOf(int position) {
    int found = Arrays.binarySearch(positions, position);
    return found >= 0 ? found : -found - 1;
  }

  @Override
  public List<AuditRecord> records(int from, int count) {
    return view.recordsAt(some(from, count));
  }

  @Override
  public List<AuditRecord> requireRecords(int from, int count) {
    return view.requireRecordsAt(some(from, count));
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
  public Tally tally(int from, int to) {
    int start = Math.clamp(from, 0, size);
    int end = Math.clamp(to, start, size);
    return start == 0 && end == size
        ? new Tally(actions, actors)
        : view.tally(Arrays.copyOfRange(positions, start, end));
  }

  @Override
  public int[] counts(List<Instant> bounds) {
    int[] counts = new int[Math.max(0, bounds.size() - 1)];
    boolean allHaveTimes = view.countUntimed() == 0;
    for (int span = 0; span < counts.length; span++) {
      int from = numberOf(bounds.get(span));
      int to = numberOf(bounds.get(span + 1));
      counts[span] = allHaveTimes ? to - from : countTimed(from, to);
    }
    return counts;
  }

  private int countTimed(int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += view.hasTime(positions[i]) ? 1 : 0;
    }
    return count;
  }
}

package keyconsole.viewmodel;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import keyconsole.domain.KeyId;
import keyconsole.domain.Traffic;
import keyconsole.domain.UsageProgress;

/// Reads the usage lines of the key that is edited, in the background, once unless it fails. UI
/// thread only.
final class ReplayReading {

  private static final Duration PROGRESS = Duration.ofMillis(150);

  private final Workspace workspace;
  private final Supplier<KeyId> key;
  private final DoubleConsumer reading;
  private final Runnable read;
  private final Consumer<Exception> failed;
  private final List<Waiting> waiting = new ArrayList<>();
  private Optional<Traffic> traffic = Optional.empty();
  private TaskRunner.Subscription job = () -> {};
  private TaskRunner.Subscription telling = () -> {};
  private boolean isReading;
  private volatile double share;

  /// Whoever needs the lines.
  private record Waiting(Consumer<Traffic> read, Consumer<Exception> failed) {}

  /// @param reading told how far it is, 0 to 1; negative while nobody can tell
  /// @param read told when the lines are there, before those who wait for them
  /// @param failed told when they cannot be read, before those who wait for them
  ReplayReading(
      Workspace workspace,
      Supplier<KeyId> key,
      DoubleConsumer reading,
      Runnable read,
      Consumer<Exception> failed) {
    this.workspace = workspace;
    this.key = key;
    this.reading = reading;
    this.read = read;
    this.failed = failed;
  }

  /// The requests of the longest window, once they were read.
  Optional<Traffic> traffic() {
    return traffic;
  }

  /// Hands over the requests of the longest window, reading them first where that was not done.
  void whenRead(Consumer<Traffic> then, Consumer<Exception> otherwise) {
    if (traffic.isPresent()) {
      then.accept(traffic.get());
      return;
    }
    waiting.add(new Waiting(then, otherwise));
    start();
  }

  /// Reads the lines, unless that goes on already.
  void start() {
    if (isReading) {
      return;
    }
    isReading = true;
    share = -1;
    tellProgress();
    telling = workspace.tasks().every(PROGRESS, this::tellProgress);
    LocalDate to = LocalDate.ofInstant(workspace.clock().instant(), ZoneOffset.UTC);
    LocalDate from = to.minusDays(ReplayWindow.LONGEST.days() - 1L);
    KeyId id = key.get();
    job =
        workspace
            .tasks()
            .run(
                () -> workspace.service().traffic(id, from, to, part -> share = part),
                this::hasRead,
                this::hasFailed);
  }

  /// Lines that no screen counted yet are counted first, which may take longer than the reading.
  private void tellProgress() {
    reading.accept(workspace.service().usageProgress().map(UsageProgress::share).orElse(share));
  }

  private void hasRead(Traffic found) {
    traffic = Optional.of(found);
    List<Waiting> all = ended();
    read.run();
    all.forEach(each -> each.read.accept(found));
  }

  private void hasFailed(Exception failure) {
    List<Waiting> all = ended();
    failed.accept(failure);
    all.forEach(each -> each.failed.accept(failure));
  }

  private List<Waiting> ended() {
    isReading = false;
    telling.end();
    List<Waiting> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  /// Ends the reading for good.
  void close() {
    job.end();
    telling.end();
  }
}

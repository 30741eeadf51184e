package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import keyconsole.domain.UsageProgress;

/// Counts new usage lines again and again, one count at a time. The first count may take long and
/// can be stopped; it is not begun again before somebody asks for it. UI thread only.
final class UsageCounter {

  private static final int PAUSE_TO_COUNTING = 10;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(100);

  private final Workspace workspace;
  private final Runnable counted;
  private final Consumer<Exception> failed;
  private Instant next = Instant.MIN;
  private boolean running;
  private boolean stopped;
  private TaskRunner.Subscription job = () -> {};

  /// @param counted called after each count
  UsageCounter(Workspace workspace, Runnable counted, Consumer<Exception> failed) {
    this.workspace = workspace;
    this.counted = counted;
    this.failed = failed;
  }

  /// Whether the first count is on its way.
  boolean isFirst() {
    return running && !workspace.service().isUsageCounted();
  }

  /// Whether somebody stopped the first count.
  boolean isStopped() {
    return stopped;
  }

  /// How far the count is; empty where nobody knows.
  Optional<UsageProgress> progress() {
    return workspace.service().usageProgress();
  }

  /// Counts, unless it was stopped or the last count took so long that it is too soon.
  void countInTurn() {
    Instant now = workspace.clock().instant();
    if (running || stopped || now.isBefore(next)) {
      return;
    }
    running = true;
    job = workspace.tasks().run(this::count, this::arrived, this::notCounted);
  }

  /// Stops until [#resume()].
  void stop() {
    stopped = true;
    end();
  }

  /// Counts again after a stop.
  void resume() {
    stopped = false;
    next = Instant.MIN;
    countInTurn();
  }

  /// Ends what runs; nothing is told of it.
  void end() {
    job.end();
    running = false;
  }

  private Duration count() {
    long begin = System.nanoTime();
    workspace.service().refreshUsage();
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private void arrived(Duration took) {
    running = false;
    Duration pause =
        took.compareTo(SHORT) < 0 ? Duration.ZERO : took.multipliedBy(PAUSE_TO_COUNTING);
    next =
        workspace
            .clock()
            .instant()
            .plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    counted.run();
  }

  private void notCounted(Exception cause) {
    running = false;
    next = workspace.clock().instant().plus(LONGEST_PAUSE);
    failed.accept(cause);
  }
}

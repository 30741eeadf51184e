package keyconsole.viewmodel;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import keyconsole.domain.UsageProgress;

/// Counts new usage lines again and again, one count at a time. The first count may take long and
/// can be stopped; it is not begun again before somebody asks for it. UI thread only.
final class UsageCounter {

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  private final Workspace workspace;
  private final Runnable counted;
  private final Consumer<Exception> failed;
  private final Pace pace;
  private boolean running;
  private boolean stopped;
  private TaskRunner.Subscription job = () -> {};

  /// @param counted called after each count
  UsageCounter(Workspace workspace, Runnable counted, Consumer<Exception> failed) {
    this.workspace = workspace;
    this.counted = counted;
    this.failed = failed;
    this.pace = new Pace(workspace.steady(), LONGEST_PAUSE);
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

  /// Counts, unless it was stopped or counts take so long that it is too soon.
  void countInTurn() {
    if (running || stopped || !pace.isTime()) {
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
    pace.hurry();
    countInTurn();
  }

  /// Ends what runs; nothing is told of it.
  void end() {
    job.end();
    running = false;
  }

  private Duration count() {
    long begin = System.nanoTime();
    workspace.service().glanceAtUsage();
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private void arrived(Duration took) {
    running = false;
    pace.looked(took);
    counted.run();
  }

  private void notCounted(Exception cause) {
    running = false;
    pace.failed();
    failed.accept(cause);
  }
}

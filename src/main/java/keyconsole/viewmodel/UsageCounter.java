package keyconsole.viewmodel;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import keyconsole.domain.UsageProgress;
import keyconsole.service.KeyService;

/// Counts new usage lines again and again, one count at a time, and tells of those that gave
/// something new. The first count may take long and can be stopped; it is not begun again before
/// somebody asks for it. UI thread only.
final class UsageCounter {

  /// What comes shows within a second, and a look at what did not costs next to nothing.
  private static final Duration LOOK = Duration.ofMillis(400);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  private final Workspace workspace;
  private final Runnable counted;
  private final Consumer<Exception> failed;
  private Optional<Counts> counts = Optional.empty();
  private boolean stopped;
  private boolean ended;

  /// @param counted called after each count that gave something new
  UsageCounter(Workspace workspace, Runnable counted, Consumer<Exception> failed) {
    this.workspace = workspace;
    this.counted = counted;
    this.failed = failed;
  }

  /// Whether the first count is on its way.
  boolean isFirst() {
    return counts.filter(it -> it.going).isPresent() && !workspace.service().isUsageCounted();
  }

  /// Whether somebody stopped the first count.
  boolean isStopped() {
    return stopped;
  }

  /// How far the count is; empty where nobody knows.
  Optional<UsageProgress> progress() {
    return workspace.service().usageProgress();
  }

  /// Counts from now on, again and again, unless it does already or was stopped.
  void begin() {
    if (counts.isEmpty() && !stopped && !ended) {
      counts = Optional.of(new Counts());
      counts.get().turns.now();
    }
  }

  /// Stops until [#resume()].
  void stop() {
    stopped = true;
    endCounts();
  }

  /// Counts again after a stop; at once after a failure.
  void resume() {
    stopped = false;
    if (counts.filter(it -> it.going).isEmpty()) {
      endCounts();
      begin();
    }
  }

  /// Counts no more.
  void end() {
    ended = true;
    endCounts();
  }

  private void endCounts() {
    counts.ifPresent(it -> it.turns.end());
    counts = Optional.empty();
  }

  /// Counts from a start until they are ended, in the background, one thread at a time.
  private final class Counts {
    private final KeyService service = workspace.service();
    private final Pace pace = new Pace(workspace.steady(), LONGEST_PAUSE);
    private final TaskRunner.Looking turns;

    /// Of the last count; empty where it failed, and before the first.
    private Optional<Told> told = Optional.empty();

    private volatile boolean going = true;

    private record Told(boolean whole, long version) {}

    Counts() {
      turns = workspace.tasks().patient().look(LOOK, this::inTurn, now -> counted.run(), failed);
    }

    private Optional<Told> inTurn() {
      if (!pace.isTime()) {
        return Optional.empty();
      }
      Optional<Told> before = told;
      told = Optional.empty();
      going = true;
      long begin = System.nanoTime();
      try {
        service.glanceAtUsage();
      } catch (RuntimeException e) {
        pace.failed();
        throw e;
      } finally {
        going = false;
      }
      pace.looked(Duration.ofNanos(System.nanoTime() - begin));
      told = Optional.of(new Told(service.isUsageCounted(), service.usageVersion()));
      return told.equals(before) ? Optional.empty() : told;
    }
  }
}

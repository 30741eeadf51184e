package keyconsole.viewmodel;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// Looks by whatever else a runner of a test does: a job at each turn. See [PlainTaskRunner].
final class PlainLooks<T> implements TaskRunner.Looking {

  private final TaskRunner tasks;
  private final Callable<Optional<T>> look;
  private final Consumer<T> found;
  private final Consumer<Exception> failed;
  private final TaskRunner.Subscription turns;
  private TaskRunner.Subscription job = () -> {};
  private boolean going;
  private boolean again;
  private boolean ended;

  PlainLooks(
      TaskRunner tasks,
      Duration period,
      Callable<Optional<T>> look,
      Consumer<T> found,
      Consumer<Exception> failed) {
    this.tasks = tasks;
    this.look = look;
    this.found = found;
    this.failed = failed;
    this.turns = tasks.every(period, this::inTurn);
  }

  private void inTurn() {
    if (!going) {
      start();
    }
  }

  @Override
  public void now() {
    if (going) {
      again = true;
    } else {
      start();
    }
  }

  private void start() {
    if (!ended) {
      going = true;
      job =
          tasks.run(
              look,
              result -> {
                result.ifPresent(found);
                looked();
              },
              cause -> {
                failed.accept(cause);
                looked();
              });
    }
  }

  private void looked() {
    going = false;
    if (again) {
      again = false;
      start();
    }
  }

  @Override
  public void end() {
    ended = true;
    turns.end();
    job.end();
  }
}

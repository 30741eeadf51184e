package keyconsole.viewmodel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// Holds every job back until it is told to do the next one; what repeats, repeats when told to.
final class HeldTaskRunner implements TaskRunner {

  private final List<Runnable> held = new ArrayList<>();
  private final CurrentThreadTaskRunner now = new CurrentThreadTaskRunner();

  @Override
  public <T> Subscription run(Callable<T> job, Consumer<T> done, Consumer<Exception> failed) {
    Runnable later = () -> now.run(job, done, failed);
    held.add(later);
    return () -> held.remove(later);
  }

  @Override
  public Subscription every(Duration period, Runnable action) {
    return now.every(period, action);
  }

  void tick() {
    now.tick();
  }

  int heldCount() {
    return held.size();
  }

  /// Does the job that waits longest.
  void doNext() {
    held.removeFirst().run();
  }

  /// Does all that waits, and what that brings about.
  void doAll() {
    while (!held.isEmpty()) {
      doNext();
    }
  }
}

package keyconsole.viewmodel;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// Runs every job at once on the caller's thread, or holds it back until it is told to go on; what
/// repeats, repeats when told to.
public final class CurrentThreadTaskRunner implements TaskRunner {

  private final List<Runnable> repeating = new ArrayList<>();
  private final Deque<Runnable> held = new ArrayDeque<>();
  private boolean holding;
  private Runnable meanwhile = () -> {};

  @Override
  public <T> Subscription run(Callable<T> job, Consumer<T> done, Consumer<Exception> failed) {
    if (holding) {
      Runnable later = () -> runNow(job, done, failed);
      held.add(later);
      return () -> held.remove(later);
    }
    runNow(job, done, failed);
    return () -> {};
  }

  private <T> void runNow(Callable<T> job, Consumer<T> done, Consumer<Exception> failed) {
    T result;
    try {
      result = job.call();
    } catch (Exception e) {
      failed.accept(e);
      return;
    }
    Runnable before = meanwhile;
    meanwhile = () -> {};
    before.run();
    done.accept(result);
  }

  /// Does something once, while what the next job has found is on its way.
  public void meanwhile(Runnable action) {
    meanwhile = action;
  }

  /// Holds back every job from now on.
  public void hold() {
    holding = true;
  }

  /// Runs the job that was held back longest.
  public void goOn() {
    held.remove().run();
  }

  /// Runs what was held back, and all that follows from it.
  public void goOnToTheEnd() {
    while (!held.isEmpty()) {
      goOn();
    }
  }

  /// Runs what was held back, and holds nothing back any more.
  public void release() {
    holding = false;
    goOnToTheEnd();
  }

  /// How many jobs are held back.
  public int heldCount() {
    return held.size();
  }

  @Override
  public Subscription every(Duration period, Runnable action) {
    repeating.add(action);
    return () -> repeating.remove(action);
  }

  /// Does once whatever repeats.
  public void tick() {
    List.copyOf(repeating).forEach(Runnable::run);
  }

  /// How many actions repeat.
  public int repeatingCount() {
    return repeating.size();
  }
}

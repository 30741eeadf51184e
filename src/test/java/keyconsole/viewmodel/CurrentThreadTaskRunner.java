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
public final class CurrentThreadTaskRunner implements PlainTaskRunner {

  private final List<Repeating> repeating = new ArrayList<>();
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

  /// Lets the job that was held back longest wait for those that are held back now.
  public void putOff() {
    held.add(held.remove());
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
    Repeating next = new Repeating(period, action);
    repeating.add(next);
    return () -> repeating.remove(next);
  }

  /// Does once whatever repeats.
  public void tick() {
    List.copyOf(repeating).forEach(each -> each.action.run());
  }

  /// Lets time pass: what repeats does so as often as it is to.
  public void pass(Duration span) {
    List.copyOf(repeating).forEach(each -> each.pass(span));
  }

  /// An action, and how long ago it was done.
  private static final class Repeating {
    private final Duration period;
    private final Runnable action;
    private Duration since = Duration.ZERO;

    Repeating(Duration period, Runnable action) {
      this.period = period;
      this.action = action;
    }

    void pass(Duration span) {
      since = since.plus(span);
      while (since.compareTo(period) >= 0) {
        since = since.minus(period);
        action.run();
      }
    }
  }

  /// How many actions repeat.
  public int repeatingCount() {
    return repeating.size();
  }
}

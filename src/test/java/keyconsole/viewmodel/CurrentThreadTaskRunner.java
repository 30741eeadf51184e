package keyconsole.viewmodel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// Runs every job at once on the caller's thread; what repeats, repeats when told to.
public final class CurrentThreadTaskRunner implements TaskRunner {

  private final List<Runnable> repeating = new ArrayList<>();

  @Override
  public <T> Subscription run(Callable<T> job, Consumer<T> done, Consumer<Exception> failed) {
    T result;
    try {
      result = job.call();
    } catch (Exception e) {
      failed.accept(e);
      return () -> {};
    }
    done.accept(result);
    return () -> {};
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

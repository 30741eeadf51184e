package keyconsole.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// Reads on all cores: one thread is the caller's.
public final class AllCores {

  private static final int MOST = 16;

  private AllCores() {}

  /// How many threads there are.
  public static int count() {
    return Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST);
  }

  /// Does the same on each thread and waits for all. Where the caller is interrupted, `stop` is
  /// set, so that the others end early too, and the caller stays interrupted.
  ///
  /// @param work what thread number so and so does; 0 is the caller's
  public static void run(IntFunction<Runnable> work, AtomicBoolean stop) {
    List<FutureTask<Boolean>> others = new ArrayList<>();
    for (int i = 1; i < count(); i++) {
      FutureTask<Boolean> other = new FutureTask<>(work.apply(i), true);
      Thread.ofPlatform().daemon().name("line-reader-" + i).start(other);
      others.add(other);
    }
    try {
      work.apply(0).run();
    } finally {
      others.forEach(other -> await(other, stop));
    }
  }

  /// Begins to work on another thread. What is given waits for it; who asks and is interrupted
  /// stays interrupted.
  public static <T> Supplier<T> begun(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().name("line-adder").start(task);
    return () -> await(task, new AtomicBoolean());
  }

  private static <T> T await(FutureTask<T> other, AtomicBoolean stop) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return other.get();
        } catch (InterruptedException e) {
          interrupted = true;
          stop.set(true);
        } catch (ExecutionException e) {
          throw new IllegalStateException("Lines could not be read", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Whether to stop: told so already, or interrupted now.
  public static boolean stopIfInterrupted(AtomicBoolean stop) {
    if (Thread.currentThread().isInterrupted()) {
      stop.set(true);
    }
    return stop.get();
  }
}

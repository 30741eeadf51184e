package keyconsole.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// Reads on all cores, behind whatever else a machine has to do: its threads have the least
/// priority, so that a window stays quick while gigabytes are read. (Linux heeds it where the
/// virtual machine is told so, as the installed program's is.)
public final class AllCores {

  private static final int MOST = 16;

  private AllCores() {}

  /// How many threads there are.
  public static int count() {
    return Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST);
  }

  /// Does the same on each of [#count()] threads of its own and waits for all. Where the caller is
  /// interrupted or a thread fails, `stop` is set, so that the others end early too; a caller that
  /// was interrupted stays so.
  ///
  /// @param work what thread number so and so does, from 0
  /// @param stop whoever works ends soon where it is set
  /// @throws CancellationException if one of them threw it
  public static void run(IntFunction<Runnable> work, AtomicBoolean stop) {
    List<FutureTask<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < count(); i++) {
      Runnable share = work.apply(i);
      all.add(started("line-reader-" + i, new FutureTask<>(() -> isDone(share, stop))));
    }
    Optional<RuntimeException> failure = Optional.empty();
    for (FutureTask<Boolean> each : all) {
      try {
        await(each, stop);
      } catch (RuntimeException e) {
        failure = failure.or(() -> Optional.of(e));
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private static boolean isDone(Runnable share, AtomicBoolean stop) {
    boolean done = false;
    try {
      share.run();
      done = true;
    } finally {
      if (!done) {
        stop.set(true);
      }
    }
    return done;
  }

  /// Begins to work on another thread. What is given waits for it; who asks and is interrupted
  /// stays interrupted. What it throws as [StoreException] or [CancellationException] is thrown.
  public static <T> Supplier<T> begun(Callable<T> work) {
    FutureTask<T> task = started("line-adder", new FutureTask<>(work));
    return () -> await(task, new AtomicBoolean());
  }

  private static <T> FutureTask<T> started(String name, FutureTask<T> task) {
    threads().name(name).start(task);
    return task;
  }

  /// Makes threads of the system's that come behind whatever else a machine has to do, and end with
  /// the program. The result is the same whoever runs first.
  @SuppressWarnings("ThreadPriorityCheck")
  public static Thread.Builder.OfPlatform threads() {
    return Thread.ofPlatform().daemon().priority(Thread.MIN_PRIORITY);
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
          if (e.getCause() instanceof CancellationException stopped) {
            throw stopped;
          }
          if (e.getCause() instanceof StoreException told) {
            throw told;
          }
          throw new IllegalStateException("Lines could not be read", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// For whoever is asked to end early in the middle of something.
  ///
  /// @param what was stopped, as a sentence for whoever knows the code
  /// @param cause how it showed, such as a file that an interrupt closed
  public static CancellationException stopped(String what, Exception cause) {
    CancellationException stopped = new CancellationException(what);
    stopped.initCause(cause);
    return stopped;
  }

  /// Whether to stop: told so already, or interrupted now.
  public static boolean stopIfInterrupted(AtomicBoolean stop) {
    if (Thread.currentThread().isInterrupted()) {
      stop.set(true);
    }
    return stop.get();
  }
}

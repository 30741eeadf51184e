package keyconsole.usage;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/// Reads with a second thread beside the caller's.
final class TwoThreads {

  private TwoThreads() {}

  /// Does both and waits for both. Where the caller is interrupted, `stop` is set, so that the
  /// other ends early too, and the caller stays interrupted.
  static void run(Runnable here, Runnable beside, AtomicBoolean stop) {
    FutureTask<Boolean> other = new FutureTask<>(beside, true);
    Thread.ofPlatform().daemon().name("usage-reader").start(other);
    try {
      here.run();
    } finally {
      await(other, stop);
    }
  }

  private static void await(FutureTask<Boolean> other, AtomicBoolean stop) {
    boolean interrupted = false;
    while (true) {
      try {
        other.get();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        stop.set(true);
      } catch (ExecutionException e) {
        throw new IllegalStateException("Usage lines could not be counted", e.getCause());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whether to stop: told so already, or interrupted now.
  static boolean stopIfInterrupted(AtomicBoolean stop) {
    if (Thread.currentThread().isInterrupted()) {
      stop.set(true);
    }
    return stop.get();
  }
}

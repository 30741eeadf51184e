package keyconsole.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Sees to it that the window's model is closed once where it is the system that ends the program,
/// as at a log-out: JavaFX says nothing of that to the application, and a raw key would stay on the
/// clipboard. Nobody's log-out waits for long.
final class SystemEnd {

  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final Consumer<Runnable> uiThread;
  private final Runnable closing;
  private final Duration longest;
  private final AtomicBoolean closed = new AtomicBoolean();

  /// @param uiThread does something on the UI thread, later
  /// @param closing what is done at the end, on the UI thread
  /// @param longest how long the system is kept waiting for it
  SystemEnd(Consumer<Runnable> uiThread, Runnable closing, Duration longest) {
    this.uiThread = uiThread;
    this.closing = closing;
    this.longest = longest;
  }

  /// Watches for the end from now on.
  static SystemEnd watch(Consumer<Runnable> uiThread, Runnable closing) {
    SystemEnd end = new SystemEnd(uiThread, closing, LONGEST);
    Runtime.getRuntime().addShutdownHook(new Thread(end::ended, "end"));
    return end;
  }

  /// The system ends the program; returns once that is done, or has taken too long.
  void ended() {
    if (closed.get()) {
      return;
    }
    CountDownLatch done = new CountDownLatch(1);
    uiThread.accept(
        () -> {
          try {
            close();
          } finally {
            done.countDown();
          }
        });
    try {
      // What comes too late is lost with the program.
      boolean inTime = done.await(longest.toMillis(), TimeUnit.MILLISECONDS);
      if (!inTime) {
        System.getLogger(SystemEnd.class.getName())
            .log(System.Logger.Level.WARNING, "Not closed in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// An ordinary end, after which there is nothing left to do. UI thread.
  void close() {
    if (closed.compareAndSet(false, true)) {
      closing.run();
    }
  }
}

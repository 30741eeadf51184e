package keyconsole.app;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Sees to it that the window's model is closed once where it is the system that ends the program,
/// as at a log-out: JavaFX says nothing of that to the application, and a raw key would stay on the
/// clipboard. Nobody's log-out waits for long.
///
/// A hook of the machine's alone would often come too late: hooks run in no order, and once the
/// toolkit's own has run nothing gets to the UI thread any more. So it is done where the signal
/// arrives, before the hooks, and by a hook for every other end. There is no other way to signals
/// than an interface that the compiler warns of, so it is looked up by name.
final class SystemEnd {

  private static final System.Logger LOG = System.getLogger(SystemEnd.class.getName());

  /// Those that end a program as a rule.
  private static final Map<String, Integer> SIGNALS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

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

  SystemEnd(Consumer<Runnable> uiThread, Runnable closing) {
    this(uiThread, closing, LONGEST);
  }

  /// Watches for the end from now on.
  void watch() {
    SIGNALS.forEach(this::listenTo);
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(this::ended, "end"));
    } catch (IllegalStateException e) {
      LOG.log(System.Logger.Level.DEBUG, "It ends before it has begun", e);
    }
  }

  private void listenTo(String name, int number) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object listener =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getDeclaringClass().equals(Object.class)) {
                  return method.invoke(this, arguments);
                }
                signalled(name, number);
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
    } catch (ReflectiveOperationException e) {
      // Not every system has each of them, and a machine may be told to leave them alone.
      LOG.log(System.Logger.Level.DEBUG, "Not listened to: " + name, e);
    }
  }

  private void signalled(String name, int number) {
    LOG.log(System.Logger.Level.INFO, "Ended by SIG" + name);
    ended();
    // As it ends without a listener.
    System.exit(128 + number);
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
        LOG.log(System.Logger.Level.WARNING, "Not closed in time");
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

package keyconsole.app;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.application.Platform;
import keyconsole.viewmodel.TaskRunner;

/// The one place where threads are changed: jobs run on virtual threads, what follows on the UI
/// thread.
final class FxTaskRunner implements TaskRunner, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(FxTaskRunner.class.getName());

  /// How long the end of the program waits for jobs that take away what they have half made.
  private static final Duration ENDING = Duration.ofSeconds(1);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// A timeline would do, but while one runs the toolkit draws sixty frames a second, of nothing.
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("ticks").factory());

  @Override
  public <T> Subscription run(Callable<T> job, Consumer<T> done, Consumer<Exception> failed) {
    AtomicBoolean ended = new AtomicBoolean();
    Future<?> running = threads.submit(() -> work(job, done, failed, ended));
    return () -> {
      ended.set(true);
      running.cancel(true);
    };
  }

  private <T> void work(
      Callable<T> job, Consumer<T> done, Consumer<Exception> failed, AtomicBoolean ended) {
    try {
      T result = job.call();
      hop(ended, () -> done.accept(result));
    } catch (Exception e) {
      hop(ended, () -> failed.accept(e));
    } catch (Error e) {
      // The screen is told, so that it does not wait for ever; and it goes where nobody's
      // failures go.
      hop(ended, () -> failed.accept(new ExecutionException(e)));
      onUiThread(
          () -> {
            throw e;
          });
    }
  }

  /// The look that the system asks for, as it changes. UI thread only.
  FxSystemLook systemLook() {
    Platform.Preferences settings = Platform.getPreferences();
    return new FxSystemLook(settings, settings.colorSchemeProperty());
  }

  /// Does something on the UI thread, later.
  void onUiThread(Runnable action) {
    Platform.runLater(action);
  }

  private void hop(AtomicBoolean ended, Runnable action) {
    onUiThread(
        () -> {
          if (!ended.get()) {
            action.run();
          }
        });
  }

  @Override
  public Subscription every(Duration period, Runnable action) {
    AtomicBoolean ended = new AtomicBoolean();
    AtomicBoolean asked = new AtomicBoolean();
    Runnable turn =
        () -> {
          asked.set(false);
          action.run();
        };
    long millis = period.toMillis();
    Future<?> ticking =
        ticks.scheduleAtFixedRate(
            () -> {
              if (asked.compareAndSet(false, true)) {
                hop(ended, turn);
              }
            },
            millis,
            millis,
            TimeUnit.MILLISECONDS);
    return () -> {
      ended.set(true);
      ticking.cancel(false);
    };
  }

  /// Ends all jobs and waits a moment for them to end: the program ends behind it, and with it
  /// whatever still goes on.
  @Override
  public void close() {
    ticks.shutdownNow();
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(ENDING.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "A job goes on while the program ends");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

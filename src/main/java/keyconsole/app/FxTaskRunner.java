package keyconsole.app;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import keyconsole.viewmodel.TaskRunner;

/// The one place where threads are changed: jobs run on virtual threads, what follows on the UI
/// thread.
final class FxTaskRunner implements TaskRunner, AutoCloseable {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

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
    Timeline timeline =
        new Timeline(
            new KeyFrame(
                javafx.util.Duration.millis((double) period.toMillis()), event -> action.run()));
    timeline.setCycleCount(Animation.INDEFINITE);
    timeline.play();
    return timeline::stop;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

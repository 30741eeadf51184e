package keyconsole.app;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.stage.Window;
import keyconsole.store.AllCores;
import keyconsole.viewmodel.TaskRunner;

/// The one place where threads are changed: jobs run on virtual threads, what follows on the UI
/// thread. A virtual thread that computes lets no other one have its core, so what computes for
/// seconds, and what nobody waits for, runs on threads of the system's.
///
/// To wake a thread costs more than most of what it is woken for. So what repeats in whole seconds
/// is done together, and looks of one period come together.
final class FxTaskRunner implements TaskRunner, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(FxTaskRunner.class.getName());

  /// How long the end of the program waits for jobs that take away what they have half made.
  private static final Duration ENDING = Duration.ofSeconds(1);

  private static final long BEAT_MS = 1_000;

  private final Consumer<Runnable> uiThread;

  /// Opens when the first page is drawn.
  private final CountDownLatch shown;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// For patient jobs. Where there are two cores, two of them on virtual threads would keep every
  /// look waiting until they end. Their threads come last, as those that read lines do. They have
  /// no numbers: counted by the virtual machine, those would cost each start five classes.
  private final ExecutorService patience =
      Executors.newCachedThreadPool(AllCores.threads().name("patient").factory());

  /// A timeline would do, but while one runs the toolkit draws sixty frames a second, of nothing.
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("ticks").factory());

  /// What repeats in whole seconds.
  private final List<Beating> beating = new CopyOnWriteArrayList<>();

  FxTaskRunner() {
    this(Platform::runLater);
  }

  /// @param uiThread does something on the UI thread, later
  FxTaskRunner(Consumer<Runnable> uiThread) {
    this(uiThread, new CountDownLatch(0));
  }

  private FxTaskRunner(Consumer<Runnable> uiThread, CountDownLatch shown) {
    this.uiThread = uiThread;
    this.shown = shown;
    Runnable beat = onUiThreadOnce(new AtomicBoolean(), () -> beating.forEach(Beating::beat));
    Future<?> _ =
        together(
            BEAT_MS,
            () -> {
              if (!beating.isEmpty()) {
                beat.run();
              }
            });
  }

  /// One whose patient jobs wait for [#shown()].
  static FxTaskRunner beforeTheFirstPage() {
    return beforeTheFirstPage(Platform::runLater);
  }

  /// The same.
  ///
  /// @param uiThread does something on the UI thread, later
  static FxTaskRunner beforeTheFirstPage(Consumer<Runnable> uiThread) {
    return new FxTaskRunner(uiThread, new CountDownLatch(1));
  }

  /// Says that the first page is drawn.
  void shown() {
    shown.countDown();
  }

  @Override
  public TaskRunner patient() {
    return new Patient();
  }

  private final class Patient implements TaskRunner {
    @Override
    public <T> Subscription run(Callable<T> job, Consumer<T> done, Consumer<Exception> failed) {
      return FxTaskRunner.this.run(patience, whenShown(job), done, failed);
    }

    @Override
    public Subscription every(Duration period, Runnable action) {
      return FxTaskRunner.this.every(period, action);
    }

    @Override
    public <T> Looking look(
        Duration period,
        Callable<Optional<T>> look,
        Consumer<T> found,
        Consumer<Exception> failed) {
      return FxTaskRunner.this.look(patience, period, whenShown(look), found, failed);
    }

    private <T> Callable<T> whenShown(Callable<T> job) {
      return () -> {
        shown.await();
        return job.call();
      };
    }
  }

  @Override
  public <T> Subscription run(Callable<T> job, Consumer<T> done, Consumer<Exception> failed) {
    return run(threads, job, done, failed);
  }

  private <T> Subscription run(
      ExecutorService on, Callable<T> job, Consumer<T> done, Consumer<Exception> failed) {
    AtomicBoolean ended = new AtomicBoolean();
    Callable<Optional<Runnable>> work =
        () -> {
          T result = job.call();
          return Optional.of(() -> done.accept(result));
        };
    Future<?> running = on.submit(() -> work(work, failed, ended));
    return () -> {
      ended.set(true);
      running.cancel(true);
    };
  }

  /// @param job gives what is to follow on the UI thread; empty for nothing
  private void work(
      Callable<Optional<Runnable>> job, Consumer<Exception> failed, AtomicBoolean ended) {
    try {
      job.call().ifPresent(then -> hop(ended, then));
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
    uiThread.accept(action);
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
    long millis = period.toMillis();
    if (millis % BEAT_MS == 0) {
      Beating next = new Beating(millis / BEAT_MS, action, ended);
      beating.add(next);
      return () -> {
        ended.set(true);
        beating.remove(next);
      };
    }
    Future<?> ticking =
        ticks.scheduleAtFixedRate(
            onUiThreadOnce(ended, action), millis, millis, TimeUnit.MILLISECONDS);
    return () -> {
      ended.set(true);
      ticking.cancel(false);
    };
  }

  /// Asks the UI thread to do something, unless it was asked and has not done it yet.
  private Runnable onUiThreadOnce(AtomicBoolean ended, Runnable action) {
    AtomicBoolean asked = new AtomicBoolean();
    Runnable turn =
        () -> {
          asked.set(false);
          action.run();
        };
    return () -> {
      if (asked.compareAndSet(false, true)) {
        hop(ended, turn);
      }
    };
  }

  /// All that repeats after the same time does so at the same time; the first time comes earlier.
  private Future<?> together(long millis, Runnable action) {
    long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    return ticks.scheduleAtFixedRate(
        action, millis - Math.floorMod(now, millis), millis, TimeUnit.MILLISECONDS);
  }

  /// What is done each time that some seconds have passed. UI thread only.
  private final class Beating {
    private final long seconds;
    private final Runnable action;
    private final AtomicBoolean ended;
    private long left;

    Beating(long seconds, Runnable action, AtomicBoolean ended) {
      this.seconds = seconds;
      this.action = action;
      this.ended = ended;
      this.left = seconds;
    }

    /// What fails keeps nothing else from its turn.
    void beat() {
      left--;
      if (left > 0 || ended.get()) {
        return;
      }
      left = seconds;
      try {
        action.run();
      } catch (RuntimeException | Error e) {
        onUiThread(
            () -> {
              throw e;
            });
      }
    }
  }

  @Override
  public <T> Looking look(
      Duration period, Callable<Optional<T>> look, Consumer<T> found, Consumer<Exception> failed) {
    return look(threads, period, look, found, failed);
  }

  private <T> Looking look(
      ExecutorService on,
      Duration period,
      Callable<Optional<T>> look,
      Consumer<T> found,
      Consumer<Exception> failed) {
    Looks looks =
        new Looks(on, () -> look.call().<Runnable>map(it -> () -> found.accept(it)), failed);
    looks.begin(period);
    return looks;
  }

  /// Looks, one at a time. Any thread.
  private final class Looks implements Looking {
    private final ExecutorService on;
    private final Callable<Optional<Runnable>> look;
    private final Consumer<Exception> failed;
    private final AtomicBoolean ended = new AtomicBoolean();
    private Subscription ticking = () -> {};
    private Subscription going = () -> {};
    private boolean isGoing;
    private boolean again;

    Looks(ExecutorService on, Callable<Optional<Runnable>> look, Consumer<Exception> failed) {
      this.on = on;
      this.look = look;
      this.failed = failed;
    }

    synchronized void begin(Duration period) {
      Future<?> turns = together(period.toMillis(), this::inTurn);
      ticking = () -> turns.cancel(false);
    }

    /// A turn that comes while a look goes on is left out.
    private synchronized void inTurn() {
      if (!isGoing) {
        start();
      }
    }

    @Override
    public synchronized void now() {
      if (isGoing) {
        again = true;
      } else {
        start();
      }
    }

    private void start() {
      if (!ended.get()) {
        isGoing = true;
        Future<?> one = on.submit(this::go);
        going = () -> one.cancel(true);
      }
    }

    private void go() {
      work(look, failed, ended);
      ended();
    }

    private synchronized void ended() {
      isGoing = false;
      if (again) {
        again = false;
        start();
      }
    }

    @Override
    public synchronized void end() {
      ended.set(true);
      ticking.end();
      going.end();
    }
  }

  /// Takes all windows away, for which the program does not end by itself: whoever ends it chooses
  /// with what status. UI thread.
  void hideWindows() {
    Platform.setImplicitExit(false);
    List.copyOf(Window.getWindows()).forEach(Window::hide);
  }

  /// Ends all jobs and waits a moment for them to end: the program ends behind it, and with it
  /// whatever still goes on.
  @Override
  public void close() {
    ticks.shutdownNow();
    threads.shutdownNow();
    patience.shutdownNow();
    long end = System.nanoTime() + ENDING.toNanos();
    try {
      if (!threads.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)
          || !patience.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "A job goes on while the program ends");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import keyconsole.FaultyFileSystem;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that takes its time for each call: what is asked of it gets done, the window says that it
/// goes on, and the thread of the window never waits for it. How long anything takes is not asked,
/// but whose calls they are.
class SlowDiskTest {

  private static final Duration DELAY = Duration.ofMillis(5);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final FaultyFileSystem disk = new FaultyFileSystem();
  private final Background background = new Background();
  private TestWorkspace test;
  private Workspace workspace;

  /// Works on threads of its own, and tells of it on the thread of the window, which is the test's.
  private final class Background implements PlainTaskRunner {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Runnable> told = new LinkedBlockingQueue<>();

    @Override
    public <T> Subscription run(Callable<T> job, Consumer<T> done, Consumer<Exception> failed) {
      AtomicBoolean ended = new AtomicBoolean();
      threads.execute(
          () -> {
            Runnable outcome = outcome(job, done, failed);
            told.add(
                () -> {
                  if (!ended.get()) {
                    outcome.run();
                  }
                });
          });
      return () -> ended.set(true);
    }

    private static <T> Runnable outcome(
        Callable<T> job, Consumer<T> done, Consumer<Exception> failed) {
      try {
        T result = job.call();
        return () -> done.accept(result);
      } catch (Exception e) {
        return () -> failed.accept(e);
      }
    }

    @Override
    public Subscription every(Duration period, Runnable action) {
      return test.every(period, action);
    }

    /// Goes on as the window does until something holds.
    void await(BooleanSupplier there) throws InterruptedException {
      long end = System.nanoTime() + LONGEST.toNanos();
      while (!there.getAsBoolean()) {
        assertTrue(System.nanoTime() < end, "it does not come");
        Runnable next = told.poll(20, TimeUnit.MILLISECONDS);
        if (next == null) {
          test.live(Duration.ofMillis(200));
        } else {
          next.run();
        }
      }
    }
  }

  @BeforeEach
  void open() {
    TestWorkspace made = new TestWorkspace(disk.path(folder), "acme.example");
    test = made;
    Workspace like = made.workspace;
    workspace =
        new Workspace(
            like.folder(),
            like.service(),
            like.session(),
            like.clock(),
            like.steady(),
            background,
            like.navigator(),
            like.clipboard(),
            like.files(),
            like.texts());
    disk.setDelay(DELAY);
    disk.listenTo(Thread.currentThread());
  }

  @AfterEach
  void close() {
    disk.setDelay(Duration.ZERO);
    background.threads.shutdownNow();
    test.close();
  }

  private void requireNoWait() {
    assertEquals(List.of(), disk.callsOfListened(), "the window waits for the disk");
  }

  private static ApiKey key(KeyListViewModel keys, String name) {
    return keys.rows().stream()
        .filter(KeyRow.Entry.class::isInstance)
        .map(row -> ((KeyRow.Entry) row).key())
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void keysAreReadWhileTheWindowSaysSo() throws InterruptedException {
    try (KeyListViewModel keys = new KeyListViewModel(workspace)) {
      background.await(() -> keys.workProperty().get().isPresent());
      assertTrue(keys.rows().isEmpty(), "shown before it was read");
      background.await(() -> keys.rows().size() == 9);
      background.await(() -> keys.workProperty().get().isEmpty());
      requireNoWait();
    }
  }

  @Test
  void deedsGetDoneWhileTheWindowSaysSo() throws InterruptedException {
    try (KeyListViewModel keys = new KeyListViewModel(workspace)) {
      background.await(() -> keys.rows().size() == 9);
      ApiKey key = key(keys, "CI pipeline");
      keys.actions().suspend(List.of(key));
      requireNoWait();
      assertEquals("Suspending: 0 of 1", test.work.map(Work::text).orElse(""));
      background.await(() -> test.work.isEmpty());
      assertEquals(List.of("“CI pipeline” is suspended"), test.said);
      background.await(() -> key(keys, "CI pipeline").status() == KeyStatus.SUSPENDED);
      requireNoWait();
    }
    disk.setDelay(Duration.ZERO);
    assertEquals(KeyStatus.SUSPENDED, test.key("CI pipeline").status());
  }

  @Test
  void usageAndAuditAndReturnsAreLookedAtBesideTheWindow() throws InterruptedException {
    TestSurroundings around = new TestSurroundings();
    KeyListViewModel keys = new KeyListViewModel(workspace);
    UsageViewModel usage = new UsageViewModel(workspace, keys, around, ZoneOffset.UTC);
    AuditViewModel audit =
        new AuditViewModel(
            workspace, keys, around.surroundings(), AuditViewModelTest.kept(workspace, around), "");
    ReturnsViewModel returns =
        new ReturnsViewModel(workspace, Optional.empty(), () -> true, _ -> {});
    try (keys;
        usage;
        audit) {
      usage.enter();
      usage.settings().rangeProperty().set(UsageRange.HOURS_24);
      audit.resize(10);
      requireNoWait();
      background.await(() -> audit.countTextProperty().get().equals("11"));
      background.await(() -> usage.stateProperty().get() == UsageViewModel.State.READY);
      test.live(Duration.ofSeconds(3));
      requireNoWait();
    } finally {
      returns.close();
    }
  }
}

package keyconsole.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import javafx.stage.Window;
import keyconsole.app.Launcher;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// How long the UI thread keeps a person waiting while a gigabyte of usage lines is counted: the
/// whole program in a heap of 300 MB on a tenant of a thousand keys, its usage page open. Every few
/// milliseconds something is put behind what the UI thread has to do.
///
/// The longest wait is printed, and what the UI thread did whenever it took longer than 50 ms;
/// [Stalls] adds those up.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 3,
    jvmArgsAppend = {
      "-Xmx300m",
      "-Dglass.platform=Headless",
      "-Dprism.order=sw",
      "-Djava.awt.headless=true"
    })
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class UiStallBenchmark {

  private static final long LONG = 50;
  private static final int DAYS = 30;

  /// What comes right after the figures is watched too.
  private static final long AFTERWARDS = 1_500_000_000L;

  /// Whether the page was open with the figures of one day before; else it is opened for the first
  /// time while all is counted.
  @Param({"true", "false"})
  public boolean open;

  private GeneratedTenant tenant;
  private Path files;
  private Thread ui;

  /// What a person had to wait.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Stalls {
    public long over50Millis;
    public long asked;
  }

  @Setup(Level.Trial)
  public void make() throws IOException {
    tenant = GeneratedTenant.of(1_000);
    Path home = Files.createDirectories(tenant.dataRoot().resolve("home"));
    System.setProperty("user.home", home.toString());
    // Whoever is new is led through the console first, which would lie over the page.
    Path settings = Files.createDirectories(home.resolve(".config/key-console"));
    Files.writeString(settings.resolve("console.properties"), "kept.tour.seen=yes");
    files = UsageBenchmark.month();
    link(0, open ? 1 : DAYS);
    Platform.startup(() -> {});
    String[] arguments = {
      "--data-root", tenant.dataRoot().toString(), "--tenant", tenant.domain(), "--read-only"
    };
    Thread.ofPlatform().daemon().start(() -> Launcher.main(arguments));
    until(() -> onUi(() -> node("#usage") != null));
    ui = onUi(Thread::currentThread);
    if (open) {
      openPage();
      until(() -> !requests().isEmpty());
      LockSupport.parkNanos(AFTERWARDS);
    }
  }

  private static void openPage() {
    Platform.runLater(() -> ((ButtonBase) node("#usage")).fire());
  }

  private void link(int from, int to) {
    Path usage = tenant.dataRoot().resolve(tenant.domain()).resolve("api_keys/usage");
    try {
      for (int day = from; day < to; day++) {
        String name = "usage_" + GeneratedUsage.LAST.minusDays(day) + ".jsonl";
        Files.createLink(usage.resolve(name), files.resolve(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @TearDown(Level.Trial)
  public void remove() {
    Platform.exit();
    tenant.close();
  }

  @Benchmark
  public void aMonthIsCounted(Stalls stalls) throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    Thread watch = Thread.ofPlatform().daemon().start(() -> watch(stalls, ended));
    String before = requests();
    if (open) {
      link(1, DAYS);
    } else {
      openPage();
    }
    until(() -> !requests().isEmpty() && !requests().equals(before));
    LockSupport.parkNanos(AFTERWARDS);
    ended.countDown();
    watch.join();
  }

  private void watch(Stalls stalls, CountDownLatch ended) {
    long longest = 0;
    try {
      while (!ended.await(3, TimeUnit.MILLISECONDS)) {
        long asked = System.nanoTime();
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Platform.runLater(() -> done.complete(true));
        if (!isDone(done)) {
          StackTraceElement[] busyWith = ui.getStackTrace();
          done.join();
          System.err.printf(
              "%d ms: %s%n", (System.nanoTime() - asked) / 1_000_000, Arrays.toString(busyWith));
          stalls.over50Millis++;
        }
        stalls.asked++;
        longest = Math.max(longest, System.nanoTime() - asked);
      }
      System.out.printf("The longest wait was %d ms%n", longest / 1_000_000);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isDone(CompletableFuture<Boolean> soon) throws Exception {
    try {
      return soon.get(LONG, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return false;
    }
  }

  /// What the first tile says; empty where it says no number.
  private static String requests() {
    return onUi(
        () ->
            node(".usage-tile-value") instanceof Labeled tile
                    && tile.getText().chars().anyMatch(Character::isDigit)
                ? tile.getText()
                : "");
  }

  private static Node node(String query) {
    return Window.getWindows().stream()
        .filter(Stage.class::isInstance)
        .flatMap(window -> Stream.ofNullable(window.getScene().getRoot().lookup(query)))
        .findFirst()
        .orElse(null);
  }

  private static <T> T onUi(Supplier<T> asked) {
    return CompletableFuture.supplyAsync(asked, Platform::runLater).join();
  }

  private static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(20_000_000);
    }
  }
}

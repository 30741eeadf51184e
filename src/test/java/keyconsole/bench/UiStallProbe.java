package keyconsole.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
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

/// The whole program on a tenant of a thousand keys, watched from within: every few milliseconds
/// something is put behind what the UI thread has to do. Started by [UiStallBenchmark].
///
/// A wait is from then until the UI thread comes to it, by its own clock: how late the thread that
/// asks is woken is none of it. What the UI thread did in a wait longer than 50 ms is told on
/// stderr; on stdout one line says how many there were, how often it was asked, and what the
/// longest wait was, in milliseconds.
final class UiStallProbe {

  private static final Duration LONG = Duration.ofMillis(50);

  /// What comes right after the figures is watched too.
  private static final long AFTERWARDS = 1_500_000_000L;

  /// From the list's first row until a person has found the button of the page.
  private static final long LOOKING = 700_000_000L;

  private final boolean open;
  private final int days;
  private final Path files;
  private final GeneratedTenant tenant;
  private final Thread ui;
  private long over50Millis;
  private long asked;
  private Duration longest = Duration.ZERO;

  /// @param open whether the page is open with the figures of one day before; else it is opened for
  ///   the first time while all is counted
  /// @param files the folder of the usage files
  /// @param days how many of them
  private UiStallProbe(boolean open, Path files, int days) throws IOException {
    this.open = open;
    this.files = files;
    this.days = days;
    tenant = GeneratedTenant.of(1_000);
    Path home = Files.createDirectories(tenant.dataRoot().resolve("home"));
    System.setProperty("user.home", home.toString());
    // Whoever is new is led through the console first, which would lie over the page.
    Path settings = Files.createDirectories(home.resolve(".config/key-console"));
    Files.writeString(settings.resolve("console.properties"), "kept.tour.seen=yes");
    link(0, open ? 1 : days);
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
    } else {
      LockSupport.parkNanos(LOOKING);
    }
  }

  public static void main(String[] arguments) throws Exception {
    UiStallProbe probe =
        new UiStallProbe(
            Boolean.parseBoolean(arguments[0]),
            Path.of(arguments[1]),
            Integer.parseInt(arguments[2]));
    try {
      probe.countAll();
      System.out.println(probe.told());
    } finally {
      Platform.exit();
      // What still writes there would keep the folder from being deleted.
      probe.ui.join();
      probe.tenant.close();
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

  private void countAll() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    Thread watch = Thread.ofPlatform().daemon().start(() -> watch(ended));
    String before = requests();
    if (open) {
      link(1, days);
    } else {
      openPage();
    }
    until(() -> !requests().isEmpty() && !requests().equals(before));
    LockSupport.parkNanos(AFTERWARDS);
    ended.countDown();
    watch.join();
  }

  private void watch(CountDownLatch ended) {
    try {
      while (!ended.await(3, TimeUnit.MILLISECONDS)) {
        ask();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void ask() throws Exception {
    long since = System.nanoTime();
    CompletableFuture<Long> done = new CompletableFuture<>();
    Platform.runLater(() -> done.complete(System.nanoTime()));
    StackTraceElement[] busyWith = isSoon(done) ? new StackTraceElement[0] : ui.getStackTrace();
    Duration waited = Duration.ofNanos(done.join() - since);
    asked++;
    longest = waited.compareTo(longest) > 0 ? waited : longest;
    if (waited.compareTo(LONG) > 0) {
      over50Millis++;
      System.err.println(millis(waited) + " ms: " + Arrays.toString(busyWith));
    }
  }

  private static boolean isSoon(CompletableFuture<Long> done) throws Exception {
    try {
      done.get(LONG.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private String told() {
    return over50Millis + " " + asked + " " + millis(longest);
  }

  private static String millis(Duration waited) {
    return String.format(Locale.ROOT, "%.1f", waited.toNanos() / 1e6);
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

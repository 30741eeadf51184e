package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import keyconsole.bench.GeneratedTenant;
import keyconsole.service.KeyService;
import keyconsole.service.Session;
import keyconsole.view.Fonts;
import keyconsole.view.FxmlFile;
import keyconsole.view.KeyListView;
import keyconsole.view.Theme;
import keyconsole.view.ViewLoader;
import keyconsole.viewmodel.ClipboardPort;
import keyconsole.viewmodel.Dialog;
import keyconsole.viewmodel.KeyColumn;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.KeyRow;
import keyconsole.viewmodel.Navigator;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.Report;
import keyconsole.viewmodel.TaskRunner;
import keyconsole.viewmodel.Work;
import keyconsole.viewmodel.Workspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.ApplicationTest;
import org.testfx.util.WaitForAsyncUtils;

/// The key table with a hundred thousand keys: what a person does to it keeps the UI thread free.
/// Jobs run in the background for real.
class ManyKeysScreenTest extends ApplicationTest {

  private static final int KEYS = 100_000;

  /// What the UI thread may compute for one deed, pictures of the rows included. Its own time,
  /// since the machines that run this are busy; what is quadratic takes several times as long.
  private static final long MOST_UI_MS = 1_200;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static GeneratedTenant tenant;
  private volatile long longestStall;
  private volatile boolean watching = true;
  private long uiThread;
  private KeyService service;
  private KeyListViewModel keys;
  private Scene scene;

  @BeforeAll
  static void make() {
    tenant = GeneratedTenant.of(KEYS);
  }

  @AfterAll
  static void remove() {
    tenant.close();
  }

  @Override
  public void start(Stage stage) {
    uiThread = Thread.currentThread().threadId();
    Fonts.load();
    service =
        KeyService.open(
            tenant.dataRoot(),
            tenant.domain(),
            Session.readOnly(tenant.domain()),
            Optional.empty(),
            Clock.systemUTC());
    ResourceBundle texts = ResourceBundle.getBundle("i18n.console");
    Ports ports = new Ports();
    keys =
        new KeyListViewModel(
            new Workspace(
                tenant.dataRoot(),
                service,
                new SimpleObjectProperty<>(service.session()),
                Clock.systemUTC(),
                new BackgroundTasks(),
                ports,
                ports,
                texts));
    ViewLoader loader = new ViewLoader(texts);
    Parent root = loader.load(FxmlFile.KEY_LIST, new KeyListView(keys, loader));
    scene = new Scene(root, 1088, 724);
    Theme.dress(scene, false);
    stage.setScene(scene);
    stage.show();
    Thread.ofPlatform().daemon().start(this::watch);
  }

  @AfterEach
  void close() {
    watching = false;
    interact(() -> keys.close());
    service.close();
  }

  /// Asks the UI thread again and again how long it takes to answer.
  private void watch() {
    while (watching) {
      long from = System.nanoTime();
      WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {});
      longestStall = Math.max(longestStall, System.nanoTime() - from);
    }
  }

  private void until(BooleanSupplier done) throws Exception {
    WaitForAsyncUtils.waitFor(
        60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(60_000, done::getAsBoolean));
  }

  private void measured(String what, Runnable deed, BooleanSupplier done) throws Exception {
    longestStall = 0;
    long uiFrom = THREADS.getThreadCpuTime(uiThread);
    long from = System.nanoTime();
    interact(deed);
    until(done);
    WaitForAsyncUtils.waitForFxEvents();
    long all = (System.nanoTime() - from) / 1_000_000;
    long ui = (THREADS.getThreadCpuTime(uiThread) - uiFrom) / 1_000_000;
    System.out.printf(
        "%-28s %5d ms, of the UI thread %4d ms, its longest stall %4d ms%n",
        what, all, ui, longestStall / 1_000_000);
    assertTrue(ui < MOST_UI_MS, what + " took " + ui + " ms of the UI thread");
  }

  @SuppressWarnings("unchecked")
  private TableView<KeyRow> table() {
    return lookup(".keys-table").queryAs(TableView.class);
  }

  private int rows() {
    return keys.rows().size();
  }

  @Test
  void staysQuickWhateverIsDoneToThem() throws Exception {
    until(() -> rows() > 0);
    assertTrue(rows() < KEYS, "the first rows came with the last");
    until(() -> rows() == KEYS);
    measured("counted", () -> {}, () -> service.isUsageCounted());
    TextField search = lookup(".keys-search").queryAs(TextField.class);
    measured("search 7", () -> search.setText("7"), () -> rows() < KEYS);
    measured("search 77", () -> search.setText("77"), () -> rows() < 30_000);
    measured("search 77777", () -> search.setText("Key 77777"), () -> rows() < 20);
    measured("search cleared", () -> search.setText(""), () -> rows() == KEYS);
    measured("sorted by created", () -> keys.sortBy(KeyColumn.CREATED, false), this::newestFirst);
    measured("sorted by name", () -> keys.sortBy(KeyColumn.NAME, true), () -> !newestFirst());
    measured("scrolled to the end", () -> table().scrollTo(KEYS - 1), () -> true);
    assertTrue(lookup("Key 99999").tryQuery().isPresent(), "the last row is not shown");
    measured(
        "all selected",
        () -> table().fireEvent(press(KeyCode.A, false, true)),
        () -> keys.selection().size() == KEYS);
    WritableImage[] image = new WritableImage[1];
    interact(() -> image[0] = scene.snapshot(null));
    Pictures.write(image[0], "keys-many-light");
    measured(
        "sorted with all selected", () -> keys.sortBy(KeyColumn.CREATED, false), this::newestFirst);
    assertEquals(KEYS, keys.selection().size());
    measured("none selected", () -> keys.closeDetail(), () -> keys.selection().isEmpty());
    interact(() -> table().getSelectionModel().clearAndSelect(10));
    measured(
        "selected to the end",
        () -> table().fireEvent(press(KeyCode.END, true, false)),
        () -> keys.selection().size() == KEYS - 10);
    measured(
        "one selected instead",
        () -> table().getSelectionModel().clearAndSelect(20),
        () -> keys.selection().size() == 1);
    interact(() -> Theme.dress(scene, true));
    interact(() -> image[0] = scene.snapshot(null));
    Pictures.write(image[0], "keys-many-dark");
  }

  private static KeyEvent press(KeyCode code, boolean shift, boolean control) {
    return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, control, false, false);
  }

  private boolean newestFirst() {
    return keys.rows().getFirst() instanceof KeyRow.Entry entry
        && entry.key().name().equals("Key 99999");
  }

  private static final class BackgroundTasks implements TaskRunner {
    @Override
    public <T> Subscription run(Callable<T> job, Consumer<T> done, Consumer<Exception> failed) {
      boolean[] ended = new boolean[1];
      Thread worker =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      T result = job.call();
                      hop(ended, () -> done.accept(result));
                    } catch (Exception e) {
                      hop(ended, () -> failed.accept(e));
                    }
                  });
      return () -> {
        ended[0] = true;
        worker.interrupt();
      };
    }

    private static void hop(boolean[] ended, Runnable action) {
      Platform.runLater(
          () -> {
            if (!ended[0]) {
              action.run();
            }
          });
    }

    @Override
    public Subscription every(java.time.Duration period, Runnable action) {
      var timeline =
          new javafx.animation.Timeline(
              new javafx.animation.KeyFrame(
                  javafx.util.Duration.millis(period.toMillis()), event -> action.run()));
      timeline.setCycleCount(javafx.animation.Animation.INDEFINITE);
      timeline.play();
      return timeline::stop;
    }
  }

  private static final class Ports implements Navigator, ClipboardPort {
    private String clipboard = "";

    @Override
    public void show(Page page) {}

    @Override
    public void showKeys() {}

    @Override
    public void open(Dialog dialog) {}

    @Override
    public void close(Dialog dialog) {}

    @Override
    public void say(String message, Optional<Runnable> undo) {}

    @Override
    public void report(String what, Exception failure) {
      throw new IllegalStateException(what, failure);
    }

    @Override
    public void report(Report report, Optional<Runnable> undo) {
      throw new IllegalStateException(report.text());
    }

    @Override
    public void working(Optional<Work> work) {}

    @Override
    public void put(String text) {
      clipboard = text;
    }

    @Override
    public void clearIfHolds(String text) {}

    @Override
    public String text() {
      return clipboard;
    }
  }
}

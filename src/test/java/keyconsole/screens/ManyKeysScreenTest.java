package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import keyconsole.DrivenTest;
import keyconsole.bench.GeneratedTenant;
import keyconsole.view.Fonts;
import keyconsole.view.FxmlFile;
import keyconsole.view.ShellView;
import keyconsole.view.Theme;
import keyconsole.view.ViewLoader;
import keyconsole.viewmodel.AccessKey;
import keyconsole.viewmodel.AccessPicker;
import keyconsole.viewmodel.KeyColumn;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.KeyRow;
import keyconsole.viewmodel.Look;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.PlainTaskRunner;
import keyconsole.viewmodel.ShellViewModel;
import keyconsole.viewmodel.Surroundings;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.testfx.util.WaitForAsyncUtils;

/// The key table with a hundred thousand keys: what a person does to it keeps the UI thread free.
/// Jobs run in the background for real.
@Isolated("it measures")
class ManyKeysScreenTest extends DrivenTest {

  private static final int KEYS = 100_000;

  /// What the UI thread may compute for one deed, pictures of the rows included. Its own time,
  /// since the machines that run this are busy; what is quadratic takes several times as long.
  private static final long MOST_UI_MS = 1_200;

  /// The longest that the UI thread may be held up by a keystroke in the keys to pick from.
  private static final double MOST_STALL_MS = 50;

  /// Each finds fewer or more rows than the one before.
  private static final List<String> TYPED =
      List.of("7", "77", "777", "7777", "777", "77", "7", "70", "700", "70", "7", "");

  /// The first keystrokes are those of code that was never run before.
  private static final int WARM_UP = 2;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static GeneratedTenant tenant;
  private final OwnTime own = new OwnTime();
  private final List<Cost> costs = new ArrayList<>();
  private long uiThread;
  private ShellViewModel shell;
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
    Surroundings around = new TestSurroundings().surroundings();
    shell =
        new ShellViewModel(
            new Surroundings(
                new BackgroundTasks(own),
                around.clock(),
                around.steady(),
                around.clipboard(),
                around.texts(),
                around.recents(),
                around.preferences(),
                around.folders(),
                around.files(),
                around.zone(),
                around.signingKey(),
                around.cacheFolder(),
                around.userFolder()));
    ViewLoader loader = new ViewLoader(around.texts());
    Parent root = loader.load(FxmlFile.SHELL, new ShellView(shell, loader));
    scene = new Scene(root, 1280, 800);
    shell.look().lookProperty().subscribe(look -> Theme.dress(scene, look));
    listenTo(scene);
    Pictures.show(stage, scene);
  }

  private void listenTo(Scene watched) {
    watched.addPreLayoutPulseListener(own::begin);
    watched.addPostLayoutPulseListener(own::endPulse);
  }

  @AfterEach
  void close() {
    interact(() -> shell.close());
  }

  private void until(BooleanSupplier done) throws Exception {
    WaitForAsyncUtils.waitFor(
        60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(60_000, done::getAsBoolean));
  }

  /// Waits until all that was told is laid out, and what that asks for once more.
  private void untilLaidOut() throws Exception {
    long from = WaitForAsyncUtils.waitForAsyncFx(60_000, () -> own.pulses);
    until(
        () -> {
          Platform.requestNextPulse();
          return own.pulses >= from + 2;
        });
  }

  private Cost cost(String what, Runnable deed, BooleanSupplier done) throws Exception {
    long from = THREADS.getThreadCpuTime(uiThread);
    interact(own::reset);
    interact(() -> own.run(deed));
    until(done);
    untilLaidOut();
    long all = (THREADS.getThreadCpuTime(uiThread) - from) / 1_000_000;
    assertTrue(all < MOST_UI_MS, what + " took " + all + " ms of the UI thread");
    return WaitForAsyncUtils.waitForAsyncFx(60_000, () -> own.cost(what));
  }

  private void measured(String what, Runnable deed, BooleanSupplier done) throws Exception {
    costs.add(cost(what, deed, done));
  }

  private void measuredTyping() throws Exception {
    TextField search = lookup(".keys-search").queryAs(TextField.class);
    List<Cost> each = new ArrayList<>();
    for (String text : TYPED) {
      int before = rows();
      each.add(cost("search " + text, () -> search.setText(text), () -> rows() != before));
    }
    addTyping("keystroke", each);
  }

  private List<Cost> addTyping(String what, List<Cost> each) {
    costs.addAll(each.subList(0, WARM_UP));
    List<Cost> warm =
        each.stream().skip(WARM_UP).sorted(Comparator.comparingDouble(Cost::uiMs)).toList();
    costs.add(warm.get(warm.size() / 2).as(what + ", median"));
    costs.add(warm.getLast().as(what + ", worst"));
    return warm;
  }

  private void measuredPicking() throws Exception {
    measured(
        "access check shown",
        () -> shell.showAccessCheck(Optional.empty()),
        () -> shell.pageProperty().get() instanceof Page.AccessCheck);
    AccessPicker picker =
        assertInstanceOf(Page.AccessCheck.class, shell.pageProperty().get()).model().picker();
    measured(
        "keys to pick opened",
        () -> lookup("#pick").queryAs(Button.class).fire(),
        () -> !picker.found().isEmpty());
    TextField search = lookup("#access-picker-search").queryAs(TextField.class);
    interact(() -> listenTo(search.getScene()));
    List<Cost> each = new ArrayList<>();
    for (String text : TYPED) {
      List<AccessKey> before = List.copyOf(picker.found());
      each.add(
          cost("pick " + text, () -> search.setText(text), () -> !before.equals(picker.found())));
    }
    List<Cost> warm = addTyping("picking", each);
    double longest = warm.stream().mapToDouble(Cost::stallMs).max().orElseThrow();
    assertTrue(longest < MOST_STALL_MS, "a keystroke in the picker held it up " + longest + " ms");
  }

  private void printCosts() {
    System.out.printf("%-28s %14s %18s%n", "deed", "UI thread, ms", "longest stall, ms");
    costs.forEach(
        cost ->
            System.out.printf("%-28s %14.1f %18.1f%n", cost.what(), cost.uiMs(), cost.stallMs()));
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
    interact(
        () ->
            shell.open(
                tenant.dataRoot(), tenant.domain(), TestWorkspace.administrator(tenant.domain())));
    keys = shell.keys().orElseThrow();
    until(() -> rows() > 0);
    assertTrue(rows() < KEYS, "the first rows came with the last");
    until(() -> rows() == KEYS);
    measured("counted", () -> {}, () -> keys.workProperty().get().isEmpty());
    measuredTyping();
    measured("sorted by created", () -> keys.sortBy(KeyColumn.CREATED, false), this::newestFirst);
    measured("sorted by name", () -> keys.sortBy(KeyColumn.NAME, true), () -> !newestFirst());
    measured("scrolled to the end", () -> table().scrollTo(KEYS - 1), () -> true);
    assertTrue(lookup("Key 99999").tryQuery().isPresent(), "the last row is not shown");
    measured(
        "all selected",
        () -> table().fireEvent(press(KeyCode.A, false, true)),
        () -> keys.selection().size() == KEYS);
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
    measuredPicking();
    printCosts();
    interact(() -> shell.showKeys());
    pictureOfTheMiddle();
  }

  private void pictureOfTheMiddle() throws Exception {
    interact(() -> keys.closeDetail());
    interact(() -> keys.sortBy(KeyColumn.NAME, true));
    interact(() -> keys.searchTextProperty().set("owner7"));
    until(() -> rows() < KEYS);
    int middle = rows() / 2;
    interact(() -> keys.select(List.of(keys.rows().get(middle))));
    interact(() -> table().scrollTo(middle - 5));
    untilLaidOut();
    for (boolean dark : new boolean[] {false, true}) {
      WritableImage[] image = new WritableImage[1];
      interact(() -> shell.look().choiceProperty().set(Optional.of(dark ? Look.DARK : Look.LIGHT)));
      interact(() -> image[0] = scene.snapshot(null));
      Pictures.write(image[0], "keys-many-" + (dark ? "dark" : "light"));
    }
  }

  private static KeyEvent press(KeyCode code, boolean shift, boolean control) {
    return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, control, false, false);
  }

  private boolean newestFirst() {
    return keys.rows().getFirst() instanceof KeyRow.Entry entry
        && entry.key().name().equals("Key 99999");
  }

  /// What a deed cost the UI thread.
  private record Cost(String what, double uiMs, double stallMs) {
    Cost as(String name) {
      return new Cost(name, uiMs, stallMs);
    }
  }

  /// What the UI thread computes for the console itself: what is done on it, what comes back to it,
  /// styling and layout. What it does for the renderer is left out. UI thread only.
  private static final class OwnTime {
    private long sum;
    private long longest;
    private long from;
    private long pulses;

    void reset() {
      sum = 0;
      longest = 0;
    }

    void begin() {
      from = THREADS.getCurrentThreadCpuTime();
    }

    void end() {
      long took = THREADS.getCurrentThreadCpuTime() - from;
      sum += took;
      longest = Math.max(longest, took);
    }

    void endPulse() {
      end();
      pulses++;
    }

    void run(Runnable action) {
      begin();
      action.run();
      end();
    }

    Cost cost(String what) {
      return new Cost(what, sum / 1e6, longest / 1e6);
    }
  }

  private record BackgroundTasks(OwnTime own) implements PlainTaskRunner {
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

    private void hop(boolean[] ended, Runnable action) {
      Platform.runLater(
          () -> {
            if (!ended[0]) {
              own.run(action);
            }
          });
    }

    @Override
    public Subscription every(Duration period, Runnable action) {
      Timeline timeline =
          new Timeline(
              new KeyFrame(
                  javafx.util.Duration.millis(period.toMillis()), event -> own.run(action)));
      timeline.setCycleCount(Animation.INDEFINITE);
      timeline.play();
      return timeline::stop;
    }
  }
}

package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.geometry.VerticalDirection;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import keyconsole.DrivenTest;
import keyconsole.domain.UsageLinesQuestion;
import keyconsole.view.Fonts;
import keyconsole.view.FxmlFile;
import keyconsole.view.ShellView;
import keyconsole.view.Theme;
import keyconsole.view.ViewLoader;
import keyconsole.viewmodel.Look;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.PlainTaskRunner;
import keyconsole.viewmodel.ShellViewModel;
import keyconsole.viewmodel.Surroundings;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import keyconsole.viewmodel.UsageLinesViewModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/// The usage lines in the window, read in the background for real, while another program writes.
class UsageLinesScreenTest extends DrivenTest {

  private static final String TENANT = "lines.example";
  private static final int LINES = 200_000;

  @TempDir Path folder;
  private Path today;
  private ShellViewModel shell;
  private UsageLinesViewModel lines;

  @Override
  public void start(Stage stage) throws Exception {
    Fonts.load();
    TestSurroundings.makeTenant(TENANT, folder);
    writeLines();
    Surroundings around = new TestSurroundings().surroundings();
    shell =
        new ShellViewModel(
            new Surroundings(
                new BackgroundTasks(),
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
    Scene scene = new Scene(root, 1280, 800);
    Theme.dress(scene, Look.LIGHT);
    Pictures.show(stage, scene);
    shell.open(folder, TENANT, TestWorkspace.administrator(TENANT));
    drillDown(UsageLinesQuestion.everything(ZoneOffset.UTC));
  }

  private void drillDown(UsageLinesQuestion question) {
    shell.showUsageLines(question);
    lines = assertInstanceOf(Page.UsageLines.class, shell.pageProperty().get()).model();
  }

  private void writeLines() throws IOException {
    Path usage = Files.createDirectories(folder.resolve(TENANT).resolve("api_keys/usage"));
    for (int day = 22; day <= 23; day++) {
      today = usage.resolve("usage_2026-11-%d.jsonl".formatted(day));
      try (BufferedWriter out = Files.newBufferedWriter(today)) {
        for (int i = 0; i < LINES / 2; i++) {
          out.write(line(day, (day - 22) * LINES / 2 + i));
        }
      }
    }
  }

  private static String line(int day, int number) {
    int second = number % (LINES / 2) / 2;
    return "{\"timestamp\": \"2026-11-%d".formatted(day)
        + "T%02d:%02d:%02d\"".formatted(second / 3_600, second / 60 % 60, second % 60)
        + ", \"key_id\": \"key-%d\", \"endpoint\": \"/v1/chat\", \"client_ip\": \"10.0.0.%d\", \"tenant\": \"t\"}\n"
            .formatted(number, number % 200);
  }

  @AfterEach
  void close() {
    interact(() -> shell.close());
  }

  /// Another program writes a line.
  private void append(String key) throws IOException {
    Files.writeString(today, line(23, 0).replace("key-0", key), StandardOpenOption.APPEND);
  }

  private void until(BooleanSupplier done) throws Exception {
    WaitForAsyncUtils.waitFor(
        30, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(30_000, done::getAsBoolean));
  }

  private void untilRead() throws Exception {
    until(() -> lines.countTextProperty().get().equals("200,000 lines"));
  }

  private Set<String> inSight() {
    return lookup(".lines-row").queryAll().stream()
        .filter(Node::isVisible)
        .flatMap(row -> row.lookupAll(".label").stream())
        .map(label -> ((Label) label).getText())
        .collect(Collectors.toSet());
  }

  private boolean isInSight(String key) {
    return inSight().contains(key);
  }

  private ScrollBar bar() {
    return lookup("#lines .scroll-bar").queryAs(ScrollBar.class);
  }

  private ToggleButton toggle(String id) {
    return lookup(id).queryAs(ToggleButton.class);
  }

  @Test
  void everyPlaceIsAMovementAway() throws Exception {
    untilRead();
    until(() -> isInSight("key-199999"));
    interact(() -> bar().setValue(bar().getMax() / 2));
    int middle = (int) bar().getValue();
    until(() -> isInSight("key-" + (middle + 1)));
    type(KeyCode.HOME);
    until(() -> isInSight("key-0"));
    type(KeyCode.END);
    until(() -> isInSight("key-199999"));
    assertTrue(toggle("#follow").isSelected());
  }

  @Test
  void lineThatAnotherProgramWritesIsThereWithinTwoSeconds() throws Exception {
    untilRead();
    append("written-now");
    long from = System.nanoTime();
    until(() -> isInSight("written-now"));
    long took = Duration.ofNanos(System.nanoTime() - from).toMillis();
    assertTrue(took < 2_000, "it took " + took + " ms");
  }

  @Test
  void followingStopsWhenScrolledUpAndGoesOnByItsButton() throws Exception {
    untilRead();
    until(() -> isInSight("key-199999"));
    moveTo("#lines");
    scroll(30, VerticalDirection.UP);
    until(() -> !toggle("#follow").isSelected());
    double before = lines.windowProperty().get().top();
    append("below");
    until(() -> lookup("1 new").tryQuery().isPresent());
    assertEquals(before, lines.windowProperty().get().top());
    assertFalse(isInSight("below"));
    interact(() -> toggle("#follow").fire());
    until(() -> isInSight("below"));
  }

  @Test
  void pauseHoldsNewLinesBack() throws Exception {
    untilRead();
    interact(() -> toggle("#pause").fire());
    append("while-paused");
    assertEquals("Resume", toggle("#pause").getText());
    assertFalse(isInSight("while-paused"));
    interact(() -> toggle("#pause").fire());
    until(() -> isInSight("while-paused"));
  }

  @Test
  void chosenRowIsShownWholeAndEscapeLeadsBackToWhereAPersonCameFrom() throws Exception {
    untilRead();
    until(() -> isInSight("key-199999"));
    clickOn("key-199990");
    String json = lookup(".lines-drawer .kc-json").query().getAccessibleText();
    assertTrue(json.contains("\"key_id\": \"key-199990\""), json);
    assertFalse(lookup(".lines-drawer .kc-json-name").queryAll().isEmpty());
    type(KeyCode.ESCAPE);
    assertFalse(lookup(".lines-drawer").query().isVisible());
    type(KeyCode.ESCAPE);
    assertInstanceOf(Page.Keys.class, shell.pageProperty().get());
  }

  @Test
  void drillsDownToTheLinesOfOneKey() throws Exception {
    UsageLinesQuestion all = UsageLinesQuestion.everything(ZoneOffset.UTC);
    interact(
        () ->
            drillDown(
                new UsageLinesQuestion(
                    all.from(),
                    all.to(),
                    ZoneOffset.UTC,
                    Set.of("key-77777"),
                    Set.of(),
                    Set.of(),
                    Set.of())));
    until(() -> lines.countTextProperty().get().equals("1 line"));
    until(() -> isInSight("key-77777"));
    assertTrue(isInSight("usage_2026-11-22.jsonl:77778"));
    interact(() -> lines.goBack());
    assertInstanceOf(Page.Keys.class, shell.pageProperty().get());
  }

  private record BackgroundTasks() implements PlainTaskRunner {
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
    public Subscription every(Duration period, Runnable action) {
      Timeline timeline =
          new Timeline(
              new KeyFrame(javafx.util.Duration.millis(period.toMillis()), event -> action.run()));
      timeline.setCycleCount(Animation.INDEFINITE);
      timeline.play();
      return timeline::stop;
    }
  }
}

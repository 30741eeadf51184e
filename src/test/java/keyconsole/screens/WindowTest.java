package keyconsole.screens;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import javafx.stage.Window;
import keyconsole.DrivenTest;
import keyconsole.view.CoveredWindow;
import keyconsole.view.Fonts;
import keyconsole.view.FxmlFile;
import keyconsole.view.ShellView;
import keyconsole.view.Theme;
import keyconsole.view.ViewLoader;
import keyconsole.viewmodel.HealthViewModel;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.KeyRow;
import keyconsole.viewmodel.Look;
import keyconsole.viewmodel.ShellViewModel;
import keyconsole.viewmodel.Surroundings;
import keyconsole.viewmodel.TestSurroundings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/// The console's window without a tenant, on an empty folder; a test opens what it needs and may
/// leave pictures.
abstract class WindowTest extends DrivenTest {

  @TempDir Path folder;
  final TestSurroundings around = new TestSurroundings();
  ShellViewModel shell;
  Scene scene;
  private Stage stage;

  @Override
  public void start(Stage shown) {
    stage = shown;
    Fonts.load();
    Surroundings surroundings = surroundings();
    shell = new ShellViewModel(surroundings);
    ViewLoader loader = new ViewLoader(surroundings.texts());
    Parent inner = loader.load(FxmlFile.SHELL, new ShellView(shell, loader));
    Parent root = new CoveredWindow(inner, shell.idleLock(), loader).node();
    scene = new Scene(root, 1280, 800);
    shell.look().lookProperty().subscribe(look -> Theme.dress(scene, look));
    Pictures.show(stage, scene);
  }

  /// What the shell lives in: everything on the caller's thread, at a moment that is told, unless a
  /// test has it otherwise.
  Surroundings surroundings() {
    return around.surroundings();
  }

  /// A caret that went on to blink in a window that is gone would have all others drawn sixty times
  /// a second.
  @AfterEach
  void close() {
    interact(() -> shell.close());
    interact(() -> scene.getRoot().requestFocus());
  }

  void resize(double width, double height) {
    interact(
        () -> {
          stage.setWidth(width);
          stage.setHeight(height);
        });
  }

  /// Waits until what a person would wait for is there.
  static void await(Callable<Boolean> there) {
    try {
      WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, there);
    } catch (TimeoutException e) {
      throw new AssertionError("it does not come", e);
    }
    untilDrawn();
  }

  /// Waits until the usage page has its body, which tells what there is, or why nothing is.
  void awaitUsage() {
    await(() -> lookup(".usage-empty").tryQuery().isPresent());
  }

  /// Waits until all findings of the health page are laid out, which takes a few frames.
  void awaitFindings() {
    HealthViewModel health = shell.health().orElseThrow();
    await(() -> WaitForAsyncUtils.asyncFx(() -> laidOut().equals(told(health))).get());
  }

  private List<String> laidOut() {
    return lookup(".health-name").queryAllAs(Pane.class).stream()
        .map(name -> ((Labeled) name.getChildren().getFirst()).getText())
        .toList();
  }

  /// The names of the first four of each kind.
  private static List<String> told(HealthViewModel health) {
    return health.toldProperty().get().groups().stream()
        .flatMap(group -> group.cards().stream())
        .flatMap(card -> card.findings().stream().limit(4))
        .map(finding -> health.row(finding).name())
        .toList();
  }

  /// Selects the keys of a name in the list.
  void select(String name) {
    KeyListViewModel keys = shell.keys().orElseThrow();
    keys.select(
        keys.rows().stream()
            .filter(row -> row instanceof KeyRow.Entry entry && entry.key().name().equals(name))
            .toList());
  }

  /// Fires an item of the menu that is open, which closes as at a click.
  void fireMenuItem(String text) {
    MenuItem item =
        Window.getWindows().stream()
            .filter(ContextMenu.class::isInstance)
            .flatMap(menu -> ((ContextMenu) menu).getItems().stream())
            .filter(each -> text.equals(each.getText()))
            .findFirst()
            .orElseThrow();
    interact(item.getParentPopup()::hide);
    interact(item::fire);
  }

  /// Leaves the same as [#picture], on the UI thread: of what does not stay.
  void pictureHere(String name) {
    for (Look look : List.of(Look.LIGHT, Look.DARK)) {
      shell.look().choiceProperty().set(Optional.of(look));
      Pictures.write(scene.snapshot(null), name + "-" + look.name().toLowerCase(Locale.ROOT));
    }
    shell.look().choiceProperty().set(Optional.of(Look.LIGHT));
  }

  /// Leaves `NAME-light.png` and `NAME-dark.png`.
  void picture(String name) {
    interact(() -> shell.look().choiceProperty().set(Optional.of(Look.LIGHT)));
    interact(() -> pictureInOneLook(name, Look.DARK));
    interact(() -> pictureInOneLook(name, Look.LIGHT));
  }

  private void pictureInOneLook(String name, Look next) {
    String look = shell.look().lookProperty().get().name().toLowerCase(Locale.ROOT);
    Pictures.write(scene.snapshot(null), name + "-" + look);
    shell.look().choiceProperty().set(Optional.of(next));
  }
}

package keyconsole.app;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import keyconsole.viewmodel.Memory;
import keyconsole.viewmodel.TaskRunner;
import keyconsole.viewmodel.WindowPlace;

/// Opens the window where it stood last, and keeps where it is put.
final class KeptWindow {

  /// How long the system takes at the most until a new window stands, roughly.
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private final Stage stage;
  private final Memory memory;
  private final TaskRunner tasks;
  private TaskRunner.Subscription settling = () -> {};

  /// Where it goes back to from a whole screen.
  private Optional<WindowPlace> restored = Optional.empty();

  KeptWindow(Stage stage, Memory memory, TaskRunner tasks) {
    this.stage = stage;
    this.memory = memory;
    this.tasks = tasks;
  }

  /// Puts the window where it stood; where the system would put it, the first time.
  void place() {
    restored = WindowPlace.recall(memory, screens());
    restored.ifPresent(
        place -> {
          stage.setX(place.x());
          stage.setY(place.y());
          stage.setWidth(place.width());
          stage.setHeight(place.height());
          stage.setMaximized(place.maximized());
        });
  }

  private static List<WindowPlace.Area> screens() {
    return Screen.getScreens().stream().map(Screen::getVisualBounds).map(KeptWindow::area).toList();
  }

  private static WindowPlace.Area area(Rectangle2D bounds) {
    return new WindowPlace.Area(
        (int) bounds.getMinX(),
        (int) bounds.getMinY(),
        (int) bounds.getWidth(),
        (int) bounds.getHeight());
  }

  /// Keeps from now on where it is put, once it is open.
  void follow() {
    settling = tasks.every(SETTLED, this::bringWithinReach);
    stage.xProperty().subscribe(value -> keep());
    stage.yProperty().subscribe(value -> keep());
    stage.widthProperty().subscribe(value -> keep());
    stage.heightProperty().subscribe(value -> keep());
    stage.maximizedProperty().subscribe(value -> keep());
  }

  /// Once. On a busy machine some window managers of X11 frame a window after it was placed, and
  /// then its title bar may end above the screen.
  private void bringWithinReach() {
    settling.end();
    if (isPlaced() && !stage.isMaximized() && !now().isWithinReach(screens())) {
      stage.centerOnScreen();
    }
  }

  private boolean isPlaced() {
    return stage.isShowing() && !stage.isIconified() && !stage.isFullScreen();
  }

  private WindowPlace now() {
    return new WindowPlace(
        (int) stage.getX(),
        (int) stage.getY(),
        (int) stage.getWidth(),
        (int) stage.getHeight(),
        false);
  }

  private void keep() {
    if (!isPlaced()) {
      return;
    }
    WindowPlace now = now();
    if (!stage.isMaximized() && screens().stream().noneMatch(screen -> isWhole(screen, now))) {
      restored = Optional.of(now);
    }
    WindowPlace normal = restored.orElse(now);
    new WindowPlace(normal.x(), normal.y(), normal.width(), normal.height(), stage.isMaximized())
        .keep(memory);
  }

  /// The size comes before the word that it is a whole screen.
  private static boolean isWhole(WindowPlace.Area screen, WindowPlace place) {
    return place.width() >= screen.width() && place.height() >= screen.height();
  }
}

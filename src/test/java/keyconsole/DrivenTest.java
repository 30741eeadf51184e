package keyconsole;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import javafx.stage.Window;
import keyconsole.screens.Pictures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.robot.BaseRobot;
import org.testfx.robot.KeyboardRobot;
import org.testfx.robot.Motion;
import org.testfx.robot.TypeRobot;
import org.testfx.robot.impl.KeyboardRobotImpl;
import org.testfx.robot.impl.TypeRobotImpl;
import org.testfx.service.query.PointQuery;
import org.testfx.util.WaitForAsyncUtils;

/// A test that drives the one window that a process has here. All such tests run on one thread, one
/// class after the other from the beginning on, and those that need no window beside them on
/// another: with a lock in the place of that, JUnit puts them off until there is nothing else to
/// run.
///
/// Where TestFX sleeps for a while after whatever it does, this waits for what comes of it: for all
/// that the UI thread has to do, and for two frames. A pointer goes where it is sent at once.
@Execution(ExecutionMode.SAME_THREAD)
@SuppressWarnings("this-escape") // What the robot's own constructor has made is asked for, no more.
public abstract class DrivenTest extends FxRobot {

  private static final int FRAMES = 2;

  private final BaseRobot robot = robotContext().getBaseRobot();
  private final KeyboardRobot keyboard = new PatientKeyboard(robot);
  private final TypeRobot typing = new TypeRobotImpl(keyboard, robotContext().getSleepRobot());

  /// Shows what the test is about, if anything; UI thread.
  ///
  /// @param stage the same for all tests, hidden in between
  public void start(Stage stage) throws Exception {}

  @BeforeEach
  public final void showWindow() throws TimeoutException {
    Stage stage = FxToolkit.registerPrimaryStage();
    interact(
        () -> {
          start(stage);
          return stage;
        });
  }

  @AfterEach
  public final void hideWindows() {
    robotContext().getMouseRobot().releaseNoWait();
    keyboard.releaseNoWait();
    interact(() -> List.copyOf(Window.getWindows()).forEach(Window::hide));
    Pictures.finish();
  }

  /// Waits for all that comes of what was done; not on the UI thread, which that is left to.
  protected static void untilDrawn() {
    if (Platform.isFxApplicationThread()) {
      return;
    }
    for (int i = 0; i < FRAMES; i++) {
      CompletableFuture<Long> frame = new CompletableFuture<>();
      WaitForAsyncUtils.asyncFx(() -> new NextFrame(frame).start());
      frame.join();
    }
    // The frame goes on after it was told.
    WaitForAsyncUtils.waitFor(WaitForAsyncUtils.asyncFx(() -> {}));
  }

  private static final class NextFrame extends AnimationTimer {
    private final CompletableFuture<Long> frame;

    NextFrame(CompletableFuture<Long> frame) {
      this.frame = frame;
    }

    @Override
    public void handle(long now) {
      stop();
      frame.complete(now);
    }
  }

  @Override
  public FxRobot interact(Runnable action) {
    WaitForAsyncUtils.waitFor(WaitForAsyncUtils.asyncFx(action));
    untilDrawn();
    return this;
  }

  @Override
  public <T> FxRobot interact(Callable<T> action) {
    WaitForAsyncUtils.waitFor(WaitForAsyncUtils.asyncFx(action));
    untilDrawn();
    return this;
  }

  @Override
  public FxRobot moveTo(PointQuery place, Motion motion) {
    Point2D first = place.query();
    robot.moveMouse(first);
    untilDrawn();
    Point2D now = place.query();
    if (!now.equals(first)) {
      robot.moveMouse(now);
      untilDrawn();
    }
    return this;
  }

  @Override
  public FxRobot clickOn(PointQuery place, Motion motion, MouseButton... buttons) {
    moveTo(place, motion);
    List<MouseButton> all = buttons.length == 0 ? List.of(MouseButton.PRIMARY) : List.of(buttons);
    all.forEach(robot::pressMouse);
    all.forEach(robot::releaseMouse);
    untilDrawn();
    return this;
  }

  @Override
  public FxRobot write(String text) {
    Scene scene = window(Window::isFocused).getScene();
    text.chars().mapToObj(Character::toString).forEach(each -> write(scene, each));
    untilDrawn();
    return this;
  }

  private void write(Scene scene, String character) {
    robot.typeKeyboard(scene, KeyCode.UNDEFINED, character);
  }

  @Override
  public FxRobot press(KeyCode... keys) {
    keyboard.press(keys);
    return this;
  }

  @Override
  public FxRobot release(KeyCode... keys) {
    keyboard.release(keys);
    return this;
  }

  @Override
  public FxRobot push(KeyCode... combination) {
    typing.push(combination);
    return this;
  }

  @Override
  public FxRobot push(KeyCodeCombination combination) {
    typing.push(combination);
    return this;
  }

  @Override
  public FxRobot type(KeyCode... keys) {
    typing.type(keys);
    return this;
  }

  private static final class PatientKeyboard extends KeyboardRobotImpl {
    PatientKeyboard(BaseRobot robot) {
      super(robot);
    }

    @Override
    public void press(KeyCode... keys) {
      pressNoWait(keys);
      untilDrawn();
    }

    @Override
    public void release(KeyCode... keys) {
      releaseNoWait(keys);
      untilDrawn();
    }
  }
}

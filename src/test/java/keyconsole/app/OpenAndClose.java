package keyconsole.app;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;

/// Runs the real program, waits until its window shows keys, tries the other theme, and closes the
/// window as a person does. Started by [ConsoleProcessTest] in a process of its own.
final class OpenAndClose {

  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
          });

  private boolean done;

  private OpenAndClose() {}

  public static void main(String[] arguments) {
    OpenAndClose person = new OpenAndClose();
    person.watch.scheduleWithFixedDelay(person::look, 100, 100, TimeUnit.MILLISECONDS);
    Launcher.main(arguments);
    System.out.println("ended");
  }

  private void look() {
    try {
      Platform.runLater(this::closeWhenKeysAreShown);
    } catch (IllegalStateException e) {
      // The toolkit has not started yet: look again.
      return;
    }
  }

  private void closeWhenKeysAreShown() {
    if (done) {
      return;
    }
    for (Window window : Window.getWindows()) {
      Scene scene = window.getScene();
      if (window instanceof Stage && window.isShowing() && showsKeys(scene)) {
        done = true;
        watch.shutdownNow();
        if (Boolean.getBoolean("failFirst")) {
          Platform.runLater(OpenAndClose::fail);
        }
        // The tour of somebody who has never seen the console.
        if (scene.lookup("#skip") instanceof Button skip) {
          skip.fire();
        }
        Button theme = (Button) scene.lookup("#theme");
        theme.fire();
        scene.snapshot(null);
        System.out.println("shown");
        // Later, so that what fails has failed before.
        Platform.runLater(
            () -> window.fireEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSE_REQUEST)));
        return;
      }
    }
  }

  private static void fail() {
    throw new IllegalStateException("on purpose");
  }

  private static boolean showsKeys(Scene scene) {
    return scene.getRoot().lookupAll(".table-view").stream().anyMatch(OpenAndClose::isFilled);
  }

  private static boolean isFilled(Node node) {
    return node instanceof TableView<?> table && !table.getItems().isEmpty();
  }
}

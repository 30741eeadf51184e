package keyconsole.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import keyconsole.DrivenTest;
import keyconsole.viewmodel.ShellViewModel;
import keyconsole.viewmodel.TestSurroundings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The window stands where a person can take hold of it.
class KeptWindowTest extends DrivenTest {

  private final TestSurroundings around = new TestSurroundings();
  private ShellViewModel shell;
  private Stage stage;
  private KeptWindow window;

  @Override
  public void start(Stage shown) {
    stage = shown;
    shell = new ShellViewModel(around.surroundings());
    window = new KeptWindow(stage, shell.desk().memory(), around.tasks);
    stage.setScene(new Scene(new Pane(), 1024, 700));
    stage.show();
  }

  /// The window is that of all tests.
  @AfterEach
  void close() {
    interact(() -> shell.close());
    interact(() -> stage.setY(30));
  }

  private void leaveAt(double y) {
    // A toolkit without a screen fails at drawing above it: waits until all is drawn that is due.
    interact(() -> stage.getScene().snapshot(null));
    interact(
        () -> {
          stage.setX(80);
          stage.setY(y);
          window.follow();
        });
    interact(around.tasks::tick);
  }

  @Test
  void aWindowWhoseTitleBarTheSystemHasPutAboveTheScreenComesDownOnce() {
    leaveAt(-28);
    assertTrue(stage.getY() >= Screen.getPrimary().getVisualBounds().getMinY());
    interact(() -> stage.setY(-28));
    interact(around.tasks::tick);
    assertEquals(-28, stage.getY());
  }

  @Test
  void aWindowWithinReachStaysWhereItIs() {
    leaveAt(30);
    assertEquals(30, stage.getY());
    assertEquals(80, stage.getX());
  }
}

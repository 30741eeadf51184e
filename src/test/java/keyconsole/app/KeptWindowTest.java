package keyconsole.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import keyconsole.DrivenTest;
import keyconsole.viewmodel.ShellViewModel;
import keyconsole.viewmodel.TestSurroundings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

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
    window = new KeptWindow(stage, shell.desk().memory());
    stage.setScene(new Scene(new Pane(), 1024, 700));
    stage.show();
  }

  @AfterEach
  void close() {
    interact(() -> shell.close());
  }

  private void leaveAt(double y) {
    interact(
        () -> {
          stage.setX(80);
          stage.setY(y);
          window.follow();
        });
  }

  @Test
  void aWindowWhoseTitleBarTheSystemHasPutAboveTheScreenComesDown() throws Exception {
    leaveAt(-28);
    double top = Screen.getPrimary().getVisualBounds().getMinY();
    WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> stage.getY() >= top);
  }

  @Test
  void aWindowWithinReachStaysWhereItIs() {
    leaveAt(30);
    WaitForAsyncUtils.sleep(1_500, TimeUnit.MILLISECONDS);
    WaitForAsyncUtils.waitForFxEvents();
    assertEquals(30, stage.getY());
    assertEquals(80, stage.getX());
  }
}

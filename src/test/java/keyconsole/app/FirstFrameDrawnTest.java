package keyconsole.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javafx.scene.Group;
import javafx.scene.Scene;
import javafx.scene.effect.GaussianBlur;
import javafx.scene.shape.Rectangle;
import javafx.stage.Stage;
import keyconsole.DrivenTest;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/// What nobody waits for begins when the first page is to be seen, not while it is drawn.
class FirstFrameDrawnTest extends DrivenTest {

  private final CompletableFuture<Duration> drawn = new CompletableFuture<>();
  private Scene scene;

  @Override
  public void start(Stage stage) {
    Rectangle slow = new Rectangle(400, 300);
    slow.setEffect(new GaussianBlur(40));
    Group root = new Group(slow);
    scene = new Scene(root, 1_024, 700);
    stage.setScene(scene);
    stage.show();
    long shown = System.nanoTime();
    FirstFrame.whenDrawn(root, () -> drawn.complete(since(shown)));
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private Duration picture() {
    long asked = System.nanoTime();
    scene.snapshot(null);
    return since(asked);
  }

  @Test
  void whatIsShownIsDrawnByThen() {
    Duration waited = drawn.join();
    // The picture may have to wait for a frame; three frames without one wait take a thirtieth.
    Duration once = WaitForAsyncUtils.waitForAsyncFx(60_000, this::picture);
    assertTrue(waited.multipliedBy(4).compareTo(once) > 0, () -> waited + " of " + once);
  }
}

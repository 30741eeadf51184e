package keyconsole.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FxTaskRunnerTest {

  @TempDir Path folder;

  @Test
  void endWaitsForAJobToTakeAwayWhatItHasHalfMade() throws Exception {
    Path half = folder.resolve("half");
    CountDownLatch begun = new CountDownLatch(1);
    FxTaskRunner tasks = new FxTaskRunner();
    tasks.run(() -> make(half, begun), made -> {}, failure -> {});
    assertTrue(begun.await(10, TimeUnit.SECONDS));
    assertTrue(Files.exists(half));
    tasks.close();
    assertFalse(Files.exists(half));
  }

  /// Goes on for longer than any test, and takes a while to tidy up once it is stopped.
  private static Path make(Path half, CountDownLatch begun) throws Exception {
    Files.createFile(half);
    begun.countDown();
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.sleep(200);
      Files.delete(half);
    }
    return half;
  }
}

package keyconsole.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import keyconsole.viewmodel.TaskRunner;
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

  @Test
  void patientJobsAndLooksBeginOnceTheFirstPageIsDrawn() throws Exception {
    List<String> begun = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch done = new CountDownLatch(4);
    try (FxTaskRunner tasks = FxTaskRunner.beforeTheFirstPage(Runnable::run)) {
      TaskRunner patient = tasks.patient();
      patient.run(() -> begun.add("patient job"), it -> done.countDown(), FxTaskRunnerTest::fail);
      TaskRunner.Looking looking =
          patient.look(
              Duration.ofHours(1),
              () -> Optional.of(begun.add("patient look")),
              it -> done.countDown(),
              FxTaskRunnerTest::fail);
      looking.now();
      CountDownLatch first = new CountDownLatch(1);
      tasks.run(() -> begun.add("job"), it -> first.countDown(), FxTaskRunnerTest::fail);
      assertTrue(first.await(10, TimeUnit.SECONDS));
      done.countDown();
      // Long enough for those that do not wait.
      assertFalse(done.await(200, TimeUnit.MILLISECONDS));
      assertEquals(List.of("job"), List.copyOf(begun));
      tasks.shown();
      done.countDown();
      assertTrue(done.await(10, TimeUnit.SECONDS));
      assertEquals(Set.of("job", "patient job", "patient look"), Set.copyOf(begun));
    }
  }

  /// On as many threads as there are cores, for as long as the other one does not come.
  @Test
  void patientJobsThatComputeKeepNoOtherWaiting() throws Exception {
    CountDownLatch other = new CountDownLatch(1);
    List<Boolean> came = Collections.synchronizedList(new ArrayList<>());
    int cores = Runtime.getRuntime().availableProcessors();
    CountDownLatch computing = new CountDownLatch(cores);
    CountDownLatch computed = new CountDownLatch(cores);
    try (FxTaskRunner tasks = new FxTaskRunner(Runnable::run)) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
      for (int i = 0; i < cores; i++) {
        tasks
            .patient()
            .run(
                () -> {
                  computing.countDown();
                  while (other.getCount() > 0 && System.nanoTime() < end) {
                    Thread.onSpinWait();
                  }
                  return came.add(other.getCount() == 0);
                },
                _ -> computed.countDown(),
                FxTaskRunnerTest::fail);
      }
      assertTrue(computing.await(10, TimeUnit.SECONDS));
      tasks.run(() -> true, _ -> other.countDown(), FxTaskRunnerTest::fail);
      assertTrue(computed.await(10, TimeUnit.SECONDS));
      assertEquals(Collections.nCopies(cores, true), List.copyOf(came));
    }
  }

  private static void fail(Exception cause) {
    throw new AssertionError(cause);
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

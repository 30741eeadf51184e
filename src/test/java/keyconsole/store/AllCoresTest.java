package keyconsole.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import keyconsole.domain.FileProblem;
import keyconsole.domain.Message;
import org.junit.jupiter.api.Test;

class AllCoresTest {

  private final AtomicBoolean stop = new AtomicBoolean();

  @Test
  void eachThreadDoesItsShareBehindWhatElseThereIsToDo() {
    Set<Integer> numbers = ConcurrentHashMap.newKeySet();
    Set<Integer> priorities = ConcurrentHashMap.newKeySet();

    AllCores.run(
        thread ->
            () -> {
              numbers.add(thread);
              priorities.add(Thread.currentThread().getPriority());
            },
        stop);

    assertEquals(AllCores.count(), numbers.size());
    assertEquals(Set.of(Thread.MIN_PRIORITY), priorities);
    assertEquals(
        Thread.MIN_PRIORITY, AllCores.begun(() -> Thread.currentThread().getPriority()).get());
  }

  @Test
  void anInterruptedCallerWaitsUntilAllHaveStoppedAndStaysInterrupted() throws Exception {
    CountDownLatch begun = new CountDownLatch(AllCores.count());
    Set<Integer> ended = ConcurrentHashMap.newKeySet();
    AtomicBoolean stayed = new AtomicBoolean();
    Thread caller =
        Thread.ofPlatform()
            .start(
                () -> {
                  AllCores.run(
                      thread ->
                          () -> {
                            begun.countDown();
                            until(stop);
                            ended.add(thread);
                          },
                      stop);
                  stayed.set(Thread.currentThread().isInterrupted() && ended.size() > 0);
                });
    begun.await();
    caller.interrupt();
    caller.join();

    assertEquals(AllCores.count(), ended.size());
    assertTrue(stayed.get());
  }

  @Test
  void oneThatFailsStopsTheOthersAndIsTold() {
    Set<Integer> ended = ConcurrentHashMap.newKeySet();

    IllegalStateException told =
        assertThrows(
            IllegalStateException.class,
            () ->
                AllCores.run(
                    thread ->
                        () -> {
                          if (thread == AllCores.count() - 1) {
                            throw new IllegalArgumentException("no");
                          }
                          until(stop);
                          ended.add(thread);
                        },
                    stop));

    assertEquals(IllegalArgumentException.class, told.getCause().getClass());
    assertEquals(AllCores.count() - 1, ended.size());
  }

  @Test
  void whatCannotBeReadIsToldAsItIs() {
    StoreException told = new StoreException(Message.of(FileProblem.FOLDER), Path.of("file"));
    Supplier<Object> begun =
        AllCores.begun(
            () -> {
              throw told;
            });
    assertSame(told, assertThrows(StoreException.class, begun::get));
  }

  @Test
  void whoIsToldToStopIsNoFailure() {
    assertThrows(
        CancellationException.class,
        () ->
            AllCores.run(
                thread ->
                    () -> {
                      throw new CancellationException("told to");
                    },
                stop));
  }

  private static void until(AtomicBoolean set) {
    while (!set.get()) {
      Thread.onSpinWait();
    }
  }
}

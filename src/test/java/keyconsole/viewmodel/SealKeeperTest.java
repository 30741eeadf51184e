package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When the keeper of the seals does what it does.
class SealKeeperTest {

  private static final String TENANT = "acme.example";

  @TempDir Path folder;
  private final Time time = new Time();
  private TestWorkspace test;
  private Path log;
  private SealKeeper keeper;

  @BeforeEach
  void open() {
    test = new TestWorkspace(folder.resolve("data"), TENANT);
    Workspace it = test.workspace;
    log = it.folder().resolve("audit/audit_2026-11-23.jsonl");
    Workspace timed =
        new Workspace(
            it.folder(),
            it.service(),
            it.session(),
            time,
            time,
            time,
            it.navigator(),
            it.clipboard(),
            it.files(),
            it.texts());
    keeper = new SealKeeper(timed, it.service().witness(folder.resolve("user")), () -> {});
    keeper.begin();
    time.pass(Duration.ofMinutes(1));
  }

  @AfterEach
  void close() {
    keeper.end();
    test.close();
  }

  /// Jobs read at their beginning and come back when they took as long as they take.
  private static final class Time extends Clock implements PlainTaskRunner {

    private record Event(Instant at, long order, Runnable action) {}

    private final PriorityQueue<Event> events =
        new PriorityQueue<>(
            (one, other) ->
                one.at().equals(other.at())
                    ? Long.compare(one.order(), other.order())
                    : one.at().compareTo(other.at()));
    private Instant now = TestWorkspace.NOW;
    private Duration work = Duration.ZERO;
    private long order;

    private void at(Instant moment, Runnable action) {
      events.add(new Event(moment, order++, action));
    }

    private void pass(Duration span) {
      Instant end = now.plus(span);
      while (!events.isEmpty() && !events.peek().at().isAfter(end)) {
        Event next = events.remove();
        now = next.at();
        next.action().run();
      }
      now = end;
    }

    @Override
    public <T> Subscription run(Callable<T> job, Consumer<T> done, Consumer<Exception> failed) {
      Runnable told;
      try {
        T result = job.call();
        told = () -> done.accept(result);
      } catch (Exception e) {
        told = () -> failed.accept(e);
      }
      at(now.plus(work), told);
      return () -> {};
    }

    @Override
    public Subscription every(Duration period, Runnable action) {
      boolean[] ended = new boolean[1];
      at(now.plus(period), () -> again(period, action, ended));
      return () -> ended[0] = true;
    }

    private void again(Duration period, Runnable action, boolean[] ended) {
      if (!ended[0]) {
        at(now.plus(period), () -> again(period, action, ended));
        action.run();
      }
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private long sealedLines() {
    return keeper.step().orElseThrow().files().getFirst().lines();
  }

  /// How long it takes until a line is sealed, whenever it comes.
  private Duration longest() throws IOException {
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 24; i++) {
      time.pass(Duration.ofMillis(700));
      long lines = sealedLines();
      Files.writeString(log, "{\"n\": " + i + "}\n", StandardOpenOption.APPEND);
      Instant came = time.instant();
      while (sealedLines() == lines) {
        time.pass(Duration.ofMillis(100));
        assertTrue(Duration.between(came, time.instant()).toSeconds() < 60);
      }
      Duration took = Duration.between(came, time.instant());
      longest = took.compareTo(longest) > 0 ? took : longest;
    }
    return longest;
  }

  @Test
  void aSealFollowsAnAppendWithinTenSecondsThoughSealingTakesSome() throws IOException {
    time.work = Duration.ofMillis(4_900);
    Duration longest = longest();
    assertTrue(longest.compareTo(Duration.ofSeconds(10)) <= 0, longest.toString());
  }

  @Test
  void whereSealingTakesLongerThanAStepItBeginsAgainAtOnce() throws IOException {
    time.work = Duration.ofSeconds(8);
    Duration longest = longest();
    assertTrue(longest.compareTo(Duration.ofSeconds(16)) <= 0, longest.toString());
    assertEquals(Optional.empty(), keeper.notSealed());
  }
}

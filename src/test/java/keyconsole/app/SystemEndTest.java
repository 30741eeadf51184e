package keyconsole.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The system ends the program, as at a log-out.
class SystemEndTest {

  private final List<Runnable> waiting = new ArrayList<>();
  private int closings;

  @Test
  void closesOnTheUiThreadAndOnce() {
    SystemEnd end = new SystemEnd(Runnable::run, () -> closings++, Duration.ofMinutes(1));
    end.ended();
    assertEquals(1, closings);
    end.ended();
    end.close();
    assertEquals(1, closings);
  }

  @Test
  void hasNothingToDoAfterAnOrdinaryEnd() {
    SystemEnd end = new SystemEnd(waiting::add, () -> closings++, Duration.ofMinutes(1));
    end.close();
    end.ended();
    assertEquals(1, closings);
    assertEquals(List.of(), waiting);
  }

  @Test
  void saysNothingWhereTheProgramEndsBeforeItHasBegun() throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EndedAtOnce.class.getName())
            .redirectErrorStream(true)
            .start();

    String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals("watched" + System.lineSeparator(), said);
    assertEquals(0, program.waitFor());
  }

  /// Is told of the end while it still starts.
  static final class EndedAtOnce {

    private EndedAtOnce() {}

    public static void main(String[] arguments) {
      Runtime.getRuntime().addShutdownHook(new Thread(EndedAtOnce::watch));
    }

    private static void watch() {
      new SystemEnd(Runnable::run, () -> {}).watch();
      System.out.println("watched");
    }
  }

  @Test
  void keepsNobodyWaitingForAWindowThatDoesNotAnswer() {
    SystemEnd end = new SystemEnd(waiting::add, () -> closings++, Duration.ofMillis(20));
    assertTimeoutPreemptively(Duration.ofSeconds(30), end::ended);
    assertEquals(1, waiting.size());
    assertEquals(0, closings);
  }
}

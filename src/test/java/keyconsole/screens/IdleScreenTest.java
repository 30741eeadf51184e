package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Platform;
import keyconsole.TestTenant;
import keyconsole.app.RealTasks;
import keyconsole.viewmodel.AuditFindingsViewModel;
import keyconsole.viewmodel.HealthTold;
import keyconsole.viewmodel.SealSeen;
import keyconsole.viewmodel.ShellViewModel;
import keyconsole.viewmodel.Surroundings;
import keyconsole.viewmodel.TestSurroundings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/// A console that nobody uses, beside a folder that nobody changes, does next to nothing. Work goes
/// on in the background as in the program, and time passes by itself. In a process of its own: all
/// windows of one are drawn together, and the caret of a field that another test has left in one
/// blinks for as long as it is not collected.
@Tag("alone")
class IdleScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";
  private static final long SECONDS = 5;

  /// Once a second, and now and then for what was looked at or proved meanwhile.
  private static final long MOST_WAKES = 2 * SECONDS;

  private static final long MOST_FRAMES = 2;

  /// How many times five seconds the last of the opening may take: what follows from the first
  /// looks comes late where the machine has other work.
  private static final int PERIODS = 4;

  private final AtomicInteger wakes = new AtomicInteger();
  private final AtomicInteger frames = new AtomicInteger();

  @Override
  Surroundings surroundings() {
    around.userFolder = Optional.of(folder.resolve("user"));
    return around.surroundings(RealTasks.start(this::wake), Clock.systemUTC());
  }

  private void wake(Runnable action) {
    wakes.incrementAndGet();
    Platform.runLater(action);
  }

  @Test
  void aQuietTenantSoonHardlyWakesTheWindowAndDrawsNothing() throws Exception {
    Path data = folder.resolve("data");
    TestSurroundings.copyTenant(TENANT, data);
    TestTenant tenant = TestTenant.at(data, TENANT);
    tenant.clock.set(Instant.now());
    interact(() -> shell.open(data, TENANT, tenant.administrator()));
    await(() -> WaitForAsyncUtils.waitForAsyncFx(20_000, this::isSettled));
    interact(() -> scene.addPostLayoutPulseListener(frames::incrementAndGet));
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < PERIODS; i++) {
      int wakesBefore = wakes.get();
      int framesBefore = frames.get();
      TimeUnit.SECONDS.sleep(SECONDS);
      int woken = wakes.get() - wakesBefore;
      int drawn = frames.get() - framesBefore;
      if (woken <= MOST_WAKES && drawn <= MOST_FRAMES) {
        return;
      }
      seen.add(woken + " times woken and " + drawn + " frames");
    }
    fail("never at rest for " + SECONDS + " s: " + seen);
  }

  /// Whether all was read, counted, proved and looked at once.
  private boolean isSettled() {
    return shell.keys().filter(it -> !it.rows().isEmpty()).isPresent()
        && shell.keys().filter(it -> it.workProperty().get().isEmpty()).isPresent()
        && shell.seals().filter(it -> it.seenProperty().get() != SealSeen.UNKNOWN).isPresent()
        && isFound(shell);
  }

  private static boolean isFound(ShellViewModel shell) {
    return shell
            .findings()
            .filter(it -> it.toldProperty().get().state() != AuditFindingsViewModel.State.NOT_YET)
            .isPresent()
        && shell
            .health()
            .filter(it -> it.toldProperty().get().state() != HealthTold.State.LOADING)
            .isPresent();
  }
}

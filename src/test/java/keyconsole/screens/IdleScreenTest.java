package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
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
  void aQuietTenantHardlyWakesTheWindowAndDrawsNothing() throws Exception {
    Path data = folder.resolve("data");
    TestSurroundings.copyTenant(TENANT, data);
    TestTenant tenant = TestTenant.at(data, TENANT);
    tenant.clock.set(Instant.now());
    interact(() -> shell.open(data, TENANT, tenant.administrator()));
    await(() -> WaitForAsyncUtils.waitForAsyncFx(20_000, this::isSettled));
    interact(() -> scene.addPostLayoutPulseListener(frames::incrementAndGet));
    TimeUnit.SECONDS.sleep(1);
    int wakesBefore = wakes.get();
    int framesBefore = frames.get();
    TimeUnit.SECONDS.sleep(SECONDS);
    int woken = wakes.get() - wakesBefore;
    int drawn = frames.get() - framesBefore;
    assertTrue(woken <= MOST_WAKES, "woken " + woken + " times in " + SECONDS + " s");
    assertTrue(drawn <= MOST_FRAMES, drawn + " frames in " + SECONDS + " s");
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

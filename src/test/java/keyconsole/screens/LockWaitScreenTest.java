package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import keyconsole.TestTenant;
import keyconsole.TreeState;
import keyconsole.app.RealTasks;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyStatus;
import keyconsole.viewmodel.Surroundings;
import keyconsole.viewmodel.TestSurroundings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Another console that does not let go of the lock, under a person's eyes.
class LockWaitScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";

  private Path console;

  @Override
  Surroundings surroundings() {
    return around.surroundings(RealTasks.start(), Clock.systemUTC());
  }

  @BeforeEach
  void open() throws Exception {
    TestSurroundings.copyTenant(TENANT, folder);
    console = Files.createDirectories(folder.resolve(TENANT).resolve("api_keys/.console"));
    TestTenant tenant = TestTenant.at(folder, TENANT);
    tenant.clock.set(Instant.now());
    interact(() -> shell.open(folder, TENANT, tenant.administrator()));
    await(() -> shell.keys().orElseThrow().keyCount() > 0);
  }

  /// Says who holds the lock, and holds it: this handle is of this process, so the store takes it
  /// for that of another one.
  private FileChannel held() throws Exception {
    FileChannel lock =
        FileChannel.open(
            console.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    lock.lock();
    Files.writeString(
        console.resolve("lock-holder.json"),
        "{\"user\": \"tomas\", \"host\": \"build7\", \"process\": 4711, \"since\":"
            + " \"2026-11-26T10:42:07\"}");
    return lock;
  }

  private ApiKey key() {
    return shell.workspaceProperty().get().orElseThrow().service().list().stream()
        .filter(each -> each.name().equals("CI pipeline"))
        .findFirst()
        .orElseThrow();
  }

  private void suspend() {
    ApiKey key = key();
    interact(() -> shell.keys().orElseThrow().actions().suspend(List.of(key)));
  }

  private boolean isShown() {
    Node strip = lookup("#lockWait").query();
    return strip.isVisible();
  }

  @Test
  void whoHoldsTheLockIsSaidAndTheChangeIsMadeWhenItIsLetGo() throws Exception {
    assertFalse(isShown());
    try (FileChannel lock = held()) {
      assertTrue(lock.isOpen());
      suspend();
      await(this::isShown);
      assertEquals(
          "tomas on build7 has held the lock since 10:42:07 UTC (process 4711). The change waits"
              + " until it is let go.",
          lookup("#lockWaitText").queryAs(Label.class).getText());
      picture("lock-wait");
      assertEquals(KeyStatus.ACTIVE, key().status());
    }
    await(() -> key().status() == KeyStatus.SUSPENDED);
    await(() -> !isShown());
  }

  @Test
  void whoDoesNotWantToWaitIsToldThatNothingWasChanged() throws Exception {
    try (FileChannel lock = held()) {
      assertTrue(lock.isOpen());
      Map<String, String> before = TreeState.of(console.resolveSibling("keys"));
      suspend();
      await(this::isShown);
      interact(() -> lookup("#lockWaitCancel").queryAs(Button.class).fire());
      await(() -> shell.notices().shownProperty().get().isPresent());
      String said = shell.notices().shownProperty().get().orElseThrow().text();
      assertTrue(said.contains("Nothing was changed"), said);
      assertTrue(said.contains("tomas on build7"), said);
      await(() -> !isShown());
      assertEquals(before, TreeState.of(console.resolveSibling("keys")));
    }
  }
}

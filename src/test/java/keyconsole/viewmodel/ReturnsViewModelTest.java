package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import keyconsole.FaultyFileSystem;
import keyconsole.domain.AccessReturn.What;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyStatus;
import keyconsole.service.Session;
import keyconsole.store.KeyFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReturnsViewModelTest {

  @TempDir Path folder;
  private final List<KeyId> shown = new ArrayList<>();
  private TestWorkspace test;
  private ReturnsViewModel model;
  private boolean mayLook = true;
  private ApiKey old;

  /// A busy machine tells of a change only after the look that is to see it.
  @BeforeEach
  void open() {
    FaultyFileSystem deaf = new FaultyFileSystem();
    deaf.setDeaf(true);
    test = new TestWorkspace(deaf.path(folder), "acme.example");
    model = new ReturnsViewModel(test.workspace, Optional.empty(), () -> mayLook, shown::add);
    old = test.key("Billing export");
    test.tick();
  }

  @AfterEach
  void close() {
    model.close();
    test.close();
  }

  private void writeBack(ApiKey key) {
    try {
      Files.write(
          test.workspace.folder().resolve("keys").resolve(key.id().fileName()),
          KeyFile.textOf(key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ReturnsViewModel.Item only() {
    assertEquals(1, model.itemsProperty().get().size());
    return model.itemsProperty().get().getFirst();
  }

  @Test
  void saysNothingWhereNothingCameBack() {
    test.service.revoke(old.id());
    test.tick();
    assertEquals(List.of(), model.itemsProperty().get());
  }

  @Test
  void tellsWhatWasTakenAwayAgainUntilItIsDismissed() {
    test.service.revoke(old.id());
    writeBack(old);
    test.tick();
    ReturnsViewModel.Item item = only();
    assertEquals(
        "Access brought back was taken away again: Billing export, 12:00 UTC", item.text());
    assertEquals("Concerns: Status", item.detail());
    assertEquals(Tone.SUCCESS, item.tone());
    assertFalse(item.canDecide() || item.canKeep());
    assertEquals(KeyStatus.REVOKED, test.key("Billing export").status());
    model.showKey(item);
    assertEquals(List.of(old.id()), shown);
    model.dismiss(item);
    assertEquals(List.of(), model.itemsProperty().get());
  }

  @Test
  void takesAwayAgainAtTheNextLookAfterTheClockWasSetBack() {
    test.service.revoke(old.id());
    test.tick();
    test.setBack(Duration.ofHours(3));
    writeBack(old);
    // Longer than the longest pause of a busy machine.
    test.pass(Duration.ofSeconds(10));
    assertEquals(What.BLOCKED, only().found().orElseThrow().what());
    assertEquals(KeyStatus.REVOKED, test.key("Billing export").status());
  }

  @Test
  void asksAboutALateReturnAndRevokesAgain() {
    test.service.revoke(old.id());
    test.pass(Duration.ofMinutes(11));
    writeBack(old);
    test.tick();
    ReturnsViewModel.Item item = only();
    assertEquals(What.LATE, item.found().orElseThrow().what());
    assertTrue(item.canDecide() && item.canKeep());
    model.takeAwayAgain(item);
    assertEquals(List.of(), model.itemsProperty().get());
    assertEquals(KeyStatus.REVOKED, test.key("Billing export").status());
    assertEquals(List.of(), test.reported);
  }

  @Test
  void goesOnAskingWhereTheFolderCannotBeReadForTheMoment() throws IOException {
    test.service.revoke(old.id());
    test.pass(Duration.ofMinutes(11));
    writeBack(old);
    test.tick();
    ReturnsViewModel.Item question = only();
    Path keys = test.workspace.folder().resolve("keys");
    Path away = keys.resolveSibling("away");
    Files.move(keys, away);
    test.tick();
    assertEquals(2, model.itemsProperty().get().size());
    assertEquals(question, model.itemsProperty().get().getLast());
    Files.move(away, keys);
    // Longer than the longest pause behind a failure.
    test.pass(Duration.ofSeconds(10));
    assertEquals(question, only());
  }

  @Test
  void keepsWhatAnAdministratorWants() {
    test.service.revoke(old.id());
    test.pass(Duration.ofMinutes(11));
    writeBack(old);
    test.tick();
    model.keep(only());
    test.tick();
    assertEquals(List.of(), model.itemsProperty().get());
    assertEquals(KeyStatus.ACTIVE, test.key("Billing export").status());
  }

  @Test
  void asksNobodyWhoMayNotDecide() {
    test.service.revoke(old.id());
    test.actFor(Session.readOnly("acme.example"));
    writeBack(old);
    test.tick();
    ReturnsViewModel.Item item = only();
    assertEquals(
        "Access taken away at 12:00 UTC is back: Billing export. It is taken away again as soon as"
            + " you give a token.",
        item.text());
    assertFalse(item.canDecide() || item.canKeep() || item.canDismiss());
    assertEquals(KeyStatus.ACTIVE, test.key("Billing export").status());
  }

  @Test
  void saysSoWhereADecisionCouldNotBeCarriedOut() {
    test.service.revoke(old.id());
    test.pass(Duration.ofMinutes(11));
    writeBack(old);
    test.tick();
    ReturnsViewModel.Item item = only();
    writeBack(old.with().name("Another").key());
    model.takeAwayAgain(item);
    assertEquals(
        List.of("That could not be done.: The key has changed. Look at it again."), test.reported);
  }

  @Test
  void waitsForTheFirstReading() {
    test.service.revoke(old.id());
    mayLook = false;
    writeBack(old);
    test.tick();
    assertEquals(KeyStatus.ACTIVE, test.key("Billing export").status());
    mayLook = true;
    test.tick();
    assertEquals(KeyStatus.REVOKED, test.key("Billing export").status());
  }
}

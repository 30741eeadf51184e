package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyRequest;
import keyconsole.service.DemoTenant;
import keyconsole.service.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdleLockTest {

  private static final String TENANT = "acme.example";

  @TempDir Path dataRoot;
  private final TestSurroundings test = new TestSurroundings();
  private ShellViewModel shell;
  private IdleLock lock;

  @BeforeEach
  void openTenant() {
    test.lockAfter = LockAfter.DEFAULT;
    TestSurroundings.copyTenant(TENANT, dataRoot);
    shell = new ShellViewModel(test.surroundings());
    lock = shell.idleLock();
    shell.open(dataRoot, TENANT, session(TestSurroundings.token(TENANT, 300)));
  }

  @AfterEach
  void close() {
    shell.close();
  }

  private Session session(String token) {
    return Session.verify(token, TestSurroundings.SECRET, TENANT, test.surroundings().clock());
  }

  private Workspace workspace() {
    return shell.workspaceProperty().get().orElseThrow();
  }

  private RevealViewModel reveal() {
    IssuedKey issued =
        workspace().service().create(KeyRequest.of("Kiosk", "olu@acme.example", List.of("rag:x")));
    RevealViewModel reveal = new RevealViewModel(workspace(), issued);
    shell.open(new Dialog.Reveal(reveal));
    return reveal;
  }

  private boolean isLocked() {
    return lock.lockedProperty().get().isPresent();
  }

  private void idle(Duration span) {
    test.pass(span);
  }

  private void leave() {
    idle(Duration.ofMinutes(5));
    assertTrue(isLocked());
  }

  private void unlock() {
    SessionViewModel model = lock.lockedProperty().get().orElseThrow();
    model.tokenProperty().set(TestSurroundings.token(TENANT, 300));
    model.secretProperty().set(TestSurroundings.SECRET);
    model.verify();
    assertFalse(isLocked());
  }

  private String notice() {
    return shell.noticeProperty().get().map(ShellViewModel.Notice::text).orElse("");
  }

  @Test
  void windowThatNobodyTouchesIsCoveredAfterFiveMinutesAndReadOnly() {
    idle(Duration.ofSeconds(299));
    assertFalse(isLocked());
    assertFalse(shell.sessionTextProperty().get().readOnly());
    idle(Duration.ofSeconds(1));
    assertTrue(isLocked());
    assertTrue(shell.sessionTextProperty().get().readOnly());
    assertTrue(workspace().service().session().isReadOnly());
  }

  @Test
  void demoIsNeverLocked() throws Exception {
    Path demo = dataRoot.resolve("demo");
    TestSurroundings.makeTenant(DemoTenant.DOMAIN, demo);
    Files.createFile(demo.resolve("demo.made"));
    shell.open(demo, DemoTenant.DOMAIN, Session.readOnly(DemoTenant.DOMAIN));
    idle(Duration.ofDays(1));
    assertFalse(isLocked());
  }

  @Test
  void touchBeginsTheWaitAnew() {
    idle(Duration.ofMinutes(4));
    lock.active();
    idle(Duration.ofMinutes(4));
    assertFalse(isLocked());
    idle(Duration.ofMinutes(1));
    assertTrue(isLocked());
  }

  @Test
  void touchThatWakesAMachineFromSleepComesTooLate() {
    test.sleep(Duration.ofHours(1));
    lock.active();
    assertTrue(isLocked());
  }

  @Test
  void clockThatIsSetBackPutsOffNeitherTheCoverNorTheEndOfAKeyBehindIt() {
    RevealViewModel reveal = reveal();
    idle(Duration.ofSeconds(200));
    test.setBack(Duration.ofHours(3));
    idle(Duration.ofSeconds(100));
    assertTrue(isLocked());
    test.setBack(Duration.ofHours(3));
    idle(Duration.ofMinutes(4));
    assertFalse(reveal.mayClose());
    idle(Duration.ofMinutes(1));
    assertTrue(reveal.mayClose());
  }

  @Test
  void tokenGivesTheSessionBackAndAllThatWasTyped() {
    NewKeyViewModel wizard = new NewKeyViewModel(workspace());
    shell.show(new Page.NewKey(wizard));
    wizard.who().name().textProperty().set("Half typed");
    leave();
    unlock();
    assertFalse(shell.sessionTextProperty().get().readOnly());
    assertEquals(new Page.NewKey(wizard), shell.pageProperty().get());
    assertEquals("Half typed", wizard.who().name().textProperty().get());
    idle(Duration.ofMinutes(4));
    assertFalse(isLocked());
  }

  @Test
  void wayOnWithoutATokenStaysReadOnly() {
    leave();
    lock.goOnReadOnly();
    assertFalse(isLocked());
    assertTrue(shell.sessionTextProperty().get().readOnly());
  }

  @Test
  void typedTokenAndSecretAreDropped() {
    shell.giveToken();
    SessionViewModel typed =
        assertInstanceOf(Dialog.Token.class, shell.dialogs().getLast()).model();
    typed.tokenProperty().set(TestSurroundings.token(TENANT, 300));
    typed.secretProperty().set(TestSurroundings.SECRET);
    leave();
    assertEquals("", typed.tokenProperty().get() + typed.secretProperty().get());
    SessionViewModel onCover = lock.lockedProperty().get().orElseThrow();
    onCover.secretProperty().set(TestSurroundings.SECRET);
    lock.goOnReadOnly();
    assertEquals("", onCover.secretProperty().get());
  }

  @Test
  void typedTokenIsDroppedOnTheWelcomePageWhichIsNotCovered() {
    shell.showWelcome();
    WelcomeViewModel welcome =
        assertInstanceOf(Page.Welcome.class, shell.pageProperty().get()).model();
    welcome.session().secretProperty().set(TestSurroundings.SECRET);
    idle(Duration.ofMinutes(5));
    assertEquals("", welcome.session().secretProperty().get());
    assertFalse(isLocked());
  }

  @Test
  void storedKeyIsWipedWithTheCover() {
    RevealViewModel reveal = reveal();
    reveal.copy();
    reveal.storedProperty().set(true);
    leave();
    assertEquals("", reveal.shownProperty().get());
    assertEquals("", test.clipboard);
    assertTrue(shell.dialogs().isEmpty());
    assertEquals("", lock.warningProperty().get());
  }

  @Test
  void keyThatNobodyStoredIsMaskedAndOffTheClipboardButKeptForItsOwner() {
    RevealViewModel reveal = reveal();
    reveal.visibleProperty().set(true);
    idle(Duration.ofSeconds(299));
    reveal.copy();
    String raw = test.clipboard;
    assertTrue(raw.startsWith("gt2_"));
    idle(Duration.ofSeconds(1));
    assertTrue(isLocked());
    assertEquals("", test.clipboard);
    assertTrue(reveal.shownProperty().get().endsWith("•"));
    assertEquals(
        "Not stored yet: the raw key of “Kiosk”. Give your token within 5:00, or it is wiped.",
        lock.warningProperty().get());
    idle(Duration.ofSeconds(30));
    assertTrue(lock.warningProperty().get().contains("within 4:30"), lock.warningProperty().get());
    unlock();
    reveal.copy();
    assertEquals(raw, test.clipboard);
  }

  @Test
  void whatSomebodyElseCopiedMeanwhileStaysOnTheClipboard() {
    reveal().copy();
    test.clipboard = "something else";
    leave();
    assertEquals("something else", test.clipboard);
  }

  @Test
  void keyThatNobodyStoredIsWipedAtTheEndOfTheCountdownAndThatIsSaid() {
    RevealViewModel reveal = reveal();
    leave();
    idle(Duration.ofMinutes(5));
    assertTrue(reveal.mayClose());
    String wiped =
        "The raw key of “Kiosk” was not stored and is wiped. Rotate the key to get a new one.";
    assertEquals(wiped, lock.warningProperty().get());
    assertEquals("Go on read-only", lock.onwardProperty().get());
    unlock();
    assertEquals(wiped, notice());
    assertTrue(shell.dialogs().isEmpty());
  }

  @Test
  void wayOnWithoutATokenWipesTheKeyAndIsCalledSo() {
    RevealViewModel reveal = reveal();
    leave();
    assertEquals("Wipe the key and go on read-only", lock.onwardProperty().get());
    lock.goOnReadOnly();
    assertTrue(reveal.mayClose());
    assertTrue(shell.dialogs().isEmpty());
    assertTrue(notice().startsWith("The raw key of “Kiosk” was not stored"), notice());
  }

  @Test
  void somebodyElsesTokenDoesNotOpenTheKey() {
    RevealViewModel reveal = reveal();
    leave();
    SessionViewModel model = lock.lockedProperty().get().orElseThrow();
    model.tokenProperty().set(TestSurroundings.token("ann", TENANT, 300));
    model.secretProperty().set(TestSurroundings.SECRET);
    model.verify();
    assertFalse(isLocked());
    assertTrue(reveal.mayClose());
    assertTrue(notice().startsWith("The raw key of “Kiosk” was not stored"), notice());
  }

  @Test
  void whoIsToStoreAKeyIsToldOfTheLockBefore() {
    RevealViewModel reveal = reveal();
    test.tasks.tick();
    assertEquals(
        "After 5 min without keyboard or mouse the window locks."
            + " A key not stored by then is wiped 5 min later.",
        reveal.lockAheadProperty().get());
    idle(Duration.ofSeconds(258));
    assertTrue(
        reveal.lockAheadProperty().get().startsWith("The window locks in 42 s."),
        reveal.lockAheadProperty().get());
    lock.active();
    assertTrue(reveal.lockAheadProperty().get().startsWith("After 5 min"));
  }

  @Test
  void keysMadeFromAFileAreKeptAndWipedLikeOneThatIsShown() throws Exception {
    BulkViewModel bulk = new BulkViewModel(workspace(), () -> {});
    shell.open(bulk.dialog());
    bulk.read(Files.writeString(dataRoot.resolve("keys.csv"), "name\nOne\nTwo\n"));
    bulk.create();
    bulk.selectedProperty().set(Optional.of(bulk.rows().getFirst()));
    bulk.visibleProperty().set(true);
    bulk.copySelected();
    leave();
    assertEquals("", test.clipboard);
    assertTrue(bulk.rawProperty().get().endsWith("•"));
    assertTrue(shell.idleLock().warningProperty().get().contains("“One”, “Two”"));
    assertFalse(bulk.mayClose());
    shell.idleLock().goOnReadOnly();
    assertEquals(List.of(), shell.dialogs());
    assertTrue(bulk.mayClose());
  }

  @Test
  void deedThatGoesOnIsNotCutOff() {
    test.tasks.hold();
    RotateViewModel rotate =
        new RotateViewModel(workspace(), workspace().service().list().getFirst(), () -> {});
    shell.open(new Dialog.Rotate(rotate));
    rotate.rotate();
    idle(Duration.ofMinutes(6));
    assertFalse(isLocked());
    test.tasks.release();
    leave();
  }

  @Test
  void windowIsNotClosedBehindTheCoverWhileAKeyIsNotStored() {
    RevealViewModel reveal = reveal();
    leave();
    assertFalse(shell.mayClose(() -> {}));
    assertFalse(reveal.mayClose());
    assertEquals(1, shell.dialogs().size());
    lock.goOnReadOnly();
    assertTrue(shell.mayClose(() -> {}));
  }

  @Test
  void windowSaysOnTheCoverWhyItDoesNotClose() {
    NewKeyViewModel wizard = new NewKeyViewModel(workspace());
    shell.show(new Page.NewKey(wizard));
    wizard.who().name().textProperty().set("Half typed");
    leave();
    assertFalse(shell.mayClose(() -> {}));
    idle(Duration.ofSeconds(1));
    assertEquals(
        "Unlock before you close the window: something behind this is not finished.",
        lock.warningProperty().get());
  }

  @Test
  void copiedKeyIsOffTheClipboardWhenTheConsoleEnds() {
    reveal().copy();
    shell.close();
    assertEquals("", test.clipboard);
  }

  @Test
  void choiceIsKeptAndNeverMeansNever() {
    lock.afterProperty().set(LockAfter.MINUTE);
    assertEquals(LockAfter.MINUTE, test.lockAfter);
    idle(Duration.ofMinutes(1));
    assertTrue(isLocked());
    lock.goOnReadOnly();
    lock.afterProperty().set(LockAfter.NEVER);
    idle(Duration.ofDays(1));
    assertFalse(isLocked());
    assertEquals(LockAfter.NEVER, new IdleLock(test.surroundings(), shell).afterProperty().get());
  }
}

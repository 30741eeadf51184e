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
import keyconsole.domain.ApiKey;
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

  private IssuedKey issue() {
    return workspace()
        .service()
        .create(KeyRequest.of("Kiosk", "olu@acme.example", List.of("rag:x")));
  }

  private RevealViewModel reveal(IssuedKey issued) {
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
  void clockThatIsSetBackDoesNotPutOffTheCover() {
    idle(Duration.ofSeconds(200));
    test.setBack(Duration.ofHours(3));
    idle(Duration.ofSeconds(100));
    assertTrue(isLocked());
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
    RevealViewModel reveal = reveal(issue());
    reveal.copy();
    reveal.storedProperty().set(true);
    leave();
    assertEquals("", reveal.shownProperty().get());
    assertEquals("", test.clipboard);
    assertTrue(shell.dialogs().isEmpty());
    assertEquals("", lock.warningProperty().get());
  }

  @Test
  void keyThatNobodyStoredIsDroppedWithTheCoverAndThatIsSaid() {
    IssuedKey issued = issue();
    RevealViewModel reveal = reveal(issued);
    reveal.visibleProperty().set(true);
    idle(Duration.ofSeconds(299));
    reveal.copy();
    String raw = test.clipboard;
    assertTrue(raw.startsWith("gt2_"));
    assertFalse(reveal.lostProperty().get());
    idle(Duration.ofSeconds(1));
    assertTrue(isLocked());
    assertTrue(issued.rawKey().isClosed());
    assertEquals("", test.clipboard);
    assertEquals("", reveal.shownProperty().get());
    assertEquals(
        "The raw key of “Kiosk” was not said to be stored. The lock dropped it, and it cannot be"
            + " shown again: unlock, and rotate the key where you had not stored it.",
        lock.warningProperty().get());
    unlock();
    assertEquals(List.of(reveal.dialog()), shell.dialogs());
    assertTrue(reveal.lostProperty().get());
    reveal.visibleProperty().set(true);
    reveal.copy();
    assertEquals("", reveal.shownProperty().get() + test.clipboard);
  }

  @Test
  void oneClickGivesTheKeyWhoseRawKeyIsLostAnotherOne() {
    IssuedKey issued = issue();
    String before = issued.rawKey().value();
    RevealViewModel lost = reveal(issued);
    leave();
    unlock();
    assertEquals("Rotate and show the new key", lost.wayOutBinding().get());
    lost.rotate();
    assertEquals(1, shell.dialogs().size());
    RevealViewModel next = assertInstanceOf(Dialog.Reveal.class, shell.dialogs().getLast()).model();
    assertFalse(next.lostProperty().get());
    next.copy();
    assertEquals(
        Optional.of(issued.key().id()),
        workspace().service().identify(test.clipboard).map(ApiKey::id));
    assertEquals(Optional.empty(), workspace().service().identify(before));
  }

  @Test
  void whoGoesOnWithoutATokenIsAskedForOneBeforeTheKeyIsRotated() {
    RevealViewModel lost = reveal(issue());
    leave();
    lock.goOnReadOnly();
    assertEquals("Give a token to rotate…", lost.wayOutBinding().get());
    lost.rotate();
    SessionViewModel token =
        assertInstanceOf(Dialog.Token.class, shell.dialogs().getLast()).model();
    token.tokenProperty().set(TestSurroundings.token(TENANT, 300));
    token.secretProperty().set(TestSurroundings.SECRET);
    token.verify();
    assertEquals("Rotate and show the new key", lost.wayOutBinding().get());
    lost.rotate();
    assertEquals(
        "Key rotated",
        assertInstanceOf(Dialog.Reveal.class, shell.dialogs().getLast()).model().title());
  }

  @Test
  void rotationThatFailsIsToldAndMayBeTriedAgain() {
    RevealViewModel lost = reveal(issue());
    leave();
    unlock();
    workspace().service().actFor(Session.readOnly(TENANT));
    lost.rotate();
    RotateViewModel rotate =
        assertInstanceOf(Dialog.Rotate.class, shell.dialogs().getLast()).model();
    assertTrue(rotate.reportProperty().get().text().startsWith("“Kiosk” was not rotated."));
    workspace().service().actFor(session(TestSurroundings.token(TENANT, 300)));
    rotate.rotate();
    assertInstanceOf(Dialog.Reveal.class, shell.dialogs().getLast());
  }

  @Test
  void lossIsToldUntilTheDialogIsClosedAlsoWhenTheWindowLocksAgain() {
    RevealViewModel lost = reveal(issue());
    leave();
    unlock();
    leave();
    assertTrue(lock.warningProperty().get().contains("“Kiosk”"), lock.warningProperty().get());
    unlock();
    assertEquals(List.of(lost.dialog()), shell.dialogs());
    lost.done();
    assertEquals(List.of(), shell.dialogs());
    leave();
    assertEquals("", lock.warningProperty().get());
  }

  @Test
  void questionAboutARawKeyGoesWithIt() {
    RevealViewModel reveal = reveal(issue());
    assertFalse(shell.mayClose(() -> {}));
    assertInstanceOf(Dialog.Question.class, shell.dialogs().getLast());
    leave();
    assertEquals(List.of(reveal.dialog()), shell.dialogs());
  }

  @Test
  void whatSomebodyElseCopiedMeanwhileStaysOnTheClipboard() {
    reveal(issue()).copy();
    test.clipboard = "something else";
    leave();
    assertEquals("something else", test.clipboard);
  }

  @Test
  void whoIsToStoreAKeyIsToldOfTheLockBefore() {
    RevealViewModel reveal = reveal(issue());
    test.tasks.tick();
    assertEquals(
        "After 5 min without keyboard or mouse the window locks."
            + " A key not said to be stored by then is lost.",
        reveal.lockAheadProperty().get());
    idle(Duration.ofSeconds(258));
    assertTrue(
        reveal.lockAheadProperty().get().startsWith("The window locks in 42 s."),
        reveal.lockAheadProperty().get());
    lock.active();
    assertTrue(reveal.lockAheadProperty().get().startsWith("After 5 min"));
  }

  private BulkViewModel bulk(String... lines) throws Exception {
    BulkViewModel bulk = new BulkViewModel(workspace(), () -> {});
    shell.open(bulk.dialog());
    bulk.read(Files.write(dataRoot.resolve("keys.csv"), List.of(lines)));
    return bulk;
  }

  @Test
  void keysMadeFromAFileAreDroppedAndTheFileWithItsRowsStays() throws Exception {
    BulkViewModel bulk = bulk("name", "One", "Two");
    bulk.create();
    bulk.selectedProperty().set(Optional.of(bulk.rows().getFirst()));
    bulk.visibleProperty().set(true);
    bulk.copySelected();
    leave();
    assertEquals("", test.clipboard + bulk.rawProperty().get());
    assertEquals(0, bulk.stateProperty().get().held());
    assertEquals(2, bulk.stateProperty().get().lost());
    assertTrue(lock.warningProperty().get().contains("“One”, “Two”"));
    lock.goOnReadOnly();
    assertEquals(List.of(bulk.dialog()), shell.dialogs());
    assertEquals(2, bulk.rows().size());
  }

  @Test
  void fileOfWhichNothingWasMadeYetStays() throws Exception {
    BulkViewModel bulk = bulk("name", "One", "Two");
    leave();
    assertEquals("", lock.warningProperty().get());
    unlock();
    assertEquals(List.of(bulk.dialog()), shell.dialogs());
    assertEquals(2, bulk.stateProperty().get().open());
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
  void keysThatAreBeingSavedAreNotCutOff() throws Exception {
    BulkViewModel bulk = bulk("name", "One");
    bulk.create();
    Path to = dataRoot.resolve("raw.csv");
    test.saveTo = Optional.of(to);
    bulk.save();
    Dialog.Question question = assertInstanceOf(Dialog.Question.class, shell.dialogs().getLast());
    shell.close(question);
    test.tasks.hold();
    question.onYes().run();
    idle(Duration.ofMinutes(6));
    assertFalse(isLocked());
    test.tasks.release();
    assertEquals(2, Files.readAllLines(to).size());
    leave();
    assertEquals("", lock.warningProperty().get());
  }

  @Test
  void windowMayCloseBehindTheCoverWhenARawKeyIsLostAlready() {
    RevealViewModel reveal = reveal(issue());
    assertFalse(reveal.mayClose());
    leave();
    assertTrue(shell.mayClose(() -> {}));
  }

  @Test
  void windowSaysOnTheCoverWhyItDoesNotClose() {
    NewKeyViewModel wizard = new NewKeyViewModel(workspace());
    shell.show(new Page.NewKey(wizard));
    wizard.who().name().textProperty().set("Half typed");
    leave();
    assertFalse(shell.mayClose(() -> {}));
    assertEquals(
        "Unlock before you close the window: something behind this is not finished.",
        lock.warningProperty().get());
  }

  @Test
  void copiedKeyIsOffTheClipboardWhenTheConsoleEnds() {
    reveal(issue()).copy();
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

package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyStatus;
import keyconsole.service.NotAuthorizedException;
import keyconsole.service.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellViewModelTest {

  private static final String TENANT = "acme.example";

  @TempDir Path dataRoot;
  private final TestSurroundings test = new TestSurroundings();
  private ShellViewModel shell;

  @BeforeEach
  void copyTenant() {
    TestSurroundings.copyTenant(TENANT, dataRoot);
    shell = new ShellViewModel(test.surroundings());
  }

  @AfterEach
  void close() {
    shell.close();
  }

  private Workspace openFor(long minutes) {
    String token = TestSurroundings.token(TENANT, minutes);
    shell.open(
        dataRoot,
        TENANT,
        Session.verify(token, TestSurroundings.SECRET, TENANT, test.surroundings().clock()));
    return shell.workspaceProperty().get().orElseThrow();
  }

  private String notice() {
    return shell.notices().shownProperty().get().map(Notices.Notice::text).orElse("");
  }

  private SessionViewModel tokenDialog() {
    return assertInstanceOf(Dialog.Token.class, shell.dialogs().getLast()).model();
  }

  @Test
  void startsWithTheChoiceOfTenants() {
    assertInstanceOf(Page.Welcome.class, shell.pageProperty().get());
    assertEquals(
        new ShellViewModel.SessionText("Read-only", "no capability token", true, false),
        shell.sessionTextProperty().get());
    assertEquals("No directory open", shell.statusProperty().get().folder());
  }

  @Test
  void openedTenantIsShownCountedAndRemembered() {
    openFor(47);
    assertInstanceOf(Page.Keys.class, shell.pageProperty().get());
    ShellStatus status = shell.statusProperty().get();
    assertEquals(dataRoot.resolve(TENANT).resolve("api_keys").toString(), status.folder());
    assertEquals("9 keys", status.counts());
    assertEquals("", status.problems());
    assertEquals("Live · updated just now", status.fresh());
    assertEquals(
        List.of(new RecentTenants.Recent(dataRoot, TENANT, 9, TestSurroundings.NOW)), test.recents);
  }

  @Test
  void chipTellsWhoWhatAndHowLongAndWarnsBeforeTheEnd() {
    openFor(47);
    assertEquals(
        new ShellViewModel.SessionText(
            "olu@acme.example", "administrator · 47 min left", false, false),
        shell.sessionTextProperty().get());
    test.pass(Duration.ofMinutes(38));
    assertEquals(
        new ShellViewModel.SessionText(
            "olu@acme.example", "administrator · 9 min left", false, true),
        shell.sessionTextProperty().get());
  }

  @Test
  void sessionThatEndsTurnsReadOnlyAndKeepsWhatWasTyped() throws IOException {
    Workspace workspace = openFor(5);
    NewKeyViewModel wizard = new NewKeyViewModel(workspace);
    shell.show(new Page.NewKey(wizard));
    wizard.who().name().textProperty().set("Half typed");
    test.pass(Duration.ofMinutes(5));
    assertTrue(shell.sessionTextProperty().get().readOnly());
    assertEquals(
        "The session has ended. The console is read-only now; nothing you typed is lost.",
        notice());
    assertSame(wizard, assertInstanceOf(Page.NewKey.class, shell.pageProperty().get()).model());
    assertEquals("Half typed", wizard.who().name().text());
    KeyId id = workspace.service().list().getFirst().id();
    Path file = dataRoot.resolve(TENANT).resolve("api_keys/keys").resolve(id + ".json");
    byte[] before = Files.readAllBytes(file);
    assertThrows(NotAuthorizedException.class, () -> workspace.service().suspend(id));
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void freshTokenActsAgainInTheSameTenant() {
    Workspace workspace = openFor(5);
    test.pass(Duration.ofMinutes(6));
    shell.giveToken();
    SessionViewModel token = tokenDialog();
    token.tokenProperty().set(TestSurroundings.token(TENANT, 60));
    token.secretProperty().set(TestSurroundings.SECRET);
    token.verify();
    assertTrue(shell.dialogs().isEmpty());
    assertEquals("olu@acme.example", shell.sessionTextProperty().get().who());
    assertSame(workspace, shell.workspaceProperty().get().orElseThrow());
    assertFalse(workspace.service().session().isReadOnly());
  }

  @Test
  void tokenThatWasNotUsedIsDroppedWithItsDialog() {
    openFor(5);
    shell.giveToken();
    SessionViewModel token = tokenDialog();
    token.secretProperty().set(TestSurroundings.SECRET);
    shell.escape();
    assertEquals("", token.secretProperty().get());
  }

  private AccessCheckViewModel accessCheck() {
    return assertInstanceOf(Page.AccessCheck.class, shell.pageProperty().get()).model();
  }

  @Test
  void accessCheckStaysAsItIsWhileTheTenantIsOpenButForSecrets() {
    Workspace workspace = openFor(47);
    shell.showAccessCheck(Optional.of(workspace.service().list().getFirst()));
    AccessCheckViewModel check = accessCheck();
    check.form().endpoint().textProperty().set("/v1/chat");
    check.check();
    assertTrue(shell.statusProperty().get().answered().startsWith("Answered in "));
    check.form().rawKey().textProperty().set("gt2_acme.example_secret");
    shell.goToKeys();
    assertEquals("", shell.statusProperty().get().answered());
    assertEquals("", check.form().rawKey().textProperty().get());
    shell.showAccessCheck(Optional.empty());
    assertSame(check, accessCheck());
    assertEquals("/v1/chat", check.form().endpoint().textProperty().get());
    check.form().rawKey().textProperty().set("gt2_acme.example_secret");
    shell.showWelcome();
    assertEquals("", check.form().rawKey().textProperty().get());
    shell.showAccessCheck(Optional.empty());
    assertInstanceOf(Page.Welcome.class, shell.pageProperty().get());
  }

  @Test
  void usageOfAKeyIsFilteredByThatKeyAlone() {
    Workspace workspace = openFor(47);
    List<ApiKey> keys = workspace.service().list();
    shell.showUsage(Optional.empty());
    UsageViewModel usage = assertInstanceOf(Page.Usage.class, shell.pageProperty().get()).model();
    usage.chips().add(new UsageFacet.Endpoint("/v1/chat"));
    shell.goToKeys();
    shell.showUsage(Optional.of(keys.getFirst().id()));
    assertSame(usage, assertInstanceOf(Page.Usage.class, shell.pageProperty().get()).model());
    assertEquals(
        List.of(new UsageFacet.Key(keys.getFirst().id().text())),
        usage.chips().shown().stream().map(UsageChip::facet).toList());
  }

  @Test
  void wizardInWhichSomethingWasTypedIsNotLeftForTheAccessCheckUnasked() {
    NewKeyViewModel wizard = new NewKeyViewModel(openFor(47));
    shell.show(new Page.NewKey(wizard));
    wizard.who().name().textProperty().set("Half typed");
    shell.showAccessCheck(Optional.empty());
    assertSame(wizard, assertInstanceOf(Page.NewKey.class, shell.pageProperty().get()).model());
    assertInstanceOf(Dialog.Question.class, shell.dialogs().getLast());
  }

  @Test
  void dialogThatEndsLateClosesItselfAndNotTheOneInFront() {
    Workspace workspace = openFor(47);
    RotateViewModel rotate =
        new RotateViewModel(workspace, workspace.service().list().getFirst(), () -> {});
    Dialog question = new Dialog.Question("Sure?", "", "Yes", "No", false, () -> {});
    shell.open(new Dialog.Rotate(rotate));
    shell.open(question);
    rotate.cancel();
    assertEquals(List.of(question), shell.dialogs());
  }

  @Test
  void escapeTakesTheWayBackButNeverClosesARawKey() {
    Workspace workspace = openFor(47);
    RotateViewModel rotate =
        new RotateViewModel(workspace, workspace.service().list().getFirst(), () -> {});
    shell.open(new Dialog.Rotate(rotate));
    shell.escape();
    assertTrue(shell.dialogs().isEmpty());
    rotate.rotate();
    shell.escape();
    assertInstanceOf(Dialog.Reveal.class, shell.dialogs().getLast());
  }

  @Test
  void wizardInWhichSomethingWasTypedIsNotLeftUnasked() {
    NewKeyViewModel wizard = new NewKeyViewModel(openFor(47));
    shell.show(new Page.NewKey(wizard));
    wizard.who().name().textProperty().set("Half typed");
    shell.showWelcome();
    assertInstanceOf(Page.NewKey.class, shell.pageProperty().get());
    Dialog.Question question = assertInstanceOf(Dialog.Question.class, shell.dialogs().getLast());
    shell.close(question);
    question.onYes().run();
    assertInstanceOf(Page.Keys.class, shell.pageProperty().get());
  }

  @Test
  void noticeGoesByItselfAndCanBeTakenBackBefore() {
    List<String> undone = new ArrayList<>();
    shell.say("Suspended", Optional.of(() -> undone.add("resumed")));
    test.pass(Duration.ofSeconds(7));
    assertEquals("Suspended", notice());
    shell.notices().undo();
    assertEquals(List.of("resumed"), undone);
    assertEquals("", notice());
    shell.say("Revoked", Optional.empty());
    test.pass(Duration.ofSeconds(9));
    assertEquals("", notice());
  }

  @Test
  void failureStaysUntilDismissedWithItsDetailToCopy() {
    shell.report("The key could not be revoked.", new IOException("Read-only file system"));
    test.pass(Duration.ofMinutes(10));
    assertEquals("The key could not be revoked. The file system is read-only", notice());
    shell.notices().copyDetail();
    assertTrue(test.clipboard.startsWith("java.io.IOException: Read-only file system"));
    shell.notices().dismiss();
    assertEquals("", notice());
  }

  @Test
  void tenantThatCannotBeIsRefusedInWords() {
    shell.open(dataRoot, "../etc", Session.readOnly(TENANT));
    assertInstanceOf(Page.Welcome.class, shell.pageProperty().get());
    assertTrue(notice().startsWith("../etc could not be opened."));
  }

  @Test
  void freshnessIsToldAndGoesAmber() {
    openFor(600);
    shell.keys().orElseThrow().close();
    test.pass(Duration.ofSeconds(40));
    assertEquals("Not updated for 40 s", shell.statusProperty().get().fresh());
    assertTrue(shell.statusProperty().get().stale());
  }

  @Test
  void readingThatStoppedIsNotCalledLiveAfterTheClockWasSetBack() {
    openFor(600);
    shell.keys().orElseThrow().close();
    test.setBack(Duration.ofHours(3));
    test.pass(Duration.ofSeconds(40));
    assertEquals("Not updated for 40 s", shell.statusProperty().get().fresh());
    assertTrue(shell.statusProperty().get().stale());
  }

  @Test
  void noticeGoesInItsTimeAfterTheClockWasSetBack() {
    openFor(600);
    shell.say("Done", Optional.empty());
    test.setBack(Duration.ofHours(3));
    test.pass(Duration.ofMinutes(1));
    assertEquals("", notice());
  }

  @Test
  void leavingATenantStopsItsWork() {
    int idle = test.tasks.repeatingCount();
    openFor(47);
    assertTrue(test.tasks.repeatingCount() > idle);
    assertEquals(
        AuditFindingsViewModel.State.QUIET,
        shell.findings().orElseThrow().toldProperty().get().state());
    shell.showWelcome();
    assertEquals(idle, test.tasks.repeatingCount());
    assertTrue(shell.findings().isEmpty());
    assertTrue(shell.tenantName().isEmpty());
    assertEquals("No directory open", shell.statusProperty().get().folder());
  }

  @Test
  void workIsToldWhileItLastsAndTheTenantsOwnStandsBehindIt() {
    assertEquals("Key Console 1.0.0", shell.statusProperty().get().version());
    openFor(47);
    assertEquals("", shell.statusProperty().get().version());
    Work batch = new Work("Suspending 3 keys", 0.5, Optional.empty());
    shell.working(Optional.of(batch));
    test.pass(Duration.ofSeconds(1));
    assertEquals(Optional.of(batch), shell.statusProperty().get().work());
    shell.working(Optional.empty());
    assertEquals(Optional.empty(), shell.statusProperty().get().work());
  }

  @Test
  void menuOffersTheTenantsThatAreThereButNotTheOpenOne() {
    TestSurroundings.makeTenant("globex.example", dataRoot);
    openFor(47);
    test.recents.add(recent("globex.example"));
    test.recents.add(recent("gone.example"));
    List<String> offered = new ArrayList<>();
    shell.findOthers(others -> others.forEach(other -> offered.add(other.tenant())));
    assertEquals(List.of("globex.example"), offered);
    shell.switchTo(recent("globex.example"));
    assertEquals(Optional.of("globex.example"), shell.tenantName());
    assertTrue(shell.sessionTextProperty().get().readOnly());
  }

  private RecentTenants.Recent recent(String tenant) {
    return new RecentTenants.Recent(dataRoot, tenant, 0, TestSurroundings.NOW);
  }

  @Test
  void rawKeyIsAskedAboutBeforeItsTenantIsLeft() {
    Workspace workspace = openFor(47);
    RotateViewModel rotate =
        new RotateViewModel(workspace, workspace.service().list().getFirst(), () -> {});
    shell.open(new Dialog.Rotate(rotate));
    rotate.rotate();
    RevealViewModel reveal =
        assertInstanceOf(Dialog.Reveal.class, shell.dialogs().getLast()).model();
    shell.showWelcome();
    assertEquals(Optional.of(TENANT), shell.tenantName());
    Dialog.Question question = assertInstanceOf(Dialog.Question.class, shell.dialogs().getLast());
    shell.close(question);
    question.onYes().run();
    assertTrue(shell.tenantName().isEmpty());
    assertTrue(shell.dialogs().isEmpty());
    assertTrue(reveal.mayClose());
  }

  @Test
  void tenantIsRememberedWithItsKeysHoweverLateTheyAreRead() {
    test.tasks.hold();
    openFor(47);
    assertTrue(test.recents.isEmpty());
    test.tasks.release();
    assertEquals(9, test.recents.getFirst().keys());
  }

  @Test
  void windowDoesNotTakeAHalfTypedKeyAwayUnasked() {
    NewKeyViewModel wizard = new NewKeyViewModel(openFor(47));
    List<String> closed = new ArrayList<>();
    shell.show(new Page.NewKey(wizard));
    wizard.who().name().textProperty().set("Half typed");
    assertFalse(shell.mayClose(() -> closed.add("window")));
    assertFalse(shell.mayClose(() -> closed.add("window")));
    Dialog.Question question = assertInstanceOf(Dialog.Question.class, shell.dialogs().getLast());
    assertEquals(1, shell.dialogs().size());
    shell.close(question);
    question.onYes().run();
    assertEquals(List.of("window"), closed);
  }

  @Test
  void dialogsOfATenantCloseWithIt() {
    openFor(47);
    shell.giveToken();
    SessionViewModel token = tokenDialog();
    token.secretProperty().set(TestSurroundings.SECRET);
    shell.showWelcome();
    assertTrue(shell.dialogs().isEmpty());
    assertEquals("", token.secretProperty().get());
  }

  @Test
  void damagedFilesOfThePersonAreSaidAndTheConsoleStarts() {
    test.damage = Optional.of(new IOException("The preferences are damaged."));
    try (ShellViewModel next = new ShellViewModel(test.surroundings())) {
      assertEquals(Optional.empty(), next.look().choiceProperty().get());
    }
    test.damage = Optional.of(new IOException("The list is damaged."));
    shell.showWelcome();
    WelcomeViewModel welcome =
        assertInstanceOf(Page.Welcome.class, shell.pageProperty().get()).model();
    assertEquals("The list is damaged.", welcome.problemProperty().get());
    welcome.showRecent();
    assertEquals("", welcome.problemProperty().get());
  }

  @Test
  void themeIsKept() {
    shell.look().choiceProperty().set(Optional.of(Look.DARK));
    assertEquals(Optional.of(Look.DARK), test.look);
    try (ShellViewModel next = new ShellViewModel(test.surroundings())) {
      assertEquals(Look.DARK, next.look().lookProperty().get());
    }
  }

  @Test
  void systemsLookIsFollowedUnlessAPersonChoseOne() {
    LookViewModel look = shell.look();
    assertEquals(Look.LIGHT, look.lookProperty().get());
    look.systemProperty().set(Look.CONTRAST);
    assertEquals(Look.CONTRAST, look.lookProperty().get());
    look.choiceProperty().set(Optional.of(Look.LIGHT));
    look.systemProperty().set(Look.DARK);
    assertEquals(Look.LIGHT, look.lookProperty().get());
    look.choiceProperty().set(Optional.empty());
    assertEquals(Look.DARK, look.lookProperty().get());
  }

  private AuditViewModel auditPage() {
    shell.goToAudit();
    return assertInstanceOf(Page.Audit.class, shell.pageProperty().get()).model();
  }

  private String workText() {
    return shell.statusProperty().get().work().map(Work::text).orElse("");
  }

  private Path exportHeldBack() {
    openFor(47);
    Path file = dataRoot.resolve("audit.csv");
    test.saveTo = Optional.of(file);
    AuditViewModel audit = auditPage();
    test.tasks.hold();
    audit.save(AuditSaving.Format.CSV);
    return file;
  }

  @Test
  void anExportGoesOnOverAllPagesAndIsStillSeenOnReturn() {
    Path file = exportHeldBack();
    shell.goToKeys();
    assertEquals("Saving 0 of 11 entries", workText());
    assertFalse(auditPage().savableProperty().get());
    shell.showUsage(Optional.empty());
    assertFalse(Files.exists(file));
    test.tasks.release();
    assertTrue(Files.exists(file));
    assertEquals(
        "11 entries are saved in " + file,
        shell.notices().shownProperty().get().orElseThrow().text());
    assertEquals("", workText());
    assertTrue(auditPage().savableProperty().get());
  }

  @Test
  void whoeverLeavesTheTenantIsAskedBeforeAnExportIsStopped() {
    Path file = exportHeldBack();
    shell.showWelcome();
    shell.showWelcome();
    assertEquals(1, shell.dialogs().size());
    Dialog.Question question = assertInstanceOf(Dialog.Question.class, shell.dialogs().getLast());
    assertEquals("An export is being written", question.title());
    shell.close(question);
    assertEquals("Saving 0 of 11 entries", workText());

    List<String> closed = new ArrayList<>();
    assertFalse(shell.mayClose(() -> closed.add("window")));
    ((Dialog.Question) shell.dialogs().getLast()).onYes().run();
    assertEquals(List.of("window"), closed);
    assertEquals("", workText());
    test.tasks.release();
    assertFalse(Files.exists(file));
  }

  @Test
  void anExportEndsWithItsTenant() {
    Path file = exportHeldBack();
    shell.showWelcome();
    ((Dialog.Question) shell.dialogs().getLast()).onYes().run();
    assertInstanceOf(Page.Welcome.class, shell.pageProperty().get());
    test.tasks.release();
    assertFalse(Files.exists(file));
    assertEquals("", workText());
  }

  @Test
  void oneZoneIsChosenForUsageAndAudit() {
    openFor(47);
    shell.showUsage(Optional.empty());
    UsageViewModel usage = assertInstanceOf(Page.Usage.class, shell.pageProperty().get()).model();
    usage.settings().zoneProperty().set(UsageZones.LOCAL);
    assertEquals("Europe/Berlin", auditPage().zoneName());
    auditPage().zoneProperty().set(UsageZones.UTC);
    assertEquals(UsageZones.UTC, usage.settings().zoneProperty().get());
  }

  @Test
  void windowWaitsForAKeyThatIsOnItsWay() {
    Workspace workspace = openFor(47);
    RotateViewModel rotate =
        new RotateViewModel(workspace, workspace.service().list().getFirst(), () -> {});
    shell.open(new Dialog.Rotate(rotate));
    test.tasks.hold();
    rotate.rotate();
    assertFalse(shell.mayClose(() -> {}));
    test.tasks.release();
    assertInstanceOf(Dialog.Reveal.class, shell.dialogs().getLast());
    assertFalse(shell.mayClose(() -> {}));
    assertInstanceOf(Dialog.Question.class, shell.dialogs().getLast());
  }

  @Test
  void windowAsksBeforeItStopsABatchInTheMiddle() {
    Workspace workspace = openFor(47);
    List<ApiKey> three =
        workspace.service().list().stream()
            .filter(key -> key.status() == KeyStatus.ACTIVE)
            .limit(3)
            .toList();
    long before = suspended(workspace);
    test.tasks.hold();
    shell.keys().orElseThrow().actions().suspend(three);
    List<String> closed = new ArrayList<>();
    assertFalse(shell.mayClose(() -> closed.add("window")));
    assertFalse(shell.mayClose(() -> closed.add("window")));
    assertEquals(1, shell.dialogs().size());
    Dialog.Question question = assertInstanceOf(Dialog.Question.class, shell.dialogs().getLast());
    shell.close(question);
    question.onYes().run();
    assertEquals(List.of("window"), closed);
    assertTrue(shell.mayClose(() -> {}));
    test.tasks.release();
    assertEquals(before + 1, suspended(workspace));
  }

  @Test
  void windowAsksBeforeItStopsADialogThatGoesThroughKeys() {
    Workspace workspace = openFor(47);
    RevokeViewModel revoke = new RevokeViewModel(workspace, workspace.service().list(), () -> {});
    shell.open(new Dialog.Revoke(revoke));
    revoke.typedProperty().set(revoke.expected());
    test.tasks.hold();
    revoke.revoke();
    assertFalse(shell.mayClose(() -> {}));
    assertInstanceOf(Dialog.Question.class, shell.dialogs().getLast());
    shell.close(shell.dialogs().getLast());
    test.tasks.release();
    assertTrue(shell.mayClose(() -> {}));
  }

  private static long suspended(Workspace workspace) {
    return workspace.service().list().stream()
        .filter(key -> key.status() == KeyStatus.SUSPENDED)
        .count();
  }

  @Test
  void windowThatGoesTakesTheCopiedKeyOffTheClipboard() {
    Workspace workspace = openFor(47);
    RotateViewModel rotate =
        new RotateViewModel(workspace, workspace.service().list().getFirst(), () -> {});
    rotate.rotate();
    Dialog.Reveal reveal = assertInstanceOf(Dialog.Reveal.class, shell.dialogs().getLast());
    reveal.model().copy();
    assertTrue(test.clipboard.startsWith("gt2_"));
    reveal.model().storedProperty().set(true);
    assertTrue(shell.mayClose(() -> {}));
    assertEquals("", test.clipboard);
    assertEquals("", reveal.model().shownProperty().get());
  }

  @Test
  void windowWithoutAKeyClosesUnasked() {
    openFor(47);
    shell.giveToken();
    assertTrue(shell.mayClose(() -> {}));
  }
}

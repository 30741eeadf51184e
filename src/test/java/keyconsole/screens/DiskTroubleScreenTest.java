package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import keyconsole.FaultyFileSystem;
import keyconsole.FaultyFileSystem.Fault;
import keyconsole.TreeState;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyStatus;
import keyconsole.viewmodel.AuditViewModel;
import keyconsole.viewmodel.Dialog;
import keyconsole.viewmodel.KeyDetail;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.KeyRow;
import keyconsole.viewmodel.NewKeyViewModel;
import keyconsole.viewmodel.Notices;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import keyconsole.viewmodel.WizardStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A disk that does not do what it should while the window is open.
class DiskTroubleScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";
  private static final Duration WHILE = Duration.ofSeconds(3);

  private final FaultyFileSystem disk = new FaultyFileSystem();

  /// With seals, as the product has them. The user's folder is one of the surroundings, which the
  /// window has from its start.
  @Override
  public void start(Stage shown) {
    around.userFolder = Optional.of(folder.resolve("user"));
    super.start(shown);
  }

  @BeforeEach
  void open() {
    TestSurroundings.copyTenant(TENANT, folder);
    // Whoever hears of changes hears of them late now and then.
    disk.setDeaf(true);
    interact(() -> shell.open(disk.path(folder), TENANT, TestWorkspace.administrator(TENANT)));
    pass(WHILE);
  }

  private Path tenant() {
    return folder.resolve(TENANT);
  }

  private void pass(Duration span) {
    interact(() -> around.pass(span));
  }

  private KeyListViewModel keys() {
    return shell.keys().orElseThrow();
  }

  private ApiKey key(String name) {
    return keys().rows().stream()
        .flatMap(row -> row instanceof KeyRow.Entry it ? Stream.of(it.key()) : Stream.of())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void suspend() {
    interact(() -> keys().actions().suspend(List.of(key("CI pipeline"))));
  }

  private String noticed() {
    return shell.notices().shownProperty().get().map(Notices.Notice::text).orElse("");
  }

  private boolean isStripShown() {
    Node strip = lookup("#strip").query();
    return strip.isVisible();
  }

  private List<String> strays() throws IOException {
    try (Stream<Path> files = Files.walk(tenant())) {
      return files.map(Path::toString).filter(file -> file.endsWith(".tmp")).toList();
    }
  }

  @Test
  void aFolderThatGoesLeavesWhatWasReadAndRefusesWhatWouldChangeItUntilItIsBack()
      throws IOException {
    Path away = folder.resolve("away");
    Files.move(tenant(), away);
    pass(WHILE);
    assertTrue(isStripShown());
    assertEquals(9, keys().rows().size());
    assertTrue(lookup("CI pipeline").tryQuery().isPresent());
    assertTrue(noticed().contains("is gone"), noticed());
    picture("folder-gone");
    suspend();
    assertTrue(noticed().startsWith("“CI pipeline” could not be suspended."), noticed());
    assertTrue(noticed().contains("is gone"), noticed());
    assertFalse(Files.exists(tenant()), "something was made where the folder was");
    interact(() -> shell.goToAudit());
    interact(() -> shell.goToKeys());
    Files.move(away, tenant());
    pass(WHILE);
    assertFalse(isStripShown());
    interact(() -> shell.notices().dismiss());
    suspend();
    pass(WHILE);
    assertEquals(KeyStatus.SUSPENDED, key("CI pipeline").status());
    assertEquals("", shell.notices().shownProperty().get().orElseThrow().detail());
  }

  @Test
  void theAuditPageKeepsItsEntriesWhileTheFolderIsGone() throws IOException {
    interact(() -> shell.goToAudit());
    pass(WHILE);
    AuditViewModel audit = assertInstanceOf(Page.Audit.class, shell.pageProperty().get()).model();
    assertEquals("11", lookup("#count").queryAs(Label.class).getText());
    Path away = folder.resolve("away");
    Files.move(tenant(), away);
    pass(WHILE);
    assertEquals("11", audit.countTextProperty().get());
    assertTrue(audit.noteProperty().get().contains("is gone"), audit.noteProperty().get());
    assertNoSealIsBroken();
    pass(Duration.ofMinutes(20));
    assertEquals("11", audit.countTextProperty().get());
    assertNoSealIsBroken();
    Files.move(away, tenant());
    pass(WHILE);
    assertEquals("11", audit.countTextProperty().get());
    assertEquals("", audit.noteProperty().get());
    pass(Duration.ofMinutes(20));
    assertNoSealIsBroken();
  }

  private void assertNoSealIsBroken() {
    String told = lookup("#sealBanner .seal-title").queryAs(Label.class).getText();
    assertFalse(told.startsWith("Seal broken"), told);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"FULL", "READ_ONLY", "DENIED"})
  void aKeyThatCannotBeWrittenStaysTypedAndIsMadeWhenItCan(Fault fault) throws IOException {
    NewKeyViewModel[] made = new NewKeyViewModel[1];
    interact(
        () -> {
          keys().actions().newKey();
          made[0] = assertInstanceOf(Page.NewKey.class, shell.pageProperty().get()).model();
          made[0].who().name().textProperty().set("Returns assistant");
          made[0].who().description().textProperty().set("Answers questions");
          made[0].capabilities().grant("rag:search", true);
          made[0].goTo(WizardStep.REVIEW);
        });
    NewKeyViewModel wizard = made[0];
    Map<String, String> before = TreeState.of(tenant().resolve("api_keys/keys"));
    disk.failEach(Set.of("write"), fault);
    interact(() -> lookup("#next").queryAs(Button.class).fire());
    String said = lookup("#foot").queryAs(Label.class).getText() + noticed();
    assertTrue(said.contains(words(fault)), said);
    assertTrue(disk.failed().isPresent());
    assertEquals(wizard, assertInstanceOf(Page.NewKey.class, shell.pageProperty().get()).model());
    assertEquals("Returns assistant", wizard.who().name().text());
    assertEquals("Answers questions", wizard.who().description().textProperty().get());
    assertTrue(shell.dialogs().isEmpty());
    assertEquals(before, TreeState.of(tenant().resolve("api_keys/keys")));
    assertEquals(List.of(), strays());
    if (fault == Fault.FULL) {
      picture("disk-full");
    }
    disk.heal();
    interact(() -> lookup("#next").queryAs(Button.class).fire());
    assertTrue(shell.dialogs().getFirst() instanceof Dialog.Reveal, noticed());
    pass(WHILE);
    assertEquals("Answers questions", key("Returns assistant").description());
  }

  private static String words(Fault fault) {
    return switch (fault) {
      case FULL -> "no space is left on the device";
      case READ_ONLY -> "the file system is read-only";
      case DENIED -> "access is denied";
      case BROKEN -> "Input/output error";
    };
  }

  @Test
  void aFolderThatMayNotBeReadAnyMoreIsToldAndWhatWasReadStays() {
    disk.failEach(Set.of("list", "look at", "open"), Fault.DENIED);
    pass(Duration.ofSeconds(31));
    assertTrue(isStripShown());
    assertEquals(9, keys().rows().size());
    disk.heal();
    pass(Duration.ofSeconds(31));
    assertFalse(isStripShown());
  }

  private boolean isWarnedOfNoLocks() {
    return shell.warnings().orElseThrow().itemsProperty().get().stream()
        .anyMatch(item -> item.title().equals("Two consoles cannot see each other here"));
  }

  @Test
  void aLockThatCannotBeTakenRefusesTheDeed() {
    disk.failEach(Set.of("lock"), Fault.BROKEN);
    suspend();
    pass(WHILE);
    assertEquals(KeyStatus.ACTIVE, key("CI pipeline").status());
    assertTrue(noticed().contains("could not be taken: Input/output error"), noticed());
    assertFalse(isWarnedOfNoLocks());
  }

  @Test
  void aFileSystemWithoutLocksIsWarnedOfAndTheDeedIsDone() {
    Path other = folder.resolve("other");
    TestSurroundings.copyTenant(TENANT, other);
    disk.loseLocks();
    interact(() -> shell.open(disk.path(other), TENANT, TestWorkspace.administrator(TENANT)));
    pass(WHILE);
    suspend();
    pass(WHILE);
    assertEquals(KeyStatus.SUSPENDED, key("CI pipeline").status());
    assertTrue(isWarnedOfNoLocks());
    assertTrue(lookup("#warningsItem").query().isVisible());
  }

  @Test
  void aClockThatIsSetBackHoldsNothingUp() throws IOException {
    pass(WHILE);
    around.setBack(Duration.ofHours(3));
    Path file = tenant().resolve("api_keys/keys").resolve(key("CI pipeline").id().fileName());
    Files.writeString(
        file, Files.readString(file).replace("\"CI pipeline\"", "\"Renamed meanwhile\""));
    pass(WHILE);
    assertEquals(9, keys().rows().size());
    assertEquals(KeyStatus.ACTIVE, key("Renamed meanwhile").status());
    assertTrue(
        lookup("#fresh").queryAs(Label.class).getText().startsWith("Live"),
        lookup("#fresh").queryAs(Label.class).getText());
    interact(() -> keys().actions().suspend(List.of(key("Renamed meanwhile"))));
    pass(WHILE);
    assertEquals(KeyStatus.SUSPENDED, key("Renamed meanwhile").status());
  }

  /// A file that stays broken becomes a problem after a grace, and until then its last good state
  /// stands.
  @Test
  void aFileThatStaysBrokenShowsItsLastGoodStateFirstAndThenAProblem() throws IOException {
    Path file = tenant().resolve("api_keys/keys").resolve(key("CI pipeline").id().fileName());
    String good = Files.readString(file);
    Files.writeString(file, good.substring(0, good.length() / 2));
    interact(() -> keys().refresh());
    assertEquals("CI pipeline", key("CI pipeline").name());
    assertEquals(0, keys().problemCount());
    pass(WHILE);
    pass(WHILE);
    assertEquals(1, keys().problemCount());
    assertTrue(lookup("#problems").query().isVisible());
    picture("file-broken");
    KeyRow.Problem problem =
        keys().rows().stream()
            .flatMap(row -> row instanceof KeyRow.Problem it ? Stream.of(it) : Stream.of())
            .findFirst()
            .orElseThrow();
    assertTrue(lookup("CI pipeline").tryQuery().isPresent(), "the row has lost its name");
    interact(() -> keys().select(List.of(problem)));
    KeyDetail detail = keys().detail().detailProperty().get().orElseThrow();
    assertEquals("CI pipeline", detail.title());
    assertTrue(
        detail.facts().stream().anyMatch(fact -> fact.value().equals("ci-bot@acme.example")));
    assertTrue(
        detail.facts().stream().anyMatch(fact -> fact.value().contains("its last good state")));
    assertTrue(detail.facts().stream().anyMatch(fact -> fact.value().contains("llm:gpt-4")));
    picture("file-broken-drawer");
    Files.writeString(file, good);
    interact(() -> keys().refresh());
    pass(WHILE);
    assertEquals(0, keys().problemCount());
    assertEquals("CI pipeline", key("CI pipeline").name());
  }
}

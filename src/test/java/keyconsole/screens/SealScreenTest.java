package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import keyconsole.TreeState;
import keyconsole.service.Session;
import keyconsole.viewmodel.Dialog;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.service.query.NodeQuery;

/// The seals of the audit log under a person's eyes, in every state that they can be in.
class SealScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";
  private static final String DAY = "audit_2026-11-23.jsonl";
  private static final Duration TICK = Duration.ofSeconds(10);

  private Path data;
  private Path log;

  @BeforeEach
  void make() {
    data = folder.resolve("data");
    TestSurroundings.copyTenant(TENANT, data);
    log = data.resolve(TENANT).resolve("api_keys/audit").resolve(DAY);
  }

  /// The user's folder is one of the surroundings, which the window has from its start.
  @Override
  public void start(Stage shown) {
    around.userFolder = Optional.of(folder.resolve("user"));
    super.start(shown);
  }

  private void open(Session session) {
    interact(() -> shell.open(data, TENANT, session));
  }

  private void openToAct() {
    open(TestWorkspace.administrator(TENANT));
    pass(TICK);
  }

  private void pass(Duration span) {
    interact(() -> around.pass(span));
  }

  private void edit(int line) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(log));
    lines.set(line - 1, lines.get(line - 1).replaceFirst("api_key_[a-z]*", "api_key_nothing"));
    Files.writeString(log, String.join("\n", lines) + "\n");
  }

  private String inSight() {
    Button seal = lookup("#seal").queryButton();
    return seal.getParent().isVisible() ? seal.getText() : "";
  }

  private void clickShield() {
    interact(() -> lookup("#seal").queryButton().fire());
    interact(() -> scene.getRoot().layout());
  }

  /// Goes to the findings; from another page a click leads to the audit page first, unless
  /// something is broken.
  private void showSeals() {
    clickShield();
    assertInstanceOf(Page.Audit.class, shell.pageProperty().get());
    if (shell.dialogs().isEmpty()) {
      clickShield();
    }
    assertInstanceOf(Dialog.Seals.class, shell.dialogs().getLast());
  }

  /// What stands in the dialog where one is open, else in the page.
  private NodeQuery inFront(String query) {
    return shell.dialogs().isEmpty()
        ? lookup(query)
        : from(lookup("#scrim").<Node>query()).lookup(query);
  }

  private String banner(String style) {
    return inFront("#sealBanner ." + style).queryAs(Label.class).getText();
  }

  private boolean isShown(String query) {
    return inFront(query).tryQuery().filter(Node::isVisible).isPresent();
  }

  private List<String> items() {
    return lookup(".seal-item-text").queryAllAs(Label.class).stream().map(Label::getText).toList();
  }

  private void fire(String text) {
    Hyperlink link =
        lookup(".seal-item .hyperlink").queryAllAs(Hyperlink.class).stream()
            .filter(each -> each.getText().equals(text))
            .findFirst()
            .orElseThrow();
    interact(link::fire);
  }

  @Test
  void theSealIsInSightOnEveryPage() {
    assertEquals("", inSight());
    openToAct();
    assertEquals("Sealed to 12:00 UTC", inSight());
    clickOn("#usage");
    assertEquals("Sealed to 12:00 UTC", inSight());
    clickOn("#access");
    assertEquals("Sealed to 12:00 UTC", inSight());
    resize(1024, 700);
    Button seal = lookup("#seal").queryButton();
    assertEquals(seal.getText(), from(seal).lookup(".text").queryText().getText());
    assertTrue(seal.getAccessibleHelp().endsWith("\nVerified 23 Nov 2026 12:00 UTC"));
    picture("seals-in-sight-small");
    resize(1280, 800);
    clickShield();
    assertInstanceOf(Page.Audit.class, shell.pageProperty().get());
    assertEquals(List.of(), shell.dialogs());
    assertEquals("Sealed to 23 Nov 2026 12:00 UTC", banner("seal-title"));
    showSeals();
    assertEquals("Sealed to 23 Nov 2026 12:00 UTC", banner("seal-title"));
    assertEquals("·  verified 0 s ago", banner("seal-aside"));
    assertTrue(isShown("#verify"));
    assertFalse(isShown("#sealNow"));
    assertFalse(isShown("#sealReport"));
    picture("seals-sealed");
    interact(() -> shell.showWelcome());
    assertEquals("", inSight());
  }

  @Test
  void theAuditPageMarksWhatIsBrokenAndLeadsToTheLine() throws IOException {
    openToAct();
    clickOn("#audit");
    assertEquals("Sealed to 23 Nov 2026 12:00 UTC", banner("seal-title"));
    picture("audit-sealed");
    around.saveTo = Optional.of(folder.resolve("whole.txt"));
    clickOn("#sealReport");
    assertTrue(Files.readString(folder.resolve("whole.txt")).contains("The audit log is whole."));

    edit(3);
    pass(TICK);
    assertTrue(banner("seal-title").startsWith("Seal broken: line 3 of " + DAY));
    assertFalse(lookup(".audit-row:broken").queryAll().isEmpty());

    clickOn("#showLine");
    assertTrue(isShown("#drawer"));
    assertEquals(DAY + ", line 3", lookup("#drawer #place").queryAs(Labeled.class).getText());
    picture("audit-broken");
    resize(1024, 700);
    picture("audit-broken-small");
    Label title = inFront("#sealBanner .seal-title").queryAs(Label.class);
    assertEquals(title.getText(), inFront("#sealBanner .seal-title .text").queryText().getText());
    resize(1280, 800);
  }

  @Test
  void verificationShowsHowFarItIs() {
    interact(() -> around.tasks.hold());
    open(TestWorkspace.administrator(TENANT));
    showSeals();
    assertEquals("Verifying, 0 %", inSight());
    assertEquals("Verifying, 0 %", banner("seal-title"));
    assertTrue(isShown("#sealBanner .seal-progress"));
    picture("seals-verifying");
    interact(() -> around.tasks.release());
    assertEquals("Sealed to 12:00 UTC", inSight());
    assertFalse(isShown("#sealBanner .seal-progress"));
  }

  @Test
  void aSealedLineThatIsEditedIsNamedWithinTenSecondsAndReported() throws IOException {
    openToAct();
    edit(3);
    pass(TICK);
    assertEquals("Seal broken", inSight());
    picture("seals-broken-in-sight");
    clickShield();
    assertInstanceOf(Page.Audit.class, shell.pageProperty().get());
    assertInstanceOf(Dialog.Seals.class, shell.dialogs().getLast());
    assertEquals("Seal broken", banner("seal-title"));
    assertEquals("Sealed and unchanged up to 23 Nov 2026 08:00 UTC", banner("seal-second"));
    assertEquals(List.of("Line 3 of " + DAY + " was changed after it was sealed"), items());
    assertFalse(isShown("#showLine"));
    picture("seals-broken");

    around.saveTo = Optional.of(folder.resolve("report.txt"));
    clickOn(inFront("#save").queryButton());
    assertTrue(
        Files.readString(folder.resolve("report.txt"))
            .contains("Line 3 of " + DAY + " was changed"));
  }

  @Test
  void aBrokenSealIsRememberedAndFoundAgainAfterARestart() throws IOException {
    openToAct();
    edit(3);
    pass(TICK);
    interact(() -> shell.showWelcome());
    List<String> badges =
        lookup(".welcome-list .kc-badge").queryAllAs(Label.class).stream()
            .map(Labeled::getText)
            .toList();
    assertEquals(List.of("Seal broken, 23 Nov"), badges);
    picture("welcome-seal-broken");

    pass(Duration.ofDays(2));
    open(Session.readOnly(TENANT));
    assertEquals("Seal broken", inSight());
    interact(() -> shell.showWelcome());
    assertEquals(
        "Seal broken, 23 Nov", lookup(".welcome-list .kc-badge").queryAs(Label.class).getText());
  }

  @Test
  void aPurgeIsAcknowledgedWithAReasonAfterAQuestion() throws IOException {
    openToAct();
    Files.delete(log);
    pass(TICK);
    showSeals();
    assertEquals(List.of(DAY + " is gone, with 11 sealed lines"), items());
    fire("Acknowledge…");
    Button yes = lookup("#yes").queryButton();
    assertTrue(yes.isDisabled());
    TextField reason = lookup("#reason").queryAs(TextField.class);
    clickOn(reason).write("purge, ticket 4711");
    assertFalse(yes.isDisabled());
    picture("seals-acknowledge");
    clickOn(yes);
    assertTrue(shell.dialogs().getLast() instanceof Dialog.Question);
    picture("seals-sure");
    clickOn("#yes");
    assertEquals("Sealed to 12:00 UTC", inSight());
    assertTrue(
        lookup(".seal-item-text").queryAllAs(Label.class).stream()
            .anyMatch(label -> label.getText().endsWith("purge, ticket 4711")));
    picture("seals-acknowledged");
  }

  @Test
  void aReadOnlyTenantIsSealedAndNothingIsWrittenBelowTheDataRoot() {
    Map<String, String> before = TreeState.of(data);
    open(Session.readOnly(TENANT));
    pass(TICK);
    pass(Duration.ofMinutes(10));
    assertEquals("Sealed to 12:00 UTC", inSight());
    assertEquals(before, TreeState.of(data));
  }

  @Test
  void whatCannotBeSealedSaysWhatToDo() throws IOException {
    Files.writeString(folder.resolve("user"), "no folder");
    open(TestWorkspace.administrator(TENANT));
    assertEquals("Not verified", inSight());
    showSeals();
    assertEquals("The seals could not be verified", banner("seal-title"));
    assertEquals(
        "Nothing can be proved at the moment.", inFront("#summary").queryAs(Label.class).getText());
    assertTrue(inFront("#save").queryButton().isDisabled());
    picture("seals-not-verified");
  }

  @Test
  void anEmptyLogOffersToSealAndSeveralFindingsAreListed() throws IOException {
    Files.delete(log);
    openToAct();
    assertEquals("Not sealed", inSight());
    showSeals();
    picture("seals-not-sealed");
    Files.writeString(log, "{\"n\": 1}\n{\"n\": 2}\n{\"n\": 3}\n");
    Files.writeString(log.resolveSibling("audit_2026-11-22.jsonl"), "{\"n\": 1}\n{\"n\": 2}\n");
    clickOn(inFront("#sealNow").queryButton());
    assertEquals("Sealed to 12:00 UTC", inSight());
    Files.delete(log.resolveSibling("audit_2026-11-22.jsonl"));
    Files.writeString(log, "{\"n\": 1}\n{\"n\": 3}\n");
    pass(TICK);
    assertEquals(2, lookup(".seal-item.danger").queryAll().size());
    picture("seals-several");
  }
}

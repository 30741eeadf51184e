package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Scope;
import keyconsole.viewmodel.Dialog;
import keyconsole.viewmodel.NewKeyLimit;
import keyconsole.viewmodel.NewKeyViewModel;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.SessionViewModel;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import keyconsole.viewmodel.WizardStep;
import keyconsole.viewmodel.Workspace;
import org.junit.jupiter.api.Test;

/// The wizard in the window's frame, driven by keyboard and mouse.
class NewKeyScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";

  private Workspace workspace;

  @Override
  public void start(Stage stage) {
    super.start(stage);
    stage.setWidth(1000);
    stage.setHeight(860);
    TestSurroundings.copyTenant(TENANT, folder);
    shell.open(folder, TENANT, TestWorkspace.administrator(TENANT));
    workspace = shell.workspaceProperty().get().orElseThrow();
  }

  private NewKeyViewModel open(NewKeyViewModel wizard) {
    interact(() -> shell.show(new Page.NewKey(wizard)));
    return wizard;
  }

  private NewKeyViewModel openAt(WizardStep step) {
    NewKeyViewModel wizard = open(new NewKeyViewModel(workspace));
    write("Returns assistant");
    clickOn("#step-" + step.name());
    assertEquals(step, wizard.stepProperty().get());
    return wizard;
  }

  private NewKeyViewModel wizard() {
    return assertInstanceOf(Page.NewKey.class, shell.pageProperty().get()).model();
  }

  private void tap(KeyCode code) {
    press(code).release(code);
  }

  private WizardStep step() {
    return wizard().stepProperty().get();
  }

  private void enter(String field, String text) {
    clickOn(field);
    press(KeyCode.CONTROL, KeyCode.A).release(KeyCode.A, KeyCode.CONTROL);
    write(text);
  }

  private TextInputControl input(String field) {
    return lookup(field).queryAs(TextInputControl.class);
  }

  private Button next() {
    return lookup("#next").queryAs(Button.class);
  }

  private String foot() {
    return lookup("#foot").queryAs(Label.class).getText();
  }

  private Set<String> errors() {
    return lookup(".newkey-error").queryAllAs(Label.class).stream()
        .filter(NewKeyScreenTest::isShown)
        .map(Label::getText)
        .collect(Collectors.toSet());
  }

  private static boolean isShown(Node node) {
    return node == null || (node.isVisible() && isShown(node.getParent()));
  }

  private ApiKey key(String name) {
    return workspace.service().list().stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private String file(ApiKey key) throws IOException {
    Path keys = folder.resolve(TENANT).resolve("api_keys/keys");
    return Files.readString(keys.resolve(key.id().fileName()));
  }

  @Test
  void whatTheKeyWillBeStandsInOnePlaceThroughAllStepsAndMarksOnlyWhatWasChanged() {
    resize(1280, 860);
    NewKeyViewModel wizard = openAt(WizardStep.REVIEW);
    Set<Double> places = new HashSet<>();
    for (WizardStep step : WizardStep.values()) {
      interact(() -> wizard.goTo(step));
      interact(() -> scene.getRoot().layout());
      places.add(lookup(".newkey-card").query().localToScene(0, 0).getY());
    }
    assertEquals(1, places.size(), () -> places.toString());
    assertFalse(lookup("#legend").query().isVisible(), "no mark to explain");
    interact(() -> wizard.limits().limit(NewKeyLimit.Kind.COST).field().textProperty().set("700"));
    assertTrue(lookup("#legend").query().isVisible());
  }

  @Test
  void keyIsMadeThroughAllSixStepsAndStandsInTheFolderAsTheBackendWritesIt() throws IOException {
    clickOn(".keys-new");
    write("Returns assistant");
    tap(KeyCode.TAB);
    write("Answers questions");
    assertEquals("Returns assistant", input("#name").getText());
    clickOn("tenant");
    assertEquals(Scope.TENANT, wizard().who().scope().value());
    tap(KeyCode.ENTER);
    assertEquals(WizardStep.CAPABILITIES, step());
    clickOn("llm:gpt-4");
    enter("#other", "search:web");
    tap(KeyCode.ENTER);
    assertEquals(WizardStep.CAPABILITIES, step());
    tap(KeyCode.ENTER);
    enter("#limit-COST", "8000");
    tap(KeyCode.ENTER);
    enter("#list-ENDPOINTS", "/v1/chat");
    tap(KeyCode.ENTER);
    write("/v1/rag");
    assertEquals(WizardStep.RESTRICTIONS, step());
    clickOn("#next");
    enter("#mcp_timeout_seconds", "45");
    tap(KeyCode.ENTER);
    assertEquals(WizardStep.REVIEW, step());
    assertEquals("Create key", next().getText());
    tap(KeyCode.ENTER);
    assertInstanceOf(Dialog.Reveal.class, shell.dialogs().getLast());
    ApiKey made = key("Returns assistant");
    String text = file(made);
    assertTrue(
        text.startsWith("{\n  \"id\": \"" + made.id() + "\",\n  \"name\": \"Returns assistant\","));
    for (String part :
        List.of(
            "  \"description\": \"Answers questions\",\n  \"owner_id\": \"olu@acme.example\",\n",
            "  \"capabilities\": [\n    \"llm:gpt-4\",\n    \"search:web\"\n  ],\n",
            "  \"scope\": \"tenant\",\n  \"tenant_constraints\": {\n"
                + "    \"max_automation_chain_depth\": 5,\n    \"mcp_memory_limit_mb\": 512,\n"
                + "    \"mcp_timeout_seconds\": 45,\n",
            "  \"cost_limit_cents\": 8000,\n",
            "  \"allowed_endpoints\": [\n    \"/v1/chat\",\n    \"/v1/rag\"\n  ],\n",
            "  \"blocked_endpoints\": [],\n",
            "  \"expires_at\": \"2027-02-21T12:00:00\",\n")) {
      assertTrue(text.contains(part), part + " in " + text);
    }
    assertTrue(text.endsWith("\n}"));
  }

  @Test
  void ownerIsCompletedByTheKeyboard() {
    NewKeyViewModel wizard = open(new NewKeyViewModel(workspace));
    write("Key");
    enter("#owner", "dan");
    tap(KeyCode.DOWN);
    tap(KeyCode.ENTER);
    assertEquals("dana@acme.example", input("#owner").getText());
    assertEquals(WizardStep.WHO, wizard.stepProperty().get());
    enter("#owner", "le");
    tap(KeyCode.ESCAPE);
    assertTrue(shell.dialogs().isEmpty());
    assertEquals("le", input("#owner").getText());
    tap(KeyCode.ENTER);
    assertEquals(WizardStep.CAPABILITIES, wizard.stepProperty().get());
  }

  @Test
  void ownerIsCompletedByTheMouse() {
    open(new NewKeyViewModel(workspace));
    enter("#owner", "lee");
    clickOn("lee@acme.example");
    assertEquals("lee@acme.example", input("#owner").getText());
  }

  @Test
  void missingNameIsSaidOnlyOnceAPersonWasThere() {
    open(new NewKeyViewModel(workspace));
    assertEquals(Set.of(), errors());
    assertEquals("Give the key a name.", foot());
    assertTrue(next().isDisabled());
    tap(KeyCode.TAB);
    assertEquals(Set.of("Give the key a name."), errors());
    assertEquals("Fix 1 field to go on", foot());
    tap(KeyCode.ENTER);
    assertEquals(WizardStep.WHO, step());
  }

  @Test
  void capabilityOfAnotherFormIsRefused() {
    NewKeyViewModel wizard = openAt(WizardStep.CAPABILITIES);
    enter("#other", "gpt");
    clickOn("#addOther");
    assertEquals(Set.of("Write it as kind:name, for example llm:gpt-4."), errors());
    assertTrue(next().isDisabled());
    assertEquals(List.of(), wizard.capabilities().chosen());
    enter("#other", "llm:gpt");
    clickOn("#addOther");
    assertEquals(List.of("llm:gpt"), wizard.capabilities().chosen());
    clickOn(".newkey-chip");
    assertEquals(List.of(), wizard.capabilities().chosen());
  }

  @Test
  void limitBelowAnotherIsRefusedUnderItsField() {
    openAt(WizardStep.LIMITS);
    enter("#limit-DAY", "999");
    assertEquals(Set.of("Below the hourly limit of 1,000. Enter 1,000 or more."), errors());
    tap(KeyCode.ENTER);
    assertEquals(WizardStep.LIMITS, step());
    clickOn("Reset");
    assertEquals("10,000", input("#limit-DAY").getText());
    assertEquals(Set.of(), errors());
  }

  @Test
  void neverNeedsAReasonAndADateMustLieAhead() {
    openAt(WizardStep.LIMITS);
    clickOn("Never");
    assertTrue(next().isDisabled());
    enter("#neverReason", " ");
    assertEquals(Set.of("Say why this key never expires."), errors());
    write("Break-glass");
    assertFalse(next().isDisabled());
    clickOn("On a date…");
    enter("#expiryDate", "2026-11-22");
    assertEquals(Set.of("Enter a day after today."), errors());
    tap(KeyCode.ENTER);
    assertEquals(WizardStep.LIMITS, step());
    enter("#expiryDate", "2026-12-24");
    tap(KeyCode.ENTER);
    assertEquals(WizardStep.RESTRICTIONS, step());
  }

  private boolean isSaid(String text) {
    return lookup(text).queryAll().stream().anyMatch(NewKeyScreenTest::isShown);
  }

  @Test
  void rangeOfAddressesIsRefusedAndOfferedAsItsAddresses() {
    openAt(WizardStep.RESTRICTIONS);
    assertFalse(isSaid("Locks everyone out"));
    enter("#list-IPS", "10.0.0.0/28");
    assertEquals(1, errors().size());
    assertTrue(isSaid("Locks everyone out"));
    assertTrue(
        isSaid(
            "The backend compares whole addresses as text. No caller’s address reads like this."));
    assertTrue(next().isDisabled());
    clickOn("#offer-IPS");
    assertEquals(16, input("#list-IPS").getText().lines().count());
    assertTrue(input("#list-IPS").isFocused());
    assertTrue(input("#list-IPS").getText().endsWith("\n10.0.0.15"));
    assertEquals(Set.of(), errors());
    assertFalse(isSaid("Locks everyone out"));
    assertFalse(next().isDisabled());
    enter("#list-IPS", "10.0.7.0/24");
    clickOn("#offer-IPS");
    assertEquals(256, input("#list-IPS").getText().lines().count());
    assertFalse(next().isDisabled());
  }

  @Test
  void wideRangeAndPatternAreRefusedWithTheWayOut() {
    openAt(WizardStep.RESTRICTIONS);
    enter("#list-IPS", "10.0.0.0/16");
    assertTrue(
        errors()
            .iterator()
            .next()
            .endsWith("leave the list empty and hold the range at the network’s edge."));
    assertFalse(isShown(lookup("#offer-IPS").query()));
    assertTrue(next().isDisabled());
    enter("#list-IPS", "10.0.0.7");
    assertFalse(next().isDisabled());
    enter("#list-ENDPOINTS", "/v1/*");
    assertEquals(
        Set.of(
            "/v1/* is a pattern, and no path reads like it. Name each path, for example /v1/chat."),
        errors());
    assertTrue(isSaid("Locks everyone out"));
    assertTrue(next().isDisabled());
    tap(KeyCode.TAB);
    clickOn("#step-REVIEW");
    assertEquals(WizardStep.RESTRICTIONS, step());
  }

  @Test
  void eachLimitSaysWhatBecomesOfItAndAnHourOfNoneWhatItDoes() {
    openAt(WizardStep.LIMITS);
    for (NewKeyLimit.Kind kind : NewKeyLimit.Kind.values()) {
      String said = lookup("#limit-" + kind.name()).query().getAccessibleText();
      assertTrue(said.contains(". Stored only. The "), said);
    }
    enter("#limit-HOUR", "0");
    assertTrue(isSaid("Locks everyone out. At 0 or less the backend denies every request."));
    assertTrue(next().isDisabled());
  }

  @Test
  void tabLeadsThroughTheListsAndBack() {
    openAt(WizardStep.RESTRICTIONS);
    assertTrue(lookup("#list-ENDPOINTS").query().isFocused());
    for (String next : List.of("#list-BLOCKED", "#list-IPS", "#list-DOMAINS", "#tls")) {
      tap(KeyCode.TAB);
      assertTrue(lookup(next).query().isFocused(), next);
    }
    press(KeyCode.SHIFT, KeyCode.TAB).release(KeyCode.TAB, KeyCode.SHIFT);
    assertTrue(lookup("#list-DOMAINS").query().isFocused());
    assertEquals("", lookup("#list-DOMAINS").queryAs(TextInputControl.class).getText());
  }

  @Test
  void constraintsStandBesideTheirJsonAcrossThePage() {
    resize(1024, 700);
    openAt(WizardStep.CONSTRAINTS);
    untilDrawn();
    Bounds form = inScene(lookup("#max_automation_chain_depth").query());
    Bounds json = inScene(lookup("#json").query());
    Bounds about = inScene(lookup(".newkey-beside").query());
    assertEquals(form.getMinY(), json.getMinY(), 0.5, "both begin at one height");
    assertEquals(form.getWidth(), json.getWidth(), 1);
    assertEquals(about.getMaxX(), json.getMaxX(), 1);
  }

  private static Bounds inScene(Node node) {
    return node.localToScene(node.getLayoutBounds());
  }

  @Test
  void badJsonIsRefused() {
    openAt(WizardStep.CONSTRAINTS);
    enter("#json", "{ nothing");
    assertEquals(Set.of("Expected a name in quotes, at line 1, column 3."), errors());
    assertTrue(next().isDisabled());
  }

  @Test
  void enterOnATickBoxGoesOnAndOnlySpaceTicksIt() {
    NewKeyViewModel wizard = open(new NewKeyViewModel(workspace));
    write("Returns assistant");
    tap(KeyCode.ENTER);
    CheckBox first = lookup("llm:gpt-4").queryAs(CheckBox.class);
    assertTrue(first.isFocused());
    tap(KeyCode.SPACE);
    assertEquals(List.of("llm:gpt-4"), wizard.capabilities().chosen());
    tap(KeyCode.ENTER);
    assertEquals(WizardStep.LIMITS, step());
    assertEquals(List.of("llm:gpt-4"), wizard.capabilities().chosen());
  }

  @Test
  void enterThatIsHeldGoesOnlyOneStep() {
    openAt(WizardStep.WHO);
    for (int i = 0; i < 5; i++) {
      interact(
          () ->
              input("#name")
                  .fireEvent(
                      new KeyEvent(
                          KeyEvent.KEY_PRESSED,
                          "",
                          "",
                          KeyCode.ENTER,
                          false,
                          false,
                          false,
                          false)));
    }
    assertEquals(WizardStep.CAPABILITIES, step());
  }

  @Test
  void escapeLeavesWhereNothingWasTypedAndAsksWhereSomethingWas() {
    open(new NewKeyViewModel(workspace));
    tap(KeyCode.ESCAPE);
    assertInstanceOf(Page.Keys.class, shell.pageProperty().get());
    open(new NewKeyViewModel(workspace));
    write("K");
    tap(KeyCode.ESCAPE);
    assertInstanceOf(Dialog.Question.class, shell.dialogs().getLast());
    tap(KeyCode.ESCAPE);
    assertTrue(shell.dialogs().isEmpty());
    assertEquals("K", input("#name").getText());
    tap(KeyCode.ESCAPE);
    clickOn("Leave");
    assertInstanceOf(Page.Keys.class, shell.pageProperty().get());
  }

  @Test
  void editWritesWhatWasChanged() throws IOException {
    ApiKey before = key("Billing export");
    open(new NewKeyViewModel(workspace, before));
    enter("#description", "Monthly");
    clickOn("#step-REVIEW");
    assertTrue(lookup("Changed").tryQuery().isPresent());
    clickOn("Save changes");
    assertInstanceOf(Page.Keys.class, shell.pageProperty().get());
    assertTrue(file(before).contains("\"description\": \"Monthly\""));
    assertEquals(before.capabilities(), key("Billing export").capabilities());
  }

  @Test
  void ownSettingsOfAPersonAreSaidWhereTheyAreFixed() {
    interact(() -> shell.open(folder, TENANT, TestWorkspace.person(TENANT, "dana@acme.example")));
    workspace = shell.workspaceProperty().get().orElseThrow();
    openAt(WizardStep.WHO);
    assertFalse(input("#owner").isEditable());
    assertTrue(lookup("tenant").query().isDisabled());
    assertTrue(lookup("Only an administrator chooses a higher scope.").query().isVisible());
    assertEquals(Scope.USER, wizard().who().scope().value());
    clickOn("#step-LIMITS");
    assertTrue(lookup("Never").query().isDisabled());
    assertTrue(lookup("1 year").query().isDisabled());
    assertFalse(lookup("90 d").query().isDisabled());
  }

  @Test
  void endedSessionKeepsAllAndGoesOnWithAFreshToken() {
    openAt(WizardStep.REVIEW);
    interact(() -> around.pass(Duration.ofHours(2)));
    assertTrue(next().isDisabled());
    assertTrue(foot().startsWith("Read-only now: what you typed stays."));
    interact(shell::giveToken);
    interact(
        () -> {
          SessionViewModel token =
              assertInstanceOf(Dialog.Token.class, shell.dialogs().getLast()).model();
          token.tokenProperty().set(TestSurroundings.token(TENANT, 600));
          token.secretProperty().set(TestSurroundings.SECRET);
          token.verify();
        });
    assertFalse(next().isDisabled());
    clickOn("#next");
    assertInstanceOf(Dialog.Reveal.class, shell.dialogs().getLast());
    key("Returns assistant");
  }

  @Test
  void nothingCanBePressedWhileItWrites() {
    open(new NewKeyViewModel(workspace));
    around.tasks.hold();
    write("Returns assistant");
    clickOn("#step-REVIEW");
    tap(KeyCode.ENTER);
    assertEquals("Creating…", next().getText());
    for (String button :
        List.of("#next", "#back", "#cancel", "#close", ".newkey-way", "#stepList")) {
      assertTrue(lookup(button).query().isDisabled(), button);
    }
    tap(KeyCode.ESCAPE);
    assertTrue(shell.dialogs().isEmpty());
    interact(around.tasks::release);
    assertInstanceOf(Dialog.Reveal.class, shell.dialogs().getLast());
  }

  @Test
  void failureIsToldInTheFootWithItsDetailToCopy() throws IOException {
    openAt(WizardStep.REVIEW);
    Path keys = folder.resolve(TENANT).resolve("api_keys/keys");
    try (Stream<Path> files = Files.list(keys)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(keys);
    Files.writeString(keys, "in the way");
    tap(KeyCode.ENTER);
    assertTrue(foot().startsWith("The key was not created. "), foot());
    clickOn("#copyDetail");
    assertTrue(around.clipboard.contains("Exception"));
    assertEquals("Returns assistant", wizard().who().name().text());
  }
}

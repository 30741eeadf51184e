package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import javafx.stage.Popup;
import javafx.stage.Stage;
import javafx.stage.Window;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Decision;
import keyconsole.domain.RuleResult;
import keyconsole.service.KeyService;
import keyconsole.service.Session;
import keyconsole.viewmodel.AccessCheckViewModel;
import keyconsole.viewmodel.AccessMode;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.KeyRow;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.Test;

/// The access check in the window's frame, driven by keyboard and mouse.
class AccessCheckScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";
  private static final String BILLING_RAW =
      "gt2_acme.example_zBT63bsoljm2u2TaXSST478jxgreUj1NjmRnj0LjN_8";

  private KeyService service;

  @Override
  public void start(Stage stage) {
    super.start(stage);
    stage.setWidth(1000);
    stage.setHeight(860);
    TestSurroundings.copyTenant(TENANT, folder);
    shell.open(folder, TENANT, TestWorkspace.administrator(TENANT));
    service = shell.workspaceProperty().get().orElseThrow().service();
  }

  private AccessCheckViewModel check() {
    return assertInstanceOf(Page.AccessCheck.class, shell.pageProperty().get()).model();
  }

  private ApiKey key(String name) {
    return service.list().stream().filter(key -> key.name().equals(name)).findFirst().orElseThrow();
  }

  private void tap(KeyCode code) {
    press(code).release(code);
  }

  private void enter(String field, String text) {
    clickOn(field);
    press(KeyCode.CONTROL, KeyCode.A).release(KeyCode.A, KeyCode.CONTROL);
    write(text);
  }

  private void fire(String button) {
    interact(() -> lookup(button).queryAs(Button.class).fire());
  }

  private void segment(String text) {
    interact(
        () ->
            lookup(".access-modes .kc-segment").queryAllAs(ToggleButton.class).stream()
                .filter(each -> each.getText().equals(text))
                .forEach(ToggleButton::fire));
  }

  private void pick(String name) {
    fire("#pick");
    write(name);
    tap(KeyCode.ENTER);
    assertEquals(name, lookup("#pickName").queryAs(Label.class).getText());
  }

  private List<String> verdict(String id) {
    return lookup("#verdict-" + id + " .label").queryAllAs(Label.class).stream()
        .map(Label::getText)
        .toList();
  }

  private String word(String id) {
    return lookup("#verdict-" + id + " .access-verdict-word").queryAs(Label.class).getText();
  }

  private String differ() {
    return lookup("#differ").queryAs(TextFlow.class).getChildren().stream()
        .map(text -> ((Text) text).getText())
        .reduce("", String::concat);
  }

  /// What each rule came out as in the two columns of icons: the style class of its tone.
  private List<String> marks() {
    return lookup(".access-rows .access-mark").queryAll().stream()
        .flatMap(node -> node.getStyleClass().stream())
        .filter(List.of("success", "danger", "neutral")::contains)
        .toList();
  }

  private static String tone(RuleResult.Outcome outcome) {
    return switch (outcome) {
      case RuleResult.Outcome.Passed _ -> "success";
      case RuleResult.Outcome.Failed _ -> "danger";
      case RuleResult.Outcome.NotJudged _, RuleResult.Outcome.NotTracked _ -> "neutral";
    };
  }

  private AccessRequest request(
      String name, String ip, Optional<String> domain, OptionalLong tokens) {
    return new AccessRequest(
        new AccessRequest.Credential.Picked(key(name).id()),
        "/v1/chat",
        ip,
        "",
        domain,
        Optional.of(true),
        tokens);
  }

  private void assertTraceIsAs(Decision decision) {
    assertEquals(
        decision.trace().stream()
            .flatMap(rule -> Stream.of(tone(rule.backend()), tone(rule.full())))
            .toList(),
        marks());
  }

  private List<String> usageLines() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(TENANT).resolve("api_keys/usage"))) {
      return files.flatMap(AccessCheckScreenTest::lines).toList();
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aPickedKeyIsAskedAboutWithEnterAndBothAnswersStandSideBySide() {
    clickOn("#access");
    assertTrue(lookup(".access-empty").tryQuery().isPresent());
    pick("CI pipeline");
    enter("#endpoint", "/v1/chat");
    enter("#clientIp", "10.0.0.5");
    enter("#domain", "ci.acme.example");
    enter("#tokens", "1,200");
    tap(KeyCode.ENTER);
    assertEquals("Allowed", word("backend"));
    assertEquals("Allowed", word("full"));
    assertTrue(lookup("#differ").tryQuery().isEmpty());
    assertTraceIsAs(
        service.check(
            request(
                "CI pipeline",
                "10.0.0.5",
                Optional.of("ci.acme.example"),
                OptionalLong.of(1_200))));
    assertTrue(lookup("#answered").queryAs(Label.class).getText().startsWith("Answered in "));
    enter("#endpoint", "/v1/admin");
    assertTrue(lookup("#stale").query().isVisible());
    fire("#check");
    assertFalse(lookup("#stale").query().isVisible());
    assertTrue(verdict("full").contains("Endpoint /v1/admin not allowed"));
  }

  @Test
  void theKeyboardStandsWhereOneGoesOn() {
    clickOn("#access");
    tap(KeyCode.ENTER);
    write("CI");
    tap(KeyCode.ENTER);
    assertEquals("CI pipeline", lookup("#pickName").queryAs(Label.class).getText());
    clickOn("#keys");
    clickOn("#access");
    assertTrue(lookup("#endpoint").query().isFocused());
    clickOn("Paste a key");
    assertTrue(lookup("#rawKey").query().isFocused());
    clickOn("Read a token");
    assertTrue(lookup("#token").query().isFocused());
    clickOn("#keys");
    clickOn("#access");
    assertTrue(lookup("#token").query().isFocused());
  }

  @Test
  void theKeysToPickFromStandUnderTheirFieldAndTakeTheRoomTheyNeed() {
    clickOn("#access");
    fire("#pick");
    Node box = lookup(".access-picker").query();
    Bounds field = screenBounds(lookup("#pick").query());
    assertEquals(field.getMinX(), screenBounds(box).getMinX(), 1);
    assertEquals(field.getMaxY() + 4, screenBounds(box).getMinY(), 1);
    double all = box.getLayoutBounds().getHeight();
    write("CI");
    assertTrue(box.getLayoutBounds().getHeight() < all - 100);
    assertEquals(1, lookup("#access-picker-list .kc-badge").queryAll().size());
  }

  private static Bounds screenBounds(Node node) {
    return node.localToScreen(node.getLayoutBounds());
  }

  @Test
  void theSwitchToARealRequestIsTurnedByTheSpaceBar() {
    clickOn("#access");
    interact(() -> lookup("#real").query().requestFocus());
    tap(KeyCode.SPACE);
    assertEquals("Send as real request", lookup("#check").queryAs(Button.class).getText());
    tap(KeyCode.SPACE);
    assertEquals("Check", lookup("#check").queryAs(Button.class).getText());
  }

  @Test
  void aRangeDeniesInTheBackendAloneAndLeadsToTheRestrictions() throws IOException {
    Path file =
        folder.resolve(TENANT).resolve("api_keys/keys").resolve(key("CI pipeline").id().fileName());
    Files.writeString(file, Files.readString(file).replace("10.0.0.5", "10.0.0.0/24"));
    clickOn("#access");
    pick("CI pipeline");
    enter("#endpoint", "/v1/chat");
    enter("#clientIp", "10.0.0.77");
    tap(KeyCode.ENTER);
    assertEquals("Denied", word("backend"));
    assertTrue(verdict("backend").contains("IP 10.0.0.77 not allowed"));
    assertEquals("Allowed", word("full"));
    assertTrue(differ().startsWith("The two differ. The backend compares text"), differ());
    assertTraceIsAs(
        service.check(request("CI pipeline", "10.0.0.77", Optional.empty(), OptionalLong.empty())));
    assertTrue(lookup(".access-past-entry.warning").tryQuery().isPresent());
    interact(() -> lookup("#remedy").queryAs(Hyperlink.class).fire());
    assertInstanceOf(Page.NewKey.class, shell.pageProperty().get());
  }

  @Test
  void aPastedRawKeyIsMaskedAskedAboutAndGoneWhenThePageIsLeft() {
    clickOn("#access");
    segment("Paste a key");
    TextInputControl field = lookup("#rawKey").queryAs(TextInputControl.class);
    interact(() -> field.replaceText(0, 0, BILLING_RAW));
    assertFalse(lookup("#plainRawKey").query().isVisible());
    interact(() -> lookup("#showRawKey").queryAs(ToggleButton.class).fire());
    assertTrue(lookup("#plainRawKey").query().isVisible());
    fire("#check");
    assertEquals("Allowed", word("full"));
    assertEquals(
        "Billing export",
        lookup(".access-past-entry .access-heading").queryAs(Label.class).getText());
    clickOn("#keys");
    assertEquals("", field.getText());
    clickOn("#access");
    TextInputControl again = lookup("#rawKey").queryAs(TextInputControl.class);
    interact(again::undo);
    assertEquals("", again.getText());
    assertEquals("Allowed", word("full"));
    assertTrue(lookup("#stale").query().isVisible());
  }

  @Test
  void aRawKeyThatWasDroppedWhileItsFieldIsShownCannotBeBroughtBack() {
    clickOn("#access");
    segment("Paste a key");
    TextInputControl field = lookup("#rawKey").queryAs(TextInputControl.class);
    TextInputControl plain = lookup("#plainRawKey").queryAs(TextInputControl.class);
    interact(() -> field.replaceText(0, 0, BILLING_RAW));
    interact(() -> plain.appendText("x"));
    interact(() -> around.pass(Duration.ofMinutes(61)));
    assertEquals("", field.getText());
    for (TextInputControl each : List.of(field, plain)) {
      interact(each::undo);
      assertEquals("", each.getText());
      interact(each::redo);
      assertEquals("", each.getText());
    }
  }

  @Test
  void aTextTooLongToBeAKeyIsNotTakenAndSaysSo() {
    clickOn("#access");
    segment("Paste a key");
    TextInputControl field = lookup("#rawKey").queryAs(TextInputControl.class);
    String huge = "x".repeat(10_000_000);
    interact(() -> field.replaceText(0, 0, huge));
    assertEquals("", field.getText());
    assertTrue(
        lookup("#rawKeyError").queryAs(Label.class).getText().contains("too long to be a key"));
    assertTrue(lookup("#check").query().isDisabled());
  }

  @Test
  void aRealRequestIsSentOnceHoweverLongEnterIsHeldAndLeavesOneLine() throws IOException {
    List<String> before = usageLines();
    clickOn("#access");
    pick("Billing export");
    enter("#endpoint", "/v1/chat");
    clickOn("#real");
    assertEquals("Send as real request", lookup("#check").queryAs(Button.class).getText());
    assertTrue(lookup("#realText").query().isVisible());
    assertEquals(before, usageLines());
    clickOn("#endpoint");
    press(KeyCode.ENTER).press(KeyCode.ENTER).press(KeyCode.ENTER).release(KeyCode.ENTER);
    assertEquals(before.size() + 1, usageLines().size());
    assertTrue(usageLines().getLast().contains("\"endpoint\": \"/v1/chat\""));
    assertEquals(44, key("Billing export").usage().requests());
    assertTrue(verdict("full").contains("Counted and logged as a real request."));
    clickOn("#keys");
    clickOn("#access");
    assertEquals("Check", lookup("#check").queryAs(Button.class).getText());
  }

  @Test
  void aReadOnlySessionTurnsTheSwitchOffAndSaysWhy() {
    interact(() -> shell.open(folder, TENANT, Session.readOnly(TENANT)));
    clickOn("#access");
    assertTrue(lookup("#real").query().isDisabled());
    assertEquals(
        "This session is read-only. Give a token to make changes.",
        lookup("#realBlocked").queryAs(Label.class).getText());
  }

  @Test
  void aTokenIsReadAndLeadsToItsKey() {
    ApiKey key = key("CI pipeline");
    String token = service.capabilityToken(key.id(), Map.of());
    clickOn("#access");
    segment("Read a token");
    assertTrue(lookup("#temporary").query().isVisible());
    around.clipboard = token;
    interact(() -> lookup("#pasteToken").queryAs(Hyperlink.class).fire());
    TextInputControl field = lookup("#token").queryAs(TextInputControl.class);
    String signature = token.substring(token.lastIndexOf('.') + 1);
    assertFalse(field.getText().contains(signature));
    interact(field::undo);
    assertFalse(field.getText().contains(signature));
    interact(() -> lookup("#pasteToken").queryAs(Hyperlink.class).fire());
    fire("#check");
    assertEquals(
        List.of("This run only", "Valid", "This tenant"),
        lookup(".access-verdict-word").queryAllAs(Label.class).stream()
            .map(Label::getText)
            .toList());
    assertTrue(
        lookup(".access-claim-name").queryAllAs(Label.class).stream()
            .map(Label::getText)
            .toList()
            .containsAll(List.of("sub", "api_key_id", "exp")));
    interact(() -> lookup("#show-key").queryAs(Hyperlink.class).fire());
    assertInstanceOf(Page.Keys.class, shell.pageProperty().get());
    KeyListViewModel keys = shell.keys().orElseThrow();
    assertEquals(List.of(key.id().text()), keys.selection().stream().map(KeyRow::rowId).toList());
    clickOn("#access");
    assertEquals("", lookup("#token").queryAs(TextInputControl.class).getText());
  }

  @Test
  void everyClaimOfATokenCanBeScrolledTo() {
    resize(1024, 700);
    String token = service.capabilityToken(key("CI pipeline").id(), Map.of());
    clickOn("#access");
    segment("Read a token");
    interact(() -> check().form().token().textProperty().set(token));
    fire("#check");
    untilDrawn();
    Node content = lookup("#rightScroll").queryAs(ScrollPane.class).getContent();
    Node claims = lookup(".access-trace").query();
    double end = content.sceneToLocal(claims.localToScene(claims.getLayoutBounds())).getMaxY();
    assertTrue(end <= content.getLayoutBounds().getHeight() + 1, "the claims end at " + end);
    assertTrue(lookup("#rightScroll > .scroll-bar:vertical").query().isVisible());
  }

  @Test
  void aTokenThatIsOnlyJudgedAnewKeepsTheKeyboardOnItsLink() {
    String token = service.capabilityToken(key("CI pipeline").id(), Map.of());
    clickOn("#access");
    segment("Read a token");
    interact(() -> check().form().token().textProperty().set(token));
    fire("#check");
    interact(() -> lookup("#show-key").query().requestFocus());
    assertTrue(timeOfToken().startsWith("For 1 h more"), timeOfToken());
    interact(() -> around.pass(Duration.ofMinutes(20)));
    assertTrue(timeOfToken().startsWith("For 40 min more"), timeOfToken());
    assertTrue(lookup("#show-key").query().isFocused());
  }

  private String timeOfToken() {
    return lookup(".access-judgement-reason").queryAllAs(Label.class).stream()
        .map(Label::getText)
        .toList()
        .get(1);
  }

  @Test
  void menuAndDrawerOfAKeyOpenItPicked() {
    interact(() -> select("Billing export"));
    fire("#check");
    assertEquals("Billing export", lookup("#pickName").queryAs(Label.class).getText());
    clickOn("#keys");
    interact(() -> select("CI pipeline"));
    rightClickOn("CI pipeline");
    fireMenuItem("Check access…");
    assertEquals("CI pipeline", lookup("#pickName").queryAs(Label.class).getText());
    assertEquals(AccessMode.PICK, check().form().modeProperty().get());
  }

  @Test
  void theFormAndWhatWasCheckedStayWhileOneLooksAtTheKeys() {
    clickOn("#access");
    pick("Billing export");
    enter("#endpoint", "/v1/chat");
    tap(KeyCode.ENTER);
    clickOn("#keys");
    assertEquals("", lookup("#answered").queryAs(Label.class).getText());
    clickOn("#access");
    assertEquals("Allowed", word("full"));
    assertFalse(lookup("#stale").query().isVisible());
    enter("#endpoint", "/v1/other");
    fire(".access-past-entry");
    assertEquals("/v1/chat", lookup("#endpoint").queryAs(TextInputControl.class).getText());
    interact(() -> lookup("#clear").queryAs(Hyperlink.class).fire());
    assertTrue(lookup(".access-past-entry").tryQuery().isEmpty());
  }

  @Test
  void aWizardInWhichSomethingWasTypedIsAskedAboutFirst() {
    interact(() -> shell.keys().orElseThrow().actions().newKey());
    write("Half typed");
    clickOn("#access");
    assertInstanceOf(Page.NewKey.class, shell.pageProperty().get());
    assertEquals(1, shell.dialogs().size());
  }

  @Test
  void endpointsOfTheKeyAreOffered() {
    clickOn("#access");
    pick("CI pipeline");
    fire("#endpoints");
    List<String> offered =
        Window.getWindows().stream()
            .filter(Popup.class::isInstance)
            .flatMap(
                popup -> popup.getScene().getRoot().lookupAll(".newkey-completion-entry").stream())
            .map(node -> ((Label) node).getText())
            .toList();
    assertTrue(
        offered.containsAll(List.of("/v1/chat", "/v1/embeddings", "/v1/admin")),
        offered.toString());
    tap(KeyCode.DOWN);
    tap(KeyCode.ENTER);
    assertEquals("/v1/chat", lookup("#endpoint").queryAs(TextInputControl.class).getText());
    assertTrue(lookup(".access-empty").tryQuery().map(Node::isVisible).orElse(false));
  }
}

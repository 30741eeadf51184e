package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import keyconsole.domain.ApiKey;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Message;
import keyconsole.service.KeyService;
import keyconsole.service.Session;
import keyconsole.viewmodel.Dialog;
import keyconsole.viewmodel.KeyActions;
import keyconsole.viewmodel.KeyRow;
import keyconsole.viewmodel.RevealViewModel;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.Test;

/// The dialogs inside the window, on a tenant's files.
class DialogsScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";

  @Override
  public void start(Stage stage) {
    super.start(stage);
    TestSurroundings.copyTenant(TENANT, folder);
    shell.open(folder, TENANT, TestWorkspace.administrator(TENANT));
  }

  // The key

  @Test
  void rawKeyIsMaskedUntilAskedForAndGoneWhenTheDialogIs() throws IOException {
    String raw = reveal();
    Label field = lookup(".reveal-raw").queryAs(Label.class);
    assertEquals("gt2_acme.example_" + "•".repeat(43), field.getText());
    picture("reveal");
    fire("#show");
    assertEquals(raw, field.getText());
    picture("reveal-shown");
    fire("#show");
    assertFalse(field.getText().contains(raw.substring(20)));
    fire("#show");
    fire("#stored");
    fire("#done");
    assertEquals("", field.getText());
    assertTrue(shell.dialogs().isEmpty());
  }

  @Test
  void copiedKeyLeavesTheClipboardAfterThirtySeconds() throws IOException {
    String raw = reveal();
    fire("#copy");
    assertEquals(raw, around.clipboard);
    assertEquals("Copied", labeled("#copy").getText());
    pass(6);
    assertEquals("Clipboard clears in 24 s", labeled("#clears").getText());
    picture("reveal-copied");
    pass(24);
    assertEquals("", around.clipboard);
    assertEquals("Copy", labeled("#copy").getText());
    assertFalse(lookup("#countdown").query().isVisible());
    fire("#copy");
    fire("#clearNow");
    assertEquals("", around.clipboard);
  }

  @Test
  void exampleIsOfferedInTwoLanguagesAndHoldsNoKey() throws IOException {
    String raw = reveal();
    fire("#python");
    fire("#copySnippet");
    assertTrue(around.clipboard.startsWith("import os, requests"));
    assertFalse(around.clipboard.contains(raw));
    picture("reveal-python");
    fire("#curl");
    fire("#curl");
    fire("#copySnippet");
    assertTrue(around.clipboard.startsWith("curl https://api.acme.example/v1/chat"));
  }

  @Test
  void onlyTickAndDoneLeaveTheKey() {
    reveal();
    press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
    clickOn(point("#scrim").atPosition(Pos.CENTER_LEFT).atOffset(250, 0));
    assertTrue(labeled("#done").isDisabled());
    interact(() -> ((Button) labeled("#done")).fire());
    assertInstanceOf(Dialog.Reveal.class, shell.dialogs().getLast());
    clickOn("#stored");
    clickOn("#done");
    assertTrue(shell.dialogs().isEmpty());
  }

  @Test
  void windowThatClosesAsksOnceAndTakesTheKeyWithIt() throws IOException {
    reveal();
    fire("#copy");
    boolean[] closed = new boolean[1];
    for (int times = 0; times < 2; times++) {
      interact(() -> assertFalse(shell.mayClose(() -> closed[0] = true)));
    }
    assertEquals(2, shell.dialogs().size());
    picture("question");
    clickOn("Go back");
    assertFalse(closed[0]);
    assertInstanceOf(Dialog.Reveal.class, shell.dialogs().getLast());
    interact(() -> assertFalse(shell.mayClose(() -> closed[0] = true)));
    clickOn("Close");
    assertTrue(closed[0]);
    assertEquals("", around.clipboard);
  }

  @Test
  void windowThatClosesWithAStoredKeyEmptiesTheClipboard() {
    reveal();
    fire("#copy");
    fire("#stored");
    interact(() -> assertTrue(shell.mayClose(() -> {})));
    assertEquals("", around.clipboard);
    assertEquals("", lookup(".reveal-raw").queryAs(Label.class).getText());
  }

  @Test
  void whatWentWrongBesideTheKeyIsToldWithIt() throws IOException {
    reveal();
    assertFalse(lookup("#warning").query().isVisible());
    fire("#stored");
    fire("#done");
    String said = "audit could not be written: no space is left on the device";
    Message full = Message.of(FileTrouble.NOT_WRITTEN, "audit", Message.of(FileReason.NO_SPACE));
    IssuedKey issued =
        service().create(KeyRequest.of("Returns", "olu@acme.example", List.of("rag:search")));
    reveal(new IssuedKey(issued.key(), issued.rawKey(), List.of(full)));
    assertTrue(lookup("#warning").query().isVisible());
    assertEquals(said, lookup("#warning").queryAs(Label.class).getText());
    picture("reveal-warning");
  }

  @Test
  void keyboardGoesBackToWhereItWasBeforeTheDialog() {
    interact(() -> lookup(".keys-search").query().requestFocus());
    interact(() -> shell.giveToken());
    assertFalse(lookup(".keys-search").query().isFocused());
    press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
    assertTrue(lookup(".keys-search").query().isFocused());
  }

  // Rotate

  @Test
  void rotationAtOnceChangesTheHashAndShowsTheNewKey() throws IOException {
    ApiKey old = key("Billing export");
    interact(() -> actions().rotate(old));
    assertEquals("Rotate Billing export", labeled(".dialog-title").getText());
    picture("rotate");
    clickOn("#yes");
    ApiKey rotated = key("Billing export");
    assertEquals(old.id(), rotated.id());
    assertFalse(old.hash().equals(rotated.hash()));
    assertEquals(Optional.of(TestSurroundings.NOW), rotated.lastRotated());
    assertEquals("Key rotated", labeled(".dialog-title").getText());
    assertTrue(audit().contains("api_key_rotated"));
    assertEquals(rotated, shown(rotated));
  }

  @Test
  void overlapMakesASuccessorAndEndsTheOldKeyBothLinked() throws IOException {
    ApiKey old = key("Billing export");
    interact(() -> actions().rotate(old));
    fire("15 min");
    fire("15 min");
    assertTrue(((ToggleButton) labeled("15 min")).isSelected());
    assertTrue(labeled("#text").getText().startsWith("The old key stops at 12:15 UTC."));
    picture("rotate-overlap");
    clickOn("#yes");
    List<ApiKey> both = keys().filter(key -> key.name().equals("Billing export")).toList();
    ApiKey successor = both.stream().filter(key -> !key.id().equals(old.id())).findFirst().get();
    String ending = keyFile(old);
    assertTrue(ending.contains("\"expires_at\": \"2026-11-23T12:15:00\""));
    assertTrue(ending.contains(old.hash().hex()));
    assertEquals(old.restrictions(), successor.restrictions());
    assertEquals(old.expiresAt(), successor.expiresAt());
    assertTrue(audit().contains("\"predecessor_id\": \"" + old.id() + "\""));
    assertTrue(audit().contains("\"successor_id\": \"" + successor.id() + "\""));
    assertTrue(labeled("#subtitle").getText().contains("the old key stops 23 Nov 2026, 12:15 UTC"));
    assertEquals(successor, shown(successor));
  }

  @Test
  void overlapIsOffWhereNothingOpensAndShortWhereTheKeyEndsBefore() throws IOException {
    interact(() -> actions().rotate(key("Data import")));
    assertTrue(lookup("#overlaps").query().isDisabled());
    assertTrue(labeled("#warning").getText().contains("suspended"));
    picture("rotate-suspended");
    clickOn("Cancel");
    interact(() -> actions().rotate(unnamed()));
    clickOn("6 h");
    press(KeyCode.RIGHT).release(KeyCode.RIGHT);
    assertTrue(labeled("#text").getText().contains("on 24 Nov 2026, 08:00 UTC"));
    picture("rotate-earlier");
  }

  // Revoke

  @Test
  void revocationNeedsTheNameAndShowsWhatTheKeyDid() throws IOException {
    ApiKey key = key("CI pipeline");
    interact(() -> actions().revoke(List.of(key)));
    assertEquals("3 h ago · 23 Nov 2026, 08:00 UTC", labeled("#lastUse").getText());
    assertTrue(labeled("#from").getText().contains("10.0.0.5"));
    assertEquals("11 requests", labeled("#week").getText());
    clickOn("#typed").write("CI pipe");
    assertTrue(labeled("#yes").isDisabled());
    picture("revoke");
    write("line");
    clickOn("#yes");
    assertTrue(keyFile(key).contains("\"status\": \"revoked\""));
    assertTrue(audit().contains("api_key_revoked"));
    assertTrue(shell.dialogs().isEmpty());
    assertEquals(KeyStatus.REVOKED, shown(key).status());
  }

  @Test
  void manyAreRevokedWithProgressAndCanBeStopped() throws IOException {
    List<ApiKey> active = keys().filter(key -> key.status() == KeyStatus.ACTIVE).toList();
    interact(() -> actions().revoke(active));
    clickOn("#typed").write(Integer.toString(active.size()));
    picture("revoke-many");
    interact(() -> around.tasks.hold());
    clickOn("#yes");
    interact(() -> around.tasks.goOn());
    interact(() -> around.tasks.goOn());
    assertTrue(lookup("Revoking: 2 of " + active.size()).tryQuery().isPresent());
    picture("revoke-working");
    press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
    assertInstanceOf(Dialog.Revoke.class, shell.dialogs().getLast());
    interact(() -> around.tasks.release());
    assertTrue(
        lookup("Stopped. 3 of " + active.size() + " keys are revoked.").tryQuery().isPresent());
    picture("revoke-stopped");
    clickOn("#yes");
    assertTrue(keys().noneMatch(key -> key.status() == KeyStatus.ACTIVE));
    assertEquals(active.size(), audit().split("\"api_key_revoked\"", -1).length - 2);
  }

  // Extend

  @Test
  void severalAreExtendedAndNoneIsShortened() throws IOException {
    ApiKey longer = key("Café Zürich 東京 🔑");
    interact(() -> actions().extend(keys().toList()));
    assertTrue(labeled("#others").getText().contains("1 key ends later already"));
    picture("extend");
    clickOn("#yes");
    Instant end = Instant.parse("2027-02-21T12:00:00Z");
    assertEquals(8, keys().filter(key -> key.expiresAt().equals(Optional.of(end))).count());
    assertEquals(longer, key(longer.name()));
    assertEquals(Optional.of(end), shown(key("CI pipeline")).expiresAt());
  }

  // Suspend

  @Test
  void suspensionIsOneClickAndUndoneByAnother() throws IOException {
    ApiKey key = key("Billing export");
    interact(() -> actions().suspend(List.of(key)));
    assertEquals(KeyStatus.SUSPENDED, shown(key).status());
    picture("suspended");
    fire("#undo");
    assertEquals(KeyStatus.ACTIVE, shown(key).status());
    assertTrue(audit().contains("api_key_resumed"));
  }

  // Refusals

  @Test
  void readOnlySessionIsRefusedWhereItWasTried() throws IOException {
    ApiKey key = key("Billing export");
    interact(() -> actions().rotate(key));
    interact(() -> service().actFor(Session.readOnly(TENANT)));
    String before = keyFile(key);
    clickOn("#yes");
    assertTrue(failure().startsWith("“Billing export” was not rotated."));
    assertInstanceOf(Dialog.Rotate.class, shell.dialogs().getLast());
    assertTrue(shell.notices().shownProperty().get().isEmpty());
    assertEquals(before, keyFile(key));
    picture("rotate-failed");
  }

  @Test
  void strangerIsRefusedForEachKeyByNameWithTheDetailToCopy() throws IOException {
    List<ApiKey> two = List.of(key("Billing export"), key("CI pipeline"));
    interact(() -> actions().revoke(two));
    interact(() -> service().actFor(TestWorkspace.person(TENANT, "dana@acme.example")));
    clickOn("#typed").write("2");
    clickOn("#yes");
    assertEquals(KeyStatus.REVOKED, key("Billing export").status());
    assertEquals(KeyStatus.ACTIVE, key("CI pipeline").status());
    assertTrue(failure().startsWith("1 of 2 keys are revoked. These are not:\nCI pipeline: "));
    picture("revoke-failed");
    clickOn("Copy detail");
    assertTrue(around.clipboard.startsWith(two.get(1).id() + " CI pipeline: "));
    assertTrue(around.clipboard.contains("NotAuthorizedException"));
  }

  @Test
  void longNamesAreShownWhole() throws IOException {
    String name = "Nightly reconciliation of the kiosk invoices of three sites ".repeat(3).strip();
    interact(
        () ->
            service().create(KeyRequest.of(name, "dana@acme.example", List.of())).rawKey().close());
    ApiKey key = key(name);
    interact(() -> actions().revoke(List.of(key)));
    picture("revoke-long");
    clickOn("#back");
    interact(() -> actions().rotate(key));
    picture("rotate-long");
  }

  @Test
  void auditLogThatCannotBeWrittenIsToldInTheDialog() throws IOException {
    Path log = folder.resolve(TENANT).resolve("api_keys/audit");
    Files.delete(log.resolve("audit_2026-11-23.jsonl"));
    Files.delete(log);
    Files.writeString(log, "no folder");
    interact(() -> actions().revoke(List.of(key("Billing export"))));
    clickOn("#typed").write("Billing export");
    clickOn("#yes");
    assertTrue(failure().contains("audit"));
    clickOn("Copy detail");
    assertTrue(around.clipboard.contains("StoreException"));
  }

  @Test
  void tokenDialogTakesItsFieldsContentAway() throws IOException {
    interact(shell::giveToken);
    picture("token");
    clickOn("#secret").write(TestSurroundings.SECRET);
    TextInputControl secret = lookup("#secret").queryAs(TextInputControl.class);
    clickOn("Cancel");
    assertEquals("", secret.getText());
    interact(secret::undo);
    interact(secret::undo);
    assertEquals("", secret.getText());
  }

  // What the tests do

  private String reveal() {
    ApiKey key = key("Billing export");
    IssuedKey issued =
        service().create(KeyRequest.of("Returns assistant", key.ownerId(), List.of("rag:search")));
    String raw = issued.rawKey().value();
    reveal(issued);
    return raw;
  }

  private void reveal(IssuedKey issued) {
    interact(
        () ->
            shell.open(
                new Dialog.Reveal(
                    new RevealViewModel(shell.workspaceProperty().get().orElseThrow(), issued))));
  }

  private KeyService service() {
    return shell.workspaceProperty().get().orElseThrow().service();
  }

  private KeyActions actions() {
    return shell.keys().orElseThrow().actions();
  }

  private Stream<ApiKey> keys() {
    return service().list().stream();
  }

  private ApiKey key(String name) {
    return keys().filter(key -> key.name().equals(name)).findFirst().orElseThrow();
  }

  private ApiKey unnamed() {
    return keys().filter(key -> key.name().isBlank()).findFirst().orElseThrow();
  }

  /// The key as the table shows it.
  private ApiKey shown(ApiKey key) {
    return shell.keys().orElseThrow().rows().stream()
        .filter(KeyRow.Entry.class::isInstance)
        .map(row -> ((KeyRow.Entry) row).key())
        .filter(row -> row.id().equals(key.id()))
        .findFirst()
        .orElseThrow();
  }

  private String keyFile(ApiKey key) throws IOException {
    return Files.readString(
        folder.resolve(TENANT).resolve("api_keys/keys").resolve(key.id().fileName()));
  }

  private String audit() throws IOException {
    return Files.readString(
        folder.resolve(TENANT).resolve("api_keys/audit/audit_2026-11-23.jsonl"));
  }

  private String failure() {
    return lookup(".dialog-failure-text").queryAs(Label.class).getText();
  }

  private Labeled labeled(String query) {
    return lookup(query).queryAll().stream()
        .map(DialogsScreenTest::labeledOf)
        .flatMap(Optional::stream)
        .filter(DialogsScreenTest::isInDialog)
        .findFirst()
        .orElseThrow(() -> new AssertionError(query));
  }

  /// A look-up by text also finds the text node inside of a control.
  private static Optional<Labeled> labeledOf(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (at instanceof ButtonBase button) {
        return Optional.of(button);
      }
    }
    return node instanceof Labeled labeled ? Optional.of(labeled) : Optional.empty();
  }

  private static boolean isInDialog(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (at.getStyleClass().contains("dialog-card")) {
        return true;
      }
    }
    return false;
  }

  private void fire(String query) {
    ButtonBase button =
        query.equals("#undo") ? lookup(query).queryAs(Button.class) : (ButtonBase) labeled(query);
    interact(button::fire);
  }

  private void pass(long seconds) {
    interact(() -> around.pass(Duration.ofSeconds(seconds)));
  }
}

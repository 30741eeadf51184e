package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import keyconsole.domain.KeyTemplate;
import keyconsole.domain.Scope;
import keyconsole.domain.Value;
import keyconsole.service.Session;
import keyconsole.viewmodel.Dialog;
import keyconsole.viewmodel.NewKeyStart;
import keyconsole.viewmodel.NewKeyViewModel;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import keyconsole.viewmodel.WizardStep;
import keyconsole.viewmodel.Workspace;
import org.junit.jupiter.api.Test;

/// Templates in the window: a key made from one, one made from a key, and the list of all.
class TemplatesScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";

  private Workspace workspace;

  @Override
  public void start(Stage stage) {
    super.start(stage);
    TestSurroundings.copyTenant(TENANT, folder);
    shell.open(folder, TENANT, TestWorkspace.administrator(TENANT));
    workspace = shell.workspaceProperty().get().orElseThrow();
  }

  private NewKeyViewModel wizard() {
    return assertInstanceOf(Page.NewKey.class, shell.pageProperty().get()).model();
  }

  private Button card(String name) {
    return lookup(".newkey-choice").queryAllAs(Button.class).stream()
        .filter(
            each ->
                each.getUserData() instanceof NewKeyStart.Offer offer
                    && offer.template().isCalled(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void keyIsMadeFromATemplateThatWasChosenInTheWizard() {
    resize(1000, 860);
    clickOn(".keys-new");
    clickOn("A template");
    interact(card("Service integration")::fire);
    assertEquals(Scope.TENANT, wizard().who().scope().value());
    assertTrue(
        lookup(".newkey-told").queryAs(Label.class).getText().startsWith("Filled from Service"));
    clickOn("#name");
    write("Warehouse");
    for (WizardStep step : WizardStep.values()) {
      assertEquals(step, wizard().stepProperty().get());
      clickOn("#next");
    }
    assertInstanceOf(Dialog.Reveal.class, shell.dialogs().getLast());
    assertEquals(
        List.of("automation:api_calls", "automation:webhooks", "rag:search"),
        workspace.service().list().stream()
            .filter(key -> key.name().equals("Warehouse"))
            .findFirst()
            .orElseThrow()
            .capabilities());
  }

  @Test
  void whatWasTypedStaysUntilTheQuestionIsAnswered() {
    resize(1000, 860);
    interact(() -> shell.show(new Page.NewKey(new NewKeyViewModel(workspace))));
    interact(() -> wizard().capabilities().grant("image:dall-e", true));
    clickOn("A template");
    interact(card("CI pipeline")::fire);
    assertInstanceOf(Dialog.Question.class, shell.dialogs().getLast());
    picture("new-key-start-question");
    clickOn("Keep mine");
    assertEquals(List.of("image:dall-e"), wizard().capabilities().chosen());
    interact(card("CI pipeline")::fire);
    clickOn("Replace");
    assertTrue(wizard().capabilities().chosen().contains("external:github"));
  }

  @Test
  void keysMenuSavesATemplateThatTheListShows() {
    resize(1000, 860);
    interact(
        () ->
            shell
                .keys()
                .orElseThrow()
                .actions()
                .saveAsTemplate(workspace.service().list().getFirst()));
    clickOn("#name");
    press(KeyCode.CONTROL, KeyCode.A).release(KeyCode.A, KeyCode.CONTROL);
    write("Shop tills");
    picture("templates-save");
    press(KeyCode.ENTER).release(KeyCode.ENTER);
    assertTrue(shell.dialogs().isEmpty());
    clickOn("#moreNew");
    fireMenuItem("Templates…");
    assertTrue(texts(".templates-name").contains("Shop tills"));
    Node delete =
        lookup(".templates-row .kc-icon").queryAllAs(Button.class).stream()
            .filter(each -> each.getAccessibleText().equals("Delete Shop tills"))
            .findFirst()
            .orElseThrow();
    clickOn(delete);
    assertEquals(List.of(), workspace.service().templates().list().templates());
    press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
    assertTrue(shell.dialogs().isEmpty());
    clickOn("#undo");
    assertEquals(1, workspace.service().templates().list().templates().size());
  }

  @Test
  void importShowsWhoseTemplateItWouldReplaceAndLeavesWhatChangedSince() throws IOException {
    KeyTemplate before = KeyTemplate.named("Kiosk", "In the shops");
    workspace.service().templates().add(List.of(before));
    around.openFrom =
        Optional.of(
            Files.writeString(
                folder.resolve("in.json"),
                "[{\"name\": \"Kiosk\", \"description\": \"Mine\", \"scope\": \"admin\"}]"));
    interact(() -> shell.keys().orElseThrow().actions().showTemplates());
    clickOn("#importFile");
    assertEquals(
        List.of(
            "Kiosk",
            "Shared by olu@acme.example, 23 Nov 2026, 12:00 UTC",
            "Description: In the shops → Mine",
            "Scope: left open → admin"),
        firstRow());
    picture("templates-replaced");
    KeyTemplate theirs = KeyTemplate.named("Kiosk", "Since then");
    interact(() -> workspace.service().templates().replace(List.of(theirs), List.of(before)));
    clickOn("#replace");
    assertEquals(List.of(theirs), workspace.service().templates().list().templates());
    assertTrue(firstRow().contains("Description: Since then → Mine"), firstRow().toString());
    picture("templates-changed-since");
    clickOn("#replace");
    assertEquals(
        "Mine", workspace.service().templates().list().templates().getFirst().description());
  }

  /// The texts of the first row of the list.
  private List<String> firstRow() {
    return from(lookup(".templates-row").<Node>query())
        .lookup(".label")
        .queryAllAs(Label.class)
        .stream()
        .map(Label::getText)
        .toList();
  }

  private List<String> texts(String style) {
    return lookup(style).queryAllAs(Label.class).stream().map(Label::getText).toList();
  }

  @Test
  void everyStateLeavesItsPicture() throws IOException {
    NewKeyViewModel wizard = new NewKeyViewModel(workspace);
    interact(() -> shell.show(new Page.NewKey(wizard)));
    picture("new-key-start-blank");
    workspace
        .service()
        .templates()
        .add(
            List.of(
                KeyTemplate.named(
                    "Kiosk 東京", "Assistants in the three shops of Zürich, Bern and 東京"),
                new KeyTemplate(
                    "A template with a name so long that it does not fit anywhere at all",
                    "",
                    Optional.of(Scope.ADMIN),
                    Optional.of(List.of()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Value.Fields.EMPTY)));
    NewKeyViewModel next = new NewKeyViewModel(workspace);
    interact(() -> shell.show(new Page.NewKey(next)));
    interact(() -> next.start().fromProperty().set(NewKeyStart.From.TEMPLATE));
    interact(() -> next.start().choose(next.start().offers().get(3)));
    interact(() -> shell.notices().dismiss());
    picture("new-key-start-template");
    interact(() -> next.start().fromProperty().set(NewKeyStart.From.KEY));
    interact(() -> next.start().choose(next.start().found().get(1)));
    interact(() -> shell.notices().dismiss());
    picture("new-key-start-key");
    interact(() -> next.goTo(WizardStep.REVIEW));
    picture("new-key-start-review");
    Path file = folder.resolve(TENANT).resolve("api_keys/.console/templates.jsonl");
    Files.writeString(file, Files.readString(file) + "{\"name\": \"Bad\", \"scope\": 1}\n");
    interact(() -> shell.showKeys());
    interact(() -> shell.keys().orElseThrow().actions().showTemplates());
    picture("templates");
    Path imported = Files.writeString(folder.resolve("in.json"), "[{\"name\": \"Kiosk 東京\"}, 1]");
    around.openFrom = Optional.of(imported);
    clickOn("#importFile");
    picture("templates-clash");
    clickOn("Leave out");
    interact(() -> shell.escape());
    interact(() -> shell.open(folder, TENANT, Session.readOnly(TENANT)));
    interact(() -> shell.keys().orElseThrow().actions().showTemplates());
    picture("templates-read-only");
  }
}

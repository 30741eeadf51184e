package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import javafx.stage.Stage;
import keyconsole.domain.Scope;
import keyconsole.viewmodel.ExpiryChoice;
import keyconsole.viewmodel.NewKeyLimit;
import keyconsole.viewmodel.NewKeyRestriction;
import keyconsole.viewmodel.NewKeyViewModel;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import keyconsole.viewmodel.WizardStep;
import keyconsole.viewmodel.Workspace;
import org.junit.jupiter.api.Test;

/// A picture of each step of the wizard: as it begins, filled in, with errors, and of an edit.
class NewKeyPicturesTest extends WindowTest {

  private static final String TENANT = "acme.example";

  private Workspace workspace;

  @Override
  public void start(Stage stage) {
    super.start(stage);
    TestSurroundings.copyTenant(TENANT, folder);
    shell.open(folder, TENANT, TestWorkspace.administrator(TENANT));
    workspace = shell.workspaceProperty().get().orElseThrow();
  }

  @Test
  void eachStepLeavesItsPicture() {
    NewKeyViewModel wizard = show(new NewKeyViewModel(workspace));
    picture("new-key-who-empty");
    interact(() -> fill(wizard));
    pictures(wizard, "");
    assertEquals(WizardStep.REVIEW, wizard.stepProperty().get());
  }

  @Test
  void eachStepWithErrorsLeavesItsPicture() {
    NewKeyViewModel wizard = show(new NewKeyViewModel(workspace));
    interact(() -> fill(wizard));
    visitAll(wizard);
    for (WizardStep step : WizardStep.values()) {
      interact(() -> wizard.goTo(step));
      interact(() -> spoil(wizard, step));
      picture("new-key-" + step.name().toLowerCase(Locale.ROOT) + "-wrong");
      boolean review = step == WizardStep.REVIEW;
      assertEquals(review ? 0 : 1, wizard.steps().stream().filter(WizardStep.Entry::wrong).count());
      interact(() -> repair(wizard));
    }
  }

  @Test
  void anEditLeavesItsPictures() {
    NewKeyViewModel wizard =
        show(new NewKeyViewModel(workspace, workspace.service().list().getFirst()));
    interact(() -> wizard.who().name().textProperty().set("Returns assistant of the second floor"));
    interact(() -> limit(wizard, NewKeyLimit.Kind.COST).reset());
    interact(() -> limit(wizard, NewKeyLimit.Kind.COST).field().textProperty().set("700"));
    interact(() -> wizard.limits().expiry().choice().valueProperty().set(ExpiryChoice.DAYS_30));
    pictures(wizard, "-edit");
  }

  @Test
  void aSmallWindowLeavesItsPictures() {
    NewKeyViewModel wizard = show(new NewKeyViewModel(workspace));
    interact(() -> fill(wizard));
    interact(() -> resize(1024, 700));
    pictures(wizard, "-small");
  }

  private NewKeyViewModel show(NewKeyViewModel wizard) {
    interact(() -> shell.show(new Page.NewKey(wizard)));
    return wizard;
  }

  private static NewKeyLimit limit(NewKeyViewModel wizard, NewKeyLimit.Kind kind) {
    return wizard.limits().limit(kind);
  }

  private static void fill(NewKeyViewModel wizard) {
    wizard.who().name().textProperty().set("Returns assistant");
    wizard.who().description().textProperty().set("Answers questions about returns");
    wizard.who().scope().valueProperty().set(Scope.TENANT);
    wizard.capabilities().grant("llm:gpt-4", true);
    wizard.capabilities().grant("rag:search", true);
    wizard.capabilities().grant("embedding:openai", true);
    limit(wizard, NewKeyLimit.Kind.COST).field().textProperty().set("8,000");
    list(wizard, NewKeyRestriction.Kind.ENDPOINTS, "/v1/chat\n/v1/embeddings");
    list(wizard, NewKeyRestriction.Kind.IPS, "203.0.113.7");
    list(wizard, NewKeyRestriction.Kind.DOMAINS, "shop.acme.example");
    wizard.constraints().form().get(1).field().textProperty().set("1024");
    wizard
        .constraints()
        .json()
        .textProperty()
        .set("{\n  \"llm:gpt-4\": {\n    \"max_tokens\": 2000\n  }\n}");
  }

  private static void list(NewKeyViewModel wizard, NewKeyRestriction.Kind kind, String text) {
    wizard.restrictions().list(kind).field().textProperty().set(text);
  }

  private static void spoil(NewKeyViewModel wizard, WizardStep step) {
    switch (step) {
      case WHO -> {
        wizard.who().name().textProperty().set("");
        wizard
            .who()
            .description()
            .textProperty()
            .set("Answers 東京 and everybody else who asks at length about returns and refunds");
        wizard.who().owner().textProperty().set("");
      }
      case CAPABILITIES -> wizard.capabilities().other().textProperty().set("gpt");
      case LIMITS -> {
        limit(wizard, NewKeyLimit.Kind.MONTH).field().textProperty().set("40,000");
        wizard.limits().expiry().choice().valueProperty().set(ExpiryChoice.NEVER);
        wizard.visited(wizard.limits().expiry().reason());
      }
      case RESTRICTIONS -> {
        list(wizard, NewKeyRestriction.Kind.ENDPOINTS, "/v1/*");
        list(wizard, NewKeyRestriction.Kind.IPS, "10.1.0.0/24");
      }
      case CONSTRAINTS -> {
        wizard.constraints().form().getFirst().field().textProperty().set("many");
        wizard.constraints().json().textProperty().set("{ \"a\": }");
      }
      case REVIEW -> wizard.who().name().textProperty().set("A very long name ".repeat(20));
    }
  }

  private static void repair(NewKeyViewModel wizard) {
    fill(wizard);
    wizard.who().owner().textProperty().set("olu@acme.example");
    wizard.capabilities().other().textProperty().set("");
    limit(wizard, NewKeyLimit.Kind.MONTH).reset();
    wizard.limits().expiry().choice().valueProperty().set(ExpiryChoice.DAYS_90);
    wizard.constraints().form().getFirst().reset();
  }

  private void visitAll(NewKeyViewModel wizard) {
    for (WizardStep step : WizardStep.values()) {
      interact(() -> wizard.goTo(step));
    }
  }

  private void pictures(NewKeyViewModel wizard, String kind) {
    visitAll(wizard);
    for (WizardStep step : WizardStep.values()) {
      interact(() -> wizard.goTo(step));
      picture("new-key-" + step.name().toLowerCase(Locale.ROOT) + kind);
    }
  }
}

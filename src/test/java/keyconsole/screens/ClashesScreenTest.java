package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.RadioButton;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyEdit;
import keyconsole.service.KeyService;
import keyconsole.viewmodel.NewKeyViewModel;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import keyconsole.viewmodel.WizardStep;
import keyconsole.viewmodel.Workspace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A key that somebody else changes while it is open in the wizard, under a person's eyes.
class ClashesScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";

  private ApiKey key;
  private NewKeyViewModel wizard;

  @BeforeEach
  void bothChangeTheSame() {
    TestSurroundings.copyTenant(TENANT, folder);
    interact(() -> shell.open(folder, TENANT, TestWorkspace.administrator(TENANT)));
    Workspace workspace = shell.workspaceProperty().get().orElseThrow();
    key =
        service().list().stream()
            .filter(each -> each.name().equals("CI pipeline"))
            .findFirst()
            .orElseThrow();
    interact(
        () -> {
          wizard = new NewKeyViewModel(workspace, key);
          shell.show(new Page.NewKey(wizard));
          wizard.who().name().textProperty().set("A name that I typed, _longer_ ".repeat(4));
          wizard.who().description().textProperty().set("");
          wizard.capabilities().grant("rag:search", true);
          service()
              .update(
                  key.id(),
                  KeyEdit.NOTHING
                      .withName("Theirs")
                      .withDescription("Told by them")
                      .withCapabilities(List.of("llm:gpt-4")));
          wizard.goTo(WizardStep.REVIEW);
          wizard.next();
        });
  }

  private KeyService service() {
    return shell.workspaceProperty().get().orElseThrow().service();
  }

  private ApiKey now() {
    return service().list().stream()
        .filter(each -> each.id().equals(key.id()))
        .findFirst()
        .orElseThrow();
  }

  private List<String> texts(String style) {
    return lookup(".clashes-grid " + style).queryAllAs(Labeled.class).stream()
        .map(Labeled::getText)
        .toList();
  }

  private Button save() {
    return lookup(".clashes-card #save").queryButton();
  }

  private void choose(String style, int row) {
    interact(
        () ->
            lookup(".clashes-grid " + style).queryAllAs(RadioButton.class).stream()
                .skip(row)
                .findFirst()
                .orElseThrow()
                .fire());
  }

  @Test
  void bothVersionsStandSideBySideAndEachFieldIsChosen() {
    assertEquals(List.of("Name", "Description", "Capabilities"), texts(".clashes-label"));
    assertEquals(
        List.of("CI pipeline", "Nightly build", "llm:gpt-4\nautomation:execute"),
        texts(".clashes-was"));
    assertEquals(List.of("Theirs", "Told by them", "llm:gpt-4"), texts(".clashes-theirs"));
    assertEquals("Nothing", texts(".clashes-mine").get(1));
    assertTrue(save().isDisabled());
    choose(".clashes-theirs", 0);
    choose(".clashes-mine", 1);
    assertTrue(save().isDisabled());
    choose(".clashes-theirs", 2);
    picture("clashes");
    interact(save()::fire);
    assertEquals("Theirs", now().name());
    assertEquals("", now().description());
    assertEquals(List.of("llm:gpt-4"), now().capabilities());
    assertInstanceOf(Page.Keys.class, shell.pageProperty().get());
  }

  @Test
  void escapeLeadsBackToWhatWasTyped() {
    ApiKey before = now();
    interact(() -> shell.escape());
    assertTrue(shell.dialogs().isEmpty());
    assertEquals(wizard, assertInstanceOf(Page.NewKey.class, shell.pageProperty().get()).model());
    assertTrue(wizard.who().name().text().startsWith("A name that I typed"));
    assertTrue(
        lookup("#foot")
            .queryAs(Labeled.class)
            .getText()
            .startsWith("Somebody else changed this meanwhile: Name, Description, Capabilities."));
    picture("clashes-back");
    assertEquals(before, now());
  }
}

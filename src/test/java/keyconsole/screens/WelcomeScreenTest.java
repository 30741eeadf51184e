package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import keyconsole.view.Fonts;
import keyconsole.view.FxmlFile;
import keyconsole.view.ShellView;
import keyconsole.view.Theme;
import keyconsole.view.ViewLoader;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.RecentTenants.Recent;
import keyconsole.viewmodel.ShellViewModel;
import keyconsole.viewmodel.Surroundings;
import keyconsole.viewmodel.TestSurroundings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationTest;

class WelcomeScreenTest extends ApplicationTest {

  @TempDir Path dataRoot;
  private final TestSurroundings test = new TestSurroundings();
  private ShellViewModel shell;

  @Override
  public void start(Stage stage) {
    Fonts.load();
    TestSurroundings.copyTenant("acme.example", dataRoot);
    TestSurroundings.makeTenant("globex.example", dataRoot);
    test.recents.add(
        new Recent(dataRoot, "acme.example", 9, TestSurroundings.NOW.minus(Duration.ofHours(2))));
    test.recents.add(
        new Recent(dataRoot, "gone.example", 40, TestSurroundings.NOW.minus(Duration.ofDays(31))));
    Surroundings surroundings = test.surroundings();
    shell = new ShellViewModel(surroundings);
    ViewLoader loader = new ViewLoader(surroundings.texts());
    Parent root = loader.load(FxmlFile.SHELL, new ShellView(shell, loader));
    Scene scene = new Scene(root, 1000, 800);
    Theme.dress(scene, false);
    stage.setScene(scene);
    stage.show();
  }

  @AfterEach
  void close() {
    interact(() -> shell.close());
  }

  private TextInputControl field(String id) {
    return lookup(id).queryAs(TextInputControl.class);
  }

  private Button button(String id) {
    return lookup(id).queryAs(Button.class);
  }

  private void give(String token) {
    interact(() -> field("#token").replaceText(0, field("#token").getLength(), token));
    clickOn("#secret").write(TestSurroundings.SECRET);
  }

  @Test
  void tokenForAnotherTenantIsRefusedUnderItsField() {
    give(TestSurroundings.token("globex.example", 60));
    interact(() -> button("#openAs").fire());
    Label refusal = lookup("#refusal").queryAs(Label.class);
    assertTrue(refusal.isVisible());
    assertEquals("This token is for globex.example, not acme.example.", refusal.getText());
    assertTrue(button("#openAs").isDisabled());
    assertFalse(button("#openReadOnly").isDisabled());
    assertTrue(shell.tenantName().isEmpty());
  }

  @Test
  void signatureNeverStandsInTheFieldNotEvenAfterUndo() {
    String token = TestSurroundings.token("acme.example", 60);
    String signature = token.substring(token.lastIndexOf('.') + 1);
    give(token);
    assertTrue(field("#token").getText().endsWith("•"));
    assertFalse(field("#token").getText().contains(signature));
    interact(() -> field("#token").undo());
    interact(() -> field("#token").redo());
    assertFalse(field("#token").getText().contains(signature));
  }

  @Test
  void goodTokenOpensTheTenantForWhoeverItNames() {
    give(TestSurroundings.token("acme.example", 60));
    press(KeyCode.ENTER).release(KeyCode.ENTER);
    assertInstanceOf(Page.Keys.class, shell.pageProperty().get());
    assertEquals("olu@acme.example", lookup(".shell-session-who").queryAs(Label.class).getText());
  }

  @Test
  void secretIsShownOnlyWhenAskedFor() {
    clickOn("#secret").write("s3cret");
    assertFalse(field("#plainSecret").isVisible());
    clickOn("#showSecret");
    assertTrue(field("#plainSecret").isVisible());
    assertEquals("s3cret", field("#plainSecret").getText());
  }

  @Test
  void tenantThatIsGoneSaysSoAndCannotBeOpened() {
    clickOn("gone.example");
    assertTrue(lookup("Directory not found").tryQuery().isPresent());
    assertTrue(button("#openReadOnly").isDisabled());
    assertTrue(button("#openAs").isDisabled());
  }

  @Test
  void folderWithSeveralTenantsOffersThem() {
    test.chosen = Optional.of(dataRoot);
    clickOn("#choose");
    clickOn("globex.example");
    clickOn("#openReadOnly");
    assertEquals(Optional.of("globex.example"), shell.tenantName());
    assertEquals("Read-only", lookup(".shell-session-who").queryAs(Label.class).getText());
  }

  @Test
  void folderWithoutTenantsIsToldUnderTheList() {
    test.chosen = Optional.of(dataRoot.getParent().resolve("nowhere"));
    clickOn("#choose");
    assertTrue(lookup("#problem").queryAs(Label.class).getText().contains("nowhere"));
  }

  @Test
  void chipAsksForATokenAndEscapeGoesBack() {
    clickOn("#openReadOnly");
    clickOn(".shell-session");
    assertTrue(lookup("#verify").tryQuery().isPresent());
    assertTrue(field("#token").isFocused());
    press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
    assertFalse(lookup("#verify").tryQuery().isPresent());
    clickOn(".shell-session");
    give(TestSurroundings.token("acme.example", 60));
    clickOn("#verify");
    assertEquals("olu@acme.example", lookup(".shell-session-who").queryAs(Label.class).getText());
  }
}

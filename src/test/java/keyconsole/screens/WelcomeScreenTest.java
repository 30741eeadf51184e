package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.javafx.tk.TKClipboard;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.PickResult;
import javafx.scene.input.TransferMode;
import javafx.stage.Stage;
import keyconsole.DrivenTest;
import keyconsole.view.Fonts;
import keyconsole.view.FxmlFile;
import keyconsole.view.ShellView;
import keyconsole.view.Theme;
import keyconsole.view.ViewLoader;
import keyconsole.viewmodel.Look;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.RecentTenants.Recent;
import keyconsole.viewmodel.ShellViewModel;
import keyconsole.viewmodel.Surroundings;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.Work;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WelcomeScreenTest extends DrivenTest {

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
    Theme.dress(scene, Look.LIGHT);
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
  void folderThatIsDroppedOnThePageOffersItsTenants() {
    drop(dataRoot.resolve("globex.example"));
    assertEquals("In " + dataRoot.resolve("globex.example"), heading());
    clickOn("globex.example");
    clickOn("#openReadOnly");
    assertEquals(Optional.of("globex.example"), shell.tenantName());
  }

  @Test
  void droppedFolderWithoutTenantsIsToldAndTheListStays() throws IOException {
    drop(Files.createDirectory(dataRoot.resolve("empty")));
    assertTrue(
        lookup("#problem")
            .queryAs(Label.class)
            .getText()
            .startsWith("There is no api_keys directory in " + dataRoot.resolve("empty")));
    assertEquals("Recent", heading());
  }

  private String heading() {
    return lookup("#heading").queryAs(Label.class).getText();
  }

  /// What the toolkit fires when a folder is let go over the page.
  private void drop(Path folder) {
    interact(
        () -> {
          Node page = lookup("#root").query();
          Dragboard dragged = dragboard(folder);
          DragEvent over = drag(DragEvent.DRAG_OVER, dragged, page);
          page.fireEvent(over);
          assertTrue(over.isAccepted());
          page.fireEvent(drag(DragEvent.DRAG_DROPPED, dragged, page));
        });
  }

  /// The toolkit makes one only of a gesture, which nothing outside it can feign.
  private static Dragboard dragboard(Path folder) {
    TKClipboard held =
        (TKClipboard)
            Proxy.newProxyInstance(
                TKClipboard.class.getClassLoader(),
                new Class<?>[] {TKClipboard.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getTransferModes" -> Set.of(TransferMode.LINK, TransferMode.COPY);
                      case "hasContent" -> DataFormat.FILES.equals(arguments[0]);
                      case "getContent" -> List.of(folder.toFile());
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    try {
      Constructor<Dragboard> maker = Dragboard.class.getDeclaredConstructor(TKClipboard.class);
      maker.setAccessible(true);
      return maker.newInstance(held);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("This JavaFX makes its dragboards in another way", e);
    }
  }

  private static DragEvent drag(EventType<DragEvent> type, Dragboard dragged, Node page) {
    return new DragEvent(
        type, dragged, 10, 10, 10, 10, TransferMode.LINK, page, page, new PickResult(page, 10, 10));
  }

  @Test
  void keyboardOpensAFolderATenantAndForgetsOne() {
    test.chosen = Optional.of(dataRoot);
    press(KeyCode.SHORTCUT, KeyCode.O).release(KeyCode.O, KeyCode.SHORTCUT);
    assertEquals("In " + dataRoot, heading());
    clickOn("#recent");
    clickOn("gone.example");
    type(KeyCode.DELETE);
    assertEquals(1, test.recents.size());
    assertFalse(lookup("gone.example").tryQuery().isPresent());
    clickOn("acme.example");
    type(KeyCode.ENTER);
    assertEquals(Optional.of("acme.example"), shell.tenantName());
    assertEquals("Read-only", lookup(".shell-session-who").queryAs(Label.class).getText());
  }

  @Test
  void deleteForgetsNothingThatWasNeverOpened() {
    test.chosen = Optional.of(dataRoot);
    clickOn("#choose");
    clickOn("globex.example");
    type(KeyCode.DELETE);
    assertTrue(lookup("globex.example").tryQuery().isPresent());
    assertEquals(2, test.recents.size());
  }

  @Test
  void buttonSaysAsWhatTheTokenOpens() {
    assertEquals("Open with this token", button("#openAs").getText());
    give(TestSurroundings.token("acme.example", 60));
    assertEquals("Open as administrator", button("#openAs").getText());
    interact(() -> field("#token").clear());
    assertEquals("Open with this token", button("#openAs").getText());
  }

  @Test
  void tenantMenuTurnsToAnotherTenantByKeyboardAndClosesTheOpenOne() {
    test.recents.add(new Recent(dataRoot, "globex.example", 0, TestSurroundings.NOW));
    clickOn("#openReadOnly");
    interact(() -> lookup("#tenant").query().requestFocus());
    type(KeyCode.SPACE);
    assertFalse(lookup("gone.example").tryQuery().isPresent());
    assertTrue(lookup("Open another directory…").tryQuery().isPresent());
    clickOn("globex.example");
    assertEquals(Optional.of("globex.example"), shell.tenantName());
    clickOn("#tenant");
    clickOn("Close globex.example");
    assertTrue(shell.tenantName().isEmpty());
    assertEquals("Key Console 1.0.0", lookup("#version").queryAs(Label.class).getText());
  }

  @Test
  void workStandsAtTheRightWithItsWayOut() {
    AtomicInteger cancelled = new AtomicInteger();
    interact(
        () ->
            shell.working(
                Optional.of(new Work("Making it", 0.64, Optional.of(cancelled::incrementAndGet)))));
    assertEquals("Making it", lookup("#workText").queryAs(Label.class).getText());
    assertEquals("64 %", lookup("#workPercent").queryAs(Label.class).getText());
    assertEquals(96, lookup("#workBar").query().getLayoutBounds().getWidth(), 0.5);
    assertFalse(lookup("#version").query().isVisible());
    clickOn("#workCancel");
    assertEquals(1, cancelled.get());
    interact(() -> shell.working(Optional.of(new Work("Reading", -1, Optional.empty()))));
    assertFalse(lookup("#workBar").query().isVisible());
    assertFalse(lookup("#workCancel").query().isVisible());
    interact(() -> shell.working(Optional.empty()));
    assertFalse(lookup("#workText").query().getParent().isVisible());
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

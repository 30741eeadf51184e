package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.theme.PrimerLight;
import java.nio.file.Path;
import java.util.Objects;
import javafx.application.Application;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import keyconsole.view.FxmlFile;
import keyconsole.view.KeyListView;
import keyconsole.view.ViewLoader;
import keyconsole.viewmodel.KeyFilter;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationTest;

class KeysScreenTest extends ApplicationTest {

  private static final String BILLING_RAW =
      "gt2_acme.example_zBT63bsoljm2u2TaXSST478jxgreUj1NjmRnj0LjN_8";

  @TempDir Path folder;
  private TestWorkspace test;
  private KeyListViewModel keys;

  @Override
  public void start(Stage stage) {
    Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    test = new TestWorkspace(folder, "acme.example");
    keys = new KeyListViewModel(test.workspace);
    ViewLoader loader = new ViewLoader(test.workspace.texts());
    Parent root = loader.load(FxmlFile.KEY_LIST, new KeyListView(keys, loader));
    Scene scene = new Scene(root, 980, 720);
    scene
        .getStylesheets()
        .add(Objects.requireNonNull(getClass().getResource("/css/console.css")).toExternalForm());
    stage.setScene(scene);
    stage.show();
  }

  @AfterEach
  void close() {
    interact(keys::close);
    test.close();
  }

  private TextField search() {
    return lookup(".keys-search").queryAs(TextField.class);
  }

  private int rows() {
    return lookup(".keys-table").queryAs(TableView.class).getItems().size();
  }

  @Test
  void searchesWhereCtrlFLeads() {
    clickOn("Billing export");
    press(KeyCode.CONTROL, KeyCode.F).release(KeyCode.F, KeyCode.CONTROL);
    assertTrue(search().isFocused());
    write("billing");
    assertEquals(1, rows());
    write("xyz");
    assertEquals(0, rows());
    clickOn("Clear search and filters");
    assertEquals(9, rows());
    assertEquals("", search().getText());
  }

  @Test
  void pastedRawKeyIsFoundAndCannotBeBroughtBack() {
    interact(() -> search().replaceText(0, 0, BILLING_RAW));
    assertEquals("", search().getText());
    assertEquals(1, rows());
    interact(() -> search().undo());
    assertFalse(search().getText().contains("gt2_"));
    assertEquals("Billing export", lookup(".detail-title").queryAs(Label.class).getText());
  }

  @Test
  void chipLeavesItsRows() {
    interact(() -> lookup("#filter-SUSPENDED").queryAs(ToggleButton.class).fire());
    assertEquals(KeyFilter.SUSPENDED, keys.filterProperty().get());
    assertEquals(1, rows());
  }

  @Test
  void drawerSuspendsWithUndoAndClosesByEscape() {
    clickOn("Billing export");
    assertTrue(lookup(".keys-drawer").query().isVisible());
    interact(() -> lookup("#suspend").queryAs(Button.class).fire());
    assertEquals("Resume", lookup("#suspend").queryAs(Button.class).getText());
    interact(() -> test.undo.orElseThrow().run());
    assertEquals("Suspend", lookup("#suspend").queryAs(Button.class).getText());
    press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
    assertFalse(lookup(".keys-drawer").query().isVisible());
  }
}

package keyconsole.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import javafx.event.ActionEvent;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.stage.Stage;
import keyconsole.DrivenTest;
import keyconsole.viewmodel.AuditSaving.Format;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Look;
import keyconsole.viewmodel.SavedSearch;
import keyconsole.viewmodel.SavedSearches;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The menus of the audit page, driven in a window.
class AuditMenusTest extends DrivenTest {

  @TempDir Path folder;
  private final TestSurroundings around = new TestSurroundings();
  private final List<String> searched = new ArrayList<>();
  private final List<Format> saved = new ArrayList<>();
  private TestWorkspace test;
  private MenuButton searches;
  private MenuButton export;

  @Override
  public void start(Stage stage) {
    Fonts.load();
    test = new TestWorkspace(folder, "menus.example");
    KeyWords words = new KeyWords(ResourceBundle.getBundle("i18n.console"));
    SavedSearches model = new SavedSearches(test, around, test, words, searched::add);
    searches = AuditMenus.searches(new Screen() {}, model, () -> "action:revoked");
    export = AuditMenus.export(words, saved::add);
    Scene scene = new Scene(new HBox(export, searches), 400, 300);
    Theme.dress(scene, Look.LIGHT);
    stage.setScene(scene);
    stage.show();
  }

  @AfterEach
  void close() {
    test.close();
  }

  private static MenuItem item(List<MenuItem> items, String text) {
    return items.stream().filter(each -> text.equals(each.getText())).findFirst().orElseThrow();
  }

  private static Parent box(Menu menu) {
    return (Parent) ((CustomMenuItem) menu.getItems().getFirst()).getContent();
  }

  private void name(Menu menu, String name) {
    interact(
        () -> {
          TextField field = (TextField) box(menu).getChildrenUnmodifiable().getFirst();
          field.setText(name);
          field.getOnAction().handle(new ActionEvent());
        });
  }

  private Menu saveMenu() {
    return (Menu) item(searches.getItems(), "Save this search");
  }

  private Menu ofOne(String name) {
    return (Menu) item(((Menu) item(searches.getItems(), "Rename or delete")).getItems(), name);
  }

  @Test
  void exportOffersATableAndTheLines() {
    clickOn("#auditExport");
    clickOn("JSONL, the lines as they are…");
    interact(() -> item(export.getItems(), "CSV, a table…").fire());
    assertEquals(List.of(Format.JSONL, Format.CSV), saved);
  }

  @Test
  void searchIsSavedAppliedRenamedAndDeleted() {
    name(saveMenu(), "Revoked_keys");
    assertEquals(List.of(new SavedSearch("Revoked_keys", "action:revoked")), around.searches);
    interact(() -> item(searches.getItems(), "Revoked_keys").fire());
    assertEquals(List.of("action:revoked"), searched);
    name(ofOne("Revoked_keys"), "Ended keys");
    assertEquals("Ended keys", around.searches.getFirst().name());
    interact(() -> item(ofOne("Ended keys").getItems(), "Delete").fire());
    assertEquals(List.of(), around.searches);
    assertEquals(1, searches.getItems().size());
  }

  @Test
  void refusedNameSaysWhyUnderItsField() {
    name(saveMenu(), " ");
    Label error = (Label) box(saveMenu()).getChildrenUnmodifiable().getLast();
    assertTrue(error.isVisible());
    assertFalse(error.getText().isEmpty());
    assertEquals(List.of(), around.searches);
  }
}

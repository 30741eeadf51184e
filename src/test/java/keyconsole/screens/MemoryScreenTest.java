package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import keyconsole.viewmodel.KeyColumn;
import keyconsole.viewmodel.KeyRow;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.Test;

/// The key table is found as a person left it.
class MemoryScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";

  private void open() {
    interact(() -> shell.open(folder, TENANT, TestWorkspace.administrator(TENANT)));
  }

  private TableView<KeyRow> table() {
    return lookup("#table").query();
  }

  private TableColumn<KeyRow, ?> column(KeyColumn known) {
    return table().getColumns().stream()
        .filter(each -> each.getUserData() == known)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void columnsComeBackInTheirOrderWidthAndChoice() {
    TestSurroundings.copyTenant(TENANT, folder);
    open();
    assertFalse(around.kept.containsKey("keys.columns"));
    interact(
        () -> {
          List<TableColumn<KeyRow, ?>> moved = new ArrayList<>(table().getColumns());
          TableColumn<KeyRow, ?> owner = column(KeyColumn.OWNER);
          moved.remove(owner);
          moved.addFirst(owner);
          table().getColumns().setAll(moved);
          owner.setPrefWidth(140);
          column(KeyColumn.SCOPE).setVisible(false);
        });
    interact(() -> shell.desk().memory().put("keys.drawer", "420"));
    interact(() -> shell.showWelcome());
    open();
    assertEquals(KeyColumn.OWNER, table().getColumns().getFirst().getUserData());
    assertEquals(140, column(KeyColumn.OWNER).getWidth());
    assertFalse(column(KeyColumn.SCOPE).isVisible());
    interact(() -> select("Billing export"));
    await(() -> lookup(".keys-drawer").query().getLayoutBounds().getWidth() == 420);
  }
}

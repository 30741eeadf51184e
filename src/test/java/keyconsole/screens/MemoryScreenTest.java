package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import keyconsole.service.DemoTenant;
import keyconsole.service.Session;
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

  @Test
  void capabilitiesAreWholeInAWideWindowUnlessAPersonGaveThemAWidth() {
    TestSurroundings.copyDemo(folder);
    interact(() -> shell.open(folder, DemoTenant.DOMAIN, Session.readOnly(DemoTenant.DOMAIN)));
    resize(1600, 800);
    assertEquals(List.of(), cutCapabilities());
    resize(1024, 700);
    assertEquals(135, column(KeyColumn.CAPABILITIES).getWidth());
    assertFalse(around.kept.containsKey("keys.columns"));

    interact(() -> column(KeyColumn.CAPABILITIES).setPrefWidth(100));
    resize(1600, 800);
    assertEquals(100, column(KeyColumn.CAPABILITIES).getWidth());
  }

  private List<String> cutCapabilities() {
    interact(() -> scene.getRoot().layout());
    return lookup(".keys-table .kc-chip").queryAllAs(Label.class).stream()
        .filter(chip -> chip.isVisible() && chip.isTextTruncated())
        .map(Label::getText)
        .toList();
  }
}

package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import keyconsole.domain.ApiKey;
import keyconsole.service.DemoTenant;
import keyconsole.service.Session;
import keyconsole.viewmodel.KeyFilter;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.KeyRow;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.Test;

/// The keys screen inside the window's frame, in every state it can be in, left as pictures.
class KeysPicturesTest extends WindowTest {

  private KeyListViewModel open(Session session) {
    interact(() -> shell.open(folder, session.tenant().text(), session));
    return shell.keys().orElseThrow();
  }

  private KeyListViewModel openDemo() {
    DemoTenant.create(folder, TestSurroundings.NOW);
    return open(TestWorkspace.administrator(DemoTenant.DOMAIN));
  }

  private static boolean locksOut(ApiKey key) {
    return key.restrictions().allowedIps().stream().anyMatch(ip -> ip.contains("/"));
  }

  private void tab(String id) {
    interact(() -> lookup("#" + id).queryAs(ToggleButton.class).fire());
  }

  private void assertNoHeadIsCut() {
    for (Node head : lookup(".keys-table .column-header > .label").queryAll()) {
      if (head instanceof Label label && label.isVisible()) {
        assertTrue(
            label.prefWidth(-1) <= label.getWidth() + 0.5 || label.getText().isEmpty(),
            label.getText() + " is cut in the head");
      }
    }
  }

  @Test
  void theDemoTenantWithItsDrawer() {
    KeyListViewModel keys = openDemo();
    KeyRow first =
        keys.rows().stream()
            .filter(row -> row instanceof KeyRow.Entry entry && locksOut(entry.key()))
            .findFirst()
            .orElseThrow();
    interact(() -> keys.select(List.of(first)));
    picture("keys");
    assertNoHeadIsCut();
    ScrollPane scroll = lookup(".detail-scroll").queryAs(ScrollPane.class);
    assertTrue(
        scroll.getContent().getLayoutBounds().getHeight()
            <= scroll.getViewportBounds().getHeight() + 0.5,
        "the overview needs scrolling");
    for (String tab : List.of("limits", "restrictions", "counters", "json")) {
      tab(tab + "Tab");
      picture("keys-tab-" + tab);
    }
    tab("overviewTab");
    interact(() -> keys.closeDetail());
    picture("keys-wide");
  }

  @Test
  void problemsStandTogetherWithTheirReason() {
    KeyListViewModel keys = openDemo();
    interact(() -> keys.filterProperty().set(KeyFilter.PROBLEMS));
    interact(() -> keys.select(List.of(keys.rows().getFirst())));
    picture("keys-problem");
    assertFalse(keys.rows().isEmpty());
  }

  @Test
  void nothingToShow() {
    TestSurroundings.makeTenant("empty.example", folder);
    open(TestWorkspace.administrator("empty.example"));
    picture("keys-empty");
  }

  @Test
  void nothingMatches() {
    KeyListViewModel keys = openDemo();
    interact(() -> keys.searchTextProperty().set("no key has this"));
    picture("keys-no-match");
  }

  @Test
  void manyAreSelected() {
    KeyListViewModel keys = openDemo();
    interact(() -> keys.select(keys.rows().subList(2, 7)));
    picture("keys-selected");
    assertEquals(
        5,
        lookup(".keys-table")
            .queryAs(TableView.class)
            .getSelectionModel()
            .getSelectedIndices()
            .size());
  }

  @Test
  void aReadOnlySessionTurnsActionsOff() {
    DemoTenant.create(folder, TestSurroundings.NOW);
    KeyListViewModel keys = open(Session.readOnly(DemoTenant.DOMAIN));
    interact(() -> keys.select(List.of(keys.rows().get(3))));
    picture("keys-read-only");
  }
}

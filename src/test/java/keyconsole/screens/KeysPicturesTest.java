package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Cell;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
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
    TestSurroundings.copyDemo(folder);
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
  void whyAFileIsNoKeyStandsOverTheEmptyCellsBesideIt() {
    KeyListViewModel keys = openDemo();
    interact(() -> keys.filterProperty().set(KeyFilter.PROBLEMS));
    interact(() -> keys.select(List.of(keys.rows().getFirst())));
    resize(1024, 700);
    picture("keys-problem-small");
    List<Label> told =
        lookup(".table-row-cell:problem .keys-second").queryAllAs(Label.class).stream()
            .filter(label -> label.isVisible() && label.getParent().isVisible())
            .toList();
    assertEquals(
        Set.of("daily_quota is not a whole number", "The text ends in the middle"),
        told.stream().map(Label::getText).collect(Collectors.toSet()));
    for (Label why : told) {
      assertFalse(why.isTextTruncated(), why.getText());
      assertNothingCutsOff(why);
    }
    interact(() -> keys.filterProperty().set(KeyFilter.ALL));
    interact(() -> keys.select(List.of()));
    lookup(".table-row-cell:filled .keys-two-lines").queryAll().stream()
        .map(Node::getParent)
        .filter(cell -> cell instanceof Cell<?> it && it.getItem() instanceof KeyRow.Entry)
        .forEach(cell -> assertNotNull(cell.getClip(), "other cells end where their column does"));
  }

  /// A row may look otherwise by what comes below it, though it stays what it is.
  @Test
  void theLastFileThatIsNoKeyIsToldFromTheKeysBelowIt() {
    KeyListViewModel keys = openDemo();
    assertEquals(1, lastProblems());
    interact(() -> keys.filterProperty().set(KeyFilter.PROBLEMS));
    assertEquals(0, lastProblems());
    interact(() -> keys.filterProperty().set(KeyFilter.ALL));
    assertEquals(1, lastProblems());
  }

  @Test
  void nothingScrollsSidewaysBesideTheDrawerInASmallWindow() {
    KeyListViewModel keys = openDemo();
    for (int width : List.of(1280, 1024, 1090, 1150, 1024)) {
      interact(() -> keys.select(List.of()));
      interact(keys::closeDetail);
      resize(width, 700);
      for (int row = 3; row < 40; row += 12) {
        int chosen = row;
        interact(() -> keys.select(List.of(keys.rows().get(chosen))));
        assertFalse(scrollsSideways(), "at " + width + " with row " + row);
      }
    }
  }

  private boolean scrollsSideways() {
    return lookup(".keys-table .scroll-bar").queryAllAs(ScrollBar.class).stream()
        .anyMatch(bar -> bar.getOrientation() == Orientation.HORIZONTAL && bar.isVisible());
  }

  private int lastProblems() {
    return lookup(".table-row-cell:last-problem").queryAll().size();
  }

  @Test
  void whatIsNotCountedInFullIsToldUnderTheGauges() throws IOException {
    TestSurroundings.copyDemo(folder);
    Path usage = folder.resolve(DemoTenant.DOMAIN).resolve("api_keys").resolve("usage");
    Path today = usage.resolve("usage_2026-11-23.jsonl");
    Files.deleteIfExists(today);
    Files.createDirectory(today);
    KeyListViewModel keys = open(TestWorkspace.administrator(DemoTenant.DOMAIN));
    interact(() -> keys.select(List.of(keys.rows().get(3))));
    picture("keys-not-read");
    Label told = lookup("#detailNotRead").queryAs(Label.class);
    assertTrue(told.getText().startsWith("23 Nov 2026 (UTC) is not counted in full."));
    assertFalse(told.isTextTruncated(), told.getText());
    assertEquals(3, lookup(".detail-used").queryAllAs(Label.class).size());
    for (Label used : lookup(".detail-used").queryAllAs(Label.class)) {
      assertTrue(used.getText().startsWith("at least "), used.getText());
      assertFalse(used.isTextTruncated(), used.getText());
    }
  }

  private static void assertNothingCutsOff(Label label) {
    Bounds at = label.localToScene(label.getLayoutBounds());
    for (Node holder = label; holder != null; holder = holder.getParent()) {
      assertTrue(
          holder.getClip() == null
              || holder.localToScene(holder.getClip().getBoundsInParent()).contains(at),
          label.getText());
    }
  }

  @Test
  void aKeyThatLocksEveryoneOutIsMendedInTheWizard() {
    KeyListViewModel keys = openDemo();
    interact(() -> keys.filterProperty().set(KeyFilter.LOCKS_OUT));
    picture("keys-locked-out-wide");
    assertEquals(1, keys.rows().size());
    interact(() -> keys.select(List.of(keys.rows().getFirst())));
    picture("keys-locked-out");
    clickOn("Fix…");
    picture("new-key-fix");
    assertOfferIsInView();
    resize(1000, 700);
    picture("new-key-fix-small");
    assertOfferIsInView();
    resize(1280, 800);
    interact(() -> lookup("#offer-IPS").queryAs(Button.class).fire());
    picture("new-key-fixed");
    assertFalse(lookup("#offer-IPS").query().isVisible());
    TextArea ips = lookup("#list-IPS").queryAs(TextArea.class);
    interact(() -> ips.setText("203.0.113.7\n10.0.0.0/16\noffice.example"));
    interact(() -> lookup("#list-ENDPOINTS").queryAs(TextArea.class).setText("/v1/*"));
    interact(() -> lookup("#list-BLOCKED").queryAs(TextArea.class).setText("/v1/{id}"));
    interact(() -> lookup("#list-DOMAINS").queryAs(TextArea.class).setText("*.acme.example"));
    picture("new-key-refused");
  }

  @Test
  void deadValuesAndAnHourOfNoneAreNamed() throws IOException {
    KeyListViewModel keys = openDemo();
    ApiKey key =
        keys.rows().stream()
            .flatMap(row -> row instanceof KeyRow.Entry e ? Stream.of(e.key()) : Stream.of())
            .filter(each -> each.name().equals("GitHub release notes"))
            .findFirst()
            .orElseThrow();
    Path file =
        folder.resolve(DemoTenant.DOMAIN).resolve("api_keys/keys").resolve(key.id().fileName());
    Files.writeString(
        file,
        Files.readString(file)
            .replace(
                "\"allowed_ips\": []",
                "\"allowed_ips\": [\"192.0.2.7\", \"10.0.0.0/8\", \"2001:DB8::1\", \"office.example\","
                    + " \"198.51.100.0/28\", \"\", \"10.0\\u0007\"]")
            .replaceFirst("\"rate_limit_per_hour\": \\d+", "\"rate_limit_per_hour\": 0"));
    shell.workspaceProperty().get().orElseThrow().service().list();
    interact(keys::refresh);
    interact(() -> keys.reveal(key.id()));
    picture("keys-dead-values");
    for (String tab : List.of("limits", "restrictions")) {
      tab(tab + "Tab");
      picture("keys-dead-values-" + tab);
    }
    assertEquals(6, lookup(".detail-restrictions .kc-mark.warning").queryAll().size());
  }

  private void assertOfferIsInView() {
    Node offer = lookup("#offer-IPS").query();
    Bounds bounds = offer.localToScene(offer.getLayoutBounds());
    Node scroll = lookup(".newkey-scroll").query();
    Bounds view = scroll.localToScene(scroll.getLayoutBounds());
    assertTrue(offer.isVisible() && view.contains(bounds), bounds + " in " + view);
    assertTrue(lookup("#list-IPS").query().isFocused());
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
    TestSurroundings.copyDemo(folder);
    KeyListViewModel keys = open(Session.readOnly(DemoTenant.DOMAIN));
    interact(() -> keys.select(List.of(keys.rows().get(3))));
    picture("keys-read-only");
  }
}

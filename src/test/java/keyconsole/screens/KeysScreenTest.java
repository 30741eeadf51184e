package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Cell;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import keyconsole.DrivenTest;
import keyconsole.domain.KeyEdit;
import keyconsole.service.Session;
import keyconsole.view.FxmlFile;
import keyconsole.view.KeyListView;
import keyconsole.view.ViewLoader;
import keyconsole.viewmodel.KeyColumn;
import keyconsole.viewmodel.KeyFilter;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.KeyRow;
import keyconsole.viewmodel.NewKeyViewModel;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.TestWorkspace;
import keyconsole.viewmodel.WizardStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysScreenTest extends DrivenTest {

  private static final double WINDOW = 1280;
  private static final double RAIL = 192;
  private static final double SCROLL_BAR = 8;
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
  void searchesByWhatIsTyped() {
    clickOn("Billing export");
    clickOn(search());
    write("billing");
    assertEquals(1, rows());
    write("xyz");
    assertEquals(0, rows());
    clickOn("Clear search and filters");
    assertEquals(9, rows());
    assertEquals("", search().getText());
  }

  @Test
  void titleAndButtonAreWholeWhereTheDrawerLeavesLittleRoom() {
    clickOn("Billing export");
    interact(() -> search().getScene().getWindow().setWidth(832));
    for (String each : List.of(".keys-title", ".keys-count", ".keys-new")) {
      Labeled shown = lookup(each).queryAs(Labeled.class);
      assertFalse(shown.isTextTruncated(), each);
    }
  }

  @Test
  void columnsFitBesideTheDrawerWithoutScrollingSideways() {
    clickOn("Billing export");
    interact(
        () -> {
          Parent root = search().getScene().getRoot();
          root.resize(WINDOW - RAIL, 752);
          root.layout();
          TableView<?> table = lookup("#table").queryAs(TableView.class);
          double columns =
              table.getVisibleLeafColumns().stream().mapToDouble(TableColumn::getWidth).sum();
          assertTrue(columns + SCROLL_BAR <= table.getWidth(), columns + " " + table.getWidth());
        });
  }

  private TableColumn<?, ?> column(KeyColumn known) {
    return table().getColumns().stream()
        .filter(column -> column.getUserData() == known)
        .findFirst()
        .orElseThrow();
  }

  private void pageIs(double width) {
    interact(
        () -> {
          search().getScene().getRoot().resize(width, 752);
          search().getScene().getRoot().layout();
        });
  }

  @Test
  void whatTheDrawerTellsTooGivesWayToTheNameAndComesBack() {
    clickOn("Billing export");
    pageIs(WINDOW - RAIL);
    assertFalse(column(KeyColumn.SCOPE).isVisible());
    assertTrue(column(KeyColumn.CAPABILITIES).isVisible());
    assertTrue(column(KeyColumn.NAME).getWidth() >= 160);
    pageIs(1024 - RAIL);
    assertFalse(column(KeyColumn.CAPABILITIES).isVisible());
    assertTrue(column(KeyColumn.EXPIRES).isVisible());
    assertTrue(column(KeyColumn.NAME).getWidth() >= 160, "with room for what is said of a trap");
    double columns =
        table().getVisibleLeafColumns().stream().mapToDouble(TableColumn::getWidth).sum();
    assertTrue(columns + SCROLL_BAR <= table().getWidth(), "nothing is out of sight");
    interact(keys::closeDetail);
    pageIs(WINDOW - RAIL);
    assertTrue(column(KeyColumn.SCOPE).isVisible());
    assertTrue(column(KeyColumn.OWNER).isVisible());
    assertEquals(List.of(), keys.look().columnsProperty().get(), "nobody has changed them");
  }

  @Test
  void aColumnThatAPersonCallsBackDoesNotGiveWayAgain() {
    clickOn("Billing export");
    pageIs(WINDOW - RAIL);
    interact(() -> column(KeyColumn.SCOPE).setVisible(true));
    pageIs(WINDOW - RAIL - 8);
    assertTrue(column(KeyColumn.SCOPE).isVisible());
    interact(() -> column(KeyColumn.SCOPE).setVisible(false));
    pageIs(2 * WINDOW);
    assertFalse(column(KeyColumn.SCOPE).isVisible(), "nor does one come back that was put away");
  }

  /// What is to come and what was is told as distances.
  @Test
  void distancesGrowAndShrinkWhileNobodyDoesAnything() {
    List<String> uses = textsOf(KeyColumn.LAST_USED);
    assertEquals(
        List.of("in 20 h", "27 h ago", "in 89 d", "in 364 d", "in 29 d", "in 89 d", "in 6 d"),
        textsOf(KeyColumn.EXPIRES).subList(0, 7));
    interact(() -> test.pass(Duration.ofHours(2)));
    assertEquals(
        List.of("in 18 h", "29 h ago", "in 89 d", "in 364 d", "in 29 d", "in 89 d", "in 6 d"),
        textsOf(KeyColumn.EXPIRES).subList(0, 7));
    assertNotEquals(uses, textsOf(KeyColumn.LAST_USED));
  }

  private List<String> textsOf(KeyColumn column) {
    return cellsOf(column).stream().map(TableCell::getText).toList();
  }

  /// What tells another key is told anew, in all its cells.
  @Test
  void aColumnThatGivesWayLeavesTheOtherCellsAsTheyAre() {
    pageIs(WINDOW - RAIL);
    List<TableCell<?, ?>> names = cellsOf(KeyColumn.NAME);
    assertEquals(9, names.size());
    List<Object> changes = new ArrayList<>();
    for (TableCell<?, ?> cell : names) {
      cell.itemProperty().subscribe((before, now) -> changes.add(cell));
    }
    clickOn("Billing export");
    pageIs(WINDOW - RAIL);
    assertFalse(column(KeyColumn.SCOPE).isVisible());
    interact(keys::closeDetail);
    pageIs(WINDOW - RAIL);
    assertTrue(column(KeyColumn.SCOPE).isVisible());
    assertEquals(List.of(), changes);
    assertEquals(
        keys.rows(), cellsOf(KeyColumn.SCOPE).stream().<Object>map(Cell::getItem).toList());
  }

  /// Those of the rows that tell a key, from top to bottom.
  private List<TableCell<?, ?>> cellsOf(KeyColumn known) {
    List<TableCell<?, ?>> cells = new ArrayList<>();
    for (Node node : lookup(".keys-table .table-cell").queryAll()) {
      if (node instanceof TableCell<?, ?> cell
          && cell.getItem() != null
          && column(known).equals(cell.getTableColumn())) {
        cells.add(cell);
      }
    }
    cells.sort(Comparator.comparingInt(TableCell::getIndex));
    return cells;
  }

  @Test
  void theDrawerLaysOutAnewOnlyWhatAnotherKeyTellsOtherwise() {
    interact(() -> select("Billing export"));
    List<Node> before = lookup(".detail-restrictions .detail-line").queryAll().stream().toList();
    assertFalse(before.isEmpty());
    interact(() -> select("To be revoked"));
    assertEquals("To be revoked", lookup(".detail-title").queryAs(Label.class).getText());
    assertEquals(before, lookup(".detail-restrictions .detail-line").queryAll().stream().toList());
  }

  private void select(String name) {
    keys.select(
        keys.rows().stream()
            .filter(row -> row instanceof KeyRow.Entry entry && entry.key().name().equals(name))
            .toList());
  }

  @Test
  void aRowThatIsSelectedFromElsewhereComesIntoSightOnce() {
    interact(
        () -> {
          search().getScene().getRoot().resize(WINDOW - RAIL, 380);
          search().getScene().getRoot().layout();
        });
    interact(() -> keys.reveal(test.key("To be rotated").id()));
    assertTrue(isInSight("To be rotated"));
    interact(() -> table().scrollTo(0));
    interact(keys::refresh);
    assertFalse(isInSight("To be rotated"), "who scrolled away from it stays there");
  }

  private boolean isInSight(String name) {
    Bounds table = table().localToScene(table().getLayoutBounds());
    return lookup(".keys-name").queryAllAs(Labeled.class).stream()
        .filter(label -> label.getText().equals(name) && isShown(label))
        .anyMatch(label -> table.contains(label.localToScene(label.getLayoutBounds())));
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

  /// To make a tooltip is to make a window.
  @Test
  void noCellHasATooltipBeforeTheMouseComes() {
    moveTo(search());

    assertNull(cell("Billing export").getTooltip());
    assertTrue(help(cell("Billing export")).startsWith("Billing export"));
    moveTo("Billing export");
    assertNotNull(cell("Billing export").getTooltip());
  }

  @Test
  void aTooltipSaysWhatTheCellUnderTheMouseSays() {
    moveTo("Billing export");
    TableCell<?, ?> over = cell("Billing export");
    assertTrue(over.getTooltip().getText().startsWith("Billing export"));

    // The row becomes another one under the mouse.
    KeyEdit edit = KeyEdit.NOTHING.withName("Billing, renamed");
    interact(
        () -> {
          test.service.update(test.key("Billing export").id(), edit);
          keys.refresh();
        });
    untilDrawn();

    assertTrue(over.isHover());
    assertTrue(over.getTooltip().getText().startsWith("Billing, renamed"));
    assertTrue(help(cell("To be revoked")).startsWith("To be revoked"));
  }

  /// To make a tooltip is to make a window, and most are never seen.
  @Test
  void aButtonsTooltipIsMadeWhenTheMouseComes() {
    Button more = lookup("#moreNew").queryAs(Button.class);
    ToggleButton suspended = lookup("#filter-SUSPENDED").queryAs(ToggleButton.class);
    assertNull(more.getTooltip());
    assertNull(suspended.getTooltip());
    String meaning = help(suspended);
    assertFalse(meaning.isBlank());

    moveTo(more);
    assertEquals(more.getAccessibleText(), more.getTooltip().getText());
    moveTo(suspended);
    assertEquals(meaning, suspended.getTooltip().getText());
  }

  private TableCell<?, ?> cell(String name) {
    Node at = lookup(name).query();
    while (!(at instanceof TableCell)) {
      at = at.getParent();
    }
    return (TableCell<?, ?>) at;
  }

  private static String help(Node node) {
    return (String) node.queryAccessibleAttribute(AccessibleAttribute.HELP);
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

  @Test
  void drawerClosedByItsButtonLeavesTheKeyboardInTheTable() {
    clickOn("Billing export");
    interact(() -> lookup("#close").queryAs(Button.class).fire());
    assertTrue(table().isFocused());
  }

  private TableView<?> table() {
    return lookup(".keys-table").queryAs(TableView.class);
  }

  private void pressOnTable(KeyCode code) {
    interact(
        () ->
            table()
                .fireEvent(
                    new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
  }

  private static ContextMenu openMenu() {
    return Window.getWindows().stream()
        .filter(ContextMenu.class::isInstance)
        .map(ContextMenu.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static MenuItem item(List<MenuItem> items, String start) {
    return items.stream()
        .filter(item -> item.getText() != null && item.getText().startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  private static void hideMenus() {
    List.copyOf(Window.getWindows()).stream()
        .filter(ContextMenu.class::isInstance)
        .forEach(Window::hide);
  }

  @Test
  void filterMenuOffersWhatHasNoChipWithItsCount() {
    assertTrue(lookup("#filter-NEVER_USED").tryQuery().isEmpty());
    interact(() -> lookup("#add-filter").queryAs(Button.class).fire());
    MenuItem never = item(openMenu().getItems(), "Never used");
    assertEquals("Never used  2", never.getText());
    interact(never::fire);
    interact(KeysScreenTest::hideMenus);
    assertEquals(2, rows());
    ToggleButton chip = lookup("#filter-NEVER_USED").queryAs(ToggleButton.class);
    assertTrue(chip.isSelected());
    interact(chip::fire);
    assertEquals(9, rows());
    assertTrue(lookup("#filter-NEVER_USED").tryQuery().isEmpty());
  }

  @Test
  void filterMenuNarrowsToAnOwner() {
    interact(() -> lookup("#add-filter").queryAs(Button.class).fire());
    Menu owners = (Menu) item(openMenu().getItems(), "Owner");
    MenuItem dana = item(owners.getItems(), "dana@acme.example");
    assertEquals("dana@acme.example  3", dana.getText());
    interact(dana::fire);
    interact(KeysScreenTest::hideMenus);
    assertEquals(3, rows());
    interact(() -> lookup(".keys-facet").queryAs(Button.class).fire());
    assertEquals(9, rows());
  }

  @Test
  void columnsAreChosenWithoutTheMenuClosing() {
    TableColumn<?, ?> created = column(KeyColumn.CREATED);
    assertFalse(created.isVisible());
    interact(() -> lookup("#choose-columns").queryAs(Button.class).fire());
    CheckBox box =
        openMenu().getItems().stream()
            .map(each -> (CheckBox) ((CustomMenuItem) each).getContent())
            .filter(each -> each.getText().equals("Created"))
            .findFirst()
            .orElseThrow();
    interact(box::fire);
    assertTrue(created.isVisible());
    assertTrue(openMenu().isShowing());
    interact(KeysScreenTest::hideMenus);
  }

  @Test
  void everyColumnSortsBothWays() {
    for (TableColumn<?, ?> column : List.copyOf(table().getColumns())) {
      if (column.getUserData() instanceof KeyColumn known) {
        for (TableColumn.SortType type : TableColumn.SortType.values()) {
          interact(
              () -> {
                column.setSortType(type);
                sortBy(column);
              });
          assertEquals(known, keys.sortColumn());
          assertEquals(type == TableColumn.SortType.ASCENDING, keys.isAscending());
        }
      }
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private void sortBy(TableColumn<?, ?> column) {
    ((TableView) table()).getSortOrder().setAll(column);
    table().sort();
  }

  @Test
  void enterOpensTheDrawerAndEscapeClosesIt() {
    interact(() -> table().requestFocus());
    pressOnTable(KeyCode.DOWN);
    pressOnTable(KeyCode.END);
    pressOnTable(KeyCode.ENTER);
    assertTrue(lookup(".keys-drawer").query().isVisible());
    assertEquals("To be rotated", lookup(".detail-title").queryAs(Label.class).getText());
    pressOnTable(KeyCode.ESCAPE);
    assertFalse(lookup(".keys-drawer").query().isVisible());
  }

  @Test
  void severalSelectedKeysAreSuspendedTogether() {
    interact(() -> table().getSelectionModel().selectIndices(2, 4));
    assertTrue(lookup(".keys-bulk").query().isVisible());
    interact(() -> lookup("#bulk-suspend").queryAs(Button.class).fire());
    assertEquals(List.of("2 keys are suspended"), test.said);
    assertEquals(2, table().getSelectionModel().getSelectedIndices().size());
    interact(
        () ->
            table()
                .fireEvent(
                    new KeyEvent(
                        KeyEvent.KEY_PRESSED, "", "", KeyCode.C, false, true, false, false)));
    assertEquals(2, test.clipboard.lines().count());
  }

  @Test
  void theMenuOfARowKnowsTheSelection() {
    interact(() -> table().getSelectionModel().selectIndices(2, 4));
    rightClickOn("Billing export");
    assertEquals("2 selected", openMenu().getItems().getFirst().getText());
    assertEquals(
        List.of("Revoke…"),
        openMenu().getItems().stream()
            .filter(item -> item.getStyleClass().contains("kc-danger"))
            .map(MenuItem::getText)
            .toList());
    interact(KeysScreenTest::hideMenus);
  }

  @Test
  void readOnlyTurnsChangesOffAndSaysWhy() {
    Session readOnly = Session.readOnly("acme.example");
    interact(
        () -> {
          test.service.actFor(readOnly);
          test.session.set(readOnly);
        });
    assertTrue(lookup(".keys-new").queryAs(Button.class).isDisabled());
    clickOn("Billing export");
    assertTrue(lookup("#revoke").queryAs(Button.class).isDisabled());
    assertTrue(lookup(".detail-blocked").queryAs(Label.class).getText().contains("read-only"));
  }

  @Test
  void everyTabOfTheDrawerHasSomethingToSay() {
    clickOn("Billing export");
    for (String tab : List.of("limits", "restrictions", "counters")) {
      interact(() -> lookup("#" + tab + "Tab").queryAs(ToggleButton.class).fire());
      assertTrue(lookup(".detail-body .detail-line").queryAll().size() >= 1, tab);
    }
    interact(() -> lookup("#jsonTab").queryAs(ToggleButton.class).fire());
    assertTrue(
        lookup(".detail-body .kc-json-name").queryAllAs(Text.class).stream()
            .anyMatch(name -> name.getText().equals("\"key_hash\"")));
    pageIs(1024 - RAIL);
    interact(() -> lookup(".detail-body .kc-json").query().requestFocus());
    type(KeyCode.DOWN);
    assertTrue(lookup("#scroll").queryAs(ScrollPane.class).getVvalue() > 0, "the arrows scroll it");
  }

  /// As somebody put it into the file by hand.
  private void lockEveryoneOut(String name) throws IOException {
    allow(name, "\"10.0.0.0/28\"");
  }

  private void allow(String name, String ips) throws IOException {
    Path file =
        folder.resolve("acme.example/api_keys/keys").resolve(test.key(name).id().fileName());
    Files.writeString(
        file,
        Files.readString(file).replace("\"allowed_ips\": []", "\"allowed_ips\": [" + ips + "]"));
    test.service.list();
    interact(keys::refresh);
  }

  private long flags() {
    return flags("mark-locks-out");
  }

  private long flags(String mark) {
    return lookup(".keys-two-lines ." + mark).queryAll().stream()
        .filter(KeysScreenTest::isShown)
        .count();
  }

  private static boolean isShown(Node node) {
    return node == null || (node.isVisible() && isShown(node.getParent()));
  }

  @Test
  void keyWithADeadValueBesideALiveOneIsFlaggedAndFound() throws IOException {
    assertEquals(0, flags("mark-blocks-nothing"));
    allow("Billing export", "\"10.0.0.5\", \"10.0.0.0/8\"");
    assertEquals(1, flags("mark-blocks-nothing"));
    assertEquals(0, flags());
    interact(() -> search().setText("dead values"));
    assertEquals(1, rows());
  }

  @Test
  void keyThatLocksEveryoneOutIsFlaggedFilteredAndFound() throws IOException {
    assertEquals(0, flags());
    interact(() -> lookup("#add-filter").queryAs(Button.class).fire());
    assertTrue(
        openMenu().getItems().stream().noneMatch(item -> "add-LOCKS_OUT".equals(item.getId())));
    interact(KeysScreenTest::hideMenus);
    lockEveryoneOut("Billing export");
    assertEquals(1, flags());
    interact(() -> lookup("#add-filter").queryAs(Button.class).fire());
    MenuItem locked = item(openMenu().getItems(), "Locks everyone out");
    assertEquals("Locks everyone out  1", locked.getText());
    interact(locked::fire);
    interact(KeysScreenTest::hideMenus);
    assertEquals(1, rows());
    assertTrue(lookup("#filter-LOCKS_OUT").queryAs(ToggleButton.class).isSelected());
    interact(() -> keys.clearFilters());
    interact(() -> search().setText("locks everyone out"));
    assertEquals(1, rows());
    interact(() -> search().setText(""));
    assertEquals(9, rows());
    assertEquals(1, flags());
  }

  @Test
  void drawerSaysWhyAndFixLeadsToTheRestrictions() throws IOException {
    lockEveryoneOut("Billing export");
    clickOn("Billing export");
    interact(() -> lookup("#restrictionsTab").queryAs(ToggleButton.class).fire());
    assertTrue(
        lookup("The backend compares whole addresses as text. No caller’s address reads like this.")
            .tryQuery()
            .isPresent());
    assertTrue(
        lookup("10.0.0.0/28 would let nobody in. Write it as its 16 addresses.")
            .tryQuery()
            .isPresent());
    clickOn("Fix…");
    NewKeyViewModel wizard = assertInstanceOf(Page.NewKey.class, test.pages.getLast()).model();
    assertEquals(WizardStep.RESTRICTIONS, wizard.stepProperty().get());
    interact(() -> lookup("#limitsTab").queryAs(ToggleButton.class).fire());
    assertEquals(6, lookup(".detail-limits .mark-stored-only").queryAll().size());
    assertEquals(1, lookup(".detail-limits .mark-enforced").queryAll().size());
  }
}

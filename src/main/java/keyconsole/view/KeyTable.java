package keyconsole.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.control.Button;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.TableColumnHeader;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import keyconsole.viewmodel.KeyColumn;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.KeyRow;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Columns, order and selection of the key table. The view model sorts; the table only says by
/// what. Selection lives in the view model too, so that it survives rows that are read again.
final class KeyTable {

  private static final double ROW_HEIGHT = 48;
  private static final double NAME_MIN = 124;
  private static final double NAME_ENOUGH = 320;

  /// With less, columns that the drawer tells too give way to it.
  private static final double NAME_ROOM = 160;

  /// With this the longest capability of the catalogue is whole.
  private static final double MOST_LENT = 75;

  static final double MENU_WIDTH = 32;
  private static final double SCROLL_BAR = 10;
  private static final KeyCombination COPY =
      new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
  private static final KeyCombination ALL =
      new KeyCodeCombination(KeyCode.A, KeyCombination.SHORTCUT_DOWN);

  /// The table's own selection takes seconds to be cleared where it holds a hundred thousand rows:
  /// it counts them all over again for each. Larger ones live in the view model alone.
  private static final int MOST_IN_TABLE = 1_000;

  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final PseudoClass LAST_PROBLEM = PseudoClass.getPseudoClass("last-problem");
  private static final PseudoClass PROBLEM = PseudoClass.getPseudoClass("problem");

  private final Screen screen;
  private final TableView<KeyRow> table;
  private final KeyListViewModel model;
  private final KeyCells cells;
  private final KeyTableColumns columns;
  private final KeptPlace place;
  private final Set<Row> tableRows = Collections.newSetFromMap(new WeakHashMap<>());
  private boolean selecting;

  /// The row where a range begins; empty before one was selected.
  private Optional<String> anchor = Optional.empty();

  /// The row that was selected last without others.
  private Optional<String> alone = Optional.empty();

  /// Whether the selection is too large for the table, so that its rows show it themselves.
  private boolean apart;

  /// @param screen that it stands on
  KeyTable(Screen screen, TableView<KeyRow> table, KeyListViewModel model) {
    this.screen = screen;
    this.table = table;
    this.model = model;
    this.cells = new KeyCells(model);
    this.columns = new KeyTableColumns(table, model.look());
    this.place = new KeptPlace(table);
  }

  void build() {
    table.setFixedCellSize(ROW_HEIGHT);
    table.setColumnResizePolicy(TableView.UNCONSTRAINED_RESIZE_POLICY);
    table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    for (KeyColumn column : KeyColumn.values()) {
      table.getColumns().add(column(column));
    }
    table.getColumns().add(menuColumn());
    columns.arrange();
    table.setRowFactory(view -> new Row());
    table.setItems(model.rows());
    buildSorting();
    buildSelection();
    buildKeyboard();
    buildMeanings();
    screen.follow(model.nowProperty(), now -> cells.timePassed());
    screen.follow(model.renewalsProperty(), renewals -> tellAgain());
    // Before the width is shared out, it is known what a person has called back.
    columns.follow();
    table.widthProperty().subscribe(width -> fit());
    table.getColumns().forEach(each -> each.visibleProperty().subscribe(shown -> fit()));
    table.getColumns().forEach(each -> each.widthProperty().subscribe(width -> resized()));
  }

  private static TableColumn<KeyRow, KeyRow> bare() {
    TableColumn<KeyRow, KeyRow> column = new TableColumn<>();
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    column.setReorderable(false);
    return column;
  }

  private TableColumn<KeyRow, KeyRow> column(KeyColumn known) {
    TableColumn<KeyRow, KeyRow> column = bare();
    column.setText(model.words().text(known.textKey()));
    column.setUserData(known);
    column.setReorderable(true);
    column.setVisible(known.isShownAtFirst());
    column.setPrefWidth(width(known));
    column.setCellFactory(each -> cells.cell(known));
    if (known == KeyColumn.REQUESTS || known == KeyColumn.LIMITS) {
      column.getStyleClass().add("keys-number");
    }
    return column;
  }

  private TableColumn<KeyRow, KeyRow> menuColumn() {
    TableColumn<KeyRow, KeyRow> column = bare();
    Button choose = Parts.iconButton(Feather.COLUMNS, model.words().text("keys.columns"));
    choose.setId("choose-columns");
    choose.setOnAction(event -> chooseColumns(choose));
    column.setGraphic(choose);
    column.setSortable(false);
    column.setResizable(false);
    column.setPrefWidth(MENU_WIDTH);
    column.getStyleClass().add("keys-menu-column");
    column.setCellFactory(each -> cells.menuCell());
    return column;
  }

  /// The menu belongs to the table: the heads are made anew when a column comes or goes, and would
  /// take it along.
  private void chooseColumns(Button below) {
    Bounds bounds = below.localToScreen(below.getLayoutBounds());
    KeyMenus.ofColumns(table, model.words()).show(table, bounds.getMinX(), bounds.getMaxY());
  }

  private static double width(KeyColumn column) {
    return switch (column) {
      case STATUS -> 100;
      case NAME -> NAME_MIN;
      case OWNER -> 66;
      case SCOPE -> 60;
      case CAPABILITIES -> KeyTableColumns.CAPABILITIES;
      case CREATED -> 92;
      case LAST_USED -> 64;
      case REQUESTS -> 97;
      case LIMITS -> 98;
      case EXPIRES -> 61;
    };
  }

  /// Nothing gives way under the mouse that drags a column.
  private void resized() {
    if (table.isPressed()) {
      widenName();
    } else {
      fit();
    }
  }

  private void fit() {
    if (table.getWidth() > 0) {
      columns.makeRoom(table.getWidth() - SCROLL_BAR - NAME_ROOM);
      widenName();
    }
  }

  /// The Name column takes what the others leave. In a wide window that is more than names need:
  /// then capabilities, which are cut off in their narrow column, get a part of it.
  private void widenName() {
    double others = 0;
    TableColumn<KeyRow, ?> name = null;
    TableColumn<KeyRow, ?> capabilities = null;
    for (TableColumn<KeyRow, ?> column : table.getVisibleLeafColumns()) {
      if (column.getUserData() == KeyColumn.NAME) {
        name = column;
      } else {
        others += column.getWidth();
        capabilities = column.getUserData() == KeyColumn.CAPABILITIES ? column : capabilities;
      }
    }
    if (name == null) {
      return;
    }
    double left = table.getWidth() - others - SCROLL_BAR;
    if (capabilities != null && columns.mayBorrow(capabilities)) {
      double lent = columns.lent(capabilities);
      double lend = Math.floor(Math.clamp((left + lent - NAME_ENOUGH) / 3, 0, MOST_LENT));
      columns.lend(capabilities, lend);
      left += lent - lend;
    }
    name.setPrefWidth(Math.max(NAME_MIN, left));
  }

  private void buildSorting() {
    table.setSortPolicy(
        view -> {
          List<TableColumn<KeyRow, ?>> order = view.getSortOrder();
          if (order.isEmpty()) {
            model.sortBy(KeyColumn.NAME, true);
          } else if (order.getFirst().getUserData() instanceof KeyColumn column) {
            boolean ascending = order.getFirst().getSortType() == TableColumn.SortType.ASCENDING;
            model.sortBy(column, ascending);
          }
          showOrder();
          return true;
        });
    for (TableColumn<KeyRow, ?> column : table.getColumns()) {
      if (column.getUserData() == model.sortColumn()) {
        column.setSortType(
            model.isAscending() ? TableColumn.SortType.ASCENDING : TableColumn.SortType.DESCENDING);
        table.getSortOrder().setAll(List.of(column));
      }
    }
    showOrder();
  }

  /// The mark stands right behind the column's name, where the table's own would stand at its edge.
  private void showOrder() {
    for (TableColumn<KeyRow, ?> column : table.getColumns()) {
      if (column.getUserData() instanceof KeyColumn known) {
        boolean sorted = known == model.sortColumn();
        Feather arrow = model.isAscending() ? Feather.CHEVRON_UP : Feather.CHEVRON_DOWN;
        column.setGraphic(sorted ? new FontIcon(arrow) : null);
        column.getStyleClass().remove("keys-sorted");
        if (sorted) {
          column.getStyleClass().add("keys-sorted");
        }
      }
    }
  }

  private void buildSelection() {
    table
        .getSelectionModel()
        .getSelectedItems()
        .addListener((ListChangeListener<KeyRow>) change -> takeSelection());
    screen.follow(model.rows(), this::showRows);
    screen.follow(model.selection(), this::bringIntoSight);
    screen.follow(model.selection(), this::showSelection);
  }

  /// A row that is selected from elsewhere, as by a link to a key, comes into sight.
  private void bringIntoSight() {
    Optional<String> before = alone;
    alone =
        model.selection().size() == 1
            ? Optional.of(model.selection().getFirst().rowId())
            : Optional.empty();
    if (!selecting && !alone.equals(before)) {
      alone.map(this::indexOf).filter(index -> index >= 0).ifPresent(place::show);
    }
  }

  private void takeSelection() {
    if (selecting) {
      return;
    }
    selecting = true;
    try {
      List<KeyRow> chosen = new ArrayList<>();
      for (int index : table.getSelectionModel().getSelectedIndices()) {
        if (index >= 0 && index < model.rows().size()) {
          chosen.add(model.rows().get(index));
          anchor = Optional.of(model.rows().get(index).rowId());
        }
      }
      model.select(chosen);
    } finally {
      selecting = false;
    }
    setApart(false);
  }

  /// There are other rows: what a person looks at, has selected and goes on from stays.
  private void showRows() {
    if (model.isSameAsked()) {
      place.keep();
    } else {
      place.forget();
    }
    TableView.TableViewFocusModel<KeyRow> focus = table.getFocusModel();
    Optional<String> focused = Optional.ofNullable(focus.getFocusedItem()).map(KeyRow::rowId);
    showSelection();
    focused.map(this::indexOf).filter(index -> index >= 0).ifPresent(focus::focus);
  }

  private int indexOf(String rowId) {
    List<KeyRow> rows = model.rows();
    return IntStream.range(0, rows.size())
        .filter(i -> rows.get(i).rowId().equals(rowId))
        .findFirst()
        .orElse(-1);
  }

  private void showSelection() {
    if (selecting) {
      return;
    }
    List<KeyRow> chosen = model.selection();
    boolean many = chosen.size() > MOST_IN_TABLE;
    selecting = true;
    try {
      select(many ? new int[0] : indices(chosen));
    } finally {
      selecting = false;
    }
    setApart(many);
  }

  private void select(int[] wanted) {
    if (!isSelected(wanted)) {
      table.getSelectionModel().clearSelection();
      if (wanted.length > 0) {
        table.getSelectionModel().selectIndices(wanted[0], wanted);
      }
    }
  }

  /// Whether the rows themselves say that they are selected.
  private void setApart(boolean next) {
    boolean told = apart || next;
    apart = next;
    if (told) {
      List.copyOf(tableRows).forEach(Row::tellAgain);
    }
  }

  /// Selects what may be too much for the table.
  private void selectTo(int index) {
    int last = model.rows().size() - 1;
    if (last >= 0) {
      int begin = anchor();
      int from = Math.clamp(Math.min(begin, index), 0, last);
      int to = Math.clamp(Math.max(begin, index), 0, last);
      model.select(List.copyOf(model.rows().subList(from, to + 1)));
      table.getFocusModel().focus(Math.clamp(index, 0, last));
    }
  }

  private int anchor() {
    return Math.max(0, anchor.map(this::indexOf).orElse(0));
  }

  /// Where the rows stand, in ascending order, told in one pass however many they are. It ends with
  /// the last of them.
  private int[] indices(List<KeyRow> wanted) {
    if (wanted.isEmpty()) {
      return new int[0];
    }
    Set<String> ids = HashSet.newHashSet(wanted.size());
    wanted.forEach(row -> ids.add(row.rowId()));
    List<KeyRow> rows = model.rows();
    return IntStream.range(0, rows.size())
        .filter(i -> ids.contains(rows.get(i).rowId()))
        .limit(ids.size())
        .toArray();
  }

  private boolean isSelected(int[] wanted) {
    List<Integer> selected = table.getSelectionModel().getSelectedIndices();
    if (selected.size() != wanted.length) {
      return false;
    }
    for (int index : wanted) {
      if (!table.getSelectionModel().isSelected(index)) {
        return false;
      }
    }
    return true;
  }

  private void tellAgain() {
    List.copyOf(tableRows).forEach(Row::tellAgain);
    cells.tellAgain();
  }

  /// The heads are the table's own and are made anew when a column comes or goes: each is told what
  /// it means when the mouse first comes to it.
  private void buildMeanings() {
    table.addEventFilter(
        MouseEvent.MOUSE_ENTERED_TARGET,
        event -> {
          if (event.getTarget() instanceof TableColumnHeader head
              && head.getTableColumn() != null
              && head.getTableColumn().getUserData() instanceof KeyColumn known
              && head.getProperties().put(KeyColumn.class, known) != known) {
            Tooltip.install(head, Parts.reason(model.words().text(known.meaningKey())));
          }
        });
  }

  private void buildKeyboard() {
    table.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    table.setOnContextMenuRequested(this::keyboardMenu);
  }

  private void pressed(KeyEvent event) {
    boolean range = event.isShiftDown() && model.rows().size() > MOST_IN_TABLE;
    if (event.getCode() == KeyCode.ENTER && event.getTarget().equals(table)) {
      focused().ifPresent(row -> model.select(List.of(row)));
    } else if (COPY.match(event)) {
      model.copySelected();
    } else if (ALL.match(event) && model.rows().size() > MOST_IN_TABLE) {
      model.selectAll();
    } else if (range && event.getCode() == KeyCode.END) {
      selectTo(model.rows().size() - 1);
      table.scrollTo(model.rows().size() - 1);
    } else if (range && event.getCode() == KeyCode.HOME) {
      selectTo(0);
      table.scrollTo(0);
    } else {
      return;
    }
    event.consume();
  }

  private Optional<KeyRow> focused() {
    int index = table.getFocusModel().getFocusedIndex();
    return index >= 0 && index < model.rows().size()
        ? Optional.of(model.rows().get(index))
        : Optional.empty();
  }

  /// The menu key opens the menu of the focused row beside it.
  private void keyboardMenu(ContextMenuEvent event) {
    if (event.isKeyboardTrigger()) {
      focused()
          .ifPresent(
              row ->
                  KeyMenus.ofRow(model, row).show(table, event.getScreenX(), event.getScreenY()));
      event.consume();
    }
  }

  /// A row with its menu.
  private final class Row extends TableRow<KeyRow> {

    Row() {
      tableRows.add(this);
      addEventFilter(MouseEvent.MOUSE_PRESSED, this::pressed);
      setOnContextMenuRequested(
          event -> {
            if (!isEmpty() && !event.isKeyboardTrigger()) {
              KeyMenus.ofRow(model, getItem()).show(this, event.getScreenX(), event.getScreenY());
              event.consume();
            }
          });
    }

    /// Selections too large for the table are made here.
    private void pressed(MouseEvent event) {
      if (isEmpty() || event.getButton() != MouseButton.PRIMARY) {
        return;
      }
      if (event.isShiftDown() && Math.abs(getIndex() - anchor()) >= MOST_IN_TABLE) {
        selectTo(getIndex());
        event.consume();
      } else if (event.isShortcutDown() && apart) {
        model.toggle(getItem());
        event.consume();
      }
    }

    void tellAgain() {
      int index = getIndex();
      if (!isEmpty() && index >= 0 && index < model.rows().size()) {
        updateItem(model.rows().get(index), false);
      }
    }

    /// With every column that comes or goes, and with every list of rows, a table takes the indices
    /// of its rows away and gives them out anew, the last row first: each would tell another key
    /// than before, in all its cells. A row in sight keeps its index until it is given another, and
    /// is the first to be asked for it.
    @Override
    public void updateIndex(int next) {
      if (next >= 0 || !isVisible() || getParent() == null) {
        super.updateIndex(next);
        showPlace();
      }
    }

    @Override
    protected void updateItem(@Nullable KeyRow row, boolean empty) {
      super.updateItem(row, empty);
      showPlace();
    }

    /// What a row looks like by what stands around it, which may change though it stays the same.
    private void showPlace() {
      KeyRow row = getItem();
      boolean problem = row instanceof KeyRow.Problem;
      int next = getIndex() + 1;
      pseudoClassStateChanged(CHOSEN, apart && row != null && model.isSelected(row));
      pseudoClassStateChanged(PROBLEM, problem);
      pseudoClassStateChanged(
          LAST_PROBLEM,
          problem && next < model.rows().size() && model.rows().get(next) instanceof KeyRow.Entry);
    }
  }
}

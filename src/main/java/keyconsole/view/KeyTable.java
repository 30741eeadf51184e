package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import keyconsole.viewmodel.KeyColumn;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.KeyRow;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Columns, order and selection of the key table. The view model sorts; the table only says by
/// what. Selection lives in the view model too, so that it survives rows that are read again.
final class KeyTable {

  private static final double ROW_HEIGHT = 48;
  private static final double NAME_MIN = 140;
  private static final double SCROLL_BAR = 12;
  private static final PseudoClass PROBLEM = PseudoClass.getPseudoClass("problem");

  private final Screen screen;
  private final TableView<KeyRow> table;
  private final KeyListViewModel model;
  private boolean selecting;

  /// @param screen that it stands on
  KeyTable(Screen screen, TableView<KeyRow> table, KeyListViewModel model) {
    this.screen = screen;
    this.table = table;
    this.model = model;
  }

  void build() {
    KeyCells cells = new KeyCells(model);
    table.setFixedCellSize(ROW_HEIGHT);
    table.setColumnResizePolicy(TableView.UNCONSTRAINED_RESIZE_POLICY);
    table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    for (KeyColumn column : KeyColumn.values()) {
      table.getColumns().add(column(column, cells));
    }
    table.getColumns().add(menuColumn(cells));
    table.setRowFactory(view -> new Row());
    table.setItems(model.rows());
    buildSorting();
    buildSelection();
    table.widthProperty().subscribe(width -> widenName());
    table.getColumns().forEach(each -> each.visibleProperty().subscribe(shown -> widenName()));
    table.getColumns().forEach(each -> each.widthProperty().subscribe(width -> widenName()));
  }

  private static TableColumn<KeyRow, KeyRow> bare() {
    TableColumn<KeyRow, KeyRow> column = new TableColumn<>();
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    column.setReorderable(false);
    return column;
  }

  private TableColumn<KeyRow, KeyRow> column(KeyColumn known, KeyCells cells) {
    TableColumn<KeyRow, KeyRow> column = bare();
    column.setText(model.words().text(known.textKey()));
    column.setUserData(known);
    column.setVisible(known.isShownAtFirst());
    column.setPrefWidth(width(known));
    column.setCellFactory(each -> cells.cell(known));
    if (known == KeyColumn.REQUESTS || known == KeyColumn.LIMITS) {
      column.getStyleClass().add("keys-number");
    }
    if (known == KeyColumn.STATUS) {
      column.getStyleClass().add("keys-first");
    }
    return column;
  }

  private TableColumn<KeyRow, KeyRow> menuColumn(KeyCells cells) {
    TableColumn<KeyRow, KeyRow> column = bare();
    Button choose = Parts.iconButton(Feather.COLUMNS, model.words().text("keys.columns"));
    choose.setId("choose-columns");
    choose.setOnAction(
        event -> KeyMenus.ofColumns(table, model.words()).show(choose, Side.BOTTOM, 0, 0));
    column.setGraphic(choose);
    column.setSortable(false);
    column.setResizable(false);
    column.setPrefWidth(34);
    column.getStyleClass().add("keys-menu-column");
    column.setCellFactory(each -> cells.menuCell());
    return column;
  }

  private static double width(KeyColumn column) {
    return switch (column) {
      case STATUS -> 102;
      case NAME -> NAME_MIN;
      case OWNER -> 66;
      case SCOPE -> 48;
      case CAPABILITIES -> 138;
      case CREATED -> 92;
      case LAST_USED -> 64;
      case REQUESTS -> 88;
      case LIMITS -> 92;
      case EXPIRES -> 58;
    };
  }

  /// The Name column takes what the others leave.
  private void widenName() {
    double others = 0;
    TableColumn<KeyRow, ?> name = null;
    for (TableColumn<KeyRow, ?> column : table.getVisibleLeafColumns()) {
      if (column.getUserData() == KeyColumn.NAME) {
        name = column;
      } else {
        others += column.getWidth();
      }
    }
    if (name != null) {
      name.setPrefWidth(Math.max(NAME_MIN, table.getWidth() - others - SCROLL_BAR));
    }
  }

  private void buildSorting() {
    for (TableColumn<KeyRow, ?> column : table.getColumns()) {
      if (column.getUserData() == model.sortColumn()) {
        column.setSortType(
            model.isAscending() ? TableColumn.SortType.ASCENDING : TableColumn.SortType.DESCENDING);
        table.getSortOrder().setAll(List.of(column));
      }
    }
    table.setSortPolicy(
        view -> {
          if (view.getSortOrder().isEmpty()) {
            model.sortBy(KeyColumn.NAME, true);
          } else {
            TableColumn<KeyRow, ?> first = view.getSortOrder().getFirst();
            if (first.getUserData() instanceof KeyColumn column) {
              model.sortBy(column, first.getSortType() == TableColumn.SortType.ASCENDING);
            }
          }
          return true;
        });
  }

  private void buildSelection() {
    table
        .getSelectionModel()
        .getSelectedItems()
        .addListener(
            (ListChangeListener<KeyRow>)
                change -> {
                  if (!selecting) {
                    List<KeyRow> chosen = new ArrayList<>();
                    for (KeyRow row : table.getSelectionModel().getSelectedItems()) {
                      if (row != null) {
                        chosen.add(row);
                      }
                    }
                    model.select(chosen);
                  }
                });
    screen.follow(model.rows(), this::showSelection);
    screen.follow(model.selection(), this::showSelection);
  }

  private void showSelection() {
    List<KeyRow> wanted = model.selection();
    if (selecting || table.getSelectionModel().getSelectedItems().equals(wanted)) {
      return;
    }
    selecting = true;
    try {
      int[] indices =
          wanted.stream().mapToInt(row -> model.rows().indexOf(row)).filter(i -> i >= 0).toArray();
      table.getSelectionModel().clearSelection();
      if (indices.length > 0) {
        table.getSelectionModel().selectIndices(indices[0], indices);
      }
    } finally {
      selecting = false;
    }
  }

  /// A row with its menu.
  private final class Row extends TableRow<KeyRow> {

    Row() {
      setOnContextMenuRequested(
          event -> {
            if (!isEmpty()) {
              KeyMenus.ofRow(model, getItem()).show(this, event.getScreenX(), event.getScreenY());
            }
          });
    }

    @Override
    protected void updateItem(@Nullable KeyRow row, boolean empty) {
      super.updateItem(row, empty);
      pseudoClassStateChanged(PROBLEM, row instanceof KeyRow.Problem);
    }
  }
}

package keyconsole.view;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javafx.collections.ListChangeListener;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import keyconsole.viewmodel.KeyColumn;
import keyconsole.viewmodel.KeyLook;
import keyconsole.viewmodel.KeyRow;

/// Which columns the key table shows, in which order and how wide: as they were left, and whatever
/// a person makes of them. Where there is little room, some give way until there is more.
final class KeyTableColumns {

  /// How wide capabilities are by themselves.
  static final double CAPABILITIES = 135;

  private static final String FIRST = "keys-first";

  /// What gives way, the first of these first: the drawer, which takes the room as a rule, tells it
  /// of the selected key.
  private static final List<KeyColumn> GIVING =
      List.of(KeyColumn.SCOPE, KeyColumn.CAPABILITIES, KeyColumn.OWNER, KeyColumn.LAST_USED);

  private final TableView<KeyRow> table;
  private final KeyLook look;

  /// What the capabilities have beyond their width, of the room that the name does not need. It is
  /// not remembered.
  private double lent;

  /// What has given way and is shown again where there is room. It is remembered as shown.
  private final Set<KeyColumn> away = EnumSet.noneOf(KeyColumn.class);

  /// What a person has called back, which does not give way again.
  private final Set<KeyColumn> kept = EnumSet.noneOf(KeyColumn.class);

  private boolean making;

  /// As nobody has changed them, or as they were told last.
  private List<KeyLook.ColumnPlace> told = List.of();

  KeyTableColumns(TableView<KeyRow> table, KeyLook look) {
    this.table = table;
    this.look = look;
  }

  /// Whether the capabilities are as wide as they are by themselves. A person's own width stays.
  boolean mayBorrow(TableColumn<KeyRow, ?> capabilities) {
    return capabilities.getWidth() - lent(capabilities) == CAPABILITIES;
  }

  double lent(TableColumn<KeyRow, ?> capabilities) {
    // With another width a person has taken hold of it.
    return capabilities.getWidth() == CAPABILITIES + lent ? lent : 0;
  }

  /// Gives the capabilities so much of the room that names do not need.
  void lend(TableColumn<KeyRow, ?> capabilities, double width) {
    lent = width;
    capabilities.setPrefWidth(CAPABILITIES + width);
  }

  /// Lets columns give way until the others but the name are no wider than this, and shows those
  /// again that need not any more.
  void makeRoom(double room) {
    if (making) {
      return;
    }
    making = true;
    double taken = 0;
    for (TableColumn<KeyRow, ?> column : table.getColumns()) {
      if (column.getUserData() != KeyColumn.NAME && isWanted(column)) {
        taken += ownWidth(column);
      }
    }
    for (KeyColumn giving : GIVING) {
      for (TableColumn<KeyRow, ?> column : table.getColumns()) {
        if (column.getUserData() == giving && isWanted(column) && !kept.contains(giving)) {
          boolean gives = taken > room;
          taken -= gives ? ownWidth(column) : 0;
          putAway(giving, column, gives);
        }
      }
    }
    making = false;
  }

  private void putAway(KeyColumn giving, TableColumn<KeyRow, ?> column, boolean gives) {
    if (gives) {
      away.add(giving);
    } else {
      away.remove(giving);
    }
    column.setVisible(!gives);
  }

  private double ownWidth(TableColumn<KeyRow, ?> column) {
    boolean borrows = column.getUserData() == KeyColumn.CAPABILITIES;
    return borrows ? column.getWidth() - lent(column) : column.getWidth();
  }

  private boolean isWanted(TableColumn<KeyRow, ?> column) {
    return column.isVisible()
        || (column.getUserData() instanceof KeyColumn known && away.contains(known));
  }

  /// Puts the columns where they were left.
  void arrange() {
    List<KeyLook.ColumnPlace> places = look.columnsProperty().get();
    List<TableColumn<KeyRow, ?>> columns = new ArrayList<>(table.getColumns());
    for (KeyLook.ColumnPlace place : places) {
      columns.stream()
          .filter(column -> column.getUserData() == place.column())
          .forEach(column -> show(column, place));
    }
    columns.sort((one, other) -> Integer.compare(placeOf(one, places), placeOf(other, places)));
    table.getColumns().setAll(columns);
    showFirst();
  }

  private static void show(TableColumn<KeyRow, ?> column, KeyLook.ColumnPlace place) {
    column.setVisible(place.shown());
    // The name takes what the others leave.
    if (place.width() > 0 && place.column() != KeyColumn.NAME) {
      column.setPrefWidth(place.width());
    }
  }

  /// The menu stays the last one.
  private static int placeOf(TableColumn<KeyRow, ?> column, List<KeyLook.ColumnPlace> places) {
    if (!(column.getUserData() instanceof KeyColumn known)) {
      return Integer.MAX_VALUE;
    }
    for (int i = 0; i < places.size(); i++) {
      if (places.get(i).column() == known) {
        return i;
      }
    }
    return List.of(KeyColumn.values()).indexOf(known);
  }

  /// Tells of what a person changes from now on.
  void follow() {
    told = places();
    table.getColumns().addListener((ListChangeListener<TableColumn<KeyRow, ?>>) c -> moved());
    for (TableColumn<KeyRow, ?> column : table.getColumns()) {
      column.visibleProperty().subscribe((before, now) -> shown(column, now));
      column.widthProperty().subscribe((before, now) -> tell());
    }
  }

  private void shown(TableColumn<KeyRow, ?> column, boolean now) {
    if (!making && column.getUserData() instanceof KeyColumn known) {
      away.remove(known);
      if (now) {
        kept.add(known);
      } else {
        kept.remove(known);
      }
    }
    moved();
  }

  private void moved() {
    showFirst();
    tell();
  }

  /// What stands at the page's edge keeps its distance from it. Only what changes is told: each
  /// column's cells are styled anew over it.
  private void showFirst() {
    boolean found = false;
    for (TableColumn<KeyRow, ?> column : table.getColumns()) {
      boolean first = !found && column.isVisible();
      found |= first;
      if (first && !column.getStyleClass().contains(FIRST)) {
        column.getStyleClass().add(FIRST);
      } else if (!first) {
        column.getStyleClass().remove(FIRST);
      }
    }
  }

  private void tell() {
    List<KeyLook.ColumnPlace> now = places();
    if (!now.equals(told)) {
      told = now;
      look.columnsProperty().set(now);
    }
  }

  private List<KeyLook.ColumnPlace> places() {
    List<KeyLook.ColumnPlace> places = new ArrayList<>();
    for (TableColumn<KeyRow, ?> column : table.getColumns()) {
      if (column.getUserData() instanceof KeyColumn known) {
        places.add(new KeyLook.ColumnPlace(known, width(known, column), isWanted(column)));
      }
    }
    return List.copyOf(places);
  }

  private int width(KeyColumn known, TableColumn<KeyRow, ?> column) {
    // The name takes what the others leave.
    return known == KeyColumn.NAME ? 0 : (int) Math.round(ownWidth(column));
  }
}

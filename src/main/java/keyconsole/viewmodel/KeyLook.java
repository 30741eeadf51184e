package keyconsole.viewmodel;

import java.util.List;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;

/// How a person has arranged the key table and the drawer beside it. UI thread only.
public final class KeyLook {

  private final ObjectProperty<List<ColumnPlace>> columns = new SimpleObjectProperty<>(List.of());
  private final DoubleProperty drawerWidth = new SimpleDoubleProperty();
  private final ReadOnlyObjectWrapper<KeyOrder> sort =
      new ReadOnlyObjectWrapper<>(new KeyOrder(KeyColumn.NAME, true));

  /// A column where a person has put it.
  ///
  /// @param width in pixels
  public record ColumnPlace(KeyColumn column, int width, boolean shown) {}

  /// The columns from left to right; empty where nobody has changed them.
  public ObjectProperty<List<ColumnPlace>> columnsProperty() {
    return columns;
  }

  /// In pixels; 0 where nobody has dragged it.
  public DoubleProperty drawerWidthProperty() {
    return drawerWidth;
  }

  ReadOnlyObjectProperty<KeyOrder> sortProperty() {
    return sort.getReadOnlyProperty();
  }

  void sorted(KeyOrder order) {
    sort.set(order);
  }
}

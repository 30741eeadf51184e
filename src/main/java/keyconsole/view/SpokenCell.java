package keyconsole.view;

import javafx.scene.AccessibleAttribute;
import javafx.scene.control.ListCell;
import org.jspecify.annotations.Nullable;

/// A cell of a list that shows nodes of its own, and is read out as their texts.
///
/// @param <T> what it shows
abstract class SpokenCell<T> extends ListCell<T> {

  @Override
  public @Nullable Object queryAccessibleAttribute(
      AccessibleAttribute attribute, Object... parameters) {
    return attribute == AccessibleAttribute.TEXT
        ? Spoken.of(this)
        : super.queryAccessibleAttribute(attribute, parameters);
  }
}

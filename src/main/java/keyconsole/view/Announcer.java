package keyconsole.view;

import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Tells assistive technology what changes by itself, outside of where the keyboard is. JavaFX has
/// no live regions: this is a text that nobody sees and that says that it changed. What a person
/// must hear now also claims the reader's attention, as the item of a menu does; the keyboard stays
/// where it is. UI thread only.
final class Announcer extends Region {

  private boolean covered;

  Announcer() {
    setId("announcer");
    setAccessibleRole(AccessibleRole.TEXT);
    setAccessibleText("");
    setManaged(false);
    setMouseTransparent(true);
  }

  /// Says something that can wait until a person asks.
  void tell(String text) {
    if (!covered && !text.isBlank() && !text.equals(getAccessibleText())) {
      setAccessibleText(text);
      notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    }
  }

  /// Whether the window is covered: what goes on behind is not told.
  void setCovered(boolean now) {
    covered = now;
  }

  /// Says something at once.
  void interrupt(String text) {
    if (!covered && !text.isBlank()) {
      tell(text);
      notifyAccessibleAttributeChanged(AccessibleAttribute.FOCUS_ITEM);
    }
  }

  @Override
  public @Nullable Object queryAccessibleAttribute(
      AccessibleAttribute attribute, Object... parameters) {
    return attribute == AccessibleAttribute.FOCUS_ITEM
        ? this
        : super.queryAccessibleAttribute(attribute, parameters);
  }
}

package keyconsole.view;

import atlantafx.base.controls.ToggleSwitch;
import javafx.beans.NamedArg;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleAttribute.ToggleState;
import javafx.scene.AccessibleRole;
import org.jspecify.annotations.Nullable;

/// A switch that says that it is one, and whether it is on: AtlantaFX's own tells a screen reader
/// neither.
public final class Switch extends ToggleSwitch {

  public Switch(@NamedArg("text") String text) {
    super(text);
    setAccessibleRole(AccessibleRole.TOGGLE_BUTTON);
    selectedProperty()
        .subscribe(
            () -> {
              notifyAccessibleAttributeChanged(AccessibleAttribute.SELECTED);
              notifyAccessibleAttributeChanged(AccessibleAttribute.TOGGLE_STATE);
            });
  }

  @Override
  public @Nullable Object queryAccessibleAttribute(
      AccessibleAttribute attribute, Object... parameters) {
    return switch (attribute) {
      case SELECTED -> isSelected();
      case TOGGLE_STATE -> isSelected() ? ToggleState.CHECKED : ToggleState.UNCHECKED;
      case TEXT -> getText();
      default -> super.queryAccessibleAttribute(attribute, parameters);
    };
  }

  @Override
  public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
    if (action == AccessibleAction.FIRE) {
      fire();
    } else {
      super.executeAccessibleAction(action, parameters);
    }
  }
}

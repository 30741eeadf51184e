package keyconsole.viewmodel;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// One of several that a person chooses in the wizard.
public final class NewKeyChoice<T> extends NewKeyCheck {

  private final ObjectProperty<T> value;
  private T original;

  NewKeyChoice(T start) {
    original = start;
    value = new SimpleObjectProperty<>(start);
  }

  /// What is chosen.
  public ObjectProperty<T> valueProperty() {
    return value;
  }

  /// What is chosen.
  public T value() {
    return value.get();
  }

  /// What the wizard began with.
  T original() {
    return original;
  }

  /// Whether it differs from what the wizard began with.
  public boolean isChanged() {
    return !original.equals(value.get());
  }

  /// Whether it was chosen here and changed to something else by somebody else.
  boolean clashesWith(T current) {
    return isChanged() && !original.equals(current) && !value.get().equals(current);
  }

  /// Goes on from what the key has by now. What was chosen stays.
  void goOnFrom(T current) {
    boolean chosen = isChanged();
    original = current;
    if (!chosen) {
      value.set(current);
    }
  }

  /// Gives up what was chosen.
  void giveUp() {
    value.set(original);
  }
}

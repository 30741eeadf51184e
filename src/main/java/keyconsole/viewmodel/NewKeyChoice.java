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

  /// Goes on from what the key has by now. What was chosen stays.
  ///
  /// @return whether that overrides what somebody else wrote
  boolean goOnFrom(T current) {
    boolean chosen = isChanged();
    boolean moved = !original.equals(current);
    original = current;
    if (!chosen) {
      value.set(current);
    }
    return chosen && moved && isChanged();
  }
}

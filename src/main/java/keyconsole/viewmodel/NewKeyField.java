package keyconsole.viewmodel;

import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// A text that a person types into the wizard.
public final class NewKeyField extends NewKeyCheck {

  private final StringProperty text = new SimpleStringProperty("");
  private String original;

  NewKeyField(String start) {
    original = start;
    text.set(start);
    text.subscribe((before, after) -> visit());
  }

  /// What stands in the field.
  public StringProperty textProperty() {
    return text;
  }

  /// What stands in the field.
  public String text() {
    return text.get();
  }

  /// What stands in the field, without the blanks around it.
  String stripped() {
    return text.get().strip();
  }

  /// What the wizard began with.
  String original() {
    return original;
  }

  /// Whether it differs from what the wizard began with.
  public boolean isChanged() {
    return !original.equals(text.get());
  }

  /// Whether it was typed here and changed to something else by somebody else.
  boolean clashesWith(String current) {
    return isChanged() && !original.equals(current) && !text.get().equals(current);
  }

  /// Goes on from what the key has by now. What was typed stays.
  void goOnFrom(String current) {
    boolean typed = isChanged();
    original = current;
    if (!typed) {
      text.set(current);
    }
  }

  /// Gives up what was typed.
  void giveUp() {
    text.set(original);
  }
}

package keyconsole.viewmodel;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// A text that a person types into the wizard, with what is wrong with it.
///
/// What is merely missing is said only once something was typed here; it still holds the step back.
public final class NewKeyField {

  private final StringProperty text = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");
  private String original = "";
  private String problem = "";
  private boolean touched;

  NewKeyField(String start) {
    original = start;
    text.set(start);
  }

  /// What stands in the field.
  public StringProperty textProperty() {
    return text;
  }

  /// What is wrong, to be shown under the field; empty where nothing is.
  public ReadOnlyStringProperty errorProperty() {
    return error.getReadOnlyProperty();
  }

  /// What stands in the field.
  public String text() {
    return text.get();
  }

  /// Whether it differs from what the wizard began with.
  public boolean isChanged() {
    return !original.equals(text.get());
  }

  void startAgainFrom(String start) {
    original = start;
    text.set(start);
  }

  void judge(String found, boolean missing) {
    touched |= isChanged();
    problem = found;
    error.set(missing && !touched ? "" : found);
  }

  String problem() {
    return problem;
  }

  boolean isWrong() {
    return !problem.isEmpty();
  }
}

package keyconsole.viewmodel;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// Something in the wizard that may be wrong, and what is to be said about it there.
///
/// What is merely missing is said only once a person was there; it holds the step back all the
/// same.
public class NewKeyCheck {

  private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");
  private String problem = "";
  private boolean missing;
  private boolean visited;

  NewKeyCheck() {}

  /// What is wrong, to be shown where it is wrong; empty where nothing is to be said.
  public final ReadOnlyStringProperty errorProperty() {
    return error.getReadOnlyProperty();
  }

  /// A person was here: from now on it also says what is missing.
  public final void visit() {
    visited = true;
    show();
  }

  final void judge(String found) {
    problem = found;
    missing = false;
    show();
  }

  final void judgeMissing(String found) {
    problem = found;
    missing = true;
    show();
  }

  private void show() {
    error.set(missing && !visited ? "" : problem);
  }

  final String problem() {
    return problem;
  }

  final boolean isWrong() {
    return !problem.isEmpty();
  }

  final boolean isSaid() {
    return !error.get().isEmpty();
  }
}

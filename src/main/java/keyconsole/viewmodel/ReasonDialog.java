package keyconsole.viewmodel;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;

/// A dialog that does something for a reason that a person gives. UI thread only.
public abstract class ReasonDialog extends WorkingDialog {

  private final KeyWords words;
  private final StringProperty reason;
  private final ReadOnlyObjectWrapper<Optional<Work>> work =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final BooleanBinding ready;

  /// @param reason what is typed
  /// @param allowed whether it may be done
  ReasonDialog(Workspace workspace, StringProperty reason, ObservableValue<Boolean> allowed) {
    super(workspace);
    this.words = new KeyWords(workspace.texts());
    this.reason = reason;
    this.ready =
        Bindings.createBooleanBinding(
            () -> !reason.get().isBlank() && work.get().isEmpty() && allowed.getValue(),
            reason,
            work,
            allowed);
  }

  public final StringProperty reasonProperty() {
    return reason;
  }

  /// The reason without spaces around it.
  final String reason() {
    return reason.get().strip();
  }

  /// Whether a reason is given, it may be done and nothing goes on.
  public final BooleanBinding ready() {
    return ready;
  }

  @Override
  public final ReadOnlyObjectProperty<Optional<Work>> workProperty() {
    return work.getReadOnlyProperty();
  }

  /// It goes on now.
  ///
  /// @param what is going on, in a person's words
  final void begin(String what) {
    report(Report.NONE);
    work.set(Optional.of(new Work(what, -1, Optional.empty())));
  }

  /// Nothing goes on any more.
  final void end() {
    work.set(Optional.empty());
  }

  /// @param what did not go as asked, in a person's words
  final void failed(String what, Exception cause) {
    end();
    report(Report.of(words, what, cause));
  }

  @Override
  public final void cancel() {
    if (work.get().isEmpty()) {
      close();
    }
  }

  abstract void close();
}

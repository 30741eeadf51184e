package keyconsole.viewmodel;

import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// A dialog that does something in the background, and what its foot tells of it. UI thread only.
public abstract class WorkingDialog implements WayBack {

  private final ClipboardPort clipboard;
  private final ReadOnlyObjectWrapper<Report> report = new ReadOnlyObjectWrapper<>(Report.NONE);

  WorkingDialog(Workspace workspace) {
    clipboard = workspace.clipboard();
  }

  /// What is going on; empty while nothing is.
  public abstract ReadOnlyObjectProperty<Optional<Work>> workProperty();

  /// The way back: closes the dialog. While work goes on it stops that, where it can be stopped,
  /// and the dialog stays.
  @Override
  public abstract void cancel();

  /// What did not go as asked the last time.
  public final ReadOnlyObjectProperty<Report> reportProperty() {
    return report.getReadOnlyProperty();
  }

  /// Puts the detail of the report on the clipboard.
  public final void copyDetail() {
    clipboard.put(report.get().detail());
  }

  final void report(Report next) {
    report.set(next);
  }
}

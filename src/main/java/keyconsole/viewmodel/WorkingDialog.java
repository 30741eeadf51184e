package keyconsole.viewmodel;

import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;

/// A dialog that does something in the background, and what its foot tells of it. UI thread only.
public interface WorkingDialog {

  /// What is going on; empty while nothing is.
  ReadOnlyObjectProperty<Optional<Work>> workProperty();

  /// What did not go as asked the last time.
  ReadOnlyObjectProperty<Report> reportProperty();

  /// Puts the detail of the report on the clipboard.
  void copyDetail();

  /// The way back: closes the dialog. While work goes on it stops that, where it can be stopped,
  /// and the dialog stays.
  void cancel();
}

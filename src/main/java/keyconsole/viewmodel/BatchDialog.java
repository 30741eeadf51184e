package keyconsole.viewmodel;

import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;

/// A dialog that does one thing to several keys.
abstract class BatchDialog extends WorkingDialog implements Going {

  final KeyBatch batch;

  BatchDialog(Workspace workspace, KeyBatch batch) {
    super(workspace);
    this.batch = batch;
  }

  abstract void close();

  /// Whether keys are still to be done that nobody has called off.
  @Override
  public final boolean isGoingOn() {
    return batch.isGoingOn();
  }

  @Override
  public final ReadOnlyObjectProperty<Optional<Work>> workProperty() {
    return batch.workProperty();
  }

  @Override
  public final void cancel() {
    if (batch.isBusy()) {
      batch.stop();
    } else {
      close();
    }
  }
}

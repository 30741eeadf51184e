package keyconsole.viewmodel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import keyconsole.domain.ApiKey;
import keyconsole.domain.IssuedKey;

/// Rotation of a key, at once or with an overlap in which both keys answer.
public final class RotateViewModel {

  /// What is offered; zero is at once.
  public static final List<Duration> OVERLAPS =
      List.of(
          Duration.ZERO,
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofHours(24));

  private final Workspace workspace;
  private final ApiKey key;
  private final KeyWords words;
  private final ObjectProperty<Duration> overlap = new SimpleObjectProperty<>(Duration.ZERO);
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper("");

  public RotateViewModel(Workspace workspace, ApiKey key) {
    this.workspace = workspace;
    this.key = key;
    words = new KeyWords(workspace.texts());
  }

  public String name() {
    return key.name();
  }

  public ObjectProperty<Duration> overlapProperty() {
    return overlap;
  }

  /// Rotates and shows the new key.
  public void rotate() {
    if (busy.get()) {
      return;
    }
    busy.set(true);
    failure.set("");
    Duration both = overlap.get();
    workspace
        .tasks()
        .run(
            () ->
                both.isZero()
                    ? workspace.service().rotate(key.id())
                    : workspace.service().rotateWithOverlap(key.id(), both),
            this::rotated,
            this::failed);
  }

  private void rotated(IssuedKey issued) {
    busy.set(false);
    close();
    workspace.navigator().open(new Dialog.Reveal(new RevealViewModel(workspace, issued)));
  }

  private void failed(Exception e) {
    busy.set(false);
    failure.set(Optional.ofNullable(e.getMessage()).orElseGet(e::toString));
    workspace.navigator().report(words.text("rotate.failed", key.name()), e);
  }

  /// Closes the dialog; not while a new key is on its way.
  public void cancel() {
    if (!busy.get()) {
      close();
    }
  }

  private void close() {
    workspace.navigator().close(new Dialog.Rotate(this));
  }

  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  public ReadOnlyStringProperty failureProperty() {
    return failure.getReadOnlyProperty();
  }
}

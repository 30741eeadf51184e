package keyconsole.viewmodel;

import java.time.Duration;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleObjectProperty;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Expiry;
import keyconsole.domain.KeyEdit;

/// A new expiry for one or more keys, counted from now.
public final class ExtendViewModel {

  /// What is offered.
  public static final List<Duration> TERMS =
      List.of(
          Duration.ofDays(7),
          Duration.ofDays(30),
          Duration.ofDays(60),
          Duration.ofDays(90),
          Duration.ofDays(365));

  private final Workspace workspace;
  private final KeyBatch batch;
  private final KeyWords words;
  private final ObjectProperty<Duration> term = new SimpleObjectProperty<>(Expiry.STANDARD);

  public ExtendViewModel(Workspace workspace, List<ApiKey> keys) {
    this.workspace = workspace;
    words = new KeyWords(workspace.texts());
    batch = new KeyBatch(workspace, words, keys, this::cancel);
  }

  public ObjectProperty<Duration> termProperty() {
    return term;
  }

  /// How many keys, and when they would end.
  public String consequence() {
    return words.text(
        "extend.text",
        batch.keys().size(),
        KeyWords.minute(workspace.clock().instant().plus(term.get())));
  }

  /// Gives each key the new end; what failed is named and the dialog stays.
  public void extend() {
    Expiry end = new Expiry.At(workspace.clock().instant().plus(term.get()));
    KeyEdit edit = KeyEdit.NOTHING.withExpiry(end);
    batch.start(key -> workspace.service().update(key.id(), edit), "extend.done");
  }

  public void cancel() {
    workspace.navigator().close(new Dialog.Extend(this));
  }

  public ReadOnlyStringProperty failureProperty() {
    return batch.failureProperty();
  }

  public ReadOnlyBooleanProperty busyProperty() {
    return batch.busyProperty();
  }
}

package keyconsole.viewmodel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
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
  private final List<ApiKey> keys;
  private final KeyWords words;
  private final ObjectProperty<Duration> term = new SimpleObjectProperty<>(Expiry.STANDARD);
  private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

  public ExtendViewModel(Workspace workspace, List<ApiKey> keys) {
    this.workspace = workspace;
    this.keys = List.copyOf(keys);
    words = new KeyWords(workspace.texts());
  }

  public ObjectProperty<Duration> termProperty() {
    return term;
  }

  /// How many keys, and when they would end.
  public String consequence() {
    return words.text(
        "extend.text", keys.size(), KeyWords.minute(workspace.clock().instant().plus(term.get())));
  }

  /// Gives each key the new end; what failed is named and the dialog stays.
  public void extend() {
    if (busy.get()) {
      return;
    }
    busy.set(true);
    failure.set("");
    Expiry end = new Expiry.At(workspace.clock().instant().plus(term.get()));
    workspace.tasks().run(() -> extendAll(end), this::finished, this::failed);
  }

  private List<String> extendAll(Expiry end) {
    List<String> failures = new ArrayList<>();
    for (ApiKey key : keys) {
      try {
        workspace.service().update(key.id(), KeyEdit.NOTHING.withExpiry(end));
      } catch (RuntimeException e) {
        failures.add(words.text("revoke.failed.one", key.name(), String.valueOf(e.getMessage())));
      }
    }
    return failures;
  }

  private void finished(List<String> failures) {
    busy.set(false);
    if (failures.isEmpty()) {
      workspace.navigator().closeDialog();
      workspace.navigator().say(words.text("extend.done", keys.size()), Optional.empty());
    } else {
      failure.set(String.join("\n", failures));
    }
  }

  private void failed(Exception e) {
    busy.set(false);
    failure.set(String.valueOf(e.getMessage()));
  }

  public void cancel() {
    workspace.navigator().closeDialog();
  }

  public ReadOnlyStringProperty failureProperty() {
    return failure.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }
}

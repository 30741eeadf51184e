package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import keyconsole.domain.ApiKey;

/// One deed done to several keys from a dialog: each for itself, so that one failure does not keep
/// the others from it. What failed is named and the dialog stays; else it closes and says so.
final class KeyBatch {

  private final Workspace workspace;
  private final KeyWords words;
  private final List<ApiKey> keys;
  private final Runnable close;
  private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

  /// @param close closes the dialog that it is done from
  KeyBatch(Workspace workspace, KeyWords words, List<ApiKey> keys, Runnable close) {
    this.workspace = workspace;
    this.words = words;
    this.keys = List.copyOf(keys);
    this.close = close;
  }

  List<ApiKey> keys() {
    return keys;
  }

  /// Why some failed, a line each; empty where none did.
  ReadOnlyStringProperty failureProperty() {
    return failure.getReadOnlyProperty();
  }

  /// Whether it is at work.
  ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /// Does it to each key in the background; nothing while it is at work already.
  ///
  /// @param done the name of the text that says how many it was done to
  void start(Consumer<ApiKey> deed, String done) {
    if (busy.get()) {
      return;
    }
    busy.set(true);
    failure.set("");
    workspace.tasks().run(() -> doToEach(deed), failures -> finished(failures, done), this::failed);
  }

  private List<String> doToEach(Consumer<ApiKey> deed) {
    List<String> failures = new ArrayList<>();
    for (ApiKey key : keys) {
      try {
        deed.accept(key);
      } catch (RuntimeException e) {
        failures.add(words.text("revoke.failed.one", key.name(), String.valueOf(e.getMessage())));
      }
    }
    return failures;
  }

  private void finished(List<String> failures, String done) {
    busy.set(false);
    if (failures.isEmpty()) {
      close.run();
      workspace.navigator().say(words.text(done, keys.size()), Optional.empty());
    } else {
      failure.set(String.join("\n", failures));
    }
  }

  private void failed(Exception e) {
    busy.set(false);
    failure.set(String.valueOf(e.getMessage()));
  }
}

package keyconsole.viewmodel;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import keyconsole.domain.ApiKey;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyRequest;

/// The wizard's writing: in the background, one at a time, with what became of it.
final class NewKeyDeed {

  private final Workspace workspace;
  private final NewKeyBasis basis;
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<Optional<Report>> failure =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  NewKeyDeed(Workspace workspace, NewKeyBasis basis) {
    this.workspace = workspace;
    this.basis = basis;
  }

  void create(KeyRequest request) {
    begin();
    workspace.tasks().run(() -> workspace.service().create(request), this::created, this::failed);
  }

  private void created(IssuedKey issued) {
    busy.set(false);
    workspace.navigator().showKeys();
    workspace.navigator().open(new Dialog.Reveal(new RevealViewModel(workspace, issued)));
  }

  /// Reads the key as it is by now.
  ///
  /// @param found gets nothing where the key is gone; is to [#update] or [#stop]
  void read(KeyId id, Consumer<Optional<ApiKey>> found) {
    begin();
    workspace.tasks().run(() -> find(id), found, this::failed);
  }

  private Optional<ApiKey> find(KeyId id) {
    return workspace.service().list().stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /// Writes a change, unless somebody else has changed the same since.
  ///
  /// @param seen the key that the change was compared with
  void update(ApiKey seen, KeyEdit edit) {
    workspace
        .tasks()
        .run(() -> workspace.service().update(seen.id(), edit, seen), this::saved, this::failed);
  }

  private void saved(ApiKey key) {
    busy.set(false);
    workspace.navigator().showKeys();
    workspace
        .navigator()
        .say(basis.text("newkey.saved", basis.words().name(key)), Optional.empty());
  }

  /// Ends without writing.
  ///
  /// @param why empty where it is said elsewhere
  void stop(String why) {
    busy.set(false);
    failure.set(why.isEmpty() ? Optional.empty() : Optional.of(new Report(why, "")));
  }

  private void begin() {
    failure.set(Optional.empty());
    busy.set(true);
  }

  private void failed(Exception e) {
    String what = basis.text(basis.isEditing() ? "newkey.failed.save" : "newkey.failed.create");

    busy.set(false);
    failure.set(Optional.of(Report.of(basis.words(), what, e)));
  }

  void forgetFailure() {
    failure.set(Optional.empty());
  }

  ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Optional<Report>> failureProperty() {
    return failure.getReadOnlyProperty();
  }
}

package keyconsole.viewmodel;

import java.time.Instant;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import keyconsole.domain.ApiKey;
import keyconsole.service.Session;

/// What the wizard stands on: who acts, and the key as it is where one is edited.
///
/// While no session is live, what the last one was allowed still counts: what was typed is not
/// wrong because time has passed.
final class NewKeyBasis {

  private final Workspace workspace;
  private final KeyWords words;
  private final ReadOnlyBooleanWrapper administrator = new ReadOnlyBooleanWrapper(true);
  private Optional<String> actor = Optional.empty();
  private Optional<ApiKey> key;

  NewKeyBasis(Workspace workspace, Optional<ApiKey> key) {
    this.workspace = workspace;
    this.words = new KeyWords(workspace.texts());
    this.key = key;
    actAs(workspace.session().get());
  }

  void actAs(Session session) {
    if (!session.isReadOnly()) {
      actor = session.actor();
      administrator.set(session.isAdministrator());
    }
  }

  /// The key as it stands by now.
  void goOnFrom(ApiKey current) {
    key = Optional.of(current);
  }

  String text(String name, Object... values) {
    return words.text(name, values);
  }

  KeyWords words() {
    return words;
  }

  Instant now() {
    return workspace.clock().instant();
  }

  /// Who acts; empty where the wizard never had a session.
  Optional<String> actor() {
    return actor;
  }

  boolean isAdministrator() {
    return administrator.get();
  }

  ReadOnlyBooleanProperty administratorProperty() {
    return administrator.getReadOnlyProperty();
  }

  /// The key that is edited; empty for a new one.
  Optional<ApiKey> key() {
    return key;
  }

  boolean isEditing() {
    return key.isPresent();
  }
}

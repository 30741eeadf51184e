package keyconsole.viewmodel;

import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import keyconsole.domain.KeyEdit;

/// Asks once more before an edit is saved that would have denied requests the key really had.
final class NewKeyAsking {

  private final Workspace workspace;
  private final NewKeyBasis basis;
  private final Optional<NewKeyReplay> replay;
  private final ReadOnlyBooleanWrapper checking = new ReadOnlyBooleanWrapper();
  private TaskRunner.Subscription comparing = () -> {};

  /// What a person said yes to.
  private Optional<KeyEdit> confirmed = Optional.empty();

  NewKeyAsking(Workspace workspace, NewKeyBasis basis, Optional<NewKeyReplay> replay) {
    this.workspace = workspace;
    this.basis = basis;
    this.replay = replay;
  }

  /// Looks at the real requests of the longest window.
  ///
  /// @param save where nothing is to be asked
  /// @param stay where a question stands open; what was typed is kept
  /// @param again after a yes: tries once more, and is not asked about the same edit again
  void before(KeyEdit edit, Runnable save, Runnable stay, Runnable again) {
    boolean judged = edit.limits().isPresent() || edit.restrictions().isPresent();
    if (replay.isEmpty() || !judged || confirmed.equals(Optional.of(edit))) {
      save.run();
      return;
    }
    ReplayWords words = replay.get().words();
    checking.set(true);
    TaskRunner.Subscription started =
        replay
            .get()
            .compare(
                compared -> {
                  checking.set(false);
                  compared
                      .filter(found -> found.draft().denied() > 0)
                      .ifPresentOrElse(
                          found -> ask(edit, words.question(found), stay, again), save);
                },
                failure -> {
                  checking.set(false);
                  ask(
                      edit,
                      basis.text("newkey.replay.ask.unknown", basis.words().why(failure)),
                      stay,
                      again);
                });
    comparing = started;
  }

  private void ask(KeyEdit edit, String text, Runnable stay, Runnable again) {
    stay.run();
    workspace
        .navigator()
        .open(
            new Dialog.Question(
                basis.text("newkey.replay.ask.title"),
                text,
                basis.text("newkey.replay.ask.yes"),
                basis.text("newkey.replay.ask.no"),
                true,
                () -> {
                  confirmed = Optional.of(edit);
                  again.run();
                }));
  }

  /// Stops looking.
  void stop() {
    comparing.end();
    checking.set(false);
  }

  /// Whether it looks at the requests at this moment, so that it can be stopped.
  ReadOnlyBooleanProperty checkingProperty() {
    return checking.getReadOnlyProperty();
  }
}

package keyconsole.viewmodel;

import java.util.Optional;
import java.util.stream.Stream;

/// What is asked, or waited for, before the window or the tenant closes, so that nothing is lost by
/// it. UI thread only.
final class Leaving {

  private final Surroundings surroundings;
  private final ShellViewModel shell;

  Leaving(Surroundings surroundings, ShellViewModel shell) {
    this.surroundings = surroundings;
    this.shell = shell;
  }

  /// Whether nothing is left to be asked or waited for.
  ///
  /// @param close closes what is to be left, after a yes
  boolean isDone(Runnable close) {
    if (asksBehindCover()) {
      shell.idleLock().tellToUnlock();
      return false;
    }
    if (isRawKeyOnItsWay()) {
      shell.say(surroundings.text("reveal.on-its-way"), Optional.empty());
      return false;
    }
    for (ShownOnce reveal : shell.reveals()) {
      if (!reveal.mayClose()) {
        reveal.askToClose(close);
        return false;
      }
    }
    if (wizard().filter(NewKeyViewModel::isChanged).isPresent()) {
      if (!isAsked()) {
        wizard().ifPresent(it -> it.leave(close));
      }
      return false;
    }
    if (batches().anyMatch(Going::isGoingOn) || areKeysAtWork()) {
      ask("shell.stop", this::stopBatches, close);
      return false;
    }
    if (isExporting()) {
      ask("shell.export", this::stopExport, close);
      return false;
    }
    return true;
  }

  /// Whether keys are being made, changed or stored.
  boolean isAtWork() {
    return isRawKeyOnItsWay()
        || batches().anyMatch(Going::isGoingOn)
        || areKeysAtWork()
        || shell.reveals().stream().anyMatch(ShownOnce::isBeingStored);
  }

  /// Whether something would be asked, which nobody sees behind the cover.
  private boolean asksBehindCover() {
    return shell.idleLock().isLocked()
        && (wizard().filter(NewKeyViewModel::isChanged).isPresent() || isAtWork() || isExporting());
  }

  private Optional<NewKeyViewModel> wizard() {
    return shell.pageProperty().get() instanceof Page.NewKey(NewKeyViewModel wizard)
        ? Optional.of(wizard)
        : Optional.empty();
  }

  private boolean isRawKeyOnItsWay() {
    return wizard().filter(Leaving::isCreating).isPresent()
        || shell.dialogs().stream().anyMatch(Dialog::awaitsRawKey);
  }

  private static boolean isCreating(NewKeyViewModel wizard) {
    return wizard.busyProperty().get() && !wizard.checkingProperty().get();
  }

  private Stream<Going> batches() {
    return shell.dialogs().stream().map(Dialog::batch).flatMap(Optional::stream);
  }

  private boolean areKeysAtWork() {
    return shell.keys().filter(list -> list.actions().isGoingOn()).isPresent();
  }

  private void stopBatches() {
    batches().filter(Going::isGoingOn).forEach(Going::cancel);
    shell.keys().ifPresent(list -> list.actions().stop());
  }

  private boolean isExporting() {
    return shell.tenant().filter(it -> it.audit().saving().goingOnProperty().get()).isPresent();
  }

  private void stopExport() {
    shell.tenant().ifPresent(it -> it.audit().saving().stop());
  }

  private boolean isAsked() {
    return !shell.dialogs().isEmpty() && shell.dialogs().getLast() instanceof Dialog.Question;
  }

  /// Asks before something is given up, unless a question stands in front already.
  private void ask(String about, Runnable giveUp, Runnable close) {
    if (isAsked()) {
      return;
    }
    shell.open(
        new Dialog.Question(
            surroundings.text(about + ".title"),
            surroundings.text(about + ".text"),
            surroundings.text(about + ".yes"),
            surroundings.text(about + ".no"),
            true,
            () -> {
              giveUp.run();
              close.run();
            }));
  }
}

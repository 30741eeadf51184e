package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import keyconsole.domain.RawKey;

/// A raw key on the clipboard, for 30 seconds. UI thread only.
final class BriefCopy {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Workspace workspace;
  private final ReadOnlyIntegerWrapper secondsLeft = new ReadOnlyIntegerWrapper();
  private final ReadOnlyBooleanWrapper there = new ReadOnlyBooleanWrapper();
  private Optional<RawKey> copied = Optional.empty();
  private Instant clearsAt = Instant.MIN;
  private TaskRunner.Subscription countdown = () -> {};

  BriefCopy(Workspace workspace) {
    this.workspace = workspace;
  }

  /// Puts a key on the clipboard. It must not be wiped before [#clear].
  void put(RawKey raw) {
    workspace.clipboard().put(raw.value());
    copied = Optional.of(raw);
    there.set(true);
    clearsAt = workspace.steady().instant().plusSeconds(RevealViewModel.CLEARS_AFTER);
    secondsLeft.set(RevealViewModel.CLEARS_AFTER);
    countdown.end();
    countdown = workspace.tasks().every(SECOND, this::tick);
  }

  /// Goes by the time that has passed, so that neither a machine that slept nor a clock that is set
  /// back keeps the key for longer.
  private void tick() {
    long left = Duration.between(workspace.steady().instant(), clearsAt).toMillis();
    secondsLeft.set((int) Math.max(0, Math.round(left / 1_000.0)));
    if (secondsLeft.get() == 0) {
      clear();
    }
  }

  /// Empties the clipboard if it still holds the key.
  void clear() {
    countdown.end();
    copied
        .filter(raw -> !raw.isClosed())
        .ifPresent(raw -> workspace.clipboard().clearIfHolds(raw.value()));
    copied = Optional.empty();
    there.set(false);
    secondsLeft.set(0);
  }

  /// Whether it is there.
  ReadOnlyBooleanProperty copiedProperty() {
    return there.getReadOnlyProperty();
  }

  /// How long it stays; 0 where none is there.
  ReadOnlyIntegerProperty secondsLeftProperty() {
    return secondsLeft.getReadOnlyProperty();
  }
}

package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// What a person is told for a while, one thing at a time, over whatever page is shown: what was
/// done, or that something failed. UI thread only.
public final class Notices {

  private static final Duration DONE = Duration.ofSeconds(8);

  /// What failed stands until whoever reads it takes it away.
  private static final Duration FAILED = Duration.ofDays(1);

  private final Surroundings surroundings;
  private final ReadOnlyObjectWrapper<Optional<Notice>> shown =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private Instant until = Instant.EPOCH;

  /// Something to say for a while.
  ///
  /// @param undo how to take it back; empty where that is not possible
  /// @param detail for whoever helps, to copy; empty where nothing failed
  public record Notice(String text, Optional<Runnable> undo, String detail) {}

  Notices(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// What is told now; empty where nothing is.
  public ReadOnlyObjectProperty<Optional<Notice>> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  void say(String message, Optional<Runnable> undo) {
    tell(new Notice(message, undo, ""), DONE);
  }

  void report(Report report, Optional<Runnable> undo) {
    tell(new Notice(report.text(), undo, report.detail()), FAILED);
  }

  private void tell(Notice next, Duration span) {
    until = surroundings.steady().instant().plus(span);
    shown.set(Optional.of(next));
  }

  /// Takes away what has stood long enough.
  void tick() {
    if (shown.get().isPresent() && surroundings.steady().instant().isAfter(until)) {
      shown.set(Optional.empty());
    }
  }

  /// Takes the notice away.
  public void dismiss() {
    shown.set(Optional.empty());
  }

  /// Does what the notice offers to take back, and takes it away.
  public void undo() {
    Optional<Runnable> undo = shown.get().flatMap(Notice::undo);
    dismiss();
    undo.ifPresent(Runnable::run);
  }

  /// Puts the detail of a failure on the clipboard.
  public void copyDetail() {
    shown.get().ifPresent(n -> surroundings.clipboard().put(n.detail()));
  }
}

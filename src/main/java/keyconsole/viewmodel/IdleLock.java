package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import keyconsole.service.Session;

/// Covers the window of a tenant, other than the demo, which nobody has touched for a while: the
/// session turns read-only, and secrets that are typed, shown or on the clipboard are dropped. All
/// else that was typed stays.
///
/// That holds for a new raw key too, which exists nowhere else until it is stored. Whoever is to
/// store it is told of the lock before; where that comes first, the cover says what is lost, and
/// behind it stands the way to another one ([ShownOnce#lose]). UI thread only.
public final class IdleLock {

  private static final Duration AHEAD = Duration.ofMinutes(1);

  private final Surroundings surroundings;
  private final ShellViewModel shell;
  private final KeptChoice<LockAfter> after;
  private final ReadOnlyObjectWrapper<Optional<SessionViewModel>> locked =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper warning = new ReadOnlyStringWrapper("");
  private Instant since;

  /// The names of keys whose raw keys the lock took away; empty where there are none.
  private String lost = "";

  /// Whether the window was to be closed while something behind the cover was not finished.
  private boolean closing;

  /// @param shell what it covers
  IdleLock(Surroundings surroundings, ShellViewModel shell) {
    this.surroundings = surroundings;
    this.shell = shell;
    this.since = surroundings.steady().instant();
    this.after =
        new KeptChoice<>(
            surroundings.tasks(),
            LockAfter.DEFAULT,
            surroundings.preferences()::keepLockAfter,
            e -> shell.report(surroundings.text("lock.not-kept"), e));
    after.recall(
        surroundings.preferences()::lockAfter,
        e -> shell.report(surroundings.text("lock.unknown"), e));
  }

  /// After how long it locks; kept for next time.
  public ObjectProperty<LockAfter> afterProperty() {
    return after.property();
  }

  private LockAfter after() {
    return after.property().get();
  }

  /// What takes the token while the window is covered; empty where it is not.
  public ReadOnlyObjectProperty<Optional<SessionViewModel>> lockedProperty() {
    return locked.getReadOnlyProperty();
  }

  /// What is to be said on the cover: which raw keys are lost, and why the window does not close;
  /// empty where there is nothing to say.
  public ReadOnlyStringProperty warningProperty() {
    return warning.getReadOnlyProperty();
  }

  boolean isLocked() {
    return locked.get().isPresent();
  }

  /// Takes note of a key, a click or a movement of the mouse.
  public void active() {
    if (isLocked()) {
      return;
    }
    // What wakes a machine that slept comes too late to count.
    tick();
    if (!isLocked()) {
      since = surroundings.steady().instant();
      tellAhead(since);
    }
  }

  /// Looks how much time has passed; called each second.
  void tick() {
    if (isLocked()) {
      return;
    }
    Instant now = surroundings.steady().instant();
    if (after() == LockAfter.NEVER || shell.isAtWork()) {
      since = now;
    }
    tellAhead(now);
    if (!now.isBefore(locksAt()) && after() != LockAfter.NEVER) {
      lock(now);
    }
  }

  private Instant locksAt() {
    return since.plus(after().span());
  }

  private void lock(Instant now) {
    since = now;
    shell.forgetTyped();
    if (!shell.mayLock()) {
      return;
    }
    locked.set(
        Optional.of(
            new SessionViewModel(surroundings, shell.tenantName().orElseThrow(), this::takeBack)));
    lost =
        shell.reveals().stream()
            .map(ShownOnce::lose)
            .filter(names -> !names.isEmpty())
            .collect(Collectors.joining(", "));
    shell.goReadOnly();
    warn();
  }

  private void warn() {
    String ofKeys = lost.isEmpty() ? "" : surroundings.text("lock.lost", lost);
    String ofClosing = closing ? surroundings.text("lock.first") : "";
    warning.set((ofKeys + " " + ofClosing).strip());
  }

  private void takeBack(Session fresh) {
    shell.take(fresh);
    uncover();
  }

  /// Uncovers the window without a token.
  public void goOnReadOnly() {
    if (isLocked()) {
      uncover();
    }
  }

  private void uncover() {
    locked.get().ifPresent(SessionViewModel::drop);
    locked.set(Optional.empty());
    warning.set("");
    closing = false;
    since = surroundings.steady().instant();
    tellAhead(since);
  }

  /// Says on the cover that something behind it is still to be decided before the window closes.
  void tellToUnlock() {
    closing = true;
    warn();
  }

  /// Tells whoever is to store a raw key how long there is for that.
  private void tellAhead(Instant now) {
    List<ShownOnce> reveals = shell.reveals();
    if (reveals.isEmpty()) {
      return;
    }
    String text = ahead(now);
    reveals.forEach(reveal -> reveal.tellLock(text));
  }

  private String ahead(Instant now) {
    if (after() == LockAfter.NEVER || !shell.mayLock()) {
      return "";
    }
    Duration left = Duration.between(now, locksAt());
    return left.compareTo(AHEAD) < 0
        ? surroundings.text("lock.soon", Math.max(0, left.toSeconds()))
        : surroundings.text("lock.ahead", after().minutes());
  }

  /// Forgets the token that is being typed.
  void close() {
    after.close();
    locked.get().ifPresent(SessionViewModel::drop);
  }
}

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
/// A new raw key exists nowhere else until it is stored, so that one is masked and kept behind the
/// cover for [#GRACE] more, while the cover counts down. Only the person it was made for gets back
/// to it, with a token; whoever goes on without one wipes it, and is told so. UI thread only.
public final class IdleLock {

  /// For how long a raw key that nobody stored is kept behind the cover.
  public static final Duration GRACE = Duration.ofMinutes(5);

  private static final Duration AHEAD = Duration.ofMinutes(1);

  private final Surroundings surroundings;
  private final ShellViewModel shell;
  private final KeptChoice<LockAfter> after;
  private final ReadOnlyObjectWrapper<Optional<SessionViewModel>> locked =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper warning = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper onward;
  private Instant since;
  private Instant wipedAt = Instant.MAX;
  private Optional<String> actor = Optional.empty();

  /// The names of keys that were wiped behind the cover; empty where none was.
  private String lost = "";

  /// Whether the window was to be closed while something behind the cover was not finished.
  private boolean closing;

  /// @param shell what it covers
  IdleLock(Surroundings surroundings, ShellViewModel shell) {
    this.surroundings = surroundings;
    this.shell = shell;
    this.onward = new ReadOnlyStringWrapper(surroundings.text("lock.read-only"));
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

  /// What is to be said on the cover of a raw key that nobody stored; empty where there is none.
  public ReadOnlyStringProperty warningProperty() {
    return warning.getReadOnlyProperty();
  }

  /// What the way on without a token is called: it may wipe a key.
  public ReadOnlyStringProperty onwardProperty() {
    return onward.getReadOnlyProperty();
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
    Instant now = surroundings.steady().instant();
    if (isLocked()) {
      count(now);
      return;
    }
    actor = shell.actor().or(() -> actor);
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
    lost = "";
    for (ShownOnce reveal : shell.reveals()) {
      if (reveal.mayClose()) {
        shell.close(reveal.dialog());
      } else {
        reveal.hide();
      }
    }
    shell.goReadOnly();
    wipedAt = now.plus(GRACE);
    count(now);
  }

  private void count(Instant now) {
    if (!now.isBefore(wipedAt)) {
      wipe();
    }
    String names = names(shell.reveals());
    if (!names.isEmpty()) {
      long left = Math.max(0, Duration.between(now, wipedAt).toSeconds());
      String time = "%d:%02d".formatted(left / 60, left % 60);
      warning.set(surroundings.text("lock.unstored", names, time));
      onward.set(surroundings.text("lock.wipe"));
    } else {
      warning.set(lost.isEmpty() ? unfinished() : surroundings.text("lock.wiped", lost));
      onward.set(surroundings.text("lock.read-only"));
    }
  }

  private String unfinished() {
    return closing ? surroundings.text("lock.first") : "";
  }

  private static String names(List<ShownOnce> reveals) {
    return reveals.stream().map(ShownOnce::keyNames).collect(Collectors.joining(", "));
  }

  private void wipe() {
    List<ShownOnce> unstored = shell.reveals();
    if (!unstored.isEmpty()) {
      lost = names(unstored);
      unstored.forEach(reveal -> shell.close(reveal.dialog()));
    }
  }

  private void takeBack(Session fresh) {
    if (!fresh.actor().equals(actor)) {
      wipe();
    }
    shell.take(fresh);
    uncover();
  }

  /// Uncovers the window without a token. A raw key that nobody stored is wiped.
  public void goOnReadOnly() {
    if (isLocked()) {
      wipe();
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
    if (!lost.isEmpty()) {
      shell.report(new Report(surroundings.text("lock.wiped", lost), ""), Optional.empty());
    }
  }

  /// Says on the cover that something behind it is still to be decided before the window closes.
  void tellToUnlock() {
    closing = true;
    warning.set(unfinished());
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
        ? surroundings.text("lock.soon", Math.max(0, left.toSeconds()), GRACE.toMinutes())
        : surroundings.text("lock.ahead", after().minutes(), GRACE.toMinutes());
  }

  /// Forgets the token that is being typed.
  void close() {
    after.close();
    locked.get().ifPresent(SessionViewModel::drop);
  }
}

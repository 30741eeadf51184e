package keyconsole.service;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyField;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Narrowing;
import keyconsole.service.ReturnWords.Evidence;
import keyconsole.store.KeyState;
import keyconsole.store.TighteningJournal.Entry;
import keyconsole.store.TighteningJournal.Kept;
import keyconsole.store.TighteningJournal.Line;

/// Judges whether access that was taken away from a key has come back, by what the journal and the
/// audit log say of the key and the state that its file is in. Decides; does nothing.
///
/// The journal's lines of a key are taken in their order, as they were entered under the lock; only
/// those that are known to stand count, and only what is known of them to the last value is made
/// again without asking. A file in the state after the last one is as it should be. One in the
/// state before any of them was overwritten by a write that had begun earlier, if that state gives
/// more access than it should: the change, and those behind it, are to be made again.
final class ReturnJudge {

  /// How long after a change a write that began before it may come.
  static final Duration WINDOW = Duration.ofMinutes(10);

  /// How long an entry may be on its way to its key file and its audit line.
  static final Duration GRACE = Duration.ofSeconds(10);

  /// How far the clocks of two machines may be apart.
  static final Duration CLOCKS = Duration.ofMinutes(5);

  /// How far the audit log is asked for words behind an entry whose moment is still to come.
  private static final Duration BACK = Duration.ofDays(1);

  private final Predicate<Line> proven;
  private final ReturnWords words;
  private final Instant now;

  /// @param proven whether this process or this user made sure that what a line tells was done
  /// @param words what the audit log says of the keys
  ReturnJudge(Predicate<Line> proven, ReturnWords words, Instant now) {
    this.proven = proven;
    this.words = words;
    this.now = now;
  }

  /// What is to be thought of a key file.
  sealed interface Verdict {}

  /// All is as it should be, as far as can be told.
  record Quiet() implements Verdict {}

  /// A change was overwritten.
  ///
  /// @param restored the key as it should be
  /// @param inTime whether it is to be undone without asking
  record Overwritten(ApiKey restored, Set<KeyField> fields, Instant takenAway, boolean inTime)
      implements Verdict {}

  /// The key is in another state, and it gives more access than it should.
  ///
  /// @param restored the key with what was taken away taken away again
  record Other(ApiKey restored, Set<KeyField> fields, Instant takenAway) implements Verdict {}

  /// An entry that nothing bears out tells that access was taken away.
  record NotBorneOut(Set<KeyField> fields, Instant takenAway) implements Verdict {}

  private static final Verdict QUIET = new Quiet();

  /// Whether a key is in the state that the last line about it leaves it in, so that nothing else
  /// need be looked at.
  ///
  /// @param known whether it is known that what a line tells was done; it must be of all of them
  static boolean isAsLeft(List<Line> lines, ApiKey key, Predicate<Line> known) {
    if (lines.isEmpty()) {
      return true;
    }
    return lines.stream().allMatch(known)
        && switch (lines.getLast()) {
          case Entry entry -> KeyState.is(key, entry.after());
          case Kept kept -> KeyState.is(key, kept.state());
        };
  }

  /// @param lines the journal's about the key's file
  /// @param key as its file stands
  /// @param since when it was first seen in this state
  Verdict judge(List<Line> lines, ApiKey key, Instant since) {
    List<Entry> standing = new ArrayList<>();
    List<Entry> unproven = new ArrayList<>();
    for (Line line : lines) {
      boolean stands = evidence(line) != Evidence.NONE;
      switch (line) {
        case Entry entry -> (stands ? standing : unproven).add(entry);
        case Kept _ -> {
          if (stands) {
            standing.clear();
            unproven.clear();
          }
        }
      }
    }
    Verdict verdict = standing.isEmpty() ? QUIET : judgeStanding(standing, key, since);
    return verdict instanceof Quiet ? judgeUnproven(unproven, key) : verdict;
  }

  private Evidence evidence(Line line) {
    return proven.test(line) ? Evidence.WHOLE : words.bearOut(line);
  }

  private Verdict judgeStanding(List<Entry> entries, ApiKey key, Instant since) {
    if (KeyState.is(key, entries.getLast().after())) {
      return QUIET;
    }
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (KeyState.is(key, entries.get(i).before())) {
        return judgeOld(entries.subList(i, entries.size()), key, since);
      }
    }
    return judgeOther(entries, key);
  }

  /// @param lost the entries whose changes the file does not show
  private Verdict judgeOld(List<Entry> lost, ApiKey key, Instant since) {
    Optional<ApiKey> restored = withAll(lost, key);
    if (restored.isEmpty()) {
      return QUIET;
    }
    Set<KeyField> fields = Narrowing.between(key, restored.get());
    if (fields.isEmpty()) {
      return QUIET;
    }
    Instant at = lost.getFirst().at();
    Instant last = lost.stream().map(Entry::at).max(Instant::compareTo).orElse(at);
    boolean obeyed =
        isConsistent(lost, key) && lost.stream().allMatch(it -> evidence(it) == Evidence.WHOLE);
    if (!obeyed || widenedSince(key.id(), last)) {
      return new Other(restored.get(), fields, at);
    }
    boolean dated = !isAhead(at, now) || proven.test(lost.getFirst());
    boolean inTime = !since.isAfter(at.plus(WINDOW)) && dated;
    return new Overwritten(restored.get(), fields, at, inTime);
  }

  /// Whether a moment is further ahead than clocks differ. Where it is of a deed that is known to
  /// be done here, the clock was set back since, which must not end the watch. Anybody else's is
  /// not obeyed before it has come: it could keep the watch going for as long as it likes.
  private static boolean isAhead(Instant moment, Instant now) {
    return moment.isAfter(now.plus(CLOCKS));
  }

  /// Since when the audit log is to be asked about an entry.
  static Instant concernedSince(Line line, Instant now) {
    return isAhead(line.at(), now) ? now.minus(BACK) : line.at();
  }

  /// Whether somebody gave more access again behind an entry, by the audit log: the journal may
  /// have been cut. Behind a clock that was set back, the words of later deeds bear earlier
  /// moments.
  private boolean widenedSince(KeyId key, Instant last) {
    return words.widenedWithin(key, last, Instant.MAX)
        || (isAhead(last, now) && words.widenedWithin(key, now.minus(BACK), now));
  }

  private static Optional<ApiKey> withAll(List<Entry> entries, ApiKey key) {
    Optional<ApiKey> changed = Optional.of(key);
    for (Entry entry : entries) {
      changed = changed.flatMap(before -> KeyState.with(before, entry.is()));
    }
    return changed;
  }

  /// Whether what each entry says that it changed makes of the state before it the state after it.
  private static boolean isConsistent(List<Entry> entries, ApiKey key) {
    Optional<ApiKey> state = Optional.of(asBefore(key, entries.getFirst()));
    for (Entry entry : entries) {
      boolean linked = state.filter(before -> KeyState.is(before, entry.before())).isPresent();
      state = state.flatMap(before -> KeyState.with(before, entry.is()));
      if (state.isEmpty() || (linked && !KeyState.is(state.get(), entry.after()))) {
        return false;
      }
    }
    return true;
  }

  /// The key before the backend found it to be past its expiry.
  private static ApiKey asBefore(ApiKey key, Entry entry) {
    return KeyState.of(key).digest().equals(entry.before())
        ? key
        : key.with().status(KeyStatus.ACTIVE).key();
  }

  private Verdict judgeOther(List<Entry> entries, ApiKey key) {
    Optional<ApiKey> restored = withAll(entries, key);
    if (restored.isEmpty() || words.tellOf(key.id(), key.updatedAt())) {
      return QUIET;
    }
    boolean closed =
        key.status() != KeyStatus.ACTIVE
            && Narrowing.rank(key.status()) >= Narrowing.rank(restored.get().status());
    Set<KeyField> fields = Narrowing.between(key, restored.get());
    return closed || fields.isEmpty()
        ? QUIET
        : new Other(restored.get(), fields, entries.getLast().at());
  }

  private Verdict judgeUnproven(List<Entry> entries, ApiKey key) {
    for (Entry entry : entries) {
      if (KeyState.is(key, entry.before()) && now.isAfter(entry.at().plus(GRACE))) {
        Set<KeyField> fields =
            KeyState.with(key, entry.is())
                .map(after -> Narrowing.between(key, after))
                .orElse(Set.of());
        if (!fields.isEmpty()) {
          return new NotBorneOut(fields, entry.at());
        }
      }
    }
    return QUIET;
  }
}

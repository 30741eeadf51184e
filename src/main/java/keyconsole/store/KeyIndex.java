package keyconsole.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyFlag;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyProblem;
import keyconsole.store.KeyFileLoader.Stamp;
import org.jspecify.annotations.Nullable;

/// The files of the keys folder in memory, by name and by hash. Any thread; no I/O under its lock.
final class KeyIndex {

  private final Map<String, Entry> byName = new HashMap<>();
  private final Map<String, Set<String>> namesByHash = new HashMap<>();
  private final Set<String> unsettled = new HashSet<>();
  private Snapshot composed = new Snapshot(List.of(), List.of(), Instant.EPOCH);

  /// The names of files that [#composed] does not tell as they are now, with what it may tell of
  /// them instead.
  private final Map<String, Optional<KeyFile>> outdated = new HashMap<>();

  /// For each that asks, the names whose content is another one since it last took them. Who has
  /// not asked yet has all of them to take.
  private final IdentityHashMap<Object, Set<String>> changed = new IdentityHashMap<>();

  /// A file and the stamp that it was read at. Compared by identity: a newer reading of the same
  /// content is another entry.
  static final class Entry {
    private final KeyFile file;
    private final Stamp stamp;
    private final boolean settled;
    private final Optional<Instant> tornSince;

    /// @param settled whether an equal stamp proves that the file has not changed
    /// @param tornSince since when the file looks torn while its last good state stands here, or
    ///   while it is held back
    Entry(KeyFile file, Stamp stamp, boolean settled, Optional<Instant> tornSince) {
      this.file = file;
      this.stamp = stamp;
      this.settled = settled;
      this.tornSince = tornSince;
    }

    KeyFile file() {
      return file;
    }

    Stamp stamp() {
      return stamp;
    }

    boolean isSettled() {
      return settled;
    }

    Optional<Instant> tornSince() {
      return tornSince;
    }

    /// Whether the file was never read whole, and may be whole in a moment: it is not shown yet.
    boolean isHeldBack() {
      return tornSince.isPresent() && KeyFiles.keyOf(file).isEmpty();
    }
  }

  synchronized Map<String, Entry> entries() {
    return new HashMap<>(byName);
  }

  synchronized Set<String> names() {
    return Set.copyOf(byName.keySet());
  }

  /// The names whose stamp proves nothing.
  synchronized Set<String> unsettled() {
    return Set.copyOf(unsettled);
  }

  /// The names of files that the system did not let read when they were looked at last.
  synchronized List<String> unreadable() {
    return unsettled.stream().filter(name -> isUnreadable(byName.get(name))).toList();
  }

  private static boolean isUnreadable(@Nullable Entry entry) {
    return entry != null
        && entry.file instanceof KeyFile.WithProblem with
        && with.problem().kind() == KeyProblem.Kind.UNREADABLE;
  }

  synchronized Optional<Entry> entry(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// Puts or removes an entry, if what is there is still what the caller saw.
  ///
  /// @return whether it was
  synchronized boolean replace(String name, @Nullable Entry seen, Optional<Entry> after) {
    Entry now = byName.get(name);
    if (now != seen) {
      return false;
    }
    if (now == null && after.isEmpty()) {
      return true;
    }
    if (after.isEmpty() || after.get().isSettled()) {
      unsettled.remove(name);
    } else {
      unsettled.add(name);
    }
    if (now != null && after.isPresent() && isSameSight(now, after.get())) {
      byName.put(name, after.get());
      return true;
    }
    outdated.putIfAbsent(name, Optional.ofNullable(now).map(Entry::file));
    if (now != null) {
      now.file.hash().ifPresent(hash -> forget(hash.hex(), name));
      now.file.hash().ifPresent(this::outdate);
      byName.remove(name);
    }
    if (after.isPresent()) {
      put(name, after.get());
    }
    for (Set<String> names : changed.values()) {
      names.add(name);
    }
    return true;
  }

  private void put(String name, Entry entry) {
    byName.put(name, entry);
    Optional<KeyHash> hash = entry.file.hash();
    if (hash.isPresent()) {
      namesByHash.merge(hash.get().hex(), Set.of(name), KeyIndex::joined);
      outdate(hash.get());
    }
  }

  /// What is told of a file depends on the others of its hash.
  private void outdate(KeyHash hash) {
    for (String name : namesByHash.getOrDefault(hash.hex(), Set.of())) {
      outdated.putIfAbsent(name, Optional.ofNullable(byName.get(name)).map(Entry::file));
    }
  }

  private static boolean isSameSight(Entry one, Entry other) {
    return one.file.equals(other.file) && one.isHeldBack() == other.isHeldBack();
  }

  /// The files that are others since this was last called, and those that are gone; all of them at
  /// the first call.
  ///
  /// @param asker told from any other one by its identity
  synchronized Map<String, Optional<KeyFile>> takeChanged(Object asker) {
    Map<String, Optional<KeyFile>> taken = new HashMap<>();
    for (String name : changed.getOrDefault(asker, byName.keySet())) {
      taken.put(name, Optional.ofNullable(byName.get(name)).map(Entry::file));
    }
    changed.put(asker, new HashSet<>());
    return taken;
  }

  /// Keeps nothing any more for one that asked.
  synchronized void stopTaking(Object asker) {
    changed.remove(asker);
  }

  private void forget(String hash, String name) {
    namesByHash.computeIfPresent(
        hash,
        (_, names) -> {
          Set<String> others = new TreeSet<>(names);
          others.remove(name);
          return others.isEmpty() ? null : others;
        });
  }

  private static Set<String> joined(Set<String> names, Set<String> more) {
    Set<String> all = new TreeSet<>(names);
    all.addAll(more);
    return all;
  }

  private static boolean opens(KeyFile file) {
    return switch (file) {
      case KeyFile.WithKey withKey -> true;
      case KeyFile.WithProblem withProblem -> withProblem.problem().backendAcceptsIt();
    };
  }

  synchronized List<String> namesWith(KeyHash hash) {
    return List.copyOf(namesByHash.getOrDefault(hash.hex(), Set.of()));
  }

  synchronized List<KeyFile> filesWith(KeyHash hash) {
    List<KeyFile> files = new ArrayList<>();
    for (String name : namesByHash.getOrDefault(hash.hex(), Set.of())) {
      file(name).ifPresent(files::add);
    }
    return files;
  }

  /// A file, flagged if its raw key opens another one too.
  synchronized Optional<KeyFile> file(String name) {
    return Optional.ofNullable(byName.get(name)).map(entry -> flagged(entry.file));
  }

  private KeyFile flagged(KeyFile file) {
    Optional<KeyHash> hash = file.hash();
    Set<String> names =
        hash.isPresent() ? namesByHash.getOrDefault(hash.get().hex(), Set.of()) : Set.of();
    if (names.size() < 2 || names.stream().filter(this::opens).count() < 2) {
      return file;
    }
    return switch (file) {
      case KeyFile.WithKey withKey ->
          new KeyFile.WithKey(withKey.fileName(), flagged(withKey.key()));
      case KeyFile.WithProblem(String name, KeyProblem problem, Optional<KeyHash> _) ->
          new KeyFile.WithProblem(
              name, problem.withLive(problem.live().map(KeyIndex::flagged)), hash);
    };
  }

  private boolean opens(String name) {
    return entry(name).filter(entry -> opens(entry.file)).isPresent();
  }

  private static ApiKey flagged(ApiKey key) {
    EnumSet<KeyFlag> flags = EnumSet.of(KeyFlag.SAME_HASH_AS_ANOTHER);
    flags.addAll(key.flags());
    return key.with().flags(flags).key();
  }

  /// The whole. Where something changed, that alone is put in its place: a sort goes over the rest,
  /// which is in order, in one pass.
  synchronized Snapshot snapshot(Instant now) {
    if (outdated.isEmpty()) {
      composed = new Snapshot(composed.keys(), composed.problems(), now);
      return composed;
    }
    List<ApiKey> keys = keysLeft();
    List<KeyProblem> problems = new ArrayList<>(composed.problems());
    problems.removeIf(problem -> outdated.containsKey(problem.fileName()));
    for (String name : outdated.keySet()) {
      Entry entry = byName.get(name);
      if (entry != null && !entry.isHeldBack()) {
        switch (flagged(entry.file)) {
          case KeyFile.WithKey withKey -> keys.add(withKey.key());
          case KeyFile.WithProblem withProblem -> problems.add(withProblem.problem());
        }
      }
    }
    keys.sort(ApiKey.NEWEST_FIRST);
    problems.sort(Comparator.comparing(KeyProblem::fileName));
    outdated.clear();
    composed = new Snapshot(keys, problems, now);
    return composed;
  }

  /// The keys that are told as they are now, with room for the others.
  private List<ApiKey> keysLeft() {
    List<ApiKey> last = composed.keys();
    BitSet gone = new BitSet(last.size());
    for (Optional<KeyFile> before : outdated.values()) {
      if (before.isPresent() && before.get() instanceof KeyFile.WithKey(String _, ApiKey key)) {
        int place = Collections.binarySearch(last, key, ApiKey.NEWEST_FIRST);
        if (place >= 0) {
          gone.set(place);
        }
      }
    }
    List<ApiKey> left = new ArrayList<>(last.size() + outdated.size());
    for (int i = 0; i < last.size(); i++) {
      if (!gone.get(i)) {
        left.add(last.get(i));
      }
    }
    return left;
  }
}

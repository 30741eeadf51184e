package keyconsole.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Of all lines about a key the last one of each kind: what the present state of a key that was
/// never seen before can be held against. Keeps few, however many lines there are.
final class LastWords {

  /// In what a line may be the last one.
  private enum Kind {
    STATUS,
    DEED,
    ROTATION,
    EDIT,
    MADE,
    ENDED,
    RETURNED,
    UNKNOWN
  }

  /// @param at its place in the order of the lines
  record Placed(long at, DeedWord word) {}

  private final Predicate<UUID> isThere;
  private final Map<UUID, Map<Kind, Placed>> byKey = new HashMap<>();

  /// Of keys that are not there: the line that made them, and the last one of an action that is not
  /// known, unless one tells of their end. All that can be said of them.
  private final Map<UUID, Placed> made = new HashMap<>();

  private final Map<UUID, Placed> unknown = new HashMap<>();
  private final Set<UUID> ended = new HashSet<>();

  /// Behind all lines that stand before one that cannot be read.
  private long doubtedTo;

  /// @param isThere whether there was a file of a key before the lines were read
  LastWords(Predicate<UUID> isThere) {
    this.isThere = isThere;
  }

  /// Takes a line, in any order.
  ///
  /// @param at its place in the order of the lines
  synchronized void take(long at, DeedWord word) {
    Placed placed = new Placed(at, word);
    if (!isThere.test(word.key())) {
      takeAbsent(placed);
      return;
    }
    Map<Kind, Placed> kinds = byKey.computeIfAbsent(word.key(), _ -> new EnumMap<>(Kind.class));
    kinds(word, kind -> kinds.merge(kind, placed, LastWords::later));
  }

  /// Takes that a line cannot be read.
  ///
  /// @param at its place in the order of the lines
  synchronized void takeGarbled(long at) {
    doubtedTo = Math.max(doubtedTo, at);
  }

  private void takeAbsent(Placed placed) {
    UUID key = placed.word.key();
    if (placed.word.deed().mayEnd()) {
      ended.add(key);
      made.remove(key);
      unknown.remove(key);
    } else if (!ended.contains(key)) {
      switch (placed.word.deed()) {
        case CREATED -> made.merge(key, placed, LastWords::later);
        case OTHER -> unknown.merge(key, placed, LastWords::later);
        case ROTATED, REVOKED, SUSPENDED, RESUMED, UPDATED, EXPIRED, ENDED, RETURNED -> {
          // Says nothing of whether the key is there.
        }
      }
    }
  }

  private static Placed later(Placed one, Placed other) {
    return one.at > other.at ? one : other;
  }

  private static void kinds(DeedWord word, Consumer<Kind> each) {
    if (word.deed().status().isPresent()) {
      each.accept(Kind.STATUS);
    }
    if (word.deed().touches()) {
      each.accept(Kind.DEED);
    }
    if (word.isRotation()) {
      each.accept(Kind.ROTATION);
    }
    switch (word.deed()) {
      case CREATED -> each.accept(Kind.MADE);
      case ENDED -> each.accept(Kind.ENDED);
      case UPDATED -> each.accept(Kind.EDIT);
      case RETURNED -> each.accept(Kind.RETURNED);
      case OTHER -> each.accept(Kind.UNKNOWN);
      case ROTATED, REVOKED, SUSPENDED, RESUMED, EXPIRED -> {
        // Said above.
      }
    }
  }

  /// The keys that there is a line about.
  Set<UUID> keys() {
    Set<UUID> keys = new HashSet<>(byKey.keySet());
    keys.addAll(made.keySet());
    return keys;
  }

  /// The last lines about a key, in their order.
  List<Placed> of(UUID key) {
    List<Placed> placed =
        new ArrayList<>(Optional.ofNullable(byKey.get(key)).orElse(Map.of()).values());
    Optional.ofNullable(made.get(key)).ifPresent(placed::add);
    Optional.ofNullable(unknown.get(key)).ifPresent(placed::add);
    placed.sort(Comparator.comparingLong(Placed::at));
    return placed.stream().distinct().toList();
  }

  /// Whether a line that cannot be read stands behind one of these.
  boolean isDoubted(Placed word) {
    return word.at < doubtedTo;
  }
}

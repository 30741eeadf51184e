package keyconsole.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

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
    UNKNOWN
  }

  /// @param at its place in the order of the lines
  private record Placed(long at, DeedWord word) {}

  private final Map<UUID, Map<Kind, Placed>> byKey = new HashMap<>();

  /// Takes a line, in any order.
  ///
  /// @param at its place in the order of the lines
  synchronized void take(long at, DeedWord word) {
    Map<Kind, Placed> kinds = byKey.computeIfAbsent(word.key(), _ -> new TreeMap<>());
    Placed placed = new Placed(at, word);
    kinds(word, kind -> kinds.merge(kind, placed, (one, other) -> one.at > other.at ? one : other));
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
      case OTHER -> each.accept(Kind.UNKNOWN);
      case ROTATED, REVOKED, SUSPENDED, RESUMED, EXPIRED -> {
        // Said above.
      }
    }
  }

  /// The keys that there is a line about.
  Iterable<UUID> keys() {
    return byKey.keySet();
  }

  /// The last lines about a key, in their order.
  List<DeedWord> of(UUID key) {
    List<Placed> placed =
        new ArrayList<>(Optional.ofNullable(byKey.get(key)).orElse(Map.of()).values());
    placed.sort(Comparator.comparingLong(Placed::at));
    return placed.stream().map(Placed::word).distinct().toList();
  }
}

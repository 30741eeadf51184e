package keyconsole.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import keyconsole.store.AllCores;
import keyconsole.store.KeyFile;

/// What a look at a key file came to.
///
/// @param there whether there is a file
/// @param sight of the key in it; empty where it cannot be read as one
record Sighting(UUID key, boolean there, Optional<KeySight> sight) {

  private static final int A_TURN = 256;

  /// @param file empty where it is gone
  /// @param texts what many keys have
  static Sighting of(UUID key, Optional<KeyFile> file, SightTexts texts) {
    Optional<KeySight> sight =
        file.filter(KeyFile.WithKey.class::isInstance)
            .map(with -> KeySight.of(((KeyFile.WithKey) with).key(), texts));
    return new Sighting(key, file.isPresent(), sight);
  }

  /// The same of many, on all cores: of each key three digests are taken. Goes on to the end when
  /// interrupted, since nobody is told of these files again.
  static List<Sighting> all(Map<UUID, Optional<KeyFile>> files, SightTexts texts) {
    List<Map.Entry<UUID, Optional<KeyFile>>> each = new ArrayList<>(files.entrySet());
    Sighting[] made = new Sighting[each.size()];
    AtomicInteger next = new AtomicInteger();
    Runnable some =
        () -> {
          for (int from = next.getAndAdd(A_TURN); from < made.length; ) {
            int to = Math.min(made.length, from + A_TURN);
            for (int i = from; i < to; i++) {
              made[i] = of(each.get(i).getKey(), each.get(i).getValue(), texts);
            }
            from = next.getAndAdd(A_TURN);
          }
        };
    if (made.length <= A_TURN) {
      some.run();
    } else {
      AllCores.run(_ -> some, new AtomicBoolean());
    }
    return Arrays.asList(made);
  }
}

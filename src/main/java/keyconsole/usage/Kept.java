package keyconsole.usage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import keyconsole.domain.Message;
import keyconsole.store.AllCores;

/// What of the counts is kept between runs: loaded once, saved when enough is new. Whoever reads
/// files uses it, one thread at a time.
final class Kept {

  /// Fewer new bytes are counted again at the next start.
  private static final long WORTH_SAVING = 256L << 10;

  private final Optional<CountsCache> cache;

  /// How far each file was read when it was saved.
  private final Map<String, Long> saved = new HashMap<>();

  private boolean loaded;

  /// @param cache empty where nothing is kept
  Kept(Optional<CountsCache> cache) {
    this.cache = cache;
  }

  /// Takes over what is kept of the files of a folder, at the first call.
  ///
  /// @param names those that are there
  void load(List<String> names, UsageCounts counts) {
    if (loaded || cache.isEmpty()) {
      return;
    }
    loaded = true;
    CountsCache from = cache.get();
    Queue<String> left = new ConcurrentLinkedQueue<>(names);
    Queue<UsageFile> found = new ConcurrentLinkedQueue<>();
    AllCores.run(
        _ ->
            () -> {
              CountsCache.Loading loading = from.new Loading();
              for (String name = left.poll(); name != null; name = left.poll()) {
                loading.load(name).ifPresent(found::add);
              }
            },
        new AtomicBoolean());
    for (UsageFile file : found) {
      saved.put(file.name(), file.offset());
    }
    counts.putKept(found);
    from.forgetAllBut(Set.copyOf(names));
  }

  /// Saves the files of which nothing is saved yet, or much is new.
  void save(UsageCounts counts) {
    if (cache.isEmpty()) {
      return;
    }
    CountsCache to = cache.get();
    counts
        .offsets()
        .forEach(
            (name, offset) -> {
              Long before = saved.get(name);
              if (before == null || Math.abs(offset - before) >= WORTH_SAVING) {
                save(to, counts, name, offset);
              }
            });
  }

  private void save(CountsCache to, UsageCounts counts, String name, long offset) {
    counts.packed(name, to::pack).ifPresent(packed -> to.save(name, packed));
    saved.put(name, offset);
  }

  /// Why counts cannot be kept; empty where they can, or where nobody asked for it.
  Optional<Message> trouble() {
    return cache.flatMap(CountsCache::trouble);
  }
}

package keyconsole.usage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import keyconsole.domain.Message;
import keyconsole.store.StoreException;

/// What of the counts is kept between runs: loaded once, saved when enough is new. Whoever reads
/// files uses it, one thread at a time.
final class Kept {

  /// Fewer new bytes are counted again at the next start.
  private static final long WORTH_SAVING = 256L << 10;

  private final Optional<CountsCache> cache;

  /// What is told of each file whose counts are kept.
  private final Map<String, CountsCache.Head> saved = new HashMap<>();

  private boolean loaded;

  /// @param cache empty where nothing is kept
  Kept(Optional<CountsCache> cache) {
    this.cache = cache;
  }

  /// Takes over what is kept of the files of a folder, at the first call.
  ///
  /// @param names those that are there
  /// @param slots how many a day has
  void load(List<String> names, int slots, UsageCounts counts) {
    if (loaded || cache.isEmpty()) {
      return;
    }
    loaded = true;
    CountsCache from = cache.get();
    Set<String> there = Set.copyOf(names);
    List<UsageFile> found = new ArrayList<>();
    for (CountsCache.KeptFile kept : from.load(slots)) {
      if (there.contains(kept.head().name())) {
        saved.put(kept.head().name(), kept.head());
        found.add(kept.file());
      }
    }
    counts.putKept(found);
    from.forgetAllBut(there);
  }

  /// Saves the files of which nothing is saved yet, or much is new.
  void save(UsageCounts counts) {
    if (cache.isEmpty()) {
      return;
    }
    CountsCache to = cache.get();
    Map<String, Long> offsets = counts.offsets();
    boolean changed = saved.keySet().retainAll(offsets.keySet());
    for (Map.Entry<String, Long> file : offsets.entrySet()) {
      if (isWorthSaving(file.getKey(), file.getValue())) {
        changed |= save(to, counts, file.getKey());
      }
    }
    if (changed) {
      to.saveHeads(saved.values());
    }
  }

  private boolean save(CountsCache to, UsageCounts counts, String name) {
    try {
      Optional<CountsCache.Packed> packed = counts.packed(name, to::pack);
      packed.ifPresent(to::saveCounts);
      packed.ifPresent(it -> saved.put(name, it.head()));
      return packed.isPresent();
    } catch (StoreException e) {
      // Told to whoever asks for these counts, and kept once they are there again.
      return false;
    }
  }

  private boolean isWorthSaving(String name, long offset) {
    CountsCache.Head before = saved.get(name);
    boolean lost = cache.map(from -> from.takeLost(name)).orElse(false);
    return lost || before == null || Math.abs(offset - before.offset()) >= WORTH_SAVING;
  }

  /// Why counts cannot be kept; empty where they can, or where nobody asked for it.
  Optional<Message> trouble() {
    return cache.flatMap(CountsCache::trouble);
  }
}

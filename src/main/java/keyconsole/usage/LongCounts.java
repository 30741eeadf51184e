package keyconsole.usage;

import java.util.Arrays;

/// Counts by a number, without a box for either. Keys are not negative. Not thread-safe.
final class LongCounts {

  private static final long FREE = -1;

  private long[] keys = new long[8];
  private long[] counts = new long[8];
  private int size;

  LongCounts() {
    Arrays.fill(keys, FREE);
  }

  /// What is done with each entry.
  interface Visitor {
    void visit(long key, long count);
  }

  long get(long key) {
    return counts[slot(keys, key)];
  }

  void add(long key, long count) {
    int slot = slot(keys, key);
    if (keys[slot] == FREE) {
      if (size * 2 >= keys.length) {
        grow();
        slot = slot(keys, key);
      }
      keys[slot] = key;
      size++;
    }
    counts[slot] += count;
  }

  /// Makes a count the given one where it is less.
  void max(long key, long count) {
    long before = get(key);
    if (count > before) {
      add(key, count - before);
    }
  }

  int size() {
    return size;
  }

  /// The count that so many have at the least; there must be as many.
  long highest(int most) {
    return sorted()[size - most];
  }

  private long[] sorted() {
    long[] sorted = new long[size];
    int[] next = {0};
    forEach((_, count) -> sorted[next[0]++] = count);
    Arrays.sort(sorted);
    return sorted;
  }

  /// Keeps so many with the highest counts, and says what the highest count is that was let go.
  long keepMost(int most) {
    if (size <= most) {
      return 0;
    }
    long[] sorted = sorted();
    long least = sorted[size - most];
    long above = Arrays.stream(sorted).filter(count -> count > least).count();
    long[] ofLeast = {most - above};
    LongCounts kept = new LongCounts();
    forEach(
        (key, count) -> {
          if (count > least || (count == least && ofLeast[0]-- > 0)) {
            kept.add(key, count);
          }
        });
    long letGo = sorted[size - most - 1];
    keys = kept.keys;
    counts = kept.counts;
    size = kept.size;
    return letGo;
  }

  void forEach(Visitor visitor) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != FREE) {
        visitor.visit(keys[i], counts[i]);
      }
    }
  }

  void addAll(LongCounts other) {
    other.forEach(this::add);
  }

  private static int slot(long[] keys, long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    int mask = keys.length - 1;
    int slot = (int) (mixed >>> 32) & mask;
    while (keys[slot] != FREE && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldCounts = counts;
    keys = new long[oldKeys.length * 2];
    counts = new long[oldKeys.length * 2];
    Arrays.fill(keys, FREE);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != FREE) {
        int slot = slot(keys, oldKeys[i]);
        keys[slot] = oldKeys[i];
        counts[slot] = oldCounts[i];
      }
    }
  }
}

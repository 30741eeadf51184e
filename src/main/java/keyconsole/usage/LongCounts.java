package keyconsole.usage;

import java.util.Arrays;

/// Counts by a number, without a box for either. Keys are not negative. Not thread-safe.
final class LongCounts {

  private static final int LEAST_ROOM = 8;

  /// The place of a key, plus one; 0 where none is.
  private int[] slots;

  private int shift;

  /// By place: keys in the order in which they came, and their counts.
  private long[] keys;

  private long[] counts;
  private int size;

  LongCounts() {
    this(LEAST_ROOM);
  }

  /// @param expected how many keys there will be, roughly
  LongCounts(int expected) {
    int room = Integer.highestOneBit(Math.max(LEAST_ROOM, expected));
    slots = new int[room * 4];
    shift = Long.numberOfLeadingZeros(slots.length - 1L);
    keys = new long[room];
    counts = new long[room];
  }

  /// What is done with each entry.
  interface Visitor {
    void visit(long key, long count);
  }

  long get(long key) {
    int place = slots[slot(key)] - 1;
    return place < 0 ? 0 : counts[place];
  }

  void add(long key, long count) {
    int slot = slot(key);
    int place = slots[slot] - 1;
    if (place < 0) {
      put(key, count, slot);
    } else {
      counts[place] += count;
    }
  }

  /// Adds one to each of so many keys.
  void increment(long[] those, int many) {
    for (int i = 0; i < many; i++) {
      long key = those[i];
      int place = slots[first(key)] - 1;
      if (place >= 0 && keys[place] == key) {
        counts[place]++;
      } else {
        add(key, 1);
      }
    }
  }

  private void put(long key, long count, int slot) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
    }
    keys[size] = key;
    counts[size] = count;
    slots[slot] = ++size;
    if (size * 2 > slots.length) {
      grow();
    }
  }

  private int slot(long key) {
    int mask = slots.length - 1;
    int at = first(key);
    while (slots[at] != 0 && keys[slots[at] - 1] != key) {
      at = (at + 1) & mask;
    }
    return at;
  }

  /// By the highest bits of the product, which are those that every bit has a part in.
  private int first(long key) {
    return (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> shift);
  }

  private void grow() {
    slots = new int[slots.length * 2];
    shift--;
    int mask = slots.length - 1;
    for (int place = 0; place < size; place++) {
      int at = first(keys[place]);
      while (slots[at] != 0) {
        at = (at + 1) & mask;
      }
      slots[at] = place + 1;
    }
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

  /// Forgets all, and keeps the room.
  void clear() {
    Arrays.fill(slots, 0);
    size = 0;
  }

  /// The count that so many have at the least; there must be as many.
  long highest(int most) {
    return sorted()[size - most];
  }

  private long[] sorted() {
    long[] sorted = Arrays.copyOf(counts, size);
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
    slots = kept.slots;
    shift = kept.shift;
    keys = kept.keys;
    counts = kept.counts;
    size = kept.size;
    return letGo;
  }

  void forEach(Visitor visitor) {
    for (int place = 0; place < size; place++) {
      visitor.visit(keys[place], counts[place]);
    }
  }
}

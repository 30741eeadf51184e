package keyconsole.usage;

import java.util.Arrays;

/// Counts by a number, without a box for either. Keys are not negative. Not thread-safe.
final class LongCounts {

  private static final long FREE = -1;

  private static final int LEAST_ROOM = 8;

  /// A key and its count, side by side.
  private long[] slots;

  private int size;

  LongCounts() {
    this(0);
  }

  /// @param expected how many keys there will be, roughly
  LongCounts(int expected) {
    slots = free(Math.max(LEAST_ROOM, Integer.highestOneBit(Math.max(1, expected)) * 4));
  }

  private static long[] free(int room) {
    long[] slots = new long[room * 2];
    for (int at = 0; at < slots.length; at += 2) {
      slots[at] = FREE;
    }
    return slots;
  }

  /// What is done with each entry.
  interface Visitor {
    void visit(long key, long count);
  }

  long get(long key) {
    return slots[slot(slots, key) + 1];
  }

  void add(long key, long count) {
    int slot = slot(slots, key);
    if (slots[slot] == key) {
      slots[slot + 1] += count;
    } else {
      put(key, count, slot);
    }
  }

  private void put(long key, long count, int free) {
    int slot = free;
    if (size * 4 >= slots.length) {
      grow();
      slot = slot(slots, key);
    }
    slots[slot] = key;
    slots[slot + 1] = count;
    size++;
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
    slots = kept.slots;
    size = kept.size;
    return letGo;
  }

  void forEach(Visitor visitor) {
    for (int at = 0; at < slots.length; at += 2) {
      if (slots[at] != FREE) {
        visitor.visit(slots[at], slots[at + 1]);
      }
    }
  }

  void addAll(LongCounts other) {
    other.forEach(this::add);
  }

  private static int slot(long[] slots, long key) {
    int mask = slots.length - 1;
    int at = ((int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> 32) << 1) & mask;
    while (slots[at] != key && slots[at] != FREE) {
      at = (at + 2) & mask;
    }
    return at;
  }

  private void grow() {
    long[] before = slots;
    slots = free(before.length);
    for (int at = 0; at < before.length; at += 2) {
      if (before[at] != FREE) {
        int to = slot(slots, before[at]);
        slots[to] = before[at];
        slots[to + 1] = before[at + 1];
      }
    }
  }
}

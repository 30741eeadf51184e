package keyconsole.usage;

import java.util.Arrays;

/// Counts by a key and an address as it stands in a [LineBatch]: what number an address is, is
/// asked once for each that is kept and not for each line. Not thread-safe.
final class AddressCounts {

  /// An entry: the two words of the address, and the key above the count. Small, so that a
  /// processor has most of them at hand.
  private static final int STRIDE = 3;

  private static final int KEY_AND_COUNT = 2;
  private static final long COUNT_MASK = 0xFFFF_FFFFL;
  private static final long MIX0 = 0x9E37_79B9_7F4A_7C15L;
  private static final long MIX1 = 0xC2B2_AE3D_27D4_EB4FL;
  private static final long MIX2 = 0x1656_67B1_9E37_79F9L;

  /// No entry. It has a place among the entries that no record is like.
  static final int NONE = 0;

  private int[] slots;

  private int shift;

  /// In the order in which they came, from 1 on.
  private long[] entries;

  private int size;

  /// Records whose entries stand elsewhere, or nowhere yet.
  private final int[] misses = new int[LineBatch.MOST];

  /// @param expected how many there will be, roughly
  AddressCounts(int expected) {
    int room = Integer.highestOneBit(Math.max(8, expected));
    slots = new int[room * 2];
    shift = Long.numberOfLeadingZeros(slots.length - 1L);
    entries = new long[room * STRIDE];
    entries[KEY_AND_COUNT] = -1;
  }

  /// How many entries there are; their numbers are from 1 to that.
  int size() {
    return size;
  }

  int key(int entry) {
    return (int) (entries[entry * STRIDE + KEY_AND_COUNT] >>> 32);
  }

  long count(int entry) {
    return entries[entry * STRIDE + KEY_AND_COUNT] & COUNT_MASK;
  }

  /// The number of an entry's address.
  long ip(int entry, Ips ips) {
    return ips.number(entries[entry * STRIDE], entries[entry * STRIDE + 1]);
  }

  /// Adds one for each record, and says which entry is its.
  void increment(LineBatch batch, int from, int to, int[] into) {
    int missed = find(batch, from, to, into);
    for (int i = 0; i < missed; i++) {
      int at = misses[i];
      into[at] = entry(batch.ipFirsts[at], batch.ipSeconds[at], batch.keys[at]);
    }
    long[] counted = entries;
    for (int i = from; i < to; i++) {
      counted[into[i] * STRIDE + KEY_AND_COUNT]++;
    }
  }

  /// The entries that stand where they are looked for first. Without a branch: where a processor
  /// has guessed wrong, all that it was waiting for must be asked for again.
  ///
  /// @return how many there are of [#misses]
  private int find(LineBatch batch, int from, int to, int[] into) {
    int[] keys = batch.keys;
    long[] firsts = batch.ipFirsts;
    long[] seconds = batch.ipSeconds;
    int missed = 0;
    for (int i = from; i < to; i++) {
      long key = keys[i];
      long first = firsts[i];
      long second = seconds[i];
      int entry = slots[slot(first, second, key)];
      int at = entry * STRIDE;
      long other =
          (entries[at] ^ first)
              | (entries[at + 1] ^ second)
              | ((entries[at + KEY_AND_COUNT] >>> 32) ^ key);
      into[i] = entry;
      misses[missed] = i;
      missed += Words.isAny(other);
    }
    return missed;
  }

  private int entry(long first, long second, long key) {
    int mask = slots.length - 1;
    int slot = slot(first, second, key);
    for (int entry = slots[slot]; entry != NONE; entry = slots[slot]) {
      int at = entry * STRIDE;
      if (entries[at] == first
          && entries[at + 1] == second
          && entries[at + KEY_AND_COUNT] >>> 32 == key) {
        return entry;
      }
      slot = (slot + 1) & mask;
    }
    return add(first, second, key, slot);
  }

  private int add(long first, long second, long key, int slot) {
    size++;
    int at = size * STRIDE;
    if (at == entries.length) {
      entries = Arrays.copyOf(entries, at * 2);
    }
    entries[at] = first;
    entries[at + 1] = second;
    entries[at + KEY_AND_COUNT] = key << 32;
    slots[slot] = size;
    if (size * 2 > slots.length) {
      grow();
    }
    return size;
  }

  private void grow() {
    slots = new int[slots.length * 2];
    shift--;
    int mask = slots.length - 1;
    for (int entry = 1; entry <= size; entry++) {
      int at = entry * STRIDE;
      int slot = slot(entries[at], entries[at + 1], entries[at + KEY_AND_COUNT] >>> 32);
      while (slots[slot] != NONE) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = entry;
    }
  }

  /// By the highest bits, which are those that every byte has a part in.
  private int slot(long first, long second, long key) {
    return (int) (((first * MIX0) ^ (second * MIX1) ^ (key * MIX2)) >>> shift);
  }

  /// Forgets all, and keeps the room.
  void clear() {
    Arrays.fill(slots, 0);
    size = 0;
  }
}

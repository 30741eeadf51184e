package keyconsole.usage;

import java.util.Arrays;

/// Pairs of numbers, each with a place of its own, from 0 on in the order in which they came. Not
/// thread-safe.
final class PairPlaces {

  private static final int FREE = -1;

  private long[] pairs = new long[64];
  private int[] slots = free(128);
  private int shift = 64 - 7;
  private int size;

  /// The place of a pair; a new pair gets the next one.
  int of(int first, int second) {
    long pair = ((long) first << 32) | second;
    int mask = slots.length - 1;
    int at = first(pair);
    for (int place = slots[at]; place != FREE; place = slots[at]) {
      if (pairs[place] == pair) {
        return place;
      }
      at = (at + 1) & mask;
    }
    return add(pair, at);
  }

  /// The places of many pairs.
  void of(int[] firsts, int[] seconds, int from, int to, int[] into) {
    for (int i = from; i < to; i++) {
      long pair = ((long) firsts[i] << 32) | seconds[i];
      int place = slots[first(pair)];
      into[i] = place != FREE && pairs[place] == pair ? place : of(firsts[i], seconds[i]);
    }
  }

  private int add(long pair, int at) {
    if (size == pairs.length) {
      pairs = Arrays.copyOf(pairs, size * 2);
    }
    pairs[size] = pair;
    slots[at] = size++;
    if (size * 2 > slots.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    slots = free(slots.length * 2);
    shift--;
    int mask = slots.length - 1;
    for (int place = 0; place < size; place++) {
      int at = first(pairs[place]);
      while (slots[at] != FREE) {
        at = (at + 1) & mask;
      }
      slots[at] = place;
    }
  }

  int size() {
    return size;
  }

  /// Forgets all, and keeps the room.
  void clear() {
    Arrays.fill(slots, FREE);
    size = 0;
  }

  int first(int place) {
    return (int) (pairs[place] >>> 32);
  }

  int second(int place) {
    return (int) pairs[place];
  }

  /// By the highest bits of the product, which are those that every bit has a part in.
  private int first(long pair) {
    return (int) ((pair * 0x9E37_79B9_7F4A_7C15L) >>> shift);
  }

  private static int[] free(int length) {
    int[] slots = new int[length];
    Arrays.fill(slots, FREE);
    return slots;
  }
}

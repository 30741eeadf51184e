package keyconsole.usage;

import java.util.Arrays;

/// Pairs of numbers, each with a place of its own, from 0 on in the order in which they came. Not
/// thread-safe.
final class PairPlaces {

  /// The place of none, plus one.
  private static final int FREE = 0;

  /// By place, plus one. What stands first is no pair.
  private long[] pairs = new long[64];

  /// Places, plus one.
  private int[] slots = new int[128];

  /// What stands elsewhere, or nowhere yet.
  private final int[] misses = new int[LineBatch.MOST];

  private int shift = 64 - 7;
  private int size;

  PairPlaces() {
    pairs[0] = -1;
  }

  /// The place of a pair; a new pair gets the next one.
  int of(int first, int second) {
    long pair = ((long) first << 32) | second;
    int mask = slots.length - 1;
    int at = first(pair);
    for (int place = slots[at]; place != FREE; place = slots[at]) {
      if (pairs[place] == pair) {
        return place - 1;
      }
      at = (at + 1) & mask;
    }
    return add(pair, at);
  }

  /// The places of many pairs; see [AddressCounts] for why those that stand where they are looked
  /// for come first.
  ///
  /// @param to at most [LineBatch#MOST]
  void of(int[] firsts, int[] seconds, int from, int to, int[] into) {
    int missed = 0;
    for (int i = from; i < to; i++) {
      long pair = ((long) firsts[i] << 32) | seconds[i];
      int place = slots[first(pair)];
      into[i] = place - 1;
      misses[missed] = i;
      missed += Words.isAny(pairs[place] ^ pair);
    }
    for (int i = 0; i < missed; i++) {
      int at = misses[i];
      into[at] = of(firsts[at], seconds[at]);
    }
  }

  private int add(long pair, int at) {
    size++;
    if (size == pairs.length) {
      pairs = Arrays.copyOf(pairs, size * 2);
    }
    pairs[size] = pair;
    slots[at] = size;
    if (size * 2 > slots.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    slots = new int[slots.length * 2];
    shift--;
    int mask = slots.length - 1;
    for (int place = 1; place <= size; place++) {
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
    return (int) (pairs[place + 1] >>> 32);
  }

  int second(int place) {
    return (int) pairs[place + 1];
  }

  /// By the highest bits of the product, which are those that every bit has a part in.
  private int first(long pair) {
    return (int) ((pair * 0x9E37_79B9_7F4A_7C15L) >>> shift);
  }
}

package keyconsole.usage;

/// The numbers of key ids in the form that the backend gives them: 36 bytes. One thread.
final class KnownKeys {

  /// Bytes of an id.
  static final int LENGTH = 36;

  /// Nothing was found.
  static final int NONE = -1;

  /// Five words, the last one overlapping, the number plus one, and room for a whole cache line.
  private static final int STRIDE = 8;

  private static final long MIX0 = 0x9E37_79B9_7F4A_7C15L;
  private static final long MIX1 = 0xC2B2_AE3D_27D4_EB4FL;
  private static final long MIX2 = 0x1656_67B1_9E37_79F9L;
  private static final long MIX3 = 0x85EB_CA77_C2B2_AE63L;
  private static final long MIX4 = 0x27D4_EB2F_1656_67C5L;

  private long[] slots = new long[256 * STRIDE];
  private int shift = 64 - 8;
  private int size;

  /// The number of the id that stands at an offset, or [#NONE] where it is not known.
  int find(byte[] bytes, int from) {
    long first = Words.at(bytes, from);
    long second = Words.at(bytes, from + 8);
    long third = Words.at(bytes, from + 16);
    long fourth = Words.at(bytes, from + 24);
    long last = Words.at(bytes, from + LENGTH - 8);
    int mask = slots.length - 1;
    int at = slot(first, second, third, fourth, last);
    while (slots[at + 5] != 0) {
      if (slots[at] == first
          && slots[at + 1] == second
          && slots[at + 2] == third
          && slots[at + 3] == fourth
          && slots[at + 4] == last) {
        return (int) slots[at + 5] - 1;
      }
      at = (at + STRIDE) & mask;
    }
    return NONE;
  }

  /// By the highest bits, which are those that every byte has a part in.
  private int slot(long first, long second, long third, long fourth, long last) {
    long mixed =
        (first * MIX0) ^ (second * MIX1) ^ (third * MIX2) ^ (fourth * MIX3) ^ (last * MIX4);
    return (int) (mixed >>> shift) * STRIDE;
  }

  /// Knows an id that [#find] did not find.
  void add(byte[] bytes, int from, int number) {
    if ((size + 1) * 2 * STRIDE > slots.length) {
      grow();
    }
    long[] words = new long[STRIDE];
    for (int i = 0; i < 4; i++) {
      words[i] = Words.at(bytes, from + 8 * i);
    }
    words[4] = Words.at(bytes, from + LENGTH - 8);
    words[5] = number + 1L;
    put(words, 0);
    size++;
  }

  private void put(long[] words, int from) {
    int mask = slots.length - 1;
    int at = slot(words[from], words[from + 1], words[from + 2], words[from + 3], words[from + 4]);
    while (slots[at + 5] != 0) {
      at = (at + STRIDE) & mask;
    }
    System.arraycopy(words, from, slots, at, STRIDE);
  }

  private void grow() {
    long[] before = slots;
    slots = new long[before.length * 2];
    shift--;
    for (int at = 0; at < before.length; at += STRIDE) {
      if (before[at + 5] != 0) {
        put(before, at);
      }
    }
  }
}

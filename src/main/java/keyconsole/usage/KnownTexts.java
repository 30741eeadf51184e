package keyconsole.usage;

/// The numbers of short texts, found by their words in one place of memory: no loop over bytes, no
/// second place to look into, hardly a branch that a processor could guess wrong. One thread.
final class KnownTexts {

  /// Nothing was found.
  static final int NONE = -1;

  /// Texts of fewer bytes than this may be among them: a key's id has 36, an address of version 6
  /// at most 39.
  static final int MOST_BYTES = 40;

  /// Texts of fewer bytes end within three words.
  private static final int SHORT = 24;

  /// So many have room enough that hardly two want the same place.
  private static final int FEW = 1 << 12;

  /// How many there may be: memory for more is better spent once than by each thread.
  private static final int MOST = 1 << 15;

  /// Five words; the length above the number plus one, since two texts that differ in zeros at
  /// their ends have the same words; and room for a whole cache line.
  private static final int STRIDE = 8;

  private static final int NUMBER = 5;

  /// What belongs to a text in each of its words, by its length.
  private static final long[] MASKS = masks();

  private static final long MIX0 = 0x9E37_79B9_7F4A_7C15L;
  private static final long MIX1 = 0xC2B2_AE3D_27D4_EB4FL;
  private static final long MIX2 = 0x1656_67B1_9E37_79F9L;
  private static final long MIX3 = 0x85EB_CA77_C2B2_AE63L;
  private static final long MIX4 = 0x27D4_EB2F_1656_67C5L;

  private long[] slots = new long[64 * STRIDE];
  private int shift = 64 - 6;
  private int size;

  private static long[] masks() {
    long[] masks = new long[MOST_BYTES * STRIDE];
    for (int length = 0; length < MOST_BYTES; length++) {
      for (int word = 0; word < NUMBER; word++) {
        masks[length * STRIDE + word] = Words.begin(-1, Math.clamp(length - 8L * word, 0, 8));
      }
    }
    return masks;
  }

  /// The number of a text, or [#NONE] where it is not known.
  ///
  /// @param length below [#MOST_BYTES]
  int find(byte[] bytes, int from, int length) {
    int mask = length * STRIDE;
    long first = Words.at(bytes, from) & MASKS[mask];
    long second = Words.at(bytes, from + 8) & MASKS[mask + 1];
    long third = Words.at(bytes, from + 16) & MASKS[mask + 2];
    long fourth = Words.at(bytes, from + 24) & MASKS[mask + 3];
    long fifth = Words.at(bytes, from + 32) & MASKS[mask + 4];
    int at = slot(first, second, third, fourth, fifth);
    while (slots[at + NUMBER] != 0) {
      if (slots[at] == first
          && slots[at + 1] == second
          && slots[at + 2] == third
          && slots[at + 3] == fourth
          && slots[at + 4] == fifth
          && slots[at + NUMBER] >>> 32 == length) {
        return (int) slots[at + NUMBER] - 1;
      }
      at = (at + STRIDE) & (slots.length - 1);
    }
    return NONE;
  }

  /// The number of a text of fewer than [#SHORT] bytes that stands where it is looked for first;
  /// [#NONE] also where it stands elsewhere. Without a branch, see [AddressCounts].
  int shortAtOnce(byte[] bytes, int from, int length) {
    int known = Math.min(length, SHORT - 1);
    int mask = known * STRIDE;
    long first = Words.at(bytes, from) & MASKS[mask];
    long second = Words.at(bytes, from + 8) & MASKS[mask + 1];
    long third = Words.at(bytes, from + 16) & MASKS[mask + 2];
    int at = slot(first, second, third, 0, 0);
    long number = slots[at + NUMBER];
    long other =
        (slots[at] ^ first)
            | (slots[at + 1] ^ second)
            | (slots[at + 2] ^ third)
            | ((number >>> 32) ^ length);
    return ((int) number - 1) | -Words.isAny(other);
  }

  /// The same for a text of fewer than [#MOST_BYTES] bytes.
  int longAtOnce(byte[] bytes, int from, int length) {
    int known = Math.min(length, MOST_BYTES - 1);
    int mask = known * STRIDE;
    long first = Words.at(bytes, from) & MASKS[mask];
    long second = Words.at(bytes, from + 8) & MASKS[mask + 1];
    long third = Words.at(bytes, from + 16) & MASKS[mask + 2];
    long fourth = Words.at(bytes, from + 24) & MASKS[mask + 3];
    long fifth = Words.at(bytes, from + 32) & MASKS[mask + 4];
    int at = slot(first, second, third, fourth, fifth);
    long number = slots[at + NUMBER];
    long other =
        (slots[at] ^ first)
            | (slots[at + 1] ^ second)
            | (slots[at + 2] ^ third)
            | (slots[at + 3] ^ fourth)
            | (slots[at + 4] ^ fifth)
            | ((number >>> 32) ^ length);
    return ((int) number - 1) | -Words.isAny(other);
  }

  /// By the highest bits, which are those that every byte has a part in.
  private int slot(long first, long second, long third, long fourth, long fifth) {
    long mixed =
        (first * MIX0) ^ (second * MIX1) ^ (third * MIX2) ^ (fourth * MIX3) ^ (fifth * MIX4);
    return (int) (mixed >>> shift) * STRIDE;
  }

  /// Whether there may be more.
  boolean hasRoom() {
    return size < MOST;
  }

  /// Knows a text that [#find] did not find.
  ///
  /// @param length below [#MOST_BYTES]
  void add(byte[] bytes, int from, int length, int number) {
    if ((size + 1) * (size < FEW ? 8 : 2) * STRIDE > slots.length) {
      grow();
    }
    long[] words = new long[STRIDE];
    for (int word = 0; word < NUMBER; word++) {
      words[word] = Words.at(bytes, from + 8 * word) & MASKS[length * STRIDE + word];
    }
    words[NUMBER] = ((long) length << 32) | (number + 1L);
    put(words, 0);
    size++;
  }

  private void put(long[] words, int from) {
    int most = slots.length - 1;
    int at = slot(words[from], words[from + 1], words[from + 2], words[from + 3], words[from + 4]);
    while (slots[at + NUMBER] != 0) {
      at = (at + STRIDE) & most;
    }
    System.arraycopy(words, from, slots, at, STRIDE);
  }

  private void grow() {
    long[] before = slots;
    slots = new long[before.length * 2];
    shift--;
    for (int at = 0; at < before.length; at += STRIDE) {
      if (before[at + NUMBER] != 0) {
        put(before, at);
      }
    }
  }
}

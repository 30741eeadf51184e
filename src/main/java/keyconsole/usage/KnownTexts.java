package keyconsole.usage;

/// The numbers of short texts, found by their words: no loop over bytes, no second place to look
/// into, hardly a branch that a processor could guess wrong. One thread.
final class KnownTexts {

  /// Nothing was found.
  static final int NONE = -1;

  /// Texts of fewer bytes than this may be among them.
  static final int MOST_BYTES = 24;

  /// Three words, and the number plus one.
  private static final int STRIDE = 4;

  private static final long MIX0 = 0x9E37_79B9_7F4A_7C15L;
  private static final long MIX1 = 0xC2B2_AE3D_27D4_EB4FL;
  private static final long MIX2 = 0x1656_67B1_9E37_79F9L;

  private long[] slots = new long[256 * STRIDE];
  private int shift = 64 - 8;
  private int size;
  private int end;

  /// The number of the text that begins at an offset, or [#NONE] where it is not known. [#end] is
  /// where it ends, as [Words#text] has it, or [#NONE] where it is too long.
  int find(byte[] bytes, int from) {
    long first = Words.at(bytes, from);
    long second = Words.at(bytes, from + 8);
    long third = Words.at(bytes, from + 16);
    int firstLength = Words.length(first);
    int secondLength = Words.length(second) * (firstLength >>> 3);
    int thirdLength = Words.length(third) * (secondLength >>> 3);
    int length = firstLength + secondLength + thirdLength;
    end = length == MOST_BYTES ? NONE : from + length;
    return find(
        Words.begin(first, firstLength),
        Words.begin(second, secondLength),
        Words.begin(third, thirdLength));
  }

  int end() {
    return end;
  }

  private int find(long first, long second, long third) {
    int mask = slots.length - 1;
    int at = slot(first, second, third);
    while (slots[at + 3] != 0) {
      if (slots[at] == first && slots[at + 1] == second && slots[at + 2] == third) {
        return (int) slots[at + 3] - 1;
      }
      at = (at + STRIDE) & mask;
    }
    return NONE;
  }

  /// By the highest bits, which are those that every byte has a part in.
  private int slot(long first, long second, long third) {
    return (int) (((first * MIX0) ^ (second * MIX1) ^ (third * MIX2)) >>> shift) * STRIDE;
  }

  /// Knows a text that [#find] did not find.
  ///
  /// @param length below [#MOST_BYTES]
  void add(byte[] bytes, int from, int length, int number) {
    if ((size + 1) * 4 * STRIDE > slots.length) {
      grow();
    }
    put(
        Words.begin(Words.at(bytes, from), Math.min(8, length)),
        Words.begin(Words.at(bytes, from + 8), Math.clamp(length - 8L, 0, 8)),
        Words.begin(Words.at(bytes, from + 16), Math.clamp(length - 16L, 0, 8)),
        number + 1L);
    size++;
  }

  private void put(long first, long second, long third, long number) {
    int mask = slots.length - 1;
    int at = slot(first, second, third);
    while (slots[at + 3] != 0) {
      at = (at + STRIDE) & mask;
    }
    slots[at] = first;
    slots[at + 1] = second;
    slots[at + 2] = third;
    slots[at + 3] = number;
  }

  private void grow() {
    long[] before = slots;
    slots = new long[before.length * 2];
    shift--;
    for (int at = 0; at < before.length; at += STRIDE) {
      if (before[at + 3] != 0) {
        put(before[at], before[at + 1], before[at + 2], before[at + 3]);
      }
    }
  }
}

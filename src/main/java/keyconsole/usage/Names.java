package keyconsole.usage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Texts as small numbers, the same number for the same text for as long as the index lives. Any
/// thread.
final class Names {

  private static final int FREE = -1;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> texts = new ArrayList<>();

  synchronized int number(String text) {
    Integer known = numbers.get(text);
    if (known != null) {
      return known;
    }
    texts.add(text);
    numbers.put(text, texts.size() - 1);
    return texts.size() - 1;
  }

  /// The number of a text, or -1 where it was never seen.
  synchronized int find(String text) {
    return numbers.getOrDefault(text, -1);
  }

  /// The numbers of texts; those that were never seen get one.
  synchronized BitSet numbers(Collection<String> all) {
    BitSet numbers = new BitSet();
    all.forEach(text -> numbers.set(number(text)));
    return numbers;
  }

  synchronized String text(int number) {
    return texts.get(number);
  }

  /// Numbers of ASCII bytes as they stand in a buffer, without a String for those seen before. One
  /// thread each.
  final class OfBytes {
    private byte[][] known = new byte[64][];

    /// The number of what stands at the same place of [#known]; [#FREE] where nothing does.
    private int[] found = free(64);

    private int size;

    int number(byte[] bytes, int from, int to, int hash) {
      int mask = known.length - 1;
      int slot = spread(hash) & mask;
      while (found[slot] != FREE) {
        if (Arrays.equals(known[slot], 0, known[slot].length, bytes, from, to)) {
          return found[slot];
        }
        slot = (slot + 1) & mask;
      }
      int number = Names.this.number(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
      known[slot] = Arrays.copyOfRange(bytes, from, to);
      found[slot] = number;
      if (++size * 2 > known.length) {
        grow();
      }
      return number;
    }

    private void grow() {
      byte[][] oldKnown = known;
      int[] oldFound = found;
      known = new byte[oldKnown.length * 2][];
      found = free(oldKnown.length * 2);
      int mask = known.length - 1;
      for (int i = 0; i < oldKnown.length; i++) {
        if (oldFound[i] != FREE) {
          int hash = 0;
          for (byte b : oldKnown[i]) {
            hash = hash * 31 + b;
          }
          int slot = spread(hash) & mask;
          while (found[slot] != FREE) {
            slot = (slot + 1) & mask;
          }
          known[slot] = oldKnown[i];
          found[slot] = oldFound[i];
        }
      }
    }

    private static int[] free(int length) {
      int[] slots = new int[length];
      Arrays.fill(slots, FREE);
      return slots;
    }

    private static int spread(int hash) {
      return (hash * 0x9E3779B9) >>> 7;
    }
  }
}

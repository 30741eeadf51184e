package keyconsole.usage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;

/// Texts as small numbers, the same number for the same text for as long as the index lives. Kept
/// as bytes, one behind the other. Any thread.
final class Names {

  /// What a text that is not plain ASCII begins with; its chars follow, two bytes each, so that no
  /// two texts are one.
  private static final byte WIDE = (byte) 0xFF;

  /// A text that does not stand for itself.
  static final int NOT_PLAIN = -2;

  /// A text that is one too many.
  static final int TOO_MANY = -1;

  private final Table table = new Table();

  /// The number of a text.
  int number(String text) {
    byte[] bytes = padded(bytes(text));
    return number(bytes, 0, bytes.length - Words.PADDING);
  }

  /// The number of a text, or -1 where it was never seen.
  int find(String text) {
    byte[] bytes = padded(bytes(text));
    return find(bytes, 0, bytes.length - Words.PADDING);
  }

  private int find(byte[] bytes, int from, int to) {
    int hash = Words.hash(bytes, from, to);
    synchronized (this) {
      return table.find(bytes, from, to, hash);
    }
  }

  /// The number of a text as [#bytes(int)] gives it. Words.PADDING bytes must stand behind it.
  int number(byte[] bytes, int from, int to) {
    int hash = Words.hash(bytes, from, to);
    synchronized (this) {
      int found = table.find(bytes, from, to, hash);
      return found >= 0 ? found : table.add(bytes, from, to, hash);
    }
  }

  /// The numbers of so many texts that [#bytes(int)] gave, one behind the other as a [ByteOutput]
  /// writes them.
  int[] numbers(byte[] texts, int count) {
    ByteInput in = new ByteInput(padded(texts), 0, texts.length);
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = in.text(this);
    }
    return numbers;
  }

  /// The numbers of texts; those that were never seen get one.
  BitSet numbers(Collection<String> all) {
    BitSet numbers = new BitSet();
    all.forEach(text -> numbers.set(number(text)));
    return numbers;
  }

  /// How many there are: numbers are below that.
  synchronized int size() {
    return table.size;
  }

  /// The text of a number.
  String text(int number) {
    byte[] bytes = bytes(number);
    return bytes.length > 0 && bytes[0] == WIDE
        ? unwide(bytes)
        : new String(bytes, StandardCharsets.US_ASCII);
  }

  /// The bytes that a text is kept as.
  synchronized byte[] bytes(int number) {
    return Arrays.copyOfRange(table.bytes, table.starts[number], table.starts[number + 1]);
  }

  private static byte[] bytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7f) {
        return wide(text);
      }
    }
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] wide(String text) {
    byte[] bytes = new byte[1 + 2 * text.length()];
    bytes[0] = WIDE;
    for (int i = 0; i < text.length(); i++) {
      bytes[1 + 2 * i] = (byte) (text.charAt(i) >>> 8);
      bytes[2 + 2 * i] = (byte) text.charAt(i);
    }
    return bytes;
  }

  /// A decoder of UTF-16 would not give back half a surrogate pair.
  private static String unwide(byte[] bytes) {
    char[] chars = new char[bytes.length / 2];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) ((bytes[1 + 2 * i] << 8) | (bytes[2 + 2 * i] & 0xFF));
    }
    return new String(chars);
  }

  private static byte[] padded(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length + Words.PADDING);
  }

  /// Texts that one thread has met. Asks the common table only for new ones. One thread.
  final class Met {
    private final KnownTexts known = new KnownTexts();

    /// Those that are too long or too many to be known at once.
    private final Table others = new Table();

    private int[] numbers = new int[64];

    /// Those that are found at once.
    KnownTexts known() {
      return known;
    }

    /// The number of a text as it stands in JSON, or [#NOT_PLAIN].
    int number(byte[] bytes, int from, int to) {
      return number(bytes, from, to, Integer.MAX_VALUE);
    }

    /// The same, but [#TOO_MANY] where the text is new and there are `most` already.
    int number(byte[] bytes, int from, int to, int most) {
      int length = to - from;
      if (length < KnownTexts.MOST_BYTES) {
        int found = known.find(bytes, from, length);
        if (found != KnownTexts.NONE) {
          return found;
        }
      }
      return other(bytes, from, to, most);
    }

    private int other(byte[] bytes, int from, int to, int most) {
      int hash = Words.hash(bytes, from, to);
      int found = others.find(bytes, from, to, hash);
      if (found >= 0) {
        return numbers[found];
      }
      if (!Words.isPlain(bytes, from, to)) {
        return NOT_PLAIN;
      }
      return size() < most || Names.this.find(bytes, from, to) >= 0
          ? learn(bytes, from, to, hash)
          : TOO_MANY;
    }

    private int learn(byte[] bytes, int from, int to, int hash) {
      int number = Names.this.number(bytes, from, to);
      if (to - from < KnownTexts.MOST_BYTES && known.hasRoom()) {
        known.add(bytes, from, to - from, number);
        return number;
      }
      int added = others.add(bytes, from, to, hash);
      if (added == numbers.length) {
        numbers = Arrays.copyOf(numbers, numbers.length * 2);
      }
      numbers[added] = number;
      return number;
    }
  }

  /// Texts in the order in which they came, found by their hash. One thread at a time.
  private static final class Table {
    private byte[] bytes = new byte[1 << 12];
    private int[] starts = new int[64];

    /// The hash in the high half and the number, plus one, in the low one; 0 where none is.
    private long[] slots = new long[128];

    /// A place is the highest bits of the hash, which are those that every byte has a part in.
    private int shift = 32 - 7;

    private int size;

    int find(byte[] text, int from, int to, int hash) {
      int mask = slots.length - 1;
      int at = hash >>> shift;
      for (long slot = slots[at]; slot != 0; slot = slots[at]) {
        if ((int) (slot >>> 32) == hash && is((int) slot - 1, text, from, to)) {
          return (int) slot - 1;
        }
        at = (at + 1) & mask;
      }
      return -1;
    }

    private boolean is(int number, byte[] text, int from, int to) {
      int begin = starts[number];
      return starts[number + 1] - begin == to - from
          && Words.same(bytes, begin, text, from, to - from);
    }

    int add(byte[] text, int from, int to, int hash) {
      if (size + 2 > starts.length) {
        starts = Arrays.copyOf(starts, starts.length * 2);
      }
      if ((size + 1) * 2 > slots.length) {
        grow();
      }
      int begin = starts[size];
      int end = Math.addExact(begin, to - from);
      if (end > bytes.length - Words.PADDING) {
        long room = Math.min(2L * end + Words.PADDING, Integer.MAX_VALUE - 8);
        bytes = Arrays.copyOf(bytes, (int) room);
      }
      System.arraycopy(text, from, bytes, begin, to - from);
      starts[size + 1] = end;
      put(((long) hash << 32) | (size + 1));
      return size++;
    }

    private void put(long slot) {
      int mask = slots.length - 1;
      int at = (int) (slot >>> 32) >>> shift;
      while (slots[at] != 0) {
        at = (at + 1) & mask;
      }
      slots[at] = slot;
    }

    private void grow() {
      long[] before = slots;
      slots = new long[before.length * 2];
      shift--;
      for (long slot : before) {
        if (slot != 0) {
          put(slot);
        }
      }
    }
  }
}

package keyconsole.usage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Bytes of text, eight at a time. A word holds its first byte in its lowest eight bits. What is
/// read must have seven bytes behind it.
final class Words {

  /// Bytes that a buffer must have behind its text.
  static final int PADDING = 64;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle HALF =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = 0x8080_8080_8080_8080L;
  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

  private static final long[] BEGINS = {
    0L,
    0xFFL,
    0xFFFFL,
    0xFF_FFFFL,
    0xFFFF_FFFFL,
    0xFF_FFFF_FFFFL,
    0xFFFF_FFFF_FFFFL,
    0xFF_FFFF_FFFF_FFFFL,
    -1L
  };

  private Words() {}

  static long at(byte[] bytes, int offset) {
    return (long) WORD.get(bytes, offset);
  }

  static int halfAt(byte[] bytes, int offset) {
    return (int) HALF.get(bytes, offset);
  }

  static void put(byte[] bytes, int offset, long word) {
    WORD.set(bytes, offset, word);
  }

  /// Whether so many bytes are the same at two places.
  static boolean same(byte[] one, int from, byte[] other, int otherFrom, int count) {
    int at = 0;
    for (; at + 8 <= count; at += 8) {
      if (at(one, from + at) != at(other, otherFrom + at)) {
        return false;
      }
    }
    // Shifted by 64 where nothing is left, which is by none, so the two steps.
    long rest = at(one, from + at) ^ at(other, otherFrom + at);
    return (rest << (56 - ((count - at) << 3)) << 8) == 0;
  }

  /// The word of eight ASCII characters.
  static long of(String text) {
    return at(text.getBytes(StandardCharsets.US_ASCII), 0);
  }

  /// The offset of the first quote. There must be one.
  static int quote(byte[] bytes, int from) {
    int first = beforeQuote(at(bytes, from));
    int second = beforeQuote(at(bytes, from + 8)) * (first >>> 3);
    int third = beforeQuote(at(bytes, from + 16)) * (second >>> 3);
    int length = first + second + third;
    return length < 24 ? from + length : farQuote(bytes, from + length);
  }

  private static int farQuote(byte[] bytes, int from) {
    int at = from;
    int length = beforeQuote(at(bytes, at));
    while (length == 8) {
      at += 8;
      length = beforeQuote(at(bytes, at));
    }
    return at + length;
  }

  /// How many bytes stand before the first quote: 8 where there is none.
  private static int beforeQuote(long word) {
    long quote = word ^ (ONES * '"');
    return Long.numberOfTrailingZeros((quote - ONES) & ~quote & HIGHS) >>> 3;
  }

  /// Whether all is ASCII that stands for itself in a JSON text: no quote, no backslash, no control
  /// character.
  static boolean isPlain(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] < ' ' || bytes[at] == '"' || bytes[at] == '\\') {
        return false;
      }
    }
    return true;
  }

  /// So many of the first bytes of a word, and nothing else.
  static long begin(long word, int count) {
    return word & BEGINS[count];
  }

  /// 1 where a bit of a word is set, else 0. Without a branch.
  static int isAny(long word) {
    return (int) ((word | -word) >>> 63);
  }

  /// How many bytes of a word are not behind its last one that is not zero.
  static int length(long word) {
    return 8 - (Long.numberOfLeadingZeros(word) >>> 3);
  }

  /// The text of so many ASCII bytes of two words.
  static String text(long first, long second, int length) {
    byte[] bytes = new byte[16];
    put(bytes, 0, first);
    put(bytes, 8, second);
    return new String(bytes, 0, length, StandardCharsets.US_ASCII);
  }

  /// A hash of the text that stands between two offsets.
  static int hash(byte[] bytes, int from, int to) {
    int at = from;
    long hash = 0;
    for (; to - at >= 8; at += 8) {
      hash = folded((hash ^ at(bytes, at)) * MIX);
    }
    int last = to - at;
    long rest = at(bytes, at) & ((1L << (last << 3)) - 1);
    hash = (hash ^ rest ^ last) * MIX;
    return (int) (hash >>> 32);
  }

  /// A product's high bits know of every byte, its low bits do not; the next product would lose
  /// what only the high bits know.
  private static long folded(long product) {
    return product ^ (product >>> 32);
  }

  /// The offset of the first line feed; `to` where there is none before it.
  static int lineFeed(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      long word = at(bytes, at) ^ (ONES * '\n');
      long found = (word - ONES) & ~word & HIGHS;
      if (found != 0) {
        return Math.min(to, at + (Long.numberOfTrailingZeros(found) >>> 3));
      }
      at += 8;
    }
    return to;
  }
}

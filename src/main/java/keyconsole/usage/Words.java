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

  /// Goes to the first byte that is a quote, a backslash, a control character or no ASCII, and
  /// hashes what stands before it: the offset in the low half, the hash in the high one. There must
  /// be such a byte.
  static long text(byte[] bytes, int from) {
    int at = from;
    long hash = 0;
    long word = at(bytes, at);
    long ends = ends(word);
    while (ends == 0) {
      hash = folded((hash ^ word) * MIX);
      at += 8;
      word = at(bytes, at);
      ends = ends(word);
    }
    int last = Long.numberOfTrailingZeros(ends) >>> 3;
    long rest = word & ((1L << (last << 3)) - 1);
    hash = (hash ^ rest ^ last) * MIX;
    return (hash & 0xFFFF_FFFF_0000_0000L) | (at + last);
  }

  /// How many bytes stand before the first that ends a text: 8 where none does.
  static int length(long word) {
    return Long.numberOfTrailingZeros(ends(word)) >>> 3;
  }

  /// So many of the first bytes of a word, and nothing else.
  static long begin(long word, int count) {
    return word & BEGINS[count];
  }

  /// The hash that [#text] gives for a text that stands between two offsets.
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

  /// The high bit of each byte that ends a text. Bytes above the first such one may be marked
  /// although they do not.
  private static long ends(long word) {
    long quote = word ^ (ONES * '"');
    long backslash = word ^ (ONES * '\\');
    long found = (quote - ONES) & ~quote;
    found |= (backslash - ONES) & ~backslash;
    found |= (word - ONES * ' ') & ~word;
    return (found | word) & HIGHS;
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

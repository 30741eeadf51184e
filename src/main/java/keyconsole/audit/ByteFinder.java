package keyconsole.audit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Finds where a line may hold a plain text, eight bytes at a time: where the text stands in either
/// case, and at every escape and every letter beyond ASCII, since the text may be written so.
final class ByteFinder {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long CASE = ONES * 0x20;
  private static final long BACKSLASHES = ONES * '\\';

  private final byte[] text;
  private final int span;
  private final long first;
  private final long last;

  /// @param folded of ASCII alone, not empty
  ByteFinder(String folded) {
    this.text = folded.getBytes(StandardCharsets.US_ASCII);
    this.span = text.length - 1;
    this.first = ONES * text[0] | CASE;
    this.last = ONES * text[span] | CASE;
  }

  /// The first such place between two offsets; -1 where there is none.
  int next(byte[] bytes, int from, int to) {
    int i = from;
    for (; i <= to - span - 8; i += 8) {
      long word = (long) WORDS.get(bytes, i);
      long ahead = (long) WORDS.get(bytes, i + span);
      long ends = ((word | CASE) ^ first) | ((ahead | CASE) ^ last);
      if (((word & HIGH) | zeros(word ^ BACKSLASHES) | zeros(ends)) != 0) {
        int found = nextByByte(bytes, i, i + 8, to);
        if (found >= 0) {
          return found;
        }
      }
    }
    return nextByByte(bytes, i, to, to);
  }

  /// Not 0 where one of the eight bytes is 0; may be so where none is.
  private static long zeros(long word) {
    return (word - ONES) & ~word & HIGH;
  }

  private int nextByByte(byte[] bytes, int from, int until, int to) {
    for (int i = from; i < until; i++) {
      if (bytes[i] < 0 || bytes[i] == '\\' || isTextAt(bytes, i, to)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isTextAt(byte[] bytes, int at, int to) {
    if (to - at < text.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      byte b = bytes[at + i];
      if ((b >= 'A' && b <= 'Z' ? b + 0x20 : b) != text[i]) {
        return false;
      }
    }
    return true;
  }
}

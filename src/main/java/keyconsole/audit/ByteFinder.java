package keyconsole.audit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Finds where a line may hold a text, eight bytes at a time: where a plain text stands in either
/// case, and where one may stand in another form: as an escape or as bytes beyond ASCII. Also finds
/// where the plain part of a JSON text ends.
final class ByteFinder {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long CASE = ONES * 0x20;
  private static final long BACKSLASHES = ONES * '\\';
  private static final long QUOTES = ONES * '"';

  /// What a backslash and one letter stand for.
  private static final String ESCAPED = "\"\\/\b\f\n\r\t";

  private final byte[] text;
  private final int span;
  private final long first;
  private final long last;

  /// Whether the text holds what a backslash and one letter may stand for.
  private final boolean hasEscaped;

  private ByteFinder(String folded) {
    this.text = folded.getBytes(StandardCharsets.US_ASCII);
    this.span = Math.max(0, text.length - 1);
    this.first = text.length == 0 ? 0 : ONES * text[0] | CASE;
    this.last = text.length == 0 ? 0 : ONES * text[span] | CASE;
    this.hasEscaped = folded.chars().anyMatch(c -> ESCAPED.indexOf(c) >= 0);
  }

  /// Finds a plain text.
  ///
  /// @param folded of ASCII alone, not empty
  static ByteFinder of(String folded) {
    return new ByteFinder(folded);
  }

  /// Finds letters beyond ASCII, whichever.
  static ByteFinder beyondAscii() {
    return new ByteFinder("");
  }

  /// The first such place between two offsets; -1 where there is none.
  int next(byte[] bytes, int from, int to) {
    int i = from;
    for (; i <= to - span - 8; i += 8) {
      long word = (long) WORDS.get(bytes, i);
      long ends = ONES;
      if (text.length > 0) {
        long ahead = (long) WORDS.get(bytes, i + span);
        ends = ((word | CASE) ^ first) | ((ahead | CASE) ^ last);
      }
      if (((word & HIGH) | zeros(word ^ BACKSLASHES) | zeros(ends)) != 0) {
        int found = nextByByte(bytes, i, i + 8, to);
        if (found >= 0) {
          return found;
        }
      }
    }
    return nextByByte(bytes, i, to, to);
  }

  /// The first quote, backslash or byte beyond ASCII between two offsets; the end where there is
  /// none.
  static int endOfPlain(byte[] bytes, int from, int to) {
    int i = from;
    for (; i <= to - 8; i += 8) {
      long word = (long) WORDS.get(bytes, i);
      long ends = (word & HIGH) | zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES);
      if (ends != 0) {
        // What is marked without being one stands behind one.
        return i + (Long.numberOfTrailingZeros(ends) >>> 3);
      }
    }
    while (i < to && bytes[i] >= 0 && bytes[i] != '"' && bytes[i] != '\\') {
      i++;
    }
    return i;
  }

  /// How many quotes stand between two offsets; below 0 where a backslash does, so that they may
  /// mean anything.
  static int countQuotes(byte[] bytes, int from, int to) {
    int count = 0;
    int i = from;
    for (; i <= to - 8; i += 8) {
      long word = (long) WORDS.get(bytes, i);
      if (zeros(word ^ BACKSLASHES) != 0) {
        return -1;
      }
      long others = word ^ QUOTES;
      count += Long.bitCount(~(((others & ~HIGH) + ~HIGH) | others) & HIGH);
    }
    for (; i < to; i++) {
      if (bytes[i] == '\\') {
        return -1;
      }
      count += bytes[i] == '"' ? 1 : 0;
    }
    return count;
  }

  /// Whether the text stands at an offset of a line, as a part of a value: in a text that is none
  /// of its names. Says no where that takes more than a look.
  ///
  /// @param from where the line begins
  boolean isInValueAt(byte[] bytes, int at, int from, int to) {
    if (hasEscaped || !isTextAt(bytes, at, to)) {
      return false;
    }
    int quotes = countQuotes(bytes, from, at);
    if (quotes < 0 || quotes % 2 == 0) {
      return false;
    }
    int end = endOfPlain(bytes, at + text.length, to);
    return end + 1 < to && bytes[end] == '"' && bytes[end + 1] != ':' && bytes[end + 1] > ' ';
  }

  /// Not 0 where one of the eight bytes is 0: its highest bit is set, and may be so of bytes behind
  /// it.
  private static long zeros(long word) {
    return (word - ONES) & ~word & HIGH;
  }

  private int nextByByte(byte[] bytes, int from, int until, int to) {
    for (int i = from; i < until; i++) {
      if (bytes[i] < 0
          || (bytes[i] == '\\' && mayStandFor(bytes, i + 1, to))
          || (text.length > 0 && isTextAt(bytes, i, to))) {
        return i;
      }
    }
    return -1;
  }

  /// Whether what stands behind a backslash may be of the text.
  private boolean mayStandFor(byte[] bytes, int at, int to) {
    if (at >= to || bytes[at] != 'u') {
      return hasEscaped;
    }
    int unit = 0;
    for (int i = 1; i <= 4; i++) {
      int digit = at + i < to && bytes[at + i] >= 0 ? Character.digit(bytes[at + i], 16) : -1;
      if (digit < 0) {
        return true;
      }
      unit = unit << 4 | digit;
    }
    return text.length == 0 ? unit >= 0x80 : Folding.mayBeAscii((char) unit);
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

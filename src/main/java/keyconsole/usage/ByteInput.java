package keyconsole.usage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads what a [ByteOutput] wrote. Not thread-safe.
final class ByteInput {

  private final byte[] bytes;
  private final int to;
  private int at;

  ByteInput(byte[] bytes, int at) {
    this(bytes, at, bytes.length);
  }

  /// @param to where what was written ends
  ByteInput(byte[] bytes, int at, int to) {
    this.bytes = bytes;
    this.at = at;
    this.to = to;
  }

  boolean hasMore() {
    return at < to;
  }

  int at() {
    return at;
  }

  long number() {
    byte first = bytes[at++];
    return first >= 0 ? first : longNumber(first & 0x7F);
  }

  private long longNumber(long low) {
    long value = low;
    for (int shift = 7; ; shift += 7) {
      byte next = bytes[at++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  int smallNumber() {
    return (int) number();
  }

  long fixed(int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (bytes[at++] & 0xFFL) << (8 * i);
    }
    return value;
  }

  byte[] text() {
    int length = count();
    byte[] part = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return part;
  }

  /// So many numbers of four bytes each.
  int[] ints(int count) {
    ByteBuffer part = part(count * Integer.BYTES);
    int[] values = new int[count];
    part.asIntBuffer().get(values);
    return values;
  }

  /// So many numbers of eight bytes each.
  long[] longs(int count) {
    ByteBuffer part = part(count * Long.BYTES);
    long[] values = new long[count];
    part.asLongBuffer().get(values);
    return values;
  }

  private ByteBuffer part(int length) {
    ByteBuffer part = ByteBuffer.wrap(bytes, at, length).order(ByteOrder.LITTLE_ENDIAN);
    at += length;
    return part;
  }

  String string() {
    return new String(text(), StandardCharsets.UTF_8);
  }

  /// The number of a text that follows. [Words#PADDING] bytes must stand behind all.
  int text(Names names) {
    int length = count();
    int number = names.number(bytes, at, at + length);
    at += length;
    return number;
  }

  /// How many of something follow, each of at least a byte.
  ///
  /// @throws IndexOutOfBoundsException if there is no room for as many
  int count() {
    int count = smallNumber();
    if (count < 0 || count > to - at) {
      throw new IndexOutOfBoundsException(count + " of something do not fit");
    }
    return count;
  }
}

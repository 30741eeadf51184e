package keyconsole.usage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Numbers put into bytes, small ones into few. Not thread-safe.
final class ByteOutput {

  private byte[] bytes;
  private int size;

  ByteOutput(int room) {
    bytes = new byte[Math.max(16, room)];
  }

  int size() {
    return size;
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }

  /// Seven bits a byte, the lowest first.
  void number(long value) {
    room(10);
    if (value >= 0 && value < 0x80) {
      bytes[size++] = (byte) value;
      return;
    }
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /// So many bytes, the lowest first.
  void fixed(long value, int count) {
    room(8);
    Words.put(bytes, size, value);
    size += count;
  }

  /// Four bytes of each, the lowest first.
  void ints(int[] values) {
    for (int value : values) {
      fixed(value, Integer.BYTES);
    }
  }

  /// Eight bytes of each, the lowest first.
  void longs(long[] values) {
    for (long value : values) {
      fixed(value, Long.BYTES);
    }
  }

  /// So many of some numbers.
  void numbers(int[] values, int count) {
    room(5 * count);
    byte[] into = bytes;
    int at = size;
    for (int i = 0; i < count; i++) {
      int rest = values[i];
      while ((rest & ~0x7F) != 0) {
        into[at++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      into[at++] = (byte) rest;
    }
    size = at;
  }

  /// Bytes of another one.
  void copy(ByteOutput from, int begin, int end) {
    room(end - begin);
    System.arraycopy(from.bytes, begin, bytes, size, end - begin);
    size += end - begin;
  }

  /// How many bytes, then the bytes.
  void text(byte[] more) {
    number(more.length);
    room(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
  }

  void string(String text) {
    text(text.getBytes(StandardCharsets.UTF_8));
  }
}

package keyconsole.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Writes numbers and texts in few bytes, to be read by a [PackedReader]. One thread.
final class PackedWriter {

  private static final int MOST_OF_NUMBER = 10;

  private byte[] out = new byte[1 << 16];
  private int size;
  private final Map<String, Integer> numbers = new HashMap<>();

  byte[] bytes() {
    return Arrays.copyOf(out, size);
  }

  private void room(int more) {
    if (out.length - size < more) {
      out = Arrays.copyOf(out, Math.max(Math.addExact(size, more), out.length + (out.length >> 1)));
    }
  }

  private void add(byte[] bytes) {
    room(bytes.length);
    System.arraycopy(bytes, 0, out, size, bytes.length);
    size += bytes.length;
  }

  /// A number, the shorter the nearer to 0.
  void number(long number) {
    room(MOST_OF_NUMBER);
    long rest = (number << 1) ^ (number >> 63);
    while ((rest & ~0x7FL) != 0) {
      out[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out[size++] = (byte) rest;
  }

  void truth(boolean truth) {
    number(truth ? 1 : 0);
  }

  void moment(Instant moment) {
    number(moment.getEpochSecond());
    number(moment.getNano());
  }

  void optionalMoment(Optional<Instant> moment) {
    truth(moment.isPresent());
    moment.ifPresent(this::moment);
  }

  void key(UUID key) {
    room(2 * Long.BYTES);
    ByteBuffer.wrap(out, size, 2 * Long.BYTES)
        .putLong(key.getMostSignificantBits())
        .putLong(key.getLeastSignificantBits());
    size += 2 * Long.BYTES;
  }

  /// A text; lone surrogates, which have no UTF-8, too.
  void text(String text) {
    boolean wide = isWide(text);
    byte[] bytes = text.getBytes(wide ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1);
    if (wide) {
      ByteBuffer.wrap(bytes).asCharBuffer().put(text);
    }
    number(2L * bytes.length + (wide ? 1 : 0));
    add(bytes);
  }

  private static boolean isWide(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xFF) {
        return true;
      }
    }
    return false;
  }

  /// A text that is likely to come again: then it is its number alone.
  void commonText(String text) {
    Integer known = numbers.putIfAbsent(text, numbers.size());
    number(known == null ? -1 : known);
    if (known == null) {
      text(text);
    }
  }
}

package keyconsole.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Writes numbers and texts in few bytes, to be read by a [PackedReader]. One thread.
final class PackedWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
  private final Map<String, Integer> numbers = new HashMap<>();

  byte[] bytes() {
    return out.toByteArray();
  }

  /// A number, the shorter the nearer to 0.
  void number(long number) {
    long rest = (number << 1) ^ (number >> 63);
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
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
    byte[] bytes = new byte[2 * Long.BYTES];
    ByteBuffer.wrap(bytes)
        .putLong(key.getMostSignificantBits())
        .putLong(key.getLeastSignificantBits());
    out.writeBytes(bytes);
  }

  /// A text; lone surrogates, which have no UTF-8, too.
  void text(String text) {
    boolean wide = text.chars().anyMatch(c -> c > 0xFF);
    byte[] bytes = text.getBytes(wide ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1);
    if (wide) {
      ByteBuffer.wrap(bytes).asCharBuffer().put(text);
    }
    number(2L * bytes.length + (wide ? 1 : 0));
    out.writeBytes(bytes);
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

package keyconsole.audit;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reads what a [PackedWriter] wrote. One thread. Throws [BufferUnderflowException] where there is
/// less than is asked for.
final class PackedReader {

  private final ByteBuffer in;
  private final List<String> texts = new ArrayList<>();

  PackedReader(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes);
  }

  boolean hasMore() {
    return in.hasRemaining();
  }

  long number() {
    long rest = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      byte next = in.get();
      rest |= (next & 0x7FL) << shift;
      if (next >= 0) {
        break;
      }
    }
    return (rest >>> 1) ^ -(rest & 1);
  }

  boolean truth() {
    return number() == 1;
  }

  /// @throws DateTimeException where there is none
  Instant moment() {
    return Instant.ofEpochSecond(number(), number());
  }

  Optional<Instant> optionalMoment() {
    return truth() ? Optional.of(moment()) : Optional.empty();
  }

  UUID key() {
    return new UUID(in.getLong(), in.getLong());
  }

  String text() {
    long head = number();
    long length = head >> 1;
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[(int) length];
    in.get(bytes);
    return (head & 1) == 0
        ? new String(bytes, StandardCharsets.ISO_8859_1)
        : ByteBuffer.wrap(bytes).asCharBuffer().toString();
  }

  String commonText() {
    long known = number();
    if (known >= 0) {
      if (known >= texts.size()) {
        throw new BufferUnderflowException();
      }
      return texts.get((int) known);
    }
    String text = text();
    texts.add(text);
    return text;
  }
}

package keyconsole.usage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Texts to be looked up by the bytes in which a line writes them.
final class TextSet {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private final Set<String> texts;

  /// Open addressing, at most a quarter full.
  private final byte[] @Nullable [] table;

  TextSet(Set<String> texts) {
    this.texts = texts;
    this.table = new byte[Integer.highestOneBit(Math.max(4, texts.size())) << 3][];
    for (String text : texts) {
      put(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void put(byte[] text) {
    int slot = hash(text, 0, text.length) & (table.length - 1);
    while (table[slot] != null) {
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = text;
  }

  boolean isEmpty() {
    return texts.isEmpty();
  }

  boolean contains(String text) {
    return texts.contains(text);
  }

  /// Whether it holds the text that stands between two offsets as plain ASCII.
  boolean contains(byte[] bytes, int from, int to) {
    int slot = hash(bytes, from, to) & (table.length - 1);
    for (byte[] text = table[slot]; text != null; text = table[slot]) {
      if (Arrays.equals(text, 0, text.length, bytes, from, to)) {
        return true;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    return false;
  }

  private static int hash(byte[] bytes, int from, int to) {
    long hash = (long) to - from;
    int i = from;
    for (; i <= to - 8; i += 8) {
      hash = hash * PRIME + (long) WORDS.get(bytes, i);
    }
    for (; i < to; i++) {
      hash = hash * PRIME + bytes[i];
    }
    hash *= PRIME;
    return (int) (hash >>> 32);
  }
}

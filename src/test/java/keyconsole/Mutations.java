package keyconsole;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;

/// Makes garbage out of what is right, the way disks, editors and forgers do.
public final class Mutations {

  /// What readers stumble over.
  private static final List<String> STUMBLING_BLOCKS =
      List.of(
          "NaN",
          "-Infinity",
          "null",
          "true",
          "{}",
          "[]",
          "{",
          "}",
          "\"",
          "\\",
          "\\ud800",
          "\\u0000",
          "\n",
          "\r",
          "\u0000",
          "\ufeff",
          "-1",
          "0",
          "1e999",
          "9223372036854775808",
          "-9223372036854775809",
          "9".repeat(5_000),
          "[".repeat(1_200),
          "{\"a\":".repeat(1_200),
          "2026-11-23T24:00:00",
          "0000-00-00T00:00:00",
          "9999-12-31T23:59:59.999999Z",
          "-999999999-01-01T00:00:00",
          "2026-11-23T12:00:00+23:59",
          "revoked",
          "../../../etc/passwd",
          "東京",
          "x".repeat(70_000));

  private static final byte[] NOT_UTF_8 = {(byte) 0xff, (byte) 0xc0, (byte) 0x80, (byte) 0xed};

  /// The files that are kept with a checksum have it here, over all that stands behind it.
  private static final int CHECKSUM_AT = 8;

  private final Random random;

  public Mutations(Random random) {
    this.random = random;
  }

  /// The same, a few times changed; never what was given.
  public byte[] of(byte[] content) {
    byte[] changed = content;
    int times = 1 + random.nextInt(4);
    for (int i = 0; i < times || Arrays.equals(changed, content); i++) {
      changed = once(changed);
    }
    return changed;
  }

  /// The same as text.
  public String of(String text) {
    return new String(of(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  private byte[] once(byte[] content) {
    int at = content.length == 0 ? 0 : random.nextInt(content.length);
    int to = Math.min(content.length, at + 1 + random.nextInt(64));
    return switch (random.nextInt(10)) {
      case 0 -> Arrays.copyOf(content, at);
      case 1 -> joined(content, at, new byte[0], to);
      case 2 -> joined(content, at, Arrays.copyOfRange(content, at, to), at);
      case 3 -> flipped(content, at);
      case 4 -> joined(content, at, noise(1 + random.nextInt(16)), at);
      case 5 -> joined(content, at, NOT_UTF_8, at);
      case 6 -> joined(content, at, number(), numberEnd(content, at));
      case 7 -> joined(content, at, content, content.length);
      default -> joined(content, at, block(), random.nextBoolean() ? at : to);
    };
  }

  private static byte[] joined(byte[] content, int at, byte[] between, int goOnAt) {
    byte[] joined = new byte[at + between.length + content.length - goOnAt];
    System.arraycopy(content, 0, joined, 0, at);
    System.arraycopy(between, 0, joined, at, between.length);
    System.arraycopy(content, goOnAt, joined, at + between.length, content.length - goOnAt);
    return joined;
  }

  private byte[] flipped(byte[] content, int at) {
    if (content.length == 0) {
      return noise(1);
    }
    byte[] flipped = content.clone();
    flipped[at] ^= (byte) (1 << random.nextInt(8));
    return flipped;
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private byte[] block() {
    return STUMBLING_BLOCKS
        .get(random.nextInt(STUMBLING_BLOCKS.size()))
        .getBytes(StandardCharsets.UTF_8);
  }

  /// A whole number of one to eight bytes, as a binary file may hold it, or of text.
  private byte[] number() {
    long number = random.nextBoolean() ? random.nextLong() : -1L >>> random.nextInt(64);
    byte[] binary = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    return random.nextBoolean()
        ? Arrays.copyOfRange(binary, random.nextInt(Long.BYTES), Long.BYTES)
        : Long.toString(number).getBytes(StandardCharsets.US_ASCII);
  }

  private static int numberEnd(byte[] content, int at) {
    int end = at;
    while (end < content.length && content[end] >= '0' && content[end] <= '9') {
      end++;
    }
    return Math.min(content.length, Math.max(end, at + 1));
  }

  /// What has a checksum gets the one that fits, so that what stands behind it is read.
  public static byte[] withChecksum(byte[] content) {
    if (content.length < CHECKSUM_AT + Integer.BYTES) {
      return content;
    }
    CRC32C sum = new CRC32C();
    int from = CHECKSUM_AT + Integer.BYTES;
    sum.update(content, from, content.length - from);
    byte[] fitting = content.clone();
    ByteBuffer.wrap(fitting).putInt(CHECKSUM_AT, (int) sum.getValue());
    return fitting;
  }
}

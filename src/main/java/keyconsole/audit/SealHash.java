package keyconsole.audit;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The chain over the lines of an audit file: each link is the SHA-256 of the link before it and a
/// line with its line feed; the first one is that of the file's name. Only whole lines count. One
/// thread.
final class SealHash {

  private static final int SIZE = 32;

  /// Takes the SHA-256 of each line by itself.
  interface LineDigests {
    void take(byte[] digest);
  }

  private final MessageDigest links = sha256();
  private final MessageDigest single = sha256();
  private final @Nullable LineDigests digests;
  private final byte[] chain;
  private final byte[] lineDigest = new byte[SIZE];
  private long length;
  private long lines;
  private long unfinished;

  private SealHash(byte[] chain, long length, long lines, @Nullable LineDigests digests) {
    this.chain = chain;
    this.length = length;
    this.lines = lines;
    this.digests = digests;
  }

  /// From the beginning of a file.
  ///
  /// @param digests null where only the chain is wanted, which takes half the time
  static SealHash begin(String fileName, @Nullable LineDigests digests) {
    byte[] start = sha256().digest(fileName.getBytes(StandardCharsets.UTF_8));
    return new SealHash(start, 0, 0, digests);
  }

  /// From where a seal ended.
  static SealHash resume(Seal seal, @Nullable LineDigests digests) {
    byte[] chain = HexFormat.of().parseHex(seal.chain());
    return new SealHash(chain, seal.length(), seal.lines(), digests);
  }

  void take(byte[] bytes, int count) {
    int from = 0;
    while (from < count) {
      int feed = from;
      while (feed < count && bytes[feed] != '\n') {
        feed++;
      }
      int end = Math.min(feed + 1, count);
      piece(bytes, from, end - from);
      if (feed < count) {
        endLine();
      }
      from = end;
    }
  }

  private void piece(byte[] bytes, int from, int count) {
    if (unfinished == 0) {
      links.update(chain);
    }
    links.update(bytes, from, count);
    if (digests != null) {
      single.update(bytes, from, count);
    }
    unfinished += count;
  }

  private void endLine() {
    try {
      links.digest(chain, 0, SIZE);
      if (digests != null) {
        single.digest(lineDigest, 0, SIZE);
        digests.take(lineDigest);
      }
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
    length += unfinished;
    lines++;
    unfinished = 0;
  }

  /// Bytes up to and with the last line feed.
  long length() {
    return length;
  }

  long lines() {
    return lines;
  }

  /// The link of the last whole line, in hex.
  String chain() {
    return HexFormat.of().formatHex(chain);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /// In hex.
  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }
}

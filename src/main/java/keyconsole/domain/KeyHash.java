package keyconsole.domain;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// The SHA-256 of a raw key's UTF-8, the only trace of it that is stored.
///
/// Two hashes are compared in constant time, so that the time an answer takes tells nothing of a
/// hash.
///
/// @param hex 64 lower-case hex digits
public record KeyHash(String hex) {

  private static final HexFormat HEX = HexFormat.of();

  /// @throws IllegalArgumentException if the text is not 64 lower-case hex digits
  public KeyHash {
    if (!isValid(hex)) {
      throw new IllegalArgumentException("Not a SHA-256 in lower-case hex");
    }
  }

  /// The hash written in a text, or empty where it is none.
  public static Optional<KeyHash> parse(String text) {
    return isValid(text) ? Optional.of(new KeyHash(text)) : Optional.empty();
  }

  /// The hash of a raw key. Any text has one; its form is not looked at, as the backend does not.
  public static KeyHash of(CharSequence rawKey) {
    ByteBuffer bytes = encoded(rawKey);
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(bytes);
      return new KeyHash(HEX.formatHex(sha256.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    } finally {
      bytes.rewind();
      while (bytes.hasRemaining()) {
        bytes.put((byte) 0);
      }
    }
  }

  /// In UTF-8, without a String on the way that could not be wiped. A text with a lone surrogate
  /// has none, and the backend fails on it: it is taken in UTF-16, so that it matches no raw key.
  private static ByteBuffer encoded(CharSequence rawKey) {
    CharBuffer chars = CharBuffer.wrap(rawKey);
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(chars.duplicate());
    } catch (CharacterCodingException e) {
      return StandardCharsets.UTF_16.encode(chars);
    }
  }

  private static boolean isValid(String text) {
    if (text.length() != 64) {
      return false;
    }
    for (int i = 0; i < 64; i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyHash that
        && MessageDigest.isEqual(
            hex.getBytes(StandardCharsets.US_ASCII), that.hex.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }
}

package keyconsole.domain;

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
    byte[] utf8 = rawKey.toString().getBytes(StandardCharsets.UTF_8);
    try {
      return new KeyHash(HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(utf8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    } finally {
      java.util.Arrays.fill(utf8, (byte) 0);
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

package keyconsole.domain;

import java.util.Optional;
import java.util.UUID;

/// The id of a key: a UUID in its canonical lower-case form, which is also the stem of the key
/// file's name. Nothing else becomes a [KeyId], so one can be put into a path as it is.
///
/// @param text 36 characters, `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx` in lower-case hex
public record KeyId(String text) implements Comparable<KeyId> {

  private static final int LENGTH = 36;

  /// @throws IllegalArgumentException if the text is not a canonical UUID
  public KeyId {
    if (!isValid(text)) {
      throw new IllegalArgumentException("Not a key id");
    }
  }

  /// A new random id (UUID version 4).
  public static KeyId random() {
    return new KeyId(UUID.randomUUID().toString());
  }

  /// The id written in a text, or empty where it is none.
  public static Optional<KeyId> parse(String text) {
    return isValid(text) ? Optional.of(new KeyId(text)) : Optional.empty();
  }

  private static boolean isValid(String text) {
    boolean valid = text.length() == LENGTH;
    for (int i = 0; valid && i < LENGTH; i++) {
      valid = isDash(i) ? text.charAt(i) == '-' : isHex(text.charAt(i));
    }
    return valid;
  }

  private static boolean isDash(int place) {
    return place == 8 || place == 13 || place == 18 || place == 23;
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  /// The name of the file that holds this key.
  public String fileName() {
    return text + ".json";
  }

  @Override
  public int compareTo(KeyId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}

package keyconsole.domain;

import java.util.Optional;

/// The status that a key file stores. It is not derived: an active key past its expiry says
/// `active` until the backend next sees it used.
public enum KeyStatus {
  ACTIVE("active"),
  SUSPENDED("suspended"),
  EXPIRED("expired"),
  REVOKED("revoked");

  private final String text;

  KeyStatus(String text) {
    this.text = text;
  }

  /// The word that stands in the key file.
  public String text() {
    return text;
  }

  /// The status with this word, or empty where it is none of them.
  public static Optional<KeyStatus> parse(String text) {
    for (KeyStatus status : values()) {
      if (status.text.equals(text)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}

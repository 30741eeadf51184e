package keyconsole.viewmodel;

import java.util.Optional;

/// How a request is said to have come. What is unknown is not judged.
public enum AccessConnection {
  TLS,
  PLAIN,
  UNKNOWN;

  /// The name of its text.
  public String textKey() {
    return "access.connection." + name();
  }

  Optional<Boolean> encrypted() {
    return switch (this) {
      case TLS -> Optional.of(true);
      case PLAIN -> Optional.of(false);
      case UNKNOWN -> Optional.empty();
    };
  }
}

package keyconsole.domain;

import java.util.Optional;

/// How far a key reaches. The scope also sets the defaults of the limits: see [Limits#defaultsFor].
public enum Scope {
  USER("user"),
  TENANT("tenant"),
  ADMIN("admin");

  private final String text;

  Scope(String text) {
    this.text = text;
  }

  /// The word that stands in the key file.
  public String text() {
    return text;
  }

  /// The scope with this word, or empty where it is none of them.
  public static Optional<Scope> parse(String text) {
    for (Scope scope : values()) {
      if (scope.text.equals(text)) {
        return Optional.of(scope);
      }
    }
    return Optional.empty();
  }
}

package keyconsole.viewmodel;

/// How the console looks. Each is a set of tokens in the one style sheet.
public enum Look {
  LIGHT,
  DARK,

  /// White on black, every edge drawn, for eyes that need it.
  CONTRAST;

  /// The one after it, in a circle.
  Look next() {
    return switch (this) {
      case LIGHT -> DARK;
      case DARK -> CONTRAST;
      case CONTRAST -> LIGHT;
    };
  }
}

package keyconsole.viewmodel;

/// The port to how this person likes the console. Kept for them, never in a tenant's directory.
public interface Preferences {

  /// Whether the dark theme was on last.
  boolean isDark();

  /// Keeps which theme is on.
  void keepDark(boolean dark);
}

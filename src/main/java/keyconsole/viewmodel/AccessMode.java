package keyconsole.viewmodel;

/// What the access check is asked with.
public enum AccessMode {
  /// A key of the list.
  PICK,
  /// A raw key.
  PASTE,
  /// A token, which is read and not asked about.
  TOKEN;

  /// The name of its text.
  public String textKey() {
    return "access.mode." + name();
  }
}

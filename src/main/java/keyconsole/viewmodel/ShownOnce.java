package keyconsole.viewmodel;

/// Raw keys that a dialog shows once: they exist nowhere else until a person has stored them. UI
/// thread only.
public interface ShownOnce {

  /// The dialog; closing it wipes them.
  Dialog dialog();

  /// Whether it may close without a question.
  boolean mayClose();

  /// Asks, once at a time, whether to close without having stored them; on yes wipes them and goes
  /// on.
  void askToClose(Runnable close);

  /// Masks them, and takes them off the clipboard. They are still held.
  void hide();

  /// Whose they are, for people.
  String keyNames();

  /// Says when the window locks, and what becomes of them then.
  void tellLock(String text);
}

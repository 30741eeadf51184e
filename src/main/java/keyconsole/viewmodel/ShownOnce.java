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

  /// Wipes them, here and on the clipboard, because the window locks. What nobody said to have
  /// stored is lost with them: the dialog stays then, says so and offers to rotate the key.
  ///
  /// @return whose raw keys are lost, for people; empty where none is
  String lose();

  /// Whether they are on their way to where they stay, which the lock does not cut off.
  default boolean isBeingStored() {
    return false;
  }

  /// Says when the window locks, and what becomes of them then.
  void tellLock(String text);
}

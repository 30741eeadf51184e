package keyconsole.viewmodel;

/// The clipboard, as view models need it.
public interface ClipboardPort {

  /// Puts a text on the clipboard.
  void put(String text);

  /// Empties the clipboard if it still holds this text.
  void clearIfHolds(String text);

  /// The text on the clipboard, empty where there is none.
  String text();
}

package keyconsole.app;

import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import keyconsole.viewmodel.ClipboardPort;

/// The system's clipboard. UI thread only.
final class FxClipboard implements ClipboardPort {

  @Override
  public void put(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }

  @Override
  public void clearIfHolds(String text) {
    if (text().equals(text)) {
      put("");
    }
  }

  @Override
  public String text() {
    String text = Clipboard.getSystemClipboard().getString();
    return text == null ? "" : text;
  }
}

package keyconsole.view;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.value.ChangeListener;
import javafx.event.EventHandler;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.stage.Window;

/// Keeps an Enter that is held down from answering what it has brought up: the system repeats the
/// key, and a dialog's way on takes each for a press of its own. UI thread only.
final class HeldEnter {

  private final Supplier<?> front;
  private final EventHandler<KeyEvent> pressed = this::press;
  private final EventHandler<KeyEvent> released = this::release;
  private final ChangeListener<Boolean> focused = (of, before, now) -> letGo(now);

  /// What was in front when it went down, while it is down.
  private Optional<Object> pressedFor = Optional.empty();

  /// @param front what is in front now
  HeldEnter(Supplier<?> front) {
    this.front = front;
  }

  /// Watches a window; menus are windows of their own. One that is watched already stays so.
  void watch(Window window) {
    window.addEventFilter(KeyEvent.KEY_PRESSED, pressed);
    window.addEventFilter(KeyEvent.KEY_RELEASED, released);
    if (window instanceof Stage) {
      window.focusedProperty().removeListener(focused);
      window.focusedProperty().addListener(focused);
    }
  }

  private void press(KeyEvent event) {
    if (event.getCode() != KeyCode.ENTER) {
      return;
    }
    Object now = front.get();
    if (pressedFor.isEmpty()) {
      pressedFor = Optional.of(now);
    } else if (!pressedFor.get().equals(now)) {
      event.consume();
    }
  }

  /// A window that the system has put in front, as one in which a file is chosen, gets the release
  /// in place of this one.
  private void letGo(boolean hasFocus) {
    if (!hasFocus) {
      pressedFor = Optional.empty();
    }
  }

  private void release(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER) {
      pressedFor = Optional.empty();
    }
  }
}

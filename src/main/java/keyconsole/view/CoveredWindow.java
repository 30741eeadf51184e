package keyconsole.view;

import java.util.List;
import java.util.Optional;
import javafx.event.EventHandler;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.TouchEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.PopupWindow;
import javafx.stage.Window;
import keyconsole.viewmodel.IdleLock;
import keyconsole.viewmodel.SessionViewModel;

/// The whole window, and what covers it when nobody has touched it for a while. What is covered is
/// taken out of sight, not only laid over: neither the keyboard nor a screen reader gets to it.
public final class CoveredWindow extends Screen {

  /// What a person does. A mouse that a page moves under enters and leaves, and does nothing.
  private static final List<EventType<? extends InputEvent>> TOUCHES =
      List.of(
          KeyEvent.KEY_PRESSED,
          MouseEvent.MOUSE_PRESSED,
          MouseEvent.MOUSE_MOVED,
          MouseEvent.MOUSE_DRAGGED,
          ScrollEvent.SCROLL,
          TouchEvent.TOUCH_PRESSED);

  private final Parent inner;
  private final IdleLock lock;
  private final ViewLoader loader;
  private final EventHandler<InputEvent> touched;
  private final StackPane node;
  private Optional<Screen> cover = Optional.empty();

  /// Where the keyboard was before the cover took it.
  private Optional<Node> place = Optional.empty();

  /// @param inner the window's frame, which is to be covered
  public CoveredWindow(Parent inner, IdleLock lock, ViewLoader loader) {
    this.inner = inner;
    this.lock = lock;
    this.loader = loader;
    this.touched = event -> lock.active();
    this.node = new StackPane(inner);
    follow(lock.lockedProperty(), this::show);
    follow(Window.getWindows(), this::watchWindows);
  }

  /// What stands in the window.
  public Parent node() {
    return node;
  }

  /// Menus and lists that drop down are windows of their own.
  private void watchWindows() {
    for (Window window : Window.getWindows()) {
      // A window takes the same filter only once.
      TOUCHES.forEach(type -> window.addEventFilter(type, touched));
    }
  }

  private void show(Optional<SessionViewModel> locked) {
    cover.ifPresent(Screen::leave);
    cover = Optional.empty();
    node.getChildren().setAll(inner, loader.announcer());
    loader.announcer().setCovered(false);
    if (locked.isPresent()) {
      place = Optional.ofNullable(inner.getScene()).map(Scene::getFocusOwner);
      hidePopups();
    }
    inner.setDisable(locked.isPresent());
    inner.setVisible(locked.isEmpty());
    locked.ifPresent(this::lay);
    if (locked.isEmpty()) {
      place.filter(focused -> focused.getScene() != null).ifPresent(Node::requestFocus);
      place = Optional.empty();
    }
  }

  private void lay(SessionViewModel session) {
    LockView view = new LockView(lock, session, loader);
    cover = Optional.of(view);
    node.getChildren().add(loader.load(FxmlFile.LOCK, view));
    view.takeFocus();
    loader.announcer().interrupt(loader.texts().getString("lock.title"));
    loader.announcer().setCovered(true);
  }

  private static void hidePopups() {
    List.copyOf(Window.getWindows()).stream()
        .filter(PopupWindow.class::isInstance)
        .forEach(Window::hide);
  }
}

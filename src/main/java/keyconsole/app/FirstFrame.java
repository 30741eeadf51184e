package keyconsole.app;

import java.time.Duration;
import java.util.Optional;
import javafx.animation.AnimationTimer;
import javafx.scene.CacheHint;
import javafx.scene.Node;
import javafx.util.Subscription;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.TaskRunner;

/// Opens the window together with its first rows, which are on their way while it is built: it is
/// styled, laid out and drawn once for both. Rows that take longer find it open. UI thread only.
final class FirstFrame {

  private static final Duration LONGEST = Duration.ofMillis(300);

  private final Runnable open;
  private Subscription following = Subscription.EMPTY;
  private TaskRunner.Subscription waiting = () -> {};
  private boolean opened;

  private FirstFrame(Runnable open) {
    this.open = open;
  }

  /// @param keys whose rows are waited for; empty where there are none to come
  /// @param open opens the window; called once, at once or later
  static void open(Optional<KeyListViewModel> keys, TaskRunner tasks, Runnable open) {
    FirstFrame frame = new FirstFrame(open);
    keys.filter(FirstFrame::isOnItsWay)
        .ifPresentOrElse(list -> frame.await(list, tasks), frame::open);
  }

  /// Does something once what is in the window is to be seen. It is drawn by a thread of its own,
  /// for which the toolkit waits only where the next frame has something new: so each of these has,
  /// though nothing that can be seen.
  ///
  /// @param root of the window's scene
  static void whenDrawn(Node root, Runnable then) {
    new AnimationTimer() {
      private int frames;

      @Override
      public void handle(long now) {
        frames++;
        // Of a node that is not cached.
        root.setCacheHint(frames % 2 == 0 ? CacheHint.DEFAULT : CacheHint.QUALITY);
        if (frames > 2) {
          stop();
          then.run();
        }
      }
    }.start();
  }

  private static boolean isOnItsWay(KeyListViewModel keys) {
    return keys.stateProperty().get() == KeyListViewModel.State.LOADING;
  }

  private void await(KeyListViewModel keys, TaskRunner tasks) {
    waiting = tasks.every(LONGEST, this::open);
    following = keys.stateProperty().subscribe((before, now) -> open());
  }

  private void open() {
    if (!opened) {
      opened = true;
      following.unsubscribe();
      waiting.end();
      open.run();
    }
  }
}

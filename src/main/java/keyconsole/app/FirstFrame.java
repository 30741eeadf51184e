package keyconsole.app;

import java.time.Duration;
import java.util.Optional;
import javafx.animation.AnimationTimer;
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

  /// Rows are drawn by a thread of their own: they are there once a frame has come after theirs.
  static void whenDrawn(Runnable then) {
    new AnimationTimer() {
      private int frames;

      @Override
      public void handle(long now) {
        frames++;
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

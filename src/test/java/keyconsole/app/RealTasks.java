package keyconsole.app;

import java.util.function.Consumer;
import keyconsole.viewmodel.TaskRunner;

/// The program's own way to work in the background, for tests that measure.
public final class RealTasks {

  private RealTasks() {}

  public static TaskRunner start() {
    return new FxTaskRunner();
  }

  /// The same.
  ///
  /// @param uiThread does something on the UI thread, later
  public static TaskRunner start(Consumer<Runnable> uiThread) {
    return new FxTaskRunner(uiThread);
  }
}

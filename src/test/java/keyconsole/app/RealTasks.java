package keyconsole.app;

import keyconsole.viewmodel.TaskRunner;

/// The program's own way to work in the background, for tests that measure.
public final class RealTasks {

  private RealTasks() {}

  public static TaskRunner start() {
    return new FxTaskRunner();
  }
}

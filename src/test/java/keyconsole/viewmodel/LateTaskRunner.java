package keyconsole.viewmodel;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// Runs each job only when told to, on the caller's thread.
public final class LateTaskRunner implements TaskRunner {

  private final Queue<Runnable> jobs = new ArrayDeque<>();

  @Override
  public <T> Subscription run(Callable<T> job, Consumer<T> done, Consumer<Exception> failed) {
    jobs.add(() -> new CurrentThreadTaskRunner().run(job, done, failed));
    return () -> {};
  }

  @Override
  public Subscription every(Duration period, Runnable action) {
    return () -> {};
  }

  /// Runs all that waits.
  public void runAll() {
    while (!jobs.isEmpty()) {
      jobs.remove().run();
    }
  }

  /// The same workspace, working late.
  public Workspace in(Workspace workspace) {
    return new Workspace(
        workspace.folder(),
        workspace.service(),
        workspace.session(),
        workspace.clock(),
        this,
        workspace.navigator(),
        workspace.clipboard(),
        workspace.texts());
  }
}

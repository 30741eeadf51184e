package keyconsole.viewmodel;

import java.util.concurrent.atomic.AtomicBoolean;
import keyconsole.service.AuditTrail;

/// Learns in the background what the audit log calls keys, so that those that are gone keep their
/// names. UI thread only.
final class AuditLearning {

  private final TaskRunner tasks;
  private final AuditTrail trail;
  private final Runnable came;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private TaskRunner.Subscription going = () -> {};
  private boolean isGoing;
  private boolean isBehind;

  /// @param came told when another name is known than before
  AuditLearning(TaskRunner tasks, AuditTrail trail, Runnable came) {
    this.tasks = tasks;
    this.trail = trail;
    this.came = came;
  }

  /// The log has more records.
  void more() {
    isBehind = true;
    if (isGoing) {
      return;
    }
    isGoing = true;
    isBehind = false;
    going =
        tasks.run(
            () -> trail.learnNames(stopped::get),
            this::learned,
            // A file that cannot be read is told by the trail; a key without a name shows its id.
            failure -> isGoing = false);
  }

  private void learned(boolean another) {
    isGoing = false;
    if (another) {
      came.run();
    }
    if (isBehind) {
      more();
    }
  }

  void close() {
    stopped.set(true);
    going.end();
  }
}

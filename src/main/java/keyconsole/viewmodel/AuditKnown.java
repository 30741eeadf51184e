package keyconsole.viewmodel;

import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import keyconsole.domain.AuditResult;
import keyconsole.service.AuditTrail;

/// Which actions and actors the whole log has, and how many records of each, whatever is searched
/// for. UI thread only; counts in the background, and only where a search for all has not told it.
final class AuditKnown {

  private final TaskRunner tasks;
  private final AuditTrail trail;
  private final Supplier<ZoneId> zone;
  private final Runnable came;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private TaskRunner.Subscription counting = () -> {};
  private Map<String, Integer> actions = Map.of();
  private Map<String, Integer> actors = Map.of();
  private int total = -1;
  private int wanted = -1;

  /// @param came told when something else is known than before
  AuditKnown(TaskRunner tasks, AuditTrail trail, Supplier<ZoneId> zone, Runnable came) {
    this.tasks = tasks;
    this.trail = trail;
    this.zone = zone;
    this.came = came;
  }

  Map<String, Integer> actions() {
    return actions;
  }

  Map<String, Integer> actors() {
    return actors;
  }

  /// Whether nothing was counted, and nothing is being counted.
  boolean isNothing() {
    return wanted < 0;
  }

  /// Takes what a search for all has found.
  void take(AuditResult all) {
    actions = all.actions();
    actors = all.actors();
    total = all.total();
    wanted = Math.max(wanted, total);
  }

  /// Counts in the background, unless that is done or begun for as many records.
  void need(int records) {
    if (records <= wanted) {
      return;
    }
    wanted = records;
    counting.end();
    counting =
        tasks.run(
            () -> trail.search("", zone.get(), stopped::get, found -> {}),
            found -> {
              if (found.isWhole()) {
                take(found);
                came.run();
              }
            },
            // What is found is counted all the same; the page tells that the log cannot be read.
            failure -> wanted = total);
  }

  void close() {
    stopped.set(true);
    counting.end();
  }
}

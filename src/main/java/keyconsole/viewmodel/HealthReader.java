package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import keyconsole.domain.AccessReturns;
import keyconsole.domain.HealthNotes;
import keyconsole.domain.HealthReport;
import keyconsole.domain.SealReport;
import keyconsole.service.Findings;

/// Looks at the tenant's health again and again, one look at a time, where something has changed
/// since the last one or a minute has gone by. UI thread only.
final class HealthReader {

  /// What comes of looking; UI thread.
  interface Listener {
    void looked(Look look);

    void failed(Exception cause);
  }

  /// What was found, what the administrators agree on, and the two in order.
  record Look(HealthReport report, HealthNotes notes, HealthSorted sorted) {

    /// @param before whose order is kept as it is where nothing of it has changed
    static Look of(
        HealthReport report, HealthNotes notes, HealthWords words, Optional<Look> before) {
      HealthSorted sorted = HealthSorted.of(report, notes, words, report.moment());
      return new Look(
          report, notes, before.map(Look::sorted).filter(sorted::tellsTheSame).orElse(sorted));
    }
  }

  /// What a look depends on.
  ///
  /// @param revision of the keys and their usage
  /// @param minute since some findings come with time
  record Grounds(
      long revision,
      Optional<SealReport> seals,
      AccessReturns returns,
      long folders,
      long minute) {}

  /// Looking takes at most this part of the time.
  private static final int PAUSE_TO_LOOKING = 10;

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(100);

  private final Workspace workspace;
  private final HealthWords words;
  private final Listener listener;
  private Optional<Grounds> looked = Optional.empty();
  private Instant next = Instant.MIN;
  private boolean running;
  private boolean again;
  private TaskRunner.Subscription job = () -> {};
  private volatile double progress = -1;
  private volatile Optional<Look> last = Optional.empty();

  HealthReader(Workspace workspace, HealthWords words, Listener listener) {
    this.workspace = workspace;
    this.words = words;
    this.listener = listener;
  }

  /// How far the look that runs is, 0 to 1; negative where nobody knows.
  double progress() {
    return progress;
  }

  /// Looks, unless nothing has changed or the last look took so long that it is too soon.
  void lookInTurn(Grounds grounds) {
    boolean changed = looked.filter(grounds::equals).isEmpty();
    if (!running && changed && !workspace.steady().instant().isBefore(next)) {
      look(grounds);
    }
  }

  /// Looks now, or once more after the look that runs.
  void look(Grounds grounds) {
    if (running) {
      again = true;
      return;
    }
    running = true;
    progress = -1;
    job =
        workspace
            .tasks()
            .patient()
            .run(() -> take(grounds), done -> arrived(grounds, done), this::failed);
  }

  private record Done(Look look, Duration took) {}

  private Done take(Grounds grounds) {
    long begin = System.nanoTime();
    HealthNotes notes = workspace.service().healthBook().read();
    HealthReport report =
        workspace
            .service()
            .findings()
            .look(
                new Findings.Told(grounds.seals(), grounds.returns()),
                notes.thresholds(),
                done -> progress = done);
    Look look = Look.of(report, notes, words, last);
    last = Optional.of(look);
    return new Done(look, Duration.ofNanos(System.nanoTime() - begin));
  }

  private void arrived(Grounds grounds, Done done) {
    running = false;
    // Whoever asked for another look means one that comes after what was asked for.
    looked = again ? Optional.empty() : Optional.of(grounds);
    next = again ? Instant.MIN : workspace.steady().instant().plus(pause(done.took()));
    again = false;
    listener.looked(done.look());
  }

  private static Duration pause(Duration took) {
    if (took.compareTo(SHORT) < 0) {
      return Duration.ZERO;
    }
    Duration pause = took.multipliedBy(PAUSE_TO_LOOKING);
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  private void failed(Exception cause) {
    running = false;
    again = false;
    next = workspace.steady().instant().plus(LONGEST_PAUSE);
    listener.failed(cause);
  }

  /// Ends what runs; nothing is told of it.
  void stop() {
    job.end();
    running = false;
    again = false;
  }
}

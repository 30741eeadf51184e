package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import keyconsole.domain.SealReport;
import keyconsole.domain.SealStep;
import keyconsole.service.SealWitness;

/// Keeps a tenant's audit log sealed while it is open: verifies it at the beginning, again now and
/// then, and at once where a file looks rewritten; seals what is new. All work is done in the
/// background. UI thread only.
///
/// An edit of a sealed line that comes together with new lines leaves no trace in the file's size
/// and time, since both were to change. So a file that was added to is proved again on its own
/// within [#PROVE_GROWN], its sealed part and nothing else, and where that is not as it was sealed,
/// all is verified at once. On what it takes it spends no more than a tenth of the time, so of a
/// very large file this comes later, yet not later than the next verification of all.
final class SealKeeper {

  /// Half of the 10 s within which a seal follows an append: sealing itself takes time too.
  private static final Duration STEP = Duration.ofSeconds(5);

  /// What was changed without a trace in the file's times shows after this time.
  private static final Duration VERIFY_AGAIN = Duration.ofMinutes(10);

  /// What was changed in a file that has grown meanwhile shows after this time.
  private static final Duration PROVE_GROWN = Duration.ofSeconds(30);

  private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);
  private static final Duration TELLING = Duration.ofMillis(100);

  /// A verification takes at most this part of the time.
  private static final int PAUSE_TO_WORK = 10;

  private final Workspace workspace;
  private final SealWitness witness;
  private final Runnable changed;
  private final AtomicInteger percent = new AtomicInteger();
  private final AtomicBoolean stop = new AtomicBoolean();
  private Optional<Verified> verified = Optional.empty();
  private Optional<SealStep> step = Optional.empty();
  private Optional<Exception> notSealed = Optional.empty();
  private Optional<Exception> notVerified = Optional.empty();
  private boolean following;

  /// Whether its turn came while the one before it went on.
  private boolean followsAgain;

  private boolean verifying;
  private boolean asked;
  private boolean suspected;

  /// The files that were added to since they were proved.
  private Set<String> grown = Set.of();

  private boolean proving;
  private Instant proveNext = Instant.MIN;
  private Instant next = Instant.MIN;
  private Instant soonest = Instant.MIN;
  private TaskRunner.Subscription ticks = () -> {};
  private TaskRunner.Subscription followJob = () -> {};
  private TaskRunner.Subscription verifyJob = () -> {};
  private TaskRunner.Subscription telling = () -> {};
  private TaskRunner.Subscription proveJob = () -> {};

  /// What a verification found.
  ///
  /// @param unchangedUntil see [SealWitness#unchangedUntil]
  /// @param took how long it took
  record Verified(SealReport report, Optional<Instant> unchangedUntil, Duration took) {}

  /// @param changed called whenever there is something else to tell
  SealKeeper(Workspace workspace, SealWitness witness, Runnable changed) {
    this.workspace = workspace;
    this.witness = witness;
    this.changed = changed;
  }

  void begin() {
    ticks = workspace.tasks().every(STEP, this::tick);
    verify(true);
  }

  /// Ends what goes on; nothing is told of it.
  void end() {
    stop.set(true);
    ticks.end();
    followJob.end();
    verifyJob.end();
    proveJob.end();
    telling.end();
  }

  /// The last verification; empty before the first one has ended.
  Optional<Verified> verified() {
    return verified;
  }

  /// What sealing came to the last time; empty before the first time.
  Optional<SealStep> step() {
    return step;
  }

  /// Why nothing could be sealed the last time; empty as a rule.
  Optional<Exception> notSealed() {
    return notSealed;
  }

  /// Why the last verification failed; empty as a rule.
  Optional<Exception> notVerified() {
    return notVerified;
  }

  /// How far the verification is, 0 to 1; negative where none goes on.
  double progress() {
    return verifying ? percent.get() / 100.0 : -1;
  }

  /// Whether a person waits for the verification that goes on.
  boolean isAsked() {
    return verifying && asked;
  }

  private Instant now() {
    return workspace.steady().instant();
  }

  private void tick() {
    followsAgain = following;
    follow();
    verifyInTurn();
    proveInTurn();
    changed.run();
  }

  private void verifyInTurn() {
    if (!now().isBefore(suspected ? soonest : next)) {
      verify(false);
    }
  }

  private void proveInTurn() {
    if (!grown.isEmpty() && !verifying && !proving && !now().isBefore(proveNext)) {
      proving = true;
      Set<String> files = grown;
      grown = Set.of();
      long begin = System.nanoTime();
      proveJob =
          workspace
              .tasks()
              .run(
                  () -> witness.areAsSealed(files, stop::get),
                  same -> grownProved(same, Duration.ofNanos(System.nanoTime() - begin)),
                  // The verification of all says what cannot be read.
                  failure -> grownProved(false, Duration.ZERO));
    }
  }

  private void grownProved(boolean same, Duration took) {
    proving = false;
    Duration pause = took.multipliedBy(PAUSE_TO_WORK);
    proveNext = now().plus(pause.compareTo(PROVE_GROWN) > 0 ? pause : PROVE_GROWN);
    suspected |= !same;
    verifyInTurn();
  }

  /// Seals what is new.
  void follow() {
    if (!following) {
      following = true;
      followJob =
          workspace.tasks().patient().run(witness::follow, this::followed, this::notFollowed);
    }
  }

  private void followed(SealStep came) {
    following = false;
    notSealed = Optional.empty();
    take(came);
    followInTurn();
    verifyInTurn();
    proveInTurn();
    changed.run();
  }

  private void followInTurn() {
    if (followsAgain) {
      followsAgain = false;
      follow();
    }
  }

  private void take(SealStep came) {
    step.ifPresent(before -> noteGrown(before, came));
    boolean first = step.isEmpty() && came.until().isPresent() && isNothingSealed();
    step = Optional.of(came);
    suspected |= first || !came.suspects().isEmpty();
  }

  private void noteGrown(SealStep before, SealStep came) {
    Map<String, Long> lengths = new HashMap<>();
    before.files().forEach(file -> lengths.put(file.name(), file.length()));
    Set<String> all = new HashSet<>(grown);
    for (SealReport.SealedFile file : came.files()) {
      Long length = lengths.get(file.name());
      if (length != null && length != file.length() && !isFoundWrong(file.name())) {
        all.add(file.name());
      }
    }
    grown = Set.copyOf(all);
  }

  private boolean isFoundWrong(String file) {
    return verified
        .filter(it -> it.report().findings().stream().anyMatch(found -> found.file().equals(file)))
        .isPresent();
  }

  private boolean isNothingSealed() {
    return verified.filter(it -> it.report().sealedUntil().isEmpty()).isPresent();
  }

  private void notFollowed(Exception cause) {
    following = false;
    notSealed = Optional.of(cause);
    changed.run();
  }

  /// Verifies, unless that goes on already.
  ///
  /// @param shown whether a person waits for it
  void verify(boolean shown) {
    asked |= shown;
    if (verifying) {
      changed.run();
      return;
    }
    verifying = true;
    suspected = false;
    grown = Set.of();
    percent.set(0);
    telling = workspace.tasks().every(TELLING, changed);
    verifyJob = workspace.tasks().patient().run(this::prove, this::proved, this::notProved);
    changed.run();
  }

  private Verified prove() {
    long begin = System.nanoTime();
    SealReport report =
        witness.verify(
            progress -> percent.set((int) (100 * progress.read() / Math.max(1, progress.of()))),
            stop::get);
    Optional<Instant> until = witness.unchangedUntil(report);
    return new Verified(report, until, Duration.ofNanos(System.nanoTime() - begin));
  }

  private void proved(Verified found) {
    ended();
    notVerified = Optional.empty();
    verified = Optional.of(found);
    Duration pause = found.took().multipliedBy(PAUSE_TO_WORK);
    next = now().plus(pause.compareTo(VERIFY_AGAIN) > 0 ? pause : VERIFY_AGAIN);
    soonest = now().plus(pause);
    changed.run();
    if (step.isEmpty()) {
      follow();
    }
  }

  private void notProved(Exception cause) {
    ended();
    notVerified = Optional.of(cause);
    next = now().plus(AFTER_FAILURE);
    soonest = next;
    changed.run();
    if (step.isEmpty()) {
      follow();
    }
  }

  private void ended() {
    verifying = false;
    asked = false;
    telling.end();
  }

  /// Takes what was acknowledged, and proves that it is so.
  void acknowledged(SealStep came) {
    take(came);
    verify(true);
  }
}

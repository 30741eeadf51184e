package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyUsage;
import keyconsole.service.KeyNotFoundException;
import keyconsole.service.KeyService;

/// How one key is used, told again when lines were counted and when a minute has passed. UI thread
/// only; waits for nothing.
public final class KeyUsageViewModel {

  private static final Duration PERIOD = Duration.ofMillis(400);
  private static final Duration STALE = Duration.ofMinutes(1);

  /// Telling takes at most this part of the time, so that a huge tenant leaves the machine alone.
  private static final int PAUSE_TO_TELLING = 10;

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(20);

  private final Workspace workspace;
  private final KeyWords words;
  private final KeyUsageWords told;
  private final Consumer<Instant> picked;
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Idle());
  private TaskRunner.Subscription ticking = () -> {};
  private TaskRunner.Subscription telling = () -> {};
  private Optional<KeyId> key = Optional.empty();
  private boolean running;
  private long version = -1;
  private Instant toldAt = Instant.MIN;
  private Instant next = Instant.MIN;

  /// What there is to show.
  public sealed interface State {
    /// No key is asked for.
    record Idle() implements State {}

    /// It is being worked out, or the lines are not counted yet.
    record Waiting(String text) implements State {}

    /// There is no key of this id.
    record Gone(String text) implements State {}

    /// It could not be told.
    record Failed(Report report) implements State {}

    /// What was told last.
    record Told(KeyUsageTold usage) implements State {}
  }

  /// What was told, by which state of the counts, and how long it took.
  private record Answer(KeyUsage usage, long version, Duration took) {}

  /// @param picked called with the hour of a spike that a person picks
  public KeyUsageViewModel(Workspace workspace, Consumer<Instant> picked) {
    this.workspace = workspace;
    this.picked = picked;
    words = new KeyWords(workspace.texts());
    told = new KeyUsageWords(words);
  }

  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  public KeyWords words() {
    return words;
  }

  /// Tells of this key from now on; empty for none.
  public void show(Optional<KeyId> shown) {
    if (shown.equals(key)) {
      return;
    }
    key = shown;
    ticking.end();
    if (shown.isPresent()) {
      ticking = workspace.tasks().every(PERIOD, this::tick);
    }
    telling.end();
    running = false;
    next = Instant.MIN;
    state.set(
        shown.isEmpty() ? new State.Idle() : new State.Waiting(words.text("keyusage.waiting")));
    work();
  }

  /// Tells again after a failure.
  public void retry() {
    next = Instant.MIN;
    work();
  }

  /// The key's file has changed: tells again as soon as it is its turn.
  void renew() {
    version = -1;
    work();
  }

  /// A person wants to see the hour of a spike.
  public void pick(KeyUsageTold.Spike spike) {
    picked.accept(spike.hour());
  }

  /// The screen is left.
  public void close() {
    ticking.end();
    telling.end();
  }

  private void tick() {
    boolean counted = workspace.service().usageVersion() != version;
    if (counted || !now().isBefore(toldAt.plus(STALE))) {
      work();
    }
  }

  private Instant now() {
    return workspace.steady().instant();
  }

  private void work() {
    if (running || key.isEmpty() || now().isBefore(next)) {
      return;
    }
    running = true;
    KeyId asked = key.get();
    KeyService service = workspace.service();
    telling = workspace.tasks().run(() -> answer(service, asked), this::arrived, this::failed);
  }

  private static Answer answer(KeyService service, KeyId asked) {
    long begin = System.nanoTime();
    long version = service.usageVersion();
    KeyUsage usage = service.keyUsage(asked);
    return new Answer(usage, version, Duration.ofNanos(System.nanoTime() - begin));
  }

  private void arrived(Answer answer) {
    ended(answer.took().multipliedBy(PAUSE_TO_TELLING));
    version = answer.version();
    tell(
        answer.usage().counted()
            ? new State.Told(told.told(answer.usage()))
            : new State.Waiting(words.text("keyusage.counting")));
  }

  private void failed(Exception cause) {
    ended(AFTER_FAILURE);
    tell(
        cause instanceof KeyNotFoundException
            ? new State.Gone(words.text("keyusage.gone"))
            : new State.Failed(Report.of(words, words.text("keyusage.failed"), cause)));
  }

  /// What says the same is not told again, so that nothing is laid out anew.
  private void tell(State next) {
    if (!next.equals(state.get())) {
      state.set(next);
    }
  }

  private void ended(Duration pause) {
    running = false;
    toldAt = now();
    next = toldAt.plus(pause);
  }
}

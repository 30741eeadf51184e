package keyconsole.viewmodel;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.util.Subscription;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Limits;
import keyconsole.domain.Replay;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Traffic;
import keyconsole.service.Replays;

/// What the draft of an edit would have made of the requests that the key really had.
///
/// The lines are read once, when a person comes to where it matters; each change of the draft is
/// judged anew in the background, the newest one only. UI thread only.
public final class NewKeyReplay {

  /// What there is to show.
  public sealed interface State {
    /// Nothing was asked yet.
    record Idle() implements State {}

    /// The lines are being read.
    ///
    /// @param text what is going on
    /// @param share 0 to 1; negative while nobody can tell
    record Reading(String text, double share) implements State {}

    /// The lines could not be read.
    record Failed(Report report) implements State {}

    /// The draft was judged.
    ///
    /// @param stale whether something is wrong with the draft by now, so that this is the one
    ///   before
    record Judged(ReplayTold told, boolean stale) implements State {}
  }

  /// What is judged of an edit. The rest does not stand in usage lines.
  record Draft(Restrictions restrictions, Limits limits) {
    static Draft of(ApiKey key) {
      return new Draft(key.restrictions(), key.limits());
    }

    Replay over(Traffic traffic, ReplayWindow window) {
      return Replays.of(traffic, window.first(traffic), traffic.to(), restrictions, limits);
    }

    boolean isJudgedAs(Draft other) {
      return restrictions.allowedEndpoints().equals(other.restrictions.allowedEndpoints())
          && restrictions.blockedEndpoints().equals(other.restrictions.blockedEndpoints())
          && restrictions.allowedIps().equals(other.restrictions.allowedIps())
          && limits.perHour() == other.limits.perHour()
          && limits.perDay() == other.limits.perDay()
          && limits.perMonth() == other.limits.perMonth();
    }
  }

  /// A draft and the key as it is, over the same days.
  record Compared(Replay draft, Replay present) {}

  private final Workspace workspace;
  private final NewKeyBasis basis;
  private final NewKeyLimits limits;
  private final NewKeyRestrictions restrictions;
  private final ReplayWords words;
  private final ObjectProperty<ReplayWindow> window =
      new SimpleObjectProperty<>(ReplayWindow.LONGEST);
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Idle());
  private final ReplayReading reading;
  private final Subscription following;
  private TaskRunner.Subscription judging = () -> {};
  private TaskRunner.Subscription working = () -> {};
  private Optional<Asked> asked = Optional.empty();

  /// The newest draft that nothing was wrong with.
  private Optional<Draft> valid = Optional.empty();

  /// What was judged last, or is being judged.
  private record Asked(Draft draft, Draft present, ReplayWindow window) {}

  NewKeyReplay(
      Workspace workspace,
      NewKeyBasis basis,
      NewKeyLimits limits,
      NewKeyRestrictions restrictions) {
    this.workspace = workspace;
    this.basis = basis;
    this.limits = limits;
    this.restrictions = restrictions;
    words = new ReplayWords(basis.words());
    reading =
        new ReplayReading(
            workspace,
            () -> key().id(),
            share -> state.set(new State.Reading(words.reading(share), share)),
            this::draftChanged,
            this::hasFailed);
    following = window.subscribe((before, after) -> draftChanged());
  }

  private ApiKey key() {
    return basis.key().orElseThrow();
  }

  /// A person is where the replay is shown: the lines are read if they were not yet.
  void look() {
    if (state.get() instanceof State.Idle) {
      reading.start();
    }
  }

  /// Reads the lines again after it failed.
  public void retry() {
    reading.start();
  }

  private void hasFailed(Exception failure) {
    asked = Optional.empty();
    state.set(
        new State.Failed(Report.of(basis.words(), basis.text("newkey.replay.failed"), failure)));
  }

  /// Judges the draft as it stands, unless that was done; while something is wrong with it, the one
  /// before.
  void draftChanged() {
    reading.traffic().ifPresent(this::judgeOver);
  }

  private void judgeOver(Traffic traffic) {
    if (isValid()) {
      valid = Optional.of(draft());
    }
    Draft present = Draft.of(key());
    Asked next = new Asked(valid.orElse(present), present, window.get());
    if (!asked.equals(Optional.of(next))) {
      asked = Optional.of(next);
      judging.end();
      judging =
          judge(traffic, next, compared -> tell(traffic, compared, next.window), this::hasFailed);
    } else if (state.get() instanceof State.Judged judged) {
      state.set(new State.Judged(judged.told(), !isValid()));
    }
  }

  private void tell(Traffic over, Compared compared, ReplayWindow of) {
    state.set(new State.Judged(words.told(compared, of, over), !isValid()));
  }

  private TaskRunner.Subscription judge(
      Traffic over, Asked of, Consumer<Compared> done, Consumer<Exception> failed) {
    return workspace
        .tasks()
        .run(
            () -> new Compared(of.draft.over(over, of.window), of.present.over(over, of.window)),
            done,
            failed);
  }

  /// Compares the draft with the key over the longest window, for who is about to save it.
  ///
  /// @param done gets nothing where the draft changes nothing that is judged
  TaskRunner.Subscription compare(Consumer<Optional<Compared>> done, Consumer<Exception> failed) {
    Asked of = new Asked(draft(), Draft.of(key()), ReplayWindow.LONGEST);
    if (of.draft.isJudgedAs(of.present)) {
      done.accept(Optional.empty());
      return () -> {};
    }
    Comparing comparing = new Comparing();
    Consumer<Traffic> go =
        found ->
            comparing.goOn(
                judge(
                    found,
                    of,
                    compared -> comparing.tell(() -> done.accept(Optional.of(compared))),
                    failure -> comparing.tell(() -> failed.accept(failure))));
    reading.whenRead(go, failure -> comparing.tell(() -> failed.accept(failure)));
    return comparing;
  }

  /// A comparison on its way, that may have to wait for the lines first.
  private static final class Comparing implements TaskRunner.Subscription {
    private TaskRunner.Subscription at = () -> {};
    private boolean ended;

    void goOn(TaskRunner.Subscription next) {
      at = next;
      if (ended) {
        at.end();
      }
    }

    void tell(Runnable result) {
      if (!ended) {
        result.run();
      }
    }

    @Override
    public void end() {
      ended = true;
      at.end();
    }
  }

  /// Runs a job over the days that are looked at.
  <T> void over(OverDays<T> job, Consumer<T> done, Consumer<Exception> failed) {
    ReplayWindow of = window.get();
    reading.whenRead(
        found -> {
          working.end();
          working =
              workspace.tasks().run(() -> job.of(found, of.first(found), found.to()), done, failed);
        },
        failed);
  }

  /// What is made of the traffic of some days.
  interface OverDays<T> {
    T of(Traffic traffic, LocalDate from, LocalDate to);
  }

  private Draft draft() {
    return new Draft(restrictions.values(), limits.values());
  }

  private boolean isValid() {
    return restrictions.wrong() == 0
        && limits.all().stream().noneMatch(limit -> limit.field().isWrong());
  }

  ReplayWords words() {
    return words;
  }

  /// Ends all that runs for it.
  void close() {
    following.unsubscribe();
    reading.close();
    judging.end();
    working.end();
  }

  /// How far back it looks.
  public ObjectProperty<ReplayWindow> windowProperty() {
    return window;
  }

  /// What there is to show.
  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }
}

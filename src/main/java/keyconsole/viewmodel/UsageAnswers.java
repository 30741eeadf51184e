package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageQuery.Bands;

/// Keeps the answer to what the usage screen asks up to date: asks where something else is asked,
/// where lines were added and after a failure; tells it anew where keys have other names. The last
/// answer stays until the next one is there. UI thread only.
final class UsageAnswers {

  /// Days that are over change little.
  private static final Duration SELDOM = Duration.ofSeconds(10);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(20);
  private static final int PAUSE_TO_COUNTING = 5;

  private final Workspace workspace;
  private final KeyListViewModel keys;
  private final KeyWords words;
  private final UsageSettings settings;
  private final UsageAsking asking;
  private final ReadOnlyObjectWrapper<Optional<UsageAsking.Answer>> last =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper("");
  private final Map<Bands, UsageTints> tints = new EnumMap<>(Bands.class);
  private final ReadOnlyObjectWrapper<UsageNames> names;
  private TaskRunner.Subscription renaming = () -> {};
  private TaskRunner.Subscription namingJob = () -> {};
  private boolean naming;
  private Optional<UsageQuery> asked = Optional.empty();
  private Instant next = Instant.MIN;

  /// The reading of the keys whose names are known.
  private Named named = new Named(-1, false);

  /// @param complete whether the folder was read to its end by then
  private record Named(long revision, boolean complete) {}

  UsageAnswers(Workspace workspace, KeyListViewModel keys, KeyWords words, UsageSettings settings) {
    this.workspace = workspace;
    this.keys = keys;
    this.words = words;
    this.settings = settings;
    this.names =
        new ReadOnlyObjectWrapper<>(UsageNames.of(words, keys.everyRow(), tenant(), areComplete()));
    this.asking = new UsageAsking(workspace, this::answered, this::failed);
  }

  /// The last answer; empty before the first.
  ReadOnlyObjectProperty<Optional<UsageAsking.Answer>> lastProperty() {
    return last.getReadOnlyProperty();
  }

  /// Why there is no newer answer; empty where all is well.
  ReadOnlyStringProperty failureProperty() {
    return failure.getReadOnlyProperty();
  }

  /// What keys are called now.
  ReadOnlyObjectProperty<UsageNames> namesProperty() {
    return names.getReadOnlyProperty();
  }

  /// Whether an answer is on its way for longer than one would not notice.
  ReadOnlyBooleanProperty slowProperty() {
    return asking.slowProperty();
  }

  /// Other days have other colours.
  void forgetTints() {
    tints.clear();
  }

  /// Ends what runs; what was asked last is asked again the next time.
  void end() {
    asking.end();
    asked = last.get().map(answer -> answer.question().query());
  }

  void close() {
    end();
    namingJob.end();
    renaming.end();
  }

  /// Asks again after a failure.
  void retry() {
    failure.set("");
    asked = Optional.empty();
  }

  /// The first count of the lines did not succeed, so that there is nothing to ask.
  void firstCountFailed() {
    if (last.get().isEmpty()) {
      failure.set(words.text("usage.failed.count"));
    }
  }

  /// Asks where something else is asked than before, or where there are new lines.
  void renew(UsageChips chips) {
    settings
        .query(chips.filterProperty().get())
        .filter(query -> !Optional.of(query).equals(asked) || isDue())
        .ifPresent(this::ask);
  }

  private boolean isDue() {
    if (asking.isRunning() || settings.isHeld() || workspace.steady().instant().isBefore(next)) {
      return false;
    }
    long version = workspace.service().usageVersion();
    return !failure.get().isEmpty()
        || last.get().filter(answer -> answer.version() == version).isEmpty();
  }

  private void ask(UsageQuery query) {
    asked = Optional.of(query);
    UsageTints known = tints.getOrDefault(query.bands(), UsageTints.NONE);
    asking.ask(new UsageAsking.Question(query, settings.period(), names.get(), known));
  }

  private void answered(UsageAsking.Answer came) {
    Duration pause = came.took().multipliedBy(PAUSE_TO_COUNTING);
    Duration least = settings.isLive() ? Duration.ZERO : SELDOM;
    next = workspace.steady().instant().plus(pause.compareTo(least) < 0 ? least : pause);
    failure.set("");
    show(came);
  }

  private void show(UsageAsking.Answer came) {
    tints.put(came.question().query().bands(), came.tints());
    last.set(Optional.of(came));
    if (came.question().names() != names.get()) {
      renaming = asking.rename(came, names.get(), this::show);
    }
  }

  private void failed(Exception cause) {
    next = workspace.steady().instant().plus(AFTER_FAILURE);
    if (failure.get().isEmpty()) {
      workspace.navigator().report(words.text("usage.failed.count"), cause);
    }
    failure.set(words.why(cause));
  }

  private boolean areComplete() {
    return !keys.updatedAtProperty().get().equals(Instant.EPOCH);
  }

  private String tenant() {
    return workspace.session().get().tenant().text();
  }

  /// Keys may have come, gone or got other names, where it is another reading than the last. One
  /// comparison at a time: of a hundred thousand keys it takes as long as to read them again.
  void keysRead() {
    Named now = new Named(keys.revision(), keys.isRead());
    if (naming || now.equals(named)) {
      return;
    }
    named = now;
    naming = true;
    UsageNames before = names.get();
    List<KeyRow> rows = keys.everyRow();
    boolean complete = areComplete();
    String tenant = tenant();
    namingJob =
        workspace
            .tasks()
            .patient()
            .run(
                () ->
                    before.saysAs(rows, complete)
                        ? Optional.<UsageNames>empty()
                        : Optional.of(UsageNames.of(words, rows, tenant, complete)),
                this::named,
                this::notNamed);
  }

  private void named(Optional<UsageNames> other) {
    naming = false;
    other.ifPresent(this::rename);
    // They may have been read again meanwhile.
    keysRead();
  }

  private void notNamed(Exception cause) {
    naming = false;
    failed(cause);
  }

  private void rename(UsageNames now) {
    renaming.end();
    names.set(now);
    last.get().ifPresent(answer -> renaming = asking.rename(answer, now, this::show));
  }
}

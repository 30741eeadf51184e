package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyId;

/// One deed done to several keys, one after the other in the background: each for itself, so that
/// one failure does not keep the others from it. Can be stopped between two keys. UI thread only.
final class KeyBatch {

  private static final int NAMED = 3;

  private final Workspace workspace;
  private final KeyWords words;
  private final String name;
  private final Map<KeyId, ApiKey> done = new LinkedHashMap<>();
  private final ReadOnlyObjectWrapper<Optional<Work>> work =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private boolean stopping;

  /// How one run ended.
  ///
  /// @param done the keys as they are stored now
  /// @param complete whether it was done to every key
  /// @param report what failed or was left, empty where all is done
  record Outcome(List<ApiKey> done, boolean complete, Report report) {}

  private record Failure(ApiKey key, Exception cause) {}

  private record Run(
      List<ApiKey> keys,
      Function<ApiKey, ApiKey> deed,
      Consumer<Outcome> finished,
      List<ApiKey> done,
      List<Failure> failures) {

    int next() {
      return done.size() + failures.size();
    }

    boolean isOver() {
      return next() == keys.size();
    }
  }

  /// @param name begins the names of its texts: `.work`, `.stopped`, `.failed.one`, `.failed.many`
  KeyBatch(Workspace workspace, String name) {
    this.workspace = workspace;
    this.words = new KeyWords(workspace.texts());
    this.name = name;
  }

  /// How far it is; empty while it is not at work.
  ReadOnlyObjectProperty<Optional<Work>> workProperty() {
    return work.getReadOnlyProperty();
  }

  boolean isBusy() {
    return work.get().isPresent();
  }

  /// Whether it goes on with another key after the one at work.
  boolean isGoingOn() {
    return isBusy() && !stopping;
  }

  /// Every key that it was done to so far, in all runs, as it was stored then.
  Map<KeyId, ApiKey> done() {
    return Collections.unmodifiableMap(done);
  }

  /// The keys that it was not done to in any run yet.
  List<ApiKey> remaining(List<ApiKey> keys) {
    return keys.stream().filter(key -> !done.containsKey(key.id())).toList();
  }

  /// Does it to each key; nothing while it is at work already.
  void start(List<ApiKey> keys, Function<ApiKey, ApiKey> deed, Consumer<Outcome> finished) {
    if (!isBusy()) {
      stopping = false;
      step(new Run(List.copyOf(keys), deed, finished, new ArrayList<>(), new ArrayList<>()));
    }
  }

  /// Stops after the key at work.
  void stop() {
    if (isBusy()) {
      stopping = true;
      work.get()
          .ifPresent(
              now ->
                  work.set(
                      Optional.of(
                          new Work(
                              words.text("batch.stopping"), now.progress(), Optional.empty()))));
    }
  }

  private void step(Run run) {
    if (run.isOver() || stopping) {
      work.set(Optional.empty());
      run.finished().accept(outcome(run));
      return;
    }
    int at = run.next();
    ApiKey key = run.keys().get(at);
    work.set(
        Optional.of(
            new Work(
                words.text(name + ".work", at, run.keys().size()),
                (double) at / run.keys().size(),
                Optional.of(this::stop))));
    workspace
        .tasks()
        .run(
            () -> run.deed().apply(key),
            stored -> {
              done.put(stored.id(), stored);
              run.done().add(stored);
              step(run);
            },
            cause -> {
              run.failures().add(new Failure(key, cause));
              step(run);
            });
  }

  private Outcome outcome(Run run) {
    boolean complete = run.done().size() == run.keys().size();
    return new Outcome(List.copyOf(run.done()), complete, complete ? Report.NONE : report(run));
  }

  private Report report(Run run) {
    int all = run.keys().size();
    if (run.failures().isEmpty()) {
      return new Report(words.text(name + ".stopped", run.done().size(), all), "");
    }
    if (all == 1) {
      String key = words.name(run.keys().getFirst());
      return Report.of(
          words, words.text(name + ".failed.one", key), run.failures().getFirst().cause());
    }
    String head =
        run.isOver()
            ? words.text(name + ".failed.many", run.done().size(), all)
            : words.text(name + ".stopped", run.done().size(), all);
    return new Report(head + "\n" + failuresShort(run.failures()), failuresFull(run.failures()));
  }

  private String failuresShort(List<Failure> failures) {
    Stream<String> named = failures.stream().limit(NAMED).map(this::line);
    Stream<String> more =
        failures.size() > NAMED
            ? Stream.of(words.text("batch.more", failures.size() - NAMED))
            : Stream.of();
    return Stream.concat(named, more).collect(Collectors.joining("\n"));
  }

  private String line(Failure failure) {
    return words.text("batch.line", words.name(failure.key()), words.why(failure.cause()));
  }

  /// Every failure with its key's id; the trace of the first stands for all.
  private String failuresFull(List<Failure> failures) {
    return failures.stream()
        .map(failure -> failure.key().id() + " " + line(failure))
        .collect(Collectors.joining("\n", "", "\n\n" + Report.trace(failures.getFirst().cause())));
  }
}

package keyconsole.viewmodel;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.util.Subscription;

/// How a person left the console, to be found so again: the window, the columns, the filters. Read
/// once at the start, off the UI thread: a slow home folder holds nobody up. What changes is kept a
/// moment later, off the UI thread too, and at the end. UI thread only.
public final class Memory implements AutoCloseable {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Surroundings surroundings;
  private final Navigator navigator;
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, String> changed = new HashMap<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private TaskRunner.Subscription reading = () -> {};
  private TaskRunner.Subscription keeping = () -> {};
  private boolean isToBeKept;
  private boolean known;
  private boolean writing;

  Memory(Surroundings surroundings, Navigator navigator) {
    this.surroundings = surroundings;
    this.navigator = navigator;
    read();
  }

  private void read() {
    Preferences preferences = surroundings.preferences();
    try {
      Optional<Map<String, String>> atHand = preferences.keptAtHand();
      if (atHand.isPresent()) {
        recall(atHand.get());
      } else {
        reading = surroundings.tasks().run(preferences::kept, this::recall, this::notRead);
      }
    } catch (IOException e) {
      notRead(e);
    }
  }

  private void notRead(Exception cause) {
    navigator.report(surroundings.text("memory.unknown"), cause);
    recall(Map.of());
  }

  /// What a person did until then stands.
  private void recall(Map<String, String> kept) {
    kept.forEach(values::putIfAbsent);
    known = true;
    List<Runnable> next = List.copyOf(waiting);
    waiting.clear();
    next.forEach(Runnable::run);
  }

  /// Does something as soon as it is known what was kept: now, as a rule.
  ///
  /// @return calls it off
  public Subscription whenKnown(Runnable action) {
    if (known) {
      action.run();
      return Subscription.EMPTY;
    }
    waiting.add(action);
    return () -> waiting.remove(action);
  }

  /// What was kept under a name; empty where nothing was, or it is not known yet.
  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /// A whole number; empty where none was kept.
  public Optional<Integer> number(String name) {
    return get(name).filter(text -> text.matches("-?\\d{1,6}")).map(Integer::valueOf);
  }

  /// Keeps a value in place of the one before.
  public void put(String name, String value) {
    if (!value.equals(values.put(name, value))) {
      changed.put(name, value);
      keepSoon();
    }
  }

  private void keepSoon() {
    if (!isToBeKept) {
      isToBeKept = true;
      keeping = surroundings.tasks().every(SOON, this::keep);
    }
  }

  private void keep() {
    if (writing) {
      return;
    }
    keeping.end();
    isToBeKept = false;
    Map<String, String> next = Map.copyOf(changed);
    changed.clear();
    writing = true;
    surroundings
        .tasks()
        .run(
            () -> {
              surroundings.preferences().keep(next);
              return next;
            },
            done -> writing = false,
            failure -> {
              writing = false;
              navigator.report(surroundings.text("memory.not-kept"), failure);
            });
  }

  /// Keeps what is still to be kept, at once.
  @Override
  public void close() {
    keeping.end();
    reading.end();
    waiting.clear();
    if (!changed.isEmpty()) {
      try {
        surroundings.preferences().keep(Map.copyOf(changed));
      } catch (IOException e) {
        navigator.report(surroundings.text("memory.not-kept"), e);
      }
      changed.clear();
    }
  }
}

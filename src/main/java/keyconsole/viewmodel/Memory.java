package keyconsole.viewmodel;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// How a person left the console, to be found so again: the window, the columns, the filters. Read
/// once at the start; what changes is kept a moment later, off the UI thread, and at the end. UI
/// thread only.
public final class Memory implements AutoCloseable {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Surroundings surroundings;
  private final Navigator navigator;
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, String> changed = new HashMap<>();
  private TaskRunner.Subscription waiting = () -> {};
  private boolean isWaiting;
  private boolean writing;

  Memory(Surroundings surroundings, Navigator navigator) {
    this.surroundings = surroundings;
    this.navigator = navigator;
    try {
      values.putAll(surroundings.preferences().kept());
    } catch (IOException e) {
      navigator.report(surroundings.text("memory.unknown"), e);
    }
  }

  /// What was kept under a name; empty where nothing was.
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
    if (!isWaiting) {
      isWaiting = true;
      waiting = surroundings.tasks().every(SOON, this::keep);
    }
  }

  private void keep() {
    if (writing) {
      return;
    }
    waiting.end();
    isWaiting = false;
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
    waiting.end();
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

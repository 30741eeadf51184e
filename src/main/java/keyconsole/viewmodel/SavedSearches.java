package keyconsole.viewmodel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import keyconsole.domain.SecretMask;

/// The searches of the audit log that this person saved: kept for them, whatever the tenant, and
/// never in its directory. A raw key does not go into one. They are read and kept in the
/// background, so that a slow home folder holds nobody up. UI thread only.
public final class SavedSearches implements AutoCloseable {

  private static final int LONGEST_NAME = 80;

  private final TaskRunner tasks;
  private final Preferences preferences;
  private final Navigator navigator;
  private final KeyWords words;
  private final Consumer<String> search;
  private final ReadOnlyObjectWrapper<List<SavedSearch>> all =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");
  private final TaskRunner.Subscription reading;

  /// Those that are kept by now.
  private List<SavedSearch> kept = List.of();

  private boolean known;
  private boolean keeping;

  /// Begins to read.
  ///
  /// @param search shows what a search text finds
  public SavedSearches(
      TaskRunner tasks,
      Preferences preferences,
      Navigator navigator,
      KeyWords words,
      Consumer<String> search) {
    this.tasks = tasks;
    this.preferences = preferences;
    this.navigator = navigator;
    this.words = words;
    this.search = search;
    this.reading =
        tasks.run(
            preferences::searches,
            this::read,
            cause -> {
              navigator.report(words.text("audit.searches.unknown"), cause);
              read(List.of());
            });
  }

  private void read(List<SavedSearch> searches) {
    known = true;
    kept = List.copyOf(searches);
    all.set(kept);
  }

  /// All of them, in the order in which they were saved; none before they are read.
  public ReadOnlyObjectProperty<List<SavedSearch>> allProperty() {
    return all.getReadOnlyProperty();
  }

  /// Why the last one was not saved or renamed; empty where it was.
  public ReadOnlyStringProperty errorProperty() {
    return error.getReadOnlyProperty();
  }

  public KeyWords words() {
    return words;
  }

  /// Saves a search; one of the same name is replaced in its place. What cannot be kept then is
  /// told, and is gone again.
  ///
  /// @return whether it is taken; else [#errorProperty] says why not
  public boolean save(String name, String query) {
    String called = name.strip();
    if (SecretMask.holdsSecret(query)) {
      error.set(words.text("audit.searches.secret"));
      return false;
    }
    if (!isKnown() || !isName(called)) {
      return false;
    }
    List<SavedSearch> next = new ArrayList<>(all.get());
    SavedSearch saved = new SavedSearch(called, query.strip());
    int place = place(called);
    if (place < 0) {
      next.add(saved);
    } else {
      next.set(place, saved);
    }
    keep(next);
    return true;
  }

  /// Without those that were saved before, these would be lost.
  private boolean isKnown() {
    error.set(known ? "" : words.text("audit.searches.reading"));
    return known;
  }

  /// Gives a saved search another name, unless another one has it.
  ///
  /// @return whether it has it now
  public boolean rename(SavedSearch saved, String name) {
    String called = name.strip();
    int place = all.get().indexOf(saved);
    if (place < 0 || !isName(called)) {
      return false;
    }
    int other = place(called);
    if (other >= 0 && other != place) {
      error.set(words.text("audit.searches.taken", called));
      return false;
    }
    List<SavedSearch> next = new ArrayList<>(all.get());
    next.set(place, new SavedSearch(called, saved.query()));
    keep(next);
    return true;
  }

  /// Forgets a saved search.
  public void delete(SavedSearch saved) {
    List<SavedSearch> next = new ArrayList<>(all.get());
    if (next.remove(saved)) {
      keep(next);
    }
  }

  /// Searches again.
  public void apply(SavedSearch saved) {
    search.accept(saved.query());
  }

  private boolean isName(String name) {
    boolean good =
        !name.isEmpty() && name.length() <= LONGEST_NAME && !SecretMask.holdsSecret(name);
    error.set(good ? "" : words.text("audit.searches.name", LONGEST_NAME));
    return good;
  }

  private int place(String name) {
    List<String> names = all.get().stream().map(SavedSearch::name).toList();
    return names.indexOf(name);
  }

  private void keep(List<SavedSearch> next) {
    error.set("");
    all.set(List.copyOf(next));
    if (!keeping) {
      keep();
    }
  }

  /// One at a time, so that an older list never comes behind a newer one.
  private void keep() {
    List<SavedSearch> now = all.get();
    keeping = true;
    tasks.run(
        () -> {
          preferences.keepSearches(now);
          return now;
        },
        this::kept,
        cause -> {
          keeping = false;
          // What cannot be kept is not shown as saved.
          all.set(kept);
          navigator.report(words.text("audit.searches.not-kept"), cause);
        });
  }

  private void kept(List<SavedSearch> now) {
    keeping = false;
    kept = now;
    if (!all.get().equals(now)) {
      keep();
    }
  }

  /// Sees to it that what was saved last is kept, before the background ends.
  @Override
  public void close() {
    reading.end();
    if (keeping) {
      try {
        preferences.keepSearches(all.get());
      } catch (IOException e) {
        navigator.report(words.text("audit.searches.not-kept"), e);
      }
    }
  }
}

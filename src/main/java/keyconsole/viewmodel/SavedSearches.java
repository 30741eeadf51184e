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
/// never in its directory. A raw key does not go into one. UI thread only.
public final class SavedSearches {

  private static final int LONGEST_NAME = 80;

  private final Preferences preferences;
  private final Navigator navigator;
  private final KeyWords words;
  private final Consumer<String> search;
  private final ReadOnlyObjectWrapper<List<SavedSearch>> all =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");

  /// @param search shows what a search text finds
  public SavedSearches(
      Preferences preferences, Navigator navigator, KeyWords words, Consumer<String> search) {
    this.preferences = preferences;
    this.navigator = navigator;
    this.words = words;
    this.search = search;
    try {
      all.set(List.copyOf(preferences.searches()));
    } catch (IOException e) {
      navigator.report(words.text("audit.searches.unknown"), e);
    }
  }

  /// All of them, in the order in which they were saved.
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

  /// Saves a search; one of the same name is replaced in its place.
  ///
  /// @return whether it was saved
  public boolean save(String name, String query) {
    String called = name.strip();
    if (SecretMask.holdsSecret(query)) {
      error.set(words.text("audit.searches.secret"));
      return false;
    }
    if (!isName(called)) {
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
    return keep(next);
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
    return keep(next);
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

  /// What cannot be kept is not shown as saved.
  private boolean keep(List<SavedSearch> next) {
    try {
      preferences.keepSearches(next);
    } catch (IOException e) {
      navigator.report(words.text("audit.searches.not-kept"), e);
      return false;
    }
    error.set("");
    all.set(List.copyOf(next));
    return true;
  }
}

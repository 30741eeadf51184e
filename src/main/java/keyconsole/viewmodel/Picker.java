package keyconsole.viewmodel;

import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Finds something to pick by what is typed. Searches in the background and shows the first of what
/// it finds, so that a hundred thousand are no burden. UI thread only.
///
/// @param <S> what is searched, a picture of it that does not change
/// @param <T> what is found
public abstract class Picker<S, T> {

  private final Workspace workspace;
  private final KeyWords words;
  private final String failed;
  private final StringProperty text = new SimpleStringProperty("");
  private final ObservableList<T> found = FXCollections.observableArrayList();
  private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
  private TaskRunner.Subscription searching = () -> {};

  /// @param items the best first
  /// @param note what to say below: that there are more, or none; empty where all are there
  record Found<T>(List<T> items, String note) {}

  /// @param failed the name of the text for a search that failed
  Picker(Workspace workspace, KeyWords words, String failed) {
    this.workspace = workspace;
    this.words = words;
    this.failed = failed;
    text.subscribe((before, now) -> search());
  }

  /// What is searched, asked for on the UI thread.
  abstract S source();

  /// Searches, on another thread.
  ///
  /// @param wanted in lower case
  abstract Found<T> find(S source, String wanted);

  /// What is searched for.
  public StringProperty textProperty() {
    return text;
  }

  /// The best of what was found.
  public ObservableList<T> found() {
    return found;
  }

  /// What to say below what was found; empty where there is nothing to say.
  public ReadOnlyStringProperty noteProperty() {
    return note.getReadOnlyProperty();
  }

  /// Begins anew with everything.
  public void open() {
    if (text.get().isEmpty()) {
      search();
    } else {
      text.set("");
    }
  }

  void close() {
    searching.end();
  }

  private void search() {
    searching.end();
    S in = source();
    String wanted = text.get().strip().toLowerCase(Locale.ROOT);
    searching =
        workspace
            .tasks()
            .run(
                () -> find(in, wanted),
                this::show,
                failure -> workspace.navigator().report(words.text(failed), failure));
  }

  private void show(Found<T> next) {
    found.setAll(next.items());
    note.set(next.note());
  }
}

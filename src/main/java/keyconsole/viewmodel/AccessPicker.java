package keyconsole.viewmodel;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Finds keys to pick from by what is typed. Searches in the background and shows the first of what
/// it finds, so that a hundred thousand keys are no burden. UI thread only.
public final class AccessPicker {

  /// How many keys are shown at most.
  static final int SHOWN = 50;

  private static final Comparator<Found> BEST =
      Comparator.comparing(Found::begins).reversed().thenComparing(Found::sortName);

  private final Workspace workspace;
  private final KeyWords words;
  private final Supplier<List<KeyRow>> rows;
  private final StringProperty text = new SimpleStringProperty("");
  private final ObservableList<AccessKey> keys = FXCollections.observableArrayList();
  private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
  private TaskRunner.Subscription searching = () -> {};

  private record Found(KeyRow row, boolean begins, String sortName) {}

  private record Result(List<AccessKey> keys, int all) {}

  /// @param rows every key and every problem, as they were last read
  AccessPicker(Workspace workspace, KeyWords words, Supplier<List<KeyRow>> rows) {
    this.workspace = workspace;
    this.words = words;
    this.rows = rows;
    text.subscribe((before, now) -> search());
  }

  /// What is searched for: a part of a name, an owner, an id or a capability.
  public StringProperty textProperty() {
    return text;
  }

  /// The best of what was found.
  public ObservableList<AccessKey> keys() {
    return keys;
  }

  /// What to say below the keys: that there are more, or none; empty where all are there.
  public ReadOnlyStringProperty noteProperty() {
    return note.getReadOnlyProperty();
  }

  /// Begins anew with every key.
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
    List<KeyRow> all = rows.get();
    String wanted = text.get().strip().toLowerCase(Locale.ROOT);
    searching =
        workspace
            .tasks()
            .run(
                () -> find(all, wanted),
                this::show,
                failure -> workspace.navigator().report(words.text("access.failed.find"), failure));
  }

  private Result find(List<KeyRow> all, String wanted) {
    List<Found> found =
        all.stream()
            .filter(row -> row.searched().contains(wanted))
            .flatMap(row -> found(row, wanted).stream())
            .toList();
    Stream<KeyRow> best = found.stream().sorted(BEST).limit(SHOWN).map(Found::row);
    return new Result(best.flatMap(row -> key(row).stream()).toList(), found.size());
  }

  private static Optional<Found> found(KeyRow row, String wanted) {
    return switch (row) {
      case KeyRow.Entry entry ->
          Optional.of(new Found(entry, entry.searched().startsWith(wanted), entry.sortName()));
      case KeyRow.Problem problem ->
          problem
              .problem()
              .live()
              .map(live -> new Found(problem, false, live.name().toLowerCase(Locale.ROOT)));
    };
  }

  private Optional<AccessKey> key(KeyRow row) {
    return switch (row) {
      case KeyRow.Entry entry -> Optional.of(AccessKey.of(entry.key(), words));
      case KeyRow.Problem problem ->
          problem.problem().live().map(live -> AccessKey.ofProblem(live, words));
    };
  }

  private void show(Result result) {
    keys.setAll(result.keys());
    int more = result.all() - result.keys().size();
    if (result.all() == 0) {
      note.set(words.text("access.pick.none"));
    } else {
      note.set(more > 0 ? words.text("access.pick.more", more) : "");
    }
  }
}

package keyconsole.viewmodel;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;

/// What a person and somebody else changed in the same key, field by field: which of the two stays
/// is chosen for each before anything is written. UI thread only.
public final class ClashesViewModel implements WayBack {

  private final Workspace workspace;
  private final Consumer<List<NewKeyClash>> decided;
  private final List<Row> rows;
  private final ReadOnlyBooleanWrapper complete = new ReadOnlyBooleanWrapper();

  /// Whose value stays.
  public enum Side {
    THEIRS,
    MINE
  }

  /// A field, and what was chosen for it; empty at first.
  public record Row(NewKeyClash clash, ObjectProperty<Optional<Side>> choice) {

    private boolean is(Side side) {
      return choice.get().equals(Optional.of(side));
    }
  }

  /// @param decided gets those of which the other value is taken, when all are chosen
  ClashesViewModel(
      Workspace workspace, List<NewKeyClash> clashes, Consumer<List<NewKeyClash>> decided) {
    this.workspace = workspace;
    this.decided = decided;
    this.rows =
        clashes.stream()
            .map(clash -> new Row(clash, new SimpleObjectProperty<>(Optional.empty())))
            .toList();
    rows.forEach(row -> row.choice().subscribe(this::judge));
  }

  private void judge() {
    complete.set(rows.stream().allMatch(row -> row.choice().get().isPresent()));
  }

  /// The fields, in the order of the wizard.
  public List<Row> rows() {
    return rows;
  }

  /// Whether a side was chosen for each.
  public ReadOnlyBooleanProperty completeProperty() {
    return complete.getReadOnlyProperty();
  }

  /// Chooses one side for all.
  public void chooseAll(Side side) {
    rows.forEach(row -> row.choice().set(Optional.of(side)));
  }

  /// Goes on with what was chosen; nothing until all is.
  public void save() {
    if (complete.get()) {
      cancel();
      decided.accept(rows.stream().filter(row -> row.is(Side.THEIRS)).map(Row::clash).toList());
    }
  }

  /// Back to the wizard, in which all stands as it was.
  @Override
  public void cancel() {
    workspace.navigator().close(new Dialog.Clashes(this));
  }
}

package keyconsole.viewmodel;

import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/// Which [Look] is on: the one that this person chose, else the system's, as it changes. UI thread
/// only.
public final class LookViewModel implements AutoCloseable {

  private final KeptChoice<Optional<Look>> choice;
  private final ObjectProperty<Look> system = new SimpleObjectProperty<>(Look.LIGHT);
  private final ReadOnlyObjectWrapper<Look> look = new ReadOnlyObjectWrapper<>(Look.LIGHT);

  /// Recalls what was chosen last; what fails is told.
  LookViewModel(Surroundings surroundings, Navigator navigator) {
    choice =
        new KeptChoice<>(
            surroundings.tasks(),
            Optional.empty(),
            surroundings.preferences()::keepLook,
            e -> navigator.report(surroundings.text("shell.theme-not-kept"), e));
    look.bind(choiceProperty().flatMap(chosen -> chosen.map(this::always).orElse(system)));
    choice.recall(
        surroundings.preferences()::look,
        e -> navigator.report(surroundings.text("shell.theme-unknown"), e));
  }

  private ObjectProperty<Look> always(Look chosen) {
    return new SimpleObjectProperty<>(chosen);
  }

  /// What this person chose; empty where the console follows the system.
  public ObjectProperty<Optional<Look>> choiceProperty() {
    return choice.property();
  }

  /// What the system asks for; whoever knows the system sets it.
  public ObjectProperty<Look> systemProperty() {
    return system;
  }

  /// The look that is on.
  public ReadOnlyObjectProperty<Look> lookProperty() {
    return look.getReadOnlyProperty();
  }

  /// From light to dark or high contrast and back, for whoever asks by keyboard.
  void turn() {
    choiceProperty().set(Optional.of(look.get().next()));
  }

  @Override
  public void close() {
    choice.close();
  }
}

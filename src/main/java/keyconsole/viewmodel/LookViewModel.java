package keyconsole.viewmodel;

import java.io.IOException;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/// Which [Look] is on: the one that this person chose, else the system's, as it changes. UI thread
/// only.
public final class LookViewModel {

  private final Surroundings surroundings;
  private final Navigator navigator;
  private final ObjectProperty<Optional<Look>> choice =
      new SimpleObjectProperty<>(Optional.empty());
  private final ObjectProperty<Look> system = new SimpleObjectProperty<>(Look.LIGHT);
  private final ReadOnlyObjectWrapper<Look> look = new ReadOnlyObjectWrapper<>(Look.LIGHT);

  /// Recalls what was chosen last; what fails is told.
  LookViewModel(Surroundings surroundings, Navigator navigator) {
    this.surroundings = surroundings;
    this.navigator = navigator;
    recall();
    choice.subscribe((before, now) -> keep(now));
    look.bind(choice.flatMap(chosen -> chosen.map(this::always).orElse(system)));
  }

  private ObjectProperty<Look> always(Look chosen) {
    return new SimpleObjectProperty<>(chosen);
  }

  private void recall() {
    try {
      choice.set(surroundings.preferences().look());
    } catch (IOException e) {
      navigator.report(surroundings.text("shell.theme-unknown"), e);
    }
  }

  private void keep(Optional<Look> chosen) {
    try {
      surroundings.preferences().keepLook(chosen);
    } catch (IOException e) {
      navigator.report(surroundings.text("shell.theme-not-kept"), e);
    }
  }

  /// What this person chose; empty where the console follows the system.
  public ObjectProperty<Optional<Look>> choiceProperty() {
    return choice;
  }

  /// What the system asks for; whoever knows the system sets it.
  public ObjectProperty<Look> systemProperty() {
    return system;
  }

  /// The look that is on.
  public ReadOnlyObjectProperty<Look> lookProperty() {
    return look.getReadOnlyProperty();
  }
}

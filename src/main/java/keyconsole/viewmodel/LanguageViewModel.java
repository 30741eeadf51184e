package keyconsole.viewmodel;

import java.io.IOException;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// Which language this person chose. All texts of a run are made in one, so that a choice holds
/// from the next start on, and says so. UI thread only.
public final class LanguageViewModel {

  private final Surroundings surroundings;
  private final Navigator navigator;
  private final ObjectProperty<Optional<Language>> choice =
      new SimpleObjectProperty<>(Optional.empty());

  /// Recalls what was chosen last; what fails is told.
  LanguageViewModel(Surroundings surroundings, Navigator navigator) {
    this.surroundings = surroundings;
    this.navigator = navigator;
    recall();
    choice.subscribe((before, now) -> keep(now));
  }

  private void recall() {
    try {
      choice.set(surroundings.preferences().language());
    } catch (IOException e) {
      navigator.report(surroundings.text("shell.language-unknown"), e);
    }
  }

  private void keep(Optional<Language> chosen) {
    try {
      surroundings.preferences().keepLanguage(chosen);
      navigator.say(surroundings.text("shell.language.next-start"), Optional.empty());
    } catch (IOException e) {
      navigator.report(surroundings.text("shell.language-not-kept"), e);
    }
  }

  /// What this person chose; empty where the console follows the system.
  public ObjectProperty<Optional<Language>> choiceProperty() {
    return choice;
  }
}

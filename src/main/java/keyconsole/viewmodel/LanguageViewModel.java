package keyconsole.viewmodel;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;

/// Which language this person chose. All texts of a run are made in one, so that a choice holds
/// from the next start on, and says so. UI thread only.
public final class LanguageViewModel implements AutoCloseable {

  private final KeptChoice<Optional<Language>> choice;

  /// Recalls what was chosen last; what fails is told.
  LanguageViewModel(Surroundings surroundings, Navigator navigator) {
    choice =
        new KeptChoice<>(
            surroundings.tasks(),
            Optional.empty(),
            surroundings.preferences()::keepLanguage,
            () -> navigator.say(surroundings.text("shell.language.next-start"), Optional.empty()),
            e -> navigator.report(surroundings.text("shell.language-not-kept"), e));
    choice.recall(
        surroundings.preferences()::language,
        e -> navigator.report(surroundings.text("shell.language-unknown"), e));
  }

  /// What this person chose; empty where the console follows the system.
  public ObjectProperty<Optional<Language>> choiceProperty() {
    return choice.property();
  }

  /// To the next language, for whoever asks by keyboard.
  void turn() {
    List<Language> all = List.of(Language.values());
    Language now = choiceProperty().get().orElseGet(Language::spoken);
    choiceProperty().set(Optional.of(all.get((all.indexOf(now) + 1) % all.size())));
  }

  @Override
  public void close() {
    choice.close();
  }
}

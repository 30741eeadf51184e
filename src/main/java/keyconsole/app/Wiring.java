package keyconsole.app;

import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import keyconsole.viewmodel.FileSaver;
import keyconsole.viewmodel.FolderChooser;
import keyconsole.viewmodel.Language;
import keyconsole.viewmodel.Preferences;
import keyconsole.viewmodel.SteadyTime;
import keyconsole.viewmodel.Surroundings;
import keyconsole.viewmodel.TaskRunner;

/// Puts the layers together by hand.
final class Wiring {

  private Wiring() {}

  /// What texts, numbers and dates follow: the language that this person chose, else the system's.
  /// Where the preferences cannot be read, whoever reads them later tells so.
  static Locale locale(Places places, Locale system) {
    return Language.locale(PreferencesFile.languageIn(fileOfPreferences(places)), system);
  }

  static PreferencesFile preferences(Places places) {
    return new PreferencesFile(fileOfPreferences(places));
  }

  private static Path fileOfPreferences(Places places) {
    return places.configuration().resolve("console.properties");
  }

  static ResourceBundle texts() {
    return ResourceBundle.getBundle("i18n.console");
  }

  /// A text with its places filled in.
  static String text(String name, Object... values) {
    ResourceBundle texts = texts();
    return new MessageFormat(texts.getString(name), Locale.getDefault(Locale.Category.FORMAT))
        .format(values);
  }

  static Surroundings surroundings(
      TaskRunner tasks,
      ResourceBundle texts,
      FolderChooser folders,
      FileSaver files,
      Optional<String> signingKey,
      Preferences preferences,
      Places places) {
    Clock clock = Clock.systemUTC();
    return new Surroundings(
        tasks,
        clock,
        new SteadyTime(clock),
        new FxClipboard(),
        texts,
        new RecentTenantsFile(places.configuration().resolve("recent.json")),
        preferences,
        folders,
        files,
        ZoneId.systemDefault(),
        signingKey,
        Optional.of(places.cache()),
        Optional.of(places.data()));
  }
}

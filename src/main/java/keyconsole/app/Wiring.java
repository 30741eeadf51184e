package keyconsole.app;

import java.text.MessageFormat;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.ResourceBundle;
import keyconsole.viewmodel.FileSaver;
import keyconsole.viewmodel.FolderChooser;
import keyconsole.viewmodel.Surroundings;
import keyconsole.viewmodel.TaskRunner;

/// Puts the layers together by hand.
final class Wiring {

  private Wiring() {}

  static ResourceBundle texts() {
    return ResourceBundle.getBundle("i18n.console");
  }

  /// A text with its places filled in.
  static String text(String name, Object... values) {
    ResourceBundle texts = texts();
    return new MessageFormat(texts.getString(name), texts.getLocale()).format(values);
  }

  static Surroundings surroundings(
      TaskRunner tasks,
      ResourceBundle texts,
      FolderChooser folders,
      FileSaver files,
      Optional<String> signingKey,
      Places places) {
    return new Surroundings(
        tasks,
        Clock.systemUTC(),
        new FxClipboard(),
        texts,
        new RecentTenantsFile(places.configuration().resolve("recent.json")),
        new PreferencesFile(places.configuration().resolve("console.properties")),
        folders,
        files,
        ZoneId.systemDefault(),
        signingKey,
        Optional.of(places.cache()),
        Optional.of(places.data()));
  }
}

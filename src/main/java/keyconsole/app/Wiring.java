package keyconsole.app;

import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import keyconsole.viewmodel.FileSaver;
import keyconsole.viewmodel.FolderChooser;
import keyconsole.viewmodel.Language;
import keyconsole.viewmodel.Surroundings;
import keyconsole.viewmodel.TaskRunner;

/// Puts the layers together by hand.
final class Wiring {

  private Wiring() {}

  /// What texts, numbers and dates follow: the language that this person chose, else the system's.
  /// Where the preferences cannot be read, whoever reads them later tells so.
  static Locale locale(Map<String, String> environment, Locale system) {
    return Language.locale(PreferencesFile.languageIn(preferences(environment)), system);
  }

  private static Path preferences(Map<String, String> environment) {
    return configuration(environment).resolve("console.properties");
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
      Map<String, String> environment) {
    Path configuration = configuration(environment);
    return new Surroundings(
        tasks,
        Clock.systemUTC(),
        new FxClipboard(),
        texts,
        new RecentTenantsFile(configuration.resolve("recent.json")),
        new PreferencesFile(preferences(environment)),
        folders,
        files,
        ZoneId.systemDefault(),
        signingKey,
        Optional.of(cache(environment)),
        Optional.of(lasting(environment)));
  }

  /// Where what can be rebuilt is kept, as the system has it.
  private static Path cache(Map<String, String> environment) {
    String home = System.getProperty("user.home");
    String configured = environment.getOrDefault("XDG_CACHE_HOME", "");
    String local = environment.getOrDefault("LOCALAPPDATA", "");
    if (!configured.isBlank()) {
      return Path.of(configured, "key-console");
    }
    if (!local.isBlank()) {
      return Path.of(local, "key-console", "cache");
    }
    return System.getProperty("os.name", "").startsWith("Mac")
        ? Path.of(home, "Library", "Caches", "key-console")
        : Path.of(home, ".cache", "key-console");
  }

  /// Where what must last is kept, as the system has it. Seals go to the place for data, not for
  /// state: who loses them loses the proof, so they belong into a person's backup. On Windows it is
  /// the place that stays on the machine: a key that travels would sign in another machine's name.
  private static Path lasting(Map<String, String> environment) {
    String home = System.getProperty("user.home");
    String configured = environment.getOrDefault("XDG_DATA_HOME", "");
    String local = environment.getOrDefault("LOCALAPPDATA", "");
    if (!configured.isBlank() && Path.of(configured).isAbsolute()) {
      return Path.of(configured, "key-console");
    }
    if (!local.isBlank()) {
      return Path.of(local, "key-console");
    }
    return System.getProperty("os.name", "").startsWith("Mac")
        ? Path.of(home, "Library", "Application Support", "key-console")
        : Path.of(home, ".local", "share", "key-console");
  }

  /// Where the log is kept, as the system has it.
  static Path log(Map<String, String> environment) {
    String home = System.getProperty("user.home");
    String configured = environment.getOrDefault("XDG_STATE_HOME", "");
    String local = environment.getOrDefault("LOCALAPPDATA", "");
    if (!configured.isBlank() && Path.of(configured).isAbsolute()) {
      return Path.of(configured, "key-console");
    }
    if (!local.isBlank()) {
      return Path.of(local, "key-console", "logs");
    }
    return System.getProperty("os.name", "").startsWith("Mac")
        ? Path.of(home, "Library", "Logs", "key-console")
        : Path.of(home, ".local", "state", "key-console");
  }

  private static Path configuration(Map<String, String> environment) {
    String configured = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path base =
        configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".config")
            : Path.of(configured);
    return base.resolve("key-console");
  }
}

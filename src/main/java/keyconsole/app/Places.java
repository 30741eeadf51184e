package keyconsole.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where the console keeps what is this person's: as the system has it, or all of it below one
/// folder that they chose.
///
/// @param configuration how they like the console
/// @param cache what can be made again
/// @param data what must last. Seals go here, not to the state: who loses them loses the proof, so
///   they belong into a person's backup. On Windows it is the place that stays on the machine: a
///   key that travels would sign in another machine's name
/// @param state the log, and what is known of open windows
record Places(Path configuration, Path cache, Path data, Path state) {

  private static final String NAME = "key-console";

  /// @param home the folder that was chosen; empty where the system's places are taken
  static Places of(Optional<Path> home, Map<String, String> environment) {
    return home.map(Places::below).orElseGet(() -> new Native(environment).places());
  }

  private static Places below(Path home) {
    return new Places(
        home.resolve("config"), home.resolve("cache"), home.resolve("data"), home.resolve("state"));
  }

  /// The places of this system.
  private record Native(Map<String, String> environment) {

    private Places places() {
      return new Places(
          variable("XDG_CONFIG_HOME").orElse(home(".config")).resolve(NAME),
          place("XDG_CACHE_HOME", NAME + "/cache", "Library/Caches", ".cache"),
          place("XDG_DATA_HOME", NAME, "Library/Application Support", ".local/share"),
          place("XDG_STATE_HOME", NAME + "/logs", "Library/Logs", ".local/state"));
    }

    private Path place(String xdg, String windows, String mac, String other) {
      boolean isMac = System.getProperty("os.name", "").startsWith("Mac");
      return variable(xdg)
          .map(folder -> folder.resolve(NAME))
          .or(() -> text("LOCALAPPDATA").map(folder -> Path.of(folder).resolve(windows)))
          .orElseGet(() -> home(isMac ? mac : other).resolve(NAME));
    }

    private static Path home(String below) {
      return Path.of(System.getProperty("user.home", ".")).resolve(below);
    }

    /// A relative path in it is to be ignored, says the XDG specification.
    private Optional<Path> variable(String name) {
      return text(name).map(Path::of).filter(Path::isAbsolute);
    }

    private Optional<String> text(String name) {
      return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
  }
}

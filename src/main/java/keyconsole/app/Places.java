package keyconsole.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

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

  private static final Logger LOG = Logger.getLogger(Places.class.getName());
  private static final String NAME = "key-console";

  /// On Windows: where what stays on the machine stands, and not what follows a person to others.
  private static final String LOCAL = "LOCALAPPDATA";

  /// @param home the folder that was chosen; empty where the system's places are taken
  static Places of(Optional<Path> home, Map<String, String> environment) {
    return of(home, environment, System.getProperty("os.name", ""));
  }

  /// The same on a system of that name.
  static Places of(Optional<Path> home, Map<String, String> environment, String system) {
    return home.map(Places::below).orElseGet(() -> new Native(environment, system).places());
  }

  private static Places below(Path home) {
    return new Places(
        home.resolve("config"), home.resolve("cache"), home.resolve("data"), home.resolve("state"));
  }

  /// The places of this system.
  private record Native(Map<String, String> environment, String system) {

    private Places places() {
      return new Places(
          place("XDG_CONFIG_HOME", "APPDATA", NAME, "Library/Application Support", ".config"),
          place("XDG_CACHE_HOME", LOCAL, NAME + "/cache", "Library/Caches", ".cache"),
          place("XDG_DATA_HOME", LOCAL, NAME, "Library/Application Support", ".local/share"),
          place("XDG_STATE_HOME", LOCAL, NAME + "/logs", "Library/Logs", ".local/state"));
    }

    private Path place(String xdg, String variable, String windows, String mac, String other) {
      Optional<Path> onWindows =
          system.startsWith("Windows")
              ? folder(variable).map(folder -> folder.resolve(windows))
              : Optional.empty();
      return folder(xdg)
          .map(folder -> folder.resolve(NAME))
          .or(() -> onWindows)
          .orElseGet(() -> home(system.startsWith("Mac") ? mac : other).resolve(NAME));
    }

    private static Path home(String below) {
      return Path.of(System.getProperty("user.home", ".")).resolve(below);
    }

    /// A relative path in it is to be ignored, says the XDG specification; so is what is none.
    private Optional<Path> folder(String name) {
      try {
        return Optional.of(Path.of(environment.getOrDefault(name, ""))).filter(Path::isAbsolute);
      } catch (InvalidPathException e) {
        LOG.log(Level.FINE, "Not a path: " + name, e);
        return Optional.empty();
      }
    }
  }
}

package keyconsole.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlacesTest {

  private static final Path OWN = Path.of(System.getProperty("user.home"));

  /// Absolute on every system.
  private static final Path ROOT = Path.of("/").toAbsolutePath();

  @Test
  void homeHoldsAllOfIt() {
    Map<String, String> environment = Map.of("XDG_CONFIG_HOME", "/elsewhere");
    assertEquals(
        new Places(
            Path.of("/h/config"), Path.of("/h/cache"), Path.of("/h/data"), Path.of("/h/state")),
        Places.of(Optional.of(Path.of("/h")), environment));
  }

  @Test
  void withoutHomeTheFoldersOfXdgAreTaken() {
    Map<String, String> environment =
        Map.of(
            "XDG_CONFIG_HOME",
            ROOT + "a",
            "XDG_CACHE_HOME",
            ROOT + "b",
            "XDG_DATA_HOME",
            ROOT + "c",
            "XDG_STATE_HOME",
            ROOT + "d");
    assertEquals(
        new Places(
            ROOT.resolve("a/key-console"),
            ROOT.resolve("b/key-console"),
            ROOT.resolve("c/key-console"),
            ROOT.resolve("d/key-console")),
        Places.of(Optional.empty(), environment));
  }

  @Test
  void foldersOfXdgThatAreRelativeEmptyOrNoPathAreIgnored() {
    Map<String, String> environment =
        Map.of(
            "XDG_CONFIG_HOME",
            "relative",
            "XDG_CACHE_HOME",
            "",
            "XDG_DATA_HOME",
            "/no\0path",
            "XDG_STATE_HOME",
            "a/b");
    assertEquals(
        new Places(
            OWN.resolve(".config/key-console"),
            OWN.resolve(".cache/key-console"),
            OWN.resolve(".local/share/key-console"),
            OWN.resolve(".local/state/key-console")),
        Places.of(Optional.empty(), environment, "Linux"));
  }

  @Test
  void onWindowsSettingsFollowThePersonAndTheRestStaysOnTheMachine() {
    Map<String, String> environment =
        Map.of("APPDATA", ROOT + "Roaming", "LOCALAPPDATA", ROOT + "Local");
    assertEquals(
        new Places(
            ROOT.resolve("Roaming/key-console"),
            ROOT.resolve("Local/key-console/cache"),
            ROOT.resolve("Local/key-console"),
            ROOT.resolve("Local/key-console/logs")),
        Places.of(Optional.empty(), environment, "Windows 11"));
    assertEquals(
        OWN.resolve(".config/key-console"),
        Places.of(Optional.empty(), environment, "Linux").configuration());
  }

  @Test
  void onMacTheyStandInTheLibrary() {
    Path library = OWN.resolve("Library");
    assertEquals(
        new Places(
            library.resolve("Application Support/key-console"),
            library.resolve("Caches/key-console"),
            library.resolve("Application Support/key-console"),
            library.resolve("Logs/key-console")),
        Places.of(Optional.empty(), Map.of(), "Mac OS X"));
  }
}

package keyconsole.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlacesTest {

  private static final Path OWN = Path.of(System.getProperty("user.home"));

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
            "/a",
            "XDG_CACHE_HOME",
            "/b",
            "XDG_DATA_HOME",
            "/c",
            "XDG_STATE_HOME",
            "/d");
    assertEquals(
        new Places(
            Path.of("/a/key-console"),
            Path.of("/b/key-console"),
            Path.of("/c/key-console"),
            Path.of("/d/key-console")),
        Places.of(Optional.empty(), environment));
  }

  @Test
  void relativeOrEmptyFoldersOfXdgAreIgnored() {
    assumeTrue(System.getProperty("os.name").startsWith("Linux"));
    Map<String, String> environment =
        Map.of("XDG_CONFIG_HOME", "relative", "XDG_CACHE_HOME", "", "XDG_STATE_HOME", "a/b");
    assertEquals(
        new Places(
            OWN.resolve(".config/key-console"),
            OWN.resolve(".cache/key-console"),
            OWN.resolve(".local/share/key-console"),
            OWN.resolve(".local/state/key-console")),
        Places.of(Optional.empty(), environment));
  }

  @Test
  void onWindowsTheyStandWhereWhatStaysOnTheMachineStands() {
    Places places = Places.of(Optional.empty(), Map.of("LOCALAPPDATA", "C"));
    assertEquals(Path.of("C/key-console/cache"), places.cache());
    assertEquals(Path.of("C/key-console"), places.data());
    assertEquals(Path.of("C/key-console/logs"), places.state());
  }
}

package keyconsole.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import keyconsole.viewmodel.RecentTenants.Recent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentTenantsFileTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir Path folder;

  private RecentTenantsFile file() {
    return new RecentTenantsFile(folder.resolve("key-console/recent.json"));
  }

  private static Recent recent(String tenant, int keys) {
    return new Recent(Path.of("/data"), tenant, keys, NOW);
  }

  private List<String> names() {
    return file().all().stream().map(Recent::tenant).toList();
  }

  @Test
  void newestStandsFirstAndOnceOnly() {
    file().remember(recent("acme.example", 9));
    file().remember(recent("globex.example", 12));
    file().remember(recent("acme.example", 10));
    assertEquals(List.of(recent("acme.example", 10), recent("globex.example", 12)), file().all());
  }

  @Test
  void oldestOfMoreThanEightIsForgotten() {
    for (int i = 0; i < 9; i++) {
      file().remember(recent("t" + i + ".example", i));
    }
    assertEquals(8, names().size());
    assertFalse(names().contains("t0.example"));
  }

  @Test
  void oneOrAllCanBeTakenAway() {
    file().remember(recent("acme.example", 9));
    file().remember(recent("globex.example", 12));
    file().forget(Path.of("/data"), "globex.example");
    assertEquals(List.of("acme.example"), names());
    file().clear();
    assertTrue(names().isEmpty());
  }

  @Test
  void brokenFileIsAnEmptyListThatCanBeWrittenAgain() throws IOException {
    Files.createDirectories(folder.resolve("key-console"));
    Files.writeString(folder.resolve("key-console/recent.json"), "[{\"dataRoot\": 1, ");
    assertTrue(names().isEmpty());
    file().remember(recent("acme.example", 9));
    assertEquals(List.of("acme.example"), names());
  }

  @Test
  void themeIsKept() {
    Path preferences = folder.resolve("key-console/console.properties");
    assertFalse(new PreferencesFile(preferences).isDark());
    new PreferencesFile(preferences).keepDark(true);
    assertTrue(new PreferencesFile(preferences).isDark());
  }
}

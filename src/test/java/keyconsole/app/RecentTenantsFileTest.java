package keyconsole.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import keyconsole.viewmodel.Language;
import keyconsole.viewmodel.Look;
import keyconsole.viewmodel.RecentTenants.Recent;
import keyconsole.viewmodel.SavedSearch;
import keyconsole.viewmodel.SealSeen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentTenantsFileTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir Path folder;

  private RecentTenantsFile file() {
    return new RecentTenantsFile(folder.resolve("key-console/recent.json"));
  }

  private static Recent recent(String tenant, int keys) {
    return new Recent(Path.of("/data"), tenant, keys, NOW);
  }

  private List<String> names() throws IOException {
    return file().all().stream().map(Recent::tenant).toList();
  }

  @Test
  void newestStandsFirstAndOnceOnly() throws IOException {
    file().remember(recent("acme.example", 9));
    file().remember(recent("globex.example", 12));
    file().remember(recent("acme.example", 10));
    assertEquals(List.of(recent("acme.example", 10), recent("globex.example", 12)), file().all());
  }

  @Test
  void oldestOfMoreThanEightIsForgotten() throws IOException {
    for (int i = 0; i < 9; i++) {
      file().remember(recent("t" + i + ".example", i));
    }
    assertEquals(8, names().size());
    assertFalse(names().contains("t0.example"));
  }

  @Test
  void oneOrAllCanBeTakenAway() throws IOException {
    file().remember(recent("acme.example", 9));
    file().remember(recent("globex.example", 12));
    file().forget(Path.of("/data"), "globex.example");
    assertEquals(List.of("acme.example"), names());
    file().clear();
    assertTrue(names().isEmpty());
  }

  @Test
  void whatWasSeenOfTheSealsIsKeptAndAStillBrokenOneKeepsItsFirstDay() throws IOException {
    file().remember(recent("acme.example", 9));
    assertEquals(SealSeen.UNKNOWN, file().all().getFirst().seal());
    SealSeen first = SealSeen.broken(LocalDate.of(2026, 11, 21));
    for (SealSeen seen : List.of(SealSeen.SEALED, SealSeen.NOT_SEALED, first)) {
      file().rememberSeal(Path.of("/data"), "acme.example", seen);
      assertEquals(seen, file().all().getFirst().seal());
    }
    file().rememberSeal(Path.of("/data"), "acme.example", SealSeen.broken(LocalDate.EPOCH));
    file().remember(recent("acme.example", 10));
    assertEquals(List.of(recent("acme.example", 10).with(first)), file().all());
    file().rememberSeal(Path.of("/data"), "acme.example", SealSeen.SEALED);
    assertEquals(SealSeen.SEALED, file().all().getFirst().seal());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"dataRoot\": 1, ",
        "{}",
        "[{\"dataRoot\": \"/data\", \"tenant\": \"../etc\", \"openedAt\":"
            + " \"2026-11-23T12:00:00Z\"}]",
        "[{\"dataRoot\": \"/data\", \"tenant\": \"a.example\", \"openedAt\": \"yesterday\"}]"
      })
  void damagedFileIsSaidOnceKeptAsideAndStartsAnEmptyList(String content) throws IOException {
    Path damaged = write("recent.json", content);
    Path kept = damaged.resolveSibling("recent.json.damaged");
    assertEquals(
        "The list of recent tenants is damaged and starts anew. What it held is kept in "
            + kept
            + ".",
        assertThrows(IOException.class, this::names).getMessage());
    assertEquals(content, Files.readString(kept));
    assertTrue(names().isEmpty());
    file().remember(recent("acme.example", 9));
    assertEquals(List.of("acme.example"), names());
  }

  @Test
  void whatWasReadAheadIsAtHandAndSoIsThatItFailed() throws IOException {
    Path file = folder.resolve("key-console/console.properties");
    new PreferencesFile(file).keep(Map.of("window", "1 2 3 4 normal"));
    PreferencesFile preferences = new PreferencesFile(file);
    assertEquals(Optional.empty(), preferences.keptAtHand());
    preferences.readAhead();
    assertEquals(Optional.of(Map.of("window", "1 2 3 4 normal")), preferences.keptAtHand());
    PreferencesFile damaged = new PreferencesFile(write("console.properties", "theme=\\u12 dark"));
    damaged.readAhead();
    assertTrue(
        assertThrows(IOException.class, damaged::keptAtHand)
            .getMessage()
            .startsWith("The preferences are damaged and start anew."));
  }

  @Test
  void damagedPreferencesAreSaidOnceAndStartAnew() throws IOException {
    PreferencesFile preferences =
        new PreferencesFile(write("console.properties", "theme=\\u12 dark"));
    assertTrue(
        assertThrows(IOException.class, preferences::look)
            .getMessage()
            .startsWith("The preferences are damaged and start anew."));
    assertEquals(Optional.empty(), preferences.look());
    preferences.keepLook(Optional.of(Look.DARK));
    assertEquals(Optional.of(Look.DARK), preferences.look());
  }

  @Test
  void filesAreReplacedAsAWholeAndClosedToOthers() throws IOException {
    Path recents = write("recent.json", "[]");
    Files.setPosixFilePermissions(recents, PosixFilePermissions.fromString("rw-r--r--"));
    file().remember(recent("acme.example", 9));
    new PreferencesFile(folder.resolve("key-console/console.properties"))
        .keepLook(Optional.of(Look.DARK));
    try (Stream<Path> all = Files.list(folder.resolve("key-console"))) {
      assertEquals(
          Map.of("recent.json", "rw-------", "console.properties", "rw-------"),
          all.collect(Collectors.toMap(file -> file.getFileName().toString(), this::mode)));
    }
  }

  @Test
  void fileThatIsALinkStaysOne() throws IOException {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere.json"), "[]");
    Files.createDirectories(folder.resolve("key-console"));
    Path link = Files.createSymbolicLink(folder.resolve("key-console/recent.json"), elsewhere);
    file().remember(recent("acme.example", 9));
    assertTrue(Files.isSymbolicLink(link));
    assertTrue(Files.readString(elsewhere).contains("acme.example"));
  }

  private String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path write(String name, String content) throws IOException {
    Files.createDirectories(folder.resolve("key-console"));
    return Files.writeString(folder.resolve("key-console").resolve(name), content);
  }

  @Test
  void themeIsKept() throws IOException {
    Path preferences = folder.resolve("key-console/console.properties");
    assertEquals(Optional.empty(), new PreferencesFile(preferences).look());
    new PreferencesFile(preferences).keepLook(Optional.of(Look.DARK));
    assertEquals(Optional.of(Look.DARK), new PreferencesFile(preferences).look());
    new PreferencesFile(preferences).keepLook(Optional.empty());
    assertEquals(Optional.empty(), new PreferencesFile(preferences).look());
  }

  @Test
  void languageIsKeptAndReadBeforeAnythingElse() throws IOException {
    Path file = folder.resolve("key-console/console.properties");
    assertEquals(Optional.empty(), PreferencesFile.languageIn(file));
    new PreferencesFile(file).keepLanguage(Optional.of(Language.GERMAN));
    assertEquals(Optional.of(Language.GERMAN), new PreferencesFile(file).language());
    assertEquals(Optional.of(Language.GERMAN), PreferencesFile.languageIn(file));
    new PreferencesFile(file).keepLanguage(Optional.empty());
    assertEquals(Optional.empty(), PreferencesFile.languageIn(file));
  }

  @Test
  void savedSearchesAreKeptBesideTheThemeInTheirOrder() throws IOException {
    Path file = folder.resolve("key-console/console.properties");
    PreferencesFile preferences = new PreferencesFile(file);
    preferences.keepLook(Optional.of(Look.DARK));
    List<SavedSearch> searches =
        List.of(
            new SavedSearch("Revoked = by me, 東京", "action:revoked actor:\"olu\\\\x\""),
            new SavedSearch("All", ""));
    preferences.keepSearches(searches);
    assertEquals(searches, new PreferencesFile(file).searches());
    assertEquals(Optional.of(Look.DARK), new PreferencesFile(file).look());
    preferences.keepSearches(searches.subList(1, 2));
    assertEquals(searches.subList(1, 2), new PreferencesFile(file).searches());
  }
}

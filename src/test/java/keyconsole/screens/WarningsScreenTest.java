package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Labeled;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyCounters;
import keyconsole.service.KeyService;
import keyconsole.store.KeyFile;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Warnings about the folder, under a person's eyes.
class WarningsScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";

  private Path keys;

  @BeforeEach
  void open() throws IOException {
    Path data = folder.resolve("data");
    TestSurroundings.copyTenant(TENANT, data);
    Path tenant = data.resolve(TENANT).resolve("api_keys");
    keys = tenant.resolve("keys");
    try (Stream<Path> parts = Files.walk(tenant)) {
      for (Path part : parts.filter(Files::isDirectory).toList()) {
        mode(part, "rwx------");
      }
    }
    interact(() -> shell.open(data, TENANT, TestWorkspace.administrator(TENANT)));
    pass();
  }

  private static void mode(Path part, String mode) throws IOException {
    Files.setPosixFilePermissions(part, PosixFilePermissions.fromString(mode));
  }

  private void pass() {
    interact(() -> around.pass(Duration.ofSeconds(2)));
  }

  private KeyService service() {
    return shell.workspaceProperty().get().orElseThrow().service();
  }

  private void backendCounts(ApiKey key, long requests) throws IOException {
    KeyCounters counters = new KeyCounters(requests, Optional.empty(), 0, 0, 0);
    Files.write(
        keys.resolve(key.id().fileName()), KeyFile.textOf(key.with().usage(counters).key()));
    // The file system may tell of it a moment later; this looks at each file.
    service().list();
  }

  private Button item() {
    return lookup("#warningsItem").queryButton();
  }

  private boolean isItemShown() {
    return item().getParent().isVisible();
  }

  private List<String> told(String style) {
    return lookup(".dialog-card " + style).queryAllAs(Labeled.class).stream()
        .map(Labeled::getText)
        .toList();
  }

  @Test
  void aFolderOfMode755IsWarnedOfWithTheCommandThatMendsIt() throws IOException {
    assertFalse(isItemShown());
    mode(keys, "rwxr-xr-x");
    pass();
    assertTrue(isItemShown());
    assertEquals("1 warning", item().getText());
    picture("warnings-item");
    interact(item()::fire);
    assertEquals(List.of("A folder is open to others"), told(".warnings-title"));
    assertEquals(List.of("chmod 700 " + keys), told(".warnings-command-text"));
    picture("warnings-dialog");
    interact(lookup(".warnings-command .button").queryButton()::fire);
    assertEquals("chmod 700 " + keys, around.clipboard);
    mode(keys, "rwx------");
    pass();
    assertEquals(List.of(), told(".warnings-title"));
    assertFalse(isItemShown());
    picture("warnings-mended");
    interact(() -> shell.escape());
    assertTrue(shell.dialogs().isEmpty());
  }

  @Test
  void aCounterThatARaceSetBackIsWarnedOfUntilItIsNoted() throws IOException {
    ApiKey key =
        service().list().stream()
            .filter(each -> each.name().equals("Billing export"))
            .findFirst()
            .orElseThrow();
    backendCounts(key, 1_040);
    pass();
    backendCounts(key, 1_038);
    pass();
    mode(keys, "rwxr-xr-x");
    pass();
    assertEquals("2 warnings", item().getText());
    interact(item()::fire);
    picture("warnings-counters");
    interact(lookup(".dialog-card .hyperlink").<Hyperlink>query()::fire);
    assertEquals(List.of("A folder is open to others"), told(".warnings-title"));
    assertEquals("1 warning", item().getText());
  }
}

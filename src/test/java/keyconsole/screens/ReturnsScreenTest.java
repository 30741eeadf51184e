package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyStatus;
import keyconsole.service.KeyService;
import keyconsole.store.KeyFile;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Access that came back, under a person's eyes.
class ReturnsScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";

  private Path data;

  @BeforeEach
  void open() {
    data = folder.resolve("data");
    TestSurroundings.copyTenant(TENANT, data);
    interact(() -> shell.open(data, TENANT, TestWorkspace.administrator(TENANT)));
    pass(Duration.ofSeconds(1));
  }

  private void pass(Duration span) {
    interact(() -> around.pass(span));
  }

  private KeyService service() {
    return shell.workspaceProperty().get().orElseThrow().service();
  }

  private ApiKey key(String name) {
    return service().list().stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void writeBack(ApiKey key) throws IOException {
    Files.write(
        data.resolve(TENANT).resolve("api_keys/keys").resolve(key.id().fileName()),
        KeyFile.textOf(key));
    // The file system may tell of it a moment later; this looks at each file.
    service().list();
  }

  private List<String> told() {
    return lookup("#returnsBanner .seal-title").queryAllAs(Label.class).stream()
        .map(Label::getText)
        .toList();
  }

  private Labeled way(String text) {
    return lookup("#returnsBanner .seal-line *").queryAll().stream()
        .filter(Labeled.class::isInstance)
        .map(Labeled.class::cast)
        .filter(each -> text.equals(each.getText()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatWasTakenAwayAgainStandsAboveEveryPageUntilItIsDismissed() throws IOException {
    ApiKey old = key("Billing export");
    interact(() -> service().revoke(old.id()));
    writeBack(old);
    pass(Duration.ofSeconds(1));
    assertEquals(
        List.of("Access brought back was taken away again: Billing export, 12:00 UTC"), told());
    picture("returns-blocked");
    interact(() -> shell.goToAudit());
    assertEquals(1, told().size());
    interact(() -> ((Hyperlink) way("Show the key")).fire());
    assertTrue(shell.pageProperty().get() instanceof Page.Keys);
    interact(() -> ((Button) way("Dismiss")).fire());
    assertFalse(lookup("#returnsBanner").query().isVisible());
    interact(() -> shell.showWelcome());
    assertTrue(lookup("#returnsBanner").tryQuery().isEmpty());
  }

  @Test
  void aLateReturnIsAskedAboutAndRevokedAgain() throws IOException {
    ApiKey old = key("Billing export");
    ApiKey other = key("Data import");
    interact(() -> service().revoke(old.id()));
    interact(() -> service().revoke(other.id()));
    pass(Duration.ofMinutes(11));
    writeBack(old);
    writeBack(other.with().name("A name that is long ".repeat(12)).key());
    pass(Duration.ofSeconds(1));
    assertEquals(2, told().size());
    picture("returns-asked");
    interact(() -> shell.goToAudit());
    resize(1024, 700);
    picture("returns-small");
    resize(1280, 800);
    assertTrue(
        told()
            .contains(
                "Access taken away at 12:00 UTC is back long after: Billing export. Shall it stay?"),
        told()::toString);
    writeBack(
        service().list().stream()
            .filter(key -> key.id().equals(other.id()))
            .findFirst()
            .orElseThrow()
            .with()
            .status(KeyStatus.REVOKED)
            .key());
    pass(Duration.ofSeconds(1));
    interact(() -> ((Button) way("Revoke again")).fire());
    assertEquals(KeyStatus.REVOKED, key("Billing export").status());
    assertFalse(lookup("#returnsBanner").query().isVisible());
  }
}

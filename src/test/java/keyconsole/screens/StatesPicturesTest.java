package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import keyconsole.domain.UsageLinesQuestion;
import keyconsole.service.Session;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.Test;

/// Every page where there is nothing to show: nothing there yet, not read yet, nothing found, and
/// the folder gone.
class StatesPicturesTest extends WindowTest {

  private static final String TENANT = "acme.example";

  private void open(Session session) {
    String tenant = session.tenant().text();
    interact(() -> shell.open(folder, tenant, session));
  }

  private void pages(String kind) {
    interact(() -> shell.goToKeys());
    picture("states-keys-" + kind);
    interact(() -> shell.showUsage(Optional.empty()));
    awaitUsage();
    picture("states-usage-" + kind);
    interact(() -> shell.showUsageLines(UsageLinesQuestion.everything(ZoneOffset.UTC)));
    picture("states-lines-" + kind);
    interact(() -> shell.goToAudit());
    picture("states-audit-" + kind);
    interact(() -> shell.showAccessCheck(Optional.empty()));
    picture("states-access-" + kind);
  }

  @Test
  void tenantWithNothingInIt() {
    TestSurroundings.makeTenant("empty.example", folder);
    open(TestWorkspace.administrator("empty.example"));
    pages("empty");
    open(Session.readOnly("empty.example"));
    interact(() -> shell.goToKeys());
    picture("states-keys-empty-read-only");
  }

  @Test
  void tenantThatIsNotReadYet() {
    TestSurroundings.copyTenant(TENANT, folder);
    around.tasks.hold();
    open(TestWorkspace.administrator(TENANT));
    pages("loading");
    interact(() -> shell.goToKeys());
    ToggleButton chip = lookup("#filter-ACTIVE").queryAs(ToggleButton.class);
    assertEquals(ContentDisplay.TEXT_ONLY, chip.getContentDisplay(), "room for no figure");
    interact(around.tasks::release);
    assertEquals(ContentDisplay.RIGHT, chip.getContentDisplay());
  }

  @Test
  void searchThatFindsNothing() {
    TestSurroundings.copyTenant(TENANT, folder);
    open(TestWorkspace.administrator(TENANT));
    interact(() -> shell.keys().orElseThrow().searchTextProperty().set("nobody has this"));
    interact(() -> around.pass(Duration.ofSeconds(1)));
    picture("states-keys-no-match");
    interact(() -> shell.showAudit("actor:\"nobody\""));
    picture("states-audit-no-match");
  }

  @Test
  void folderThatIsGoneAfterItWasRead() throws IOException {
    TestSurroundings.copyTenant(TENANT, folder);
    open(Session.readOnly(TENANT));
    interact(() -> select("Billing export"));
    picture("states-keys-read-only");
    interact(() -> shell.showUsage(Optional.empty()));
    interact(() -> shell.goToAudit());
    Files.move(folder.resolve(TENANT), folder.resolve("gone"));
    interact(() -> shell.goToKeys());
    interact(() -> around.pass(Duration.ofSeconds(90)));
    pages("stale");
  }
}

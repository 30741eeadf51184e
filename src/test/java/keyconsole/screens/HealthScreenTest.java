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
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyStatus;
import keyconsole.service.DemoTenant;
import keyconsole.service.KeyService;
import keyconsole.service.Session;
import keyconsole.viewmodel.Dialog;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.Test;

/// Findings and what mends them, under a person's eyes.
class HealthScreenTest extends WindowTest {

  private void openDemo(Session session) {
    TestSurroundings.copyDemo(folder);
    interact(() -> shell.open(folder, DemoTenant.DOMAIN, session));
    pass();
    interact(() -> lookup("#health").queryButton().fire());
    pass();
  }

  private void openDemo() {
    openDemo(TestWorkspace.administrator(DemoTenant.DOMAIN));
  }

  /// On a busy machine a look may have to wait for half a minute after one that took long.
  private void pass() {
    interact(() -> around.pass(Duration.ofSeconds(31)));
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

  private List<String> names() {
    return lookup(".health-name .hyperlink").queryAllAs(Labeled.class).stream()
        .map(Labeled::getText)
        .toList();
  }

  /// The first row of a kind.
  private Node rowOf(String title) {
    return lookup(".health-card").queryAll().stream()
        .filter(card -> from(card).lookup(".health-title").queryLabeled().getText().equals(title))
        .findFirst()
        .map(card -> from(card).lookup(".health-row").queryAll().iterator().next())
        .orElseThrow();
  }

  private String nameIn(Node row) {
    return from(row).lookup(".health-name .hyperlink").queryLabeled().getText();
  }

  private Button buttonIn(Node row) {
    return from(row).lookup(".health-button").queryButton();
  }

  private void openMenuOf(Node row) {
    interact(from(row).lookup(".kc-icon").queryButton()::fire);
  }

  private void filter(String text) {
    ToggleButton chip =
        lookup(".health-filters .keys-filter").queryAllAs(ToggleButton.class).stream()
            .filter(each -> each.getText().equals(text))
            .findFirst()
            .orElseThrow();
    interact(chip::fire);
  }

  private int railCount() {
    return Integer.parseInt(lookup("#healthCount").queryAs(Label.class).getText());
  }

  @Test
  void anIdleKeyIsRevokedFromItsFinding() {
    openDemo();
    picture("health");
    int before = railCount();
    Node idle = rowOf("Keys idle for 45 days or more");
    String name = nameIn(idle);
    assertEquals("Revoke…", buttonIn(idle).getText());
    interact(buttonIn(idle)::fire);
    picture("health-revoke");
    interact(() -> lookup("#typed").queryAs(TextField.class).setText(name));
    interact(lookup("#yes").queryButton()::fire);
    pass();
    assertEquals(KeyStatus.REVOKED, key(name).status());
    assertFalse(names().contains(name), "the finding is gone");
    assertTrue(railCount() < before, "the navigation counts it no more");
  }

  @Test
  void aKeyThatEndsSoonIsExtendedFromItsFinding() {
    openDemo();
    Node expiring = rowOf("Keys that end within 14 days");
    String name = nameIn(expiring);
    interact(buttonIn(expiring)::fire);
    assertEquals("Extend…", buttonIn(expiring).getText());
    interact(lookup("#yes").queryButton()::fire);
    pass();
    assertTrue(
        key(name)
            .expiresAt()
            .orElseThrow()
            .isAfter(TestSurroundings.NOW.plus(Duration.ofDays(80))));
    filter("Warnings");
    assertFalse(nameIn(rowOf("Keys that end within 14 days")).equals(name));
  }

  @Test
  void aFindingIsPutOffWithAReasonAndToldAgain() {
    openDemo();
    // Near the window's top, where a menu has room below it.
    String title = "Administrator keys without a restriction";
    Node first = rowOf(title);
    String name = nameIn(first);
    openMenuOf(first);
    fireMenuItem("Put off…");
    picture("health-put-off-dialog");
    assertTrue(lookup("#yes").queryButton().isDisabled(), "without a reason");
    interact(() -> lookup("#reason").queryAs(TextField.class).setText("Moves in January"));
    interact(lookup("#yes").queryButton()::fire);
    filter("Put off");
    picture("health-put-off");
    assertEquals(List.of(name), names());
    assertTrue(
        Files.exists(folder.resolve(DemoTenant.DOMAIN).resolve("api_keys/.console/health.jsonl")));
    openMenuOf(rowOf(title));
    fireMenuItem("Tell it again");
    assertTrue(lookup("#noMatch").query().isVisible());
    picture("health-none-put-off");
    interact(lookup("#showAll").queryButton()::fire);
    assertEquals(name, nameIn(rowOf(title)));
  }

  @Test
  void theThresholdsAreDrawnElsewhere() {
    openDemo();
    interact(lookup("#thresholds").queryButton()::fire);
    List<TextField> fields = List.copyOf(lookup(".health-threshold").queryAllAs(TextField.class));
    interact(() -> fields.getFirst().setText("0"));
    picture("health-thresholds");
    assertTrue(lookup("#yes").queryButton().isDisabled());
    interact(() -> fields.getFirst().setText("60"));
    interact(lookup("#yes").queryButton()::fire);
    pass();
    assertEquals("Revoke…", buttonIn(rowOf("Keys idle for 60 days or more")).getText());
  }

  @Test
  void aReadOnlySessionSeesAllAndMendsNothing() {
    openDemo(Session.readOnly(DemoTenant.DOMAIN));
    pass();
    picture("health-read-only");
    assertTrue(lookup("#blocked").query().isVisible());
    assertTrue(buttonIn(rowOf("Keys idle for 45 days or more")).isDisabled());
    assertFalse(
        Files.exists(folder.resolve(DemoTenant.DOMAIN).resolve("api_keys/.console/health.jsonl")));
    resize(1024, 700);
    picture("health-small");
  }

  @Test
  void aTenantThatIsWellSaysSo() throws IOException {
    String tenant = "well.example";
    Path root = folder.resolve(tenant).resolve("api_keys");
    for (String part : List.of("keys", "usage", "audit")) {
      Files.createDirectories(root.resolve(part));
    }
    try (Stream<Path> parts = Files.walk(root)) {
      for (Path part : parts.toList()) {
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwx------"));
      }
    }
    interact(() -> shell.open(folder, tenant, TestWorkspace.administrator(tenant)));
    pass();
    interact(() -> lookup("#health").queryButton().fire());
    pass();
    picture("health-well");
    assertTrue(lookup("#nothing").query().isVisible());
    assertFalse(lookup("#healthCount").query().isVisible());
    assertTrue(shell.dialogs().stream().noneMatch(Dialog.PutOff.class::isInstance));
  }
}

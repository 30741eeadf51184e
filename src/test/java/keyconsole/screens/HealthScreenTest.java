package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyStatus;
import keyconsole.service.DemoTenant;
import keyconsole.service.KeyService;
import keyconsole.service.Session;
import keyconsole.viewmodel.Dialog;
import keyconsole.viewmodel.Page;
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
    laidOut();
  }

  private void laidOut() {
    if (shell.pageProperty().get() instanceof Page.Health) {
      awaitFindings();
    }
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
    awaitFindings();
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
    TextField day = lookup("#day").queryAs(TextField.class);
    String offered = day.getText();
    interact(() -> day.setText("tomorrow"));
    assertTrue(isMarkedWrong(day));
    interact(() -> day.setText(offered));
    assertFalse(isMarkedWrong(day));
    interact(() -> lookup("#reason").queryAs(TextField.class).setText("Moves in January"));
    interact(lookup("#yes").queryButton()::fire);
    filter("Put off");
    picture("health-put-off");
    assertEquals(List.of(name), names());
    assertTrue(
        Files.exists(folder.resolve(DemoTenant.DOMAIN).resolve("api_keys/.console/health.jsonl")));
    openMenuOf(rowOf(title));
    fireMenuItem("Tell it again");
    awaitFindings();
    assertTrue(lookup("#noMatch").query().isVisible());
    picture("health-none-put-off");
    interact(lookup("#showAll").queryButton()::fire);
    awaitFindings();
    assertEquals(name, nameIn(rowOf(title)));
  }

  @Test
  void theThresholdsAreDrawnElsewhere() {
    openDemo();
    interact(lookup("#thresholds").queryButton()::fire);
    List<TextField> fields = List.copyOf(lookup(".health-threshold").queryAllAs(TextField.class));
    interact(() -> fields.getFirst().setText("0"));
    picture("health-thresholds");
    assertEquals(List.of(fields.getFirst()), fields.stream().filter(this::isMarkedWrong).toList());
    assertTrue(lookup("#yes").queryButton().isDisabled());
    double reset = lookup("#resetThresholds").query().localToScene(0, 0).getX();
    double labels = lookup(".health-thresholds").query().localToScene(0, 0).getX();
    assertEquals(labels, reset, 12, "as every deed beside the way on, it stands at the left");
    interact(() -> fields.getFirst().setText("60"));
    interact(lookup("#yes").queryButton()::fire);
    pass();
    assertEquals("Revoke…", buttonIn(rowOf("Keys idle for 60 days or more")).getText());
  }

  private boolean isMarkedWrong(Node field) {
    return field.getPseudoClassStates().contains(PseudoClass.getPseudoClass("wrong"));
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
  void cardsEndWhereTheTitleRowEndsWhetherTheyScrollOrNot() {
    openDemo();
    assertTrue(right(".health-scroll > .scroll-bar") > right("#thresholds"), "they scroll");
    assertEquals(right("#thresholds"), right(".health-card"));
    filter("Notices");
    interact(
        () -> {
          scene.getRoot().resize(1280, 2400);
          scene.getRoot().layout();
          assertEquals(right("#thresholds"), right(".health-card"), "nothing scrolls");
        });
  }

  private double right(String selector) {
    Node node = lookup(selector).query();
    return node.localToScene(node.getLayoutBounds()).getMaxX();
  }

  /// Each node costs styles and a layout, and whoever waits for them can do nothing else.
  @Test
  void aFrameLaysOutAFewFindingsAndLeavesTheRestToTheNext() {
    openDemo();
    Set<Node> before = new HashSet<>();
    List<Integer> frames = new ArrayList<>();
    Runnable count =
        () -> {
          Set<Node> rows = Set.copyOf(lookup(".health-row").queryAll());
          frames.add((int) rows.stream().filter(row -> !before.contains(row)).count());
          before.clear();
          before.addAll(rows);
        };
    interact(count);
    assertTrue(frames.getLast() > 12, "findings for several frames: " + frames);
    frames.clear();
    interact(() -> scene.addPostLayoutPulseListener(count));
    interact(() -> shell.health().orElseThrow().look());
    filter("Warnings");
    filter("All");
    interact(() -> shell.showKeys());
    interact(() -> shell.showHealth());
    awaitFindings();
    interact(() -> scene.removePostLayoutPulseListener(count));
    assertTrue(frames.stream().mapToInt(it -> it).sum() > 12, "all anew: " + frames);
    assertTrue(frames.stream().allMatch(it -> it <= 6), frames.toString());
  }

  @Test
  void whatComesWhileAnotherPageIsInSightIsThereAtTheReturn() {
    openDemo();
    Node idle = rowOf("Keys idle for 45 days or more");
    String name = nameIn(idle);
    interact(() -> shell.showKeys());
    service().revoke(key(name).id());
    interact(() -> around.pass(Duration.ofSeconds(31)));
    interact(() -> lookup("#health").queryButton().fire());
    awaitFindings();
    assertFalse(names().contains(name), "the finding is gone");
  }

  @Test
  void whoComesBackFindsThePageWhereItWas() {
    openDemo();
    ScrollPane scroll = lookup("#scroll").queryAs(ScrollPane.class);
    interact(() -> scroll.setVvalue(0.6));
    Node row = lookup(".health-row").queryAll().stream().skip(14).findFirst().orElseThrow();
    String name = nameIn(row);
    double before = row.localToScene(0, 0).getY();
    interact(() -> shell.showKeys());
    assertTrue(lookup(".health-row").tryQuery().isEmpty());
    interact(() -> shell.showHealth());
    awaitFindings();
    Node after = lookup(".health-row").queryAll().stream().skip(14).findFirst().orElseThrow();
    assertEquals(name, nameIn(after));
    await(() -> Math.abs(after.localToScene(0, 0).getY() - before) <= 2);
  }

  @Test
  void askingForMoreAddsRowsInPlaceAndTheKeyboardGoesOnInTheFirst() {
    openDemo();
    Hyperlink more = lookup(".health-more .hyperlink").queryAs(Hyperlink.class);
    Node card = more.getParent().getParent();
    Set<Node> before = Set.copyOf(from(card).lookup(".health-row").queryAll());
    interact(more::fire);
    await(() -> from(card).lookup(".health-more").queryAll().isEmpty());
    List<Node> after = List.copyOf(from(card).lookup(".health-row").queryAll());
    assertEquals(before, Set.copyOf(after.subList(0, 4)), "those that were there stay");
    assertTrue(after.size() > 4, "and more");
    assertEquals(
        nameIn(after.get(4)), ((Labeled) scene.getFocusOwner()).getText(), "the keyboard goes on");
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

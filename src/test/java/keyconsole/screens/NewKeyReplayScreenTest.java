package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import keyconsole.domain.ApiKey;
import keyconsole.viewmodel.Dialog;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.KeyRow;
import keyconsole.viewmodel.NewKeyLimit;
import keyconsole.viewmodel.NewKeyRestriction;
import keyconsole.viewmodel.NewKeyViewModel;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import keyconsole.viewmodel.WizardStep;
import keyconsole.viewmodel.Workspace;
import org.junit.jupiter.api.Test;

/// The replay beside the wizard of an edit, driven in the window's frame: what it shows, what is
/// asked before saving, and the way to a narrower draft.
class NewKeyReplayScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";
  private static final String KEY = "Billing export";
  private static final LocalDate LAST = LocalDate.of(2026, 11, 22);

  private Workspace workspace;

  @Override
  public void start(Stage stage) {
    super.start(stage);
    TestSurroundings.copyTenant(TENANT, folder);
    shell.open(folder, TENANT, TestWorkspace.administrator(TENANT));
    workspace = shell.workspaceProperty().get().orElseThrow();
    writeUsage();
  }

  /// Eighty days of requests from two addresses on three endpoints, fewer at weekends, and a few
  /// from elsewhere.
  private void writeUsage() {
    Random random = new Random(7);
    String id = key().id().text();
    Path usage = folder.resolve(TENANT).resolve("api_keys/usage");
    try {
      Files.delete(usage.resolve("usage_2026-11-23.jsonl"));
      for (int ago = 79; ago >= 0; ago--) {
        LocalDate day = LAST.minusDays(ago);
        StringBuilder text = new StringBuilder();
        int count = (day.getDayOfWeek().getValue() > 5 ? 8 : 40) + random.nextInt(20);
        for (int i = 0; i < count; i++) {
          boolean elsewhere = random.nextInt(60) == 0;
          text.append(
              ("{\"timestamp\": \"%sT%02d:%02d:00\", \"key_id\": \"%s\", \"endpoint\": \"%s\","
                      + " \"client_ip\": \"%s\", \"tenant\": \"acme.example\"}\n")
                  .formatted(
                      day,
                      8 + i / 8,
                      i % 8,
                      id,
                      elsewhere ? "/v1/exports/of-a-very-long-name/monthly" : "/v1/chat",
                      elsewhere
                          ? "2001:db8:85a3:8d3:1319:8a2e:370:" + random.nextInt(6)
                          : "10.0.0." + (5 + random.nextInt(2))));
        }
        Files.writeString(usage.resolve("usage_" + day + ".jsonl"), text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ApiKey key() {
    return workspace.service().list().stream()
        .filter(key -> key.name().equals(KEY))
        .findFirst()
        .orElseThrow();
  }

  private NewKeyViewModel edit(WizardStep step) {
    NewKeyViewModel wizard = new NewKeyViewModel(workspace, key());
    interact(() -> shell.show(new Page.NewKey(wizard)));
    interact(() -> wizard.goTo(step));
    return wizard;
  }

  private String verdict() {
    return lookup("#replayVerdict").queryAs(Label.class).getText();
  }

  private void enter(String field, String text) {
    interact(() -> lookup(field).queryAs(TextInputControl.class).setText(text));
  }

  private void fire(String button) {
    interact(() -> lookup(button).queryAs(Button.class).fire());
  }

  private void chooseDays(String segment) {
    Node days = lookup("#replayDays").query();
    interact(() -> from(days).lookup(segment).queryAs(ToggleButton.class).fire());
  }

  private static boolean isShown(Node node) {
    return node == null || (node.isVisible() && isShown(node.getParent()));
  }

  @Test
  void draftIsReplayedAsItIsTyped() {
    edit(WizardStep.RESTRICTIONS);
    assertTrue(verdict().startsWith("None of "), verdict());
    picture("replay-none");
    clickOn("#list-IPS");
    write("10.0.0.5");
    assertTrue(verdict().endsWith(" requests would have been denied"), verdict());
    assertFalse(verdict().startsWith("None"), verdict());
    picture("replay-denied");
    String ofNinety = verdict();
    chooseDays("7 d");
    assertNotEquals(ofNinety, verdict());
    picture("replay-7-days");
    chooseDays("90 d");
    assertEquals(ofNinety, verdict());
    enter("#list-IPS", "10.0.0.0/8");
    assertEquals(1, lookup(".newkey-replay-stale").queryAll().size());
    picture("replay-stale");
    enter("#list-IPS", "");
    enter("#list-ENDPOINTS", "/v1/chat");
    enter("#list-BLOCKED", "/v1/exports/of-a-very-long-name/monthly");
    picture("replay-endpoints");
  }

  @Test
  void limitsAreReplayedToo() {
    edit(WizardStep.LIMITS);
    enter("#limit-HOUR", "5");
    enter("#limit-DAY", "45");
    enter("#limit-MONTH", "1000");
    assertFalse(verdict().startsWith("None"), verdict());
    picture("replay-limits");
  }

  @Test
  void replayStandsOnlyWhereItMatters() {
    NewKeyViewModel wizard = edit(WizardStep.WHO);
    assertFalse(isShown(lookup("#replay").query()));
    for (WizardStep step : List.of(WizardStep.LIMITS, WizardStep.REVIEW)) {
      interact(() -> wizard.goTo(step));
      assertTrue(isShown(lookup("#replay").query()), step.name());
    }
    interact(() -> shell.show(new Page.NewKey(new NewKeyViewModel(workspace))));
    assertTrue(lookup("#replay").tryQuery().isEmpty());
  }

  @Test
  void narrowWindowShowsTheReplayBelowTheStep() {
    edit(WizardStep.RESTRICTIONS);
    enter("#list-IPS", "10.0.0.5");
    interact(() -> resize(1024, 700));
    Node replay = lookup("#replay").query();
    assertTrue(isShown(replay));
    assertEquals("replayBelow", replay.getParent().getId());
    Hyperlink link = lookup("#toReplay").queryAs(Hyperlink.class);
    assertEquals(verdict(), link.getText());
    picture("replay-small");
    interact(link::fire);
    double seen = lookup(".newkey-scroll").query().localToScene(0, 0).getY();
    assertEquals(seen, replay.getParent().localToScene(0, 0).getY(), 100);
    picture("replay-small-end");
    interact(() -> resize(1280, 800));
    assertFalse(isShown(link));
    assertEquals("replayBeside", lookup("#replay").query().getParent().getId());
  }

  @Test
  void savingADraftThatDeniesAsksOnceMore() {
    NewKeyViewModel wizard = edit(WizardStep.RESTRICTIONS);
    clickOn("#list-IPS");
    write("10.0.0.5");
    interact(() -> wizard.goTo(WizardStep.REVIEW));
    picture("replay-review");
    fire("#next");
    assertInstanceOf(Dialog.Question.class, shell.dialogs().getLast());
    picture("replay-question");
    press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
    assertTrue(shell.dialogs().isEmpty());
    assertEquals(List.of(), key().restrictions().allowedIps());
    assertEquals("10.0.0.5", wizard.restrictions().list(NewKeyRestriction.Kind.IPS).field().text());
    fire("#next");
    clickOn("Save all the same");
    assertEquals(List.of("10.0.0.5"), key().restrictions().allowedIps());
    assertInstanceOf(Page.Keys.class, shell.pageProperty().get());
  }

  @Test
  void drawerLeadsToADraftThatIsNarrowerAndDeniesNothing() {
    KeyListViewModel keys = assertInstanceOf(Page.Keys.class, shell.pageProperty().get()).model();
    KeyRow row =
        keys.rows().stream()
            .filter(each -> each.rowId().equals(key().id().text()))
            .findFirst()
            .orElseThrow();
    interact(() -> keys.select(List.of(row)));
    interact(() -> lookup("Tighten…").queryAs(Hyperlink.class).fire());
    NewKeyViewModel wizard =
        assertInstanceOf(Page.NewKey.class, shell.pageProperty().get()).model();
    assertEquals(WizardStep.RESTRICTIONS, wizard.stepProperty().get());
    assertTrue(verdict().startsWith("None of "), verdict());
    assertTrue(lookup("#list-IPS").queryAs(TextInputControl.class).getText().contains("10.0.0.6"));
    assertTrue(isShown(lookup("#tightened").query()));
    picture("replay-tightened");
    interact(() -> wizard.goTo(WizardStep.LIMITS));
    picture("replay-tightened-limits");
    interact(() -> lookup("#undoTighten").queryAs(Hyperlink.class).fire());
    assertFalse(isShown(lookup("#tightened").query()));
    assertEquals("1,000", wizard.limits().limit(NewKeyLimit.Kind.HOUR).field().text());
    fire("#tighten");
    assertTrue(isShown(lookup("#tightened").query()));
    interact(() -> wizard.goTo(WizardStep.REVIEW));
    fire("#next");
    assertEquals(List.of("10.0.0.5", "10.0.0.6"), key().restrictions().allowedIps().subList(0, 2));
  }

  @Test
  void linesThatCannotBeReadAreTold() throws IOException {
    Path usage = folder.resolve(TENANT).resolve("api_keys/usage");
    Path aside = usage.resolveSibling("aside");
    Files.move(usage, aside);
    Files.writeString(usage, "in the way");
    edit(WizardStep.LIMITS);
    picture("replay-failed");
    Files.delete(usage);
    Files.move(aside, usage);
    interact(() -> lookup("#replayRetry").queryAs(Hyperlink.class).fire());
    assertTrue(verdict().startsWith("None of "), verdict());
  }

  @Test
  void readingIsShownWithItsProgress() {
    interact(around.tasks::hold);
    edit(WizardStep.LIMITS);
    assertEquals(1, lookup(".newkey-replay-progress").queryAll().size());
    picture("replay-reading");
    interact(around.tasks::release);
    assertTrue(verdict().startsWith("None of "), verdict());
  }
}

package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import keyconsole.domain.ApiKey;
import keyconsole.service.Session;
import keyconsole.viewmodel.AuditViewModel;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Key files and audit log that do not agree, under a person's eyes.
class AuditFindingsScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";
  private static final String DAY = "audit_2026-11-23.jsonl";

  private Path data;

  /// The user's folder is one of the surroundings, which the window has from its start.
  @Override
  public void start(Stage shown) {
    around.userFolder = Optional.of(folder.resolve("user"));
    super.start(shown);
  }

  @BeforeEach
  void open() {
    data = folder.resolve("data");
    TestSurroundings.copyTenant(TENANT, data);
    open(TestWorkspace.administrator(TENANT));
  }

  private void open(Session session) {
    interact(() -> shell.open(data, TENANT, session));
    letTimePass();
    clickOn("#audit");
  }

  private void letTimePass() {
    for (int i = 0; i < 4; i++) {
      interact(() -> around.pass(Duration.ofSeconds(6)));
    }
    interact(() -> scene.getRoot().layout());
  }

  private Path file(ApiKey key) {
    return data.resolve(TENANT).resolve("api_keys/keys").resolve(key.id().fileName());
  }

  private ApiKey key(String name) {
    return shell.workspaceProperty().get().orElseThrow().service().list().stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void rename(String from, String to) throws IOException {
    Path file = file(key(from));
    Files.writeString(file, Files.readString(file).replace(from, to));
    // The system tells of a change some time after it, on a busy machine looks later.
    key(to);
  }

  private int sayRevoked(String name) throws IOException {
    return append(
        "{\"timestamp\": \"2026-11-23T12:00:40\", \"action\": \"api_key_revoked\", \"user_id\":"
            + " \"mallory@acme.example\", \"tenant\": \"acme.example\", \"details\": {\"key_id\":"
            + " \""
            + key(name).id().text()
            + "\", \"name\": \"\"}}\n");
  }

  private int append(String line) throws IOException {
    Path log = data.resolve(TENANT).resolve("api_keys/audit").resolve(DAY);
    Files.writeString(log, line, StandardOpenOption.APPEND);
    return Files.readAllLines(log).size();
  }

  private boolean isShown(String query) {
    return lookup(query).tryQuery().filter(AuditFindingsScreenTest::isInSight).isPresent();
  }

  private static boolean isInSight(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }

  private String text(String query) {
    return lookup(query).queryAs(Labeled.class).getText();
  }

  private void fire(String link) {
    Hyperlink found =
        lookup(".findings-item .hyperlink").queryAllAs(Hyperlink.class).stream()
            .filter(each -> each.getText().equals(link))
            .findFirst()
            .orElseThrow();
    interact(found::fire);
    interact(() -> scene.getRoot().layout());
  }

  private List<Label> signs() {
    return lookup(".audit-row .audit-sign").queryAllAs(Label.class).stream()
        .filter(AuditFindingsScreenTest::isInSight)
        .toList();
  }

  @Test
  void aChangeByHandIsToldUntilAPersonSaysThatItIsKnown() throws IOException {
    assertFalse(isShown("#findingsStrip"));
    assertEquals("Agrees with the key files", text("#findingsQuiet"));
    picture("audit-findings-quiet");

    rename("CI pipeline", "CI pipeline (old)");
    letTimePass();
    assertTrue(isShown("#findingsStrip"));
    assertFalse(isShown("#findingsQuiet"));
    assertEquals("1 change without an entry", text("#findingsStrip .findings-text"));
    picture("audit-findings-strip");

    clickOn("#findingsStrip .findings-text");
    assertEquals("CI pipeline (old) was changed, and no entry says so", text(".findings-what"));
    assertEquals("Name: CI pipeline → CI pipeline (old)", text(".findings-value"));
    picture("audit-findings-list");

    fire("Mark as known…");
    Button yes = lookup("#yes").queryButton();
    assertTrue(yes.isDisabled());
    clickOn(lookup("#reason").queryAs(TextField.class)).write("renamed by hand, ticket 4711");
    assertFalse(yes.isDisabled());
    picture("audit-findings-known");
    interact(yes::fire);
    assertTrue(text(".findings-known").startsWith("Known, says olu@acme.example on "));
    assertTrue(text(".findings-known").endsWith(": renamed by hand, ticket 4711"));
    picture("audit-findings-list-known");

    clickOn("#close");
    assertFalse(isShown("#findingsStrip"));
    assertEquals("Agrees with the key files but for 1 known", text("#findingsQuiet"));

    clickOn("#findingsQuiet");
    fire("Mark as not known");
    clickOn("#close");
    assertTrue(isShown("#findingsStrip"));
  }

  @Test
  void aChangeThatOnlyAnUnreadableLineCouldExplainIsToldAndLeadsToTheLine() throws IOException {
    rename("Billing export", "Billing import");
    int line = append("{\"timestamp\": garbled\n");
    letTimePass();
    assertEquals(
        "1 change that only an unreadable line or an unknown action could explain",
        text("#findingsStrip .findings-text"));
    assertEquals(1, signs().size());
    picture("audit-findings-doubt-strip");
    clickOn("#showFindings");
    String told = "Billing import was changed, and only an unreadable line could explain it";
    assertEquals(told, text(".findings-what"));
    picture("audit-findings-doubt");

    fire("Show the line");
    assertEquals(DAY + ", line " + line, text("#drawer #place"));
    assertEquals(told, text("#drawer #sign"));
    picture("audit-findings-doubt-drawer");
  }

  @Test
  void anEntryThatALaterUnknownActionLeavesInDoubtIsToldToo() throws IOException {
    int line = sayRevoked("Billing export");
    append(
        "{\"timestamp\": \"2026-11-23T12:00:41\", \"action\": \"vault_synced\", \"user_id\": \"sync-bot\","
            + " \"tenant\": \"acme.example\", \"details\": [{\"key_id\": \""
            + key("Billing export").id().text()
            + "\", \"name\": \"Billing export\"}, {\"key_id\": \""
            + key("CI pipeline").id().text()
            + "\", \"name\": \"CI pipeline\"}]}\n");
    letTimePass();
    assertEquals(
        "1 entry that a later unreadable line or unknown action may have undone",
        text("#findingsStrip .findings-text"));
    assertEquals(1, signs().size());
    picture("audit-findings-doubt-entry");
    clickOn("#showFindings");
    assertEquals(
        "api_key_revoked was said of Billing export, and its file says active: only a later entry"
            + " of an unknown action could explain it",
        text(".findings-what"));
    picture("audit-findings-doubt-entry-list");
    fire("Show the line");
    assertEquals(DAY + ", line " + line, text("#drawer #place"));
  }

  @Test
  void anEntryThatNoChangeBearsOutBearsASignAndIsLedTo() throws IOException {
    assertEquals(List.of(), signs());
    int line = sayRevoked("Billing export");
    letTimePass();
    assertEquals("1 entry without a change", text("#findingsStrip .findings-text"));
    String told = "api_key_revoked is the last word on Billing export, and its file says active";
    assertEquals(1, signs().size());
    assertEquals(told, signs().getFirst().getAccessibleText());
    assertEquals(told, signs().getFirst().getTooltip().getText());
    picture("audit-findings-sign");

    clickOn("#showFindings");
    fire("Show the line");
    assertFalse(isShown(".findings-list"));
    assertEquals(DAY + ", line " + line, text("#drawer #place"));
    assertEquals(told, text("#drawer #sign"));
    picture("audit-findings-drawer");

    clickOn("#showFindings");
    fire("Show the key");
    assertTrue(shell.pageProperty().get() instanceof Page.Keys);
    assertEquals("Billing export", text(".detail-title"));
  }

  @Test
  void whatCannotBeComparedSaysWhyAndIsTriedAgain() throws IOException {
    interact(() -> shell.showWelcome());
    Path kept = folder.resolve("user/deeds");
    Files.move(kept, folder.resolve("away"));
    Files.writeString(kept, "no folder");

    open(Session.readOnly(TENANT));
    assertTrue(
        text("#findingsStrip .findings-text").startsWith("Not compared with the key files: "));
    assertEquals("Try again", text("#showFindings"));
    picture("audit-findings-failed");

    Files.delete(kept);
    Files.move(folder.resolve("away"), kept);
    clickOn("#showFindings");
    assertFalse(isShown("#findingsStrip"));
    assertTrue(isShown("#findingsQuiet"));
  }

  @Test
  void allKindsOfFindingsStandInOneList() throws IOException {
    rename("CI pipeline", "CI pipeline of the team in 東京 that builds what is shipped each night");
    ApiKey gone = key("Ops break-glass");
    String made = "00000000-0000-4000-8000-000000000000";
    Files.writeString(
        file(gone).resolveSibling(made + ".json"),
        Files.readString(file(gone)).replace(gone.id().text(), made));
    Files.delete(file(gone));
    sayRevoked("Billing export");
    letTimePass();
    clickOn("#showFindings");
    picture("audit-findings-many");
    assertEquals(4, lookup(".findings-item").queryAll().size());
  }

  @Test
  void whatWasMarkedIsStillKnownAfterTheTenantWasOpenedAgain() throws IOException {
    rename("CI pipeline", "CI pipeline (old)");
    letTimePass();
    clickOn("#showFindings");
    fire("Mark as known…");
    clickOn(lookup("#reason").queryAs(TextField.class)).write("by hand");
    interact(() -> lookup("#yes").queryButton().fire());
    interact(() -> shell.showWelcome());

    open(Session.readOnly(TENANT));
    assertFalse(isShown("#findingsStrip"));
    clickOn("#findingsQuiet");
    assertTrue(text(".findings-known").endsWith(": by hand"));
    picture("audit-findings-read-only");
  }

  /// A log of two weeks, with many actions and actors of each length.
  private void openLongLog() throws IOException {
    data = folder.resolve("long");
    TestSurroundings.copyTenant(TENANT, data);
    Path log = data.resolve(TENANT).resolve("api_keys/audit");
    List<String> actions =
        List.of("resumed", "suspended", "updated", "expired", "nightly_export_of_what_was_billed");
    List<String> actors =
        List.of("j.silva@" + TENANT, "東京", "an.operator.with.a.long.name@example.org", "ci-bot");
    for (int day = 1; day < 23; day++) {
      for (int i = 0; i < 1 + (day * 7) % 5; i++) {
        String date = "2026-11-%02d".formatted(day);
        Files.writeString(
            log.resolve("audit_" + date + ".jsonl"),
            """
            {"timestamp": "%sT11:%02d:00", "action": "api_key_%s", "user_id": "%s", \
            "tenant": "acme.example", "details": {"key_id": "k%d", "name": "Café Zürich 東京"}}
            """
                .formatted(date, i, actions.get((day + i) % 5), actors.get((day * i) % 4), i),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      }
    }
    open(TestWorkspace.administrator(TENANT));
  }

  private void breakSeal() throws IOException {
    Path log = data.resolve(TENANT).resolve("api_keys/audit/audit_2026-11-16.jsonl");
    Files.writeString(log, Files.readString(log).replaceFirst("api_key_[a-z]*", "api_key_nothing"));
    letTimePass();
    letTimePass();
  }

  private double shareOfTable() {
    return lookup("#audit-records").query().getLayoutBounds().getHeight()
        / lookup("#main").query().getLayoutBounds().getHeight();
  }

  private static double end(Node node) {
    return node.localToScene(node.getLayoutBounds()).getMaxX();
  }

  @Test
  void theTableKeepsHalfOfThePageBelowAllThatStandsAboveIt() throws IOException {
    openLongLog();
    rename("CI pipeline", "CI pipeline (old)");
    letTimePass();
    AuditViewModel audit = assertInstanceOf(Page.Audit.class, shell.pageProperty().get()).model();
    picture("audit-together");
    interact(() -> audit.brush(4, 9));
    letTimePass();
    interact(() -> audit.select(1));
    letTimePass();
    picture("audit-together-detail");
    assertTrue(shareOfTable() > 0.5, () -> "it has " + shareOfTable());

    resize(1024, 700);
    letTimePass();
    picture("audit-together-small");
    assertTrue(shareOfTable() > 0.45, () -> "it has " + shareOfTable());
    assertTrue(end(lookup("#auditExport").query()) < end(lookup("#main").query()));
    assertEquals("79", text("#count"));

    breakSeal();
    picture("audit-together-broken-small");
    assertTrue(shareOfTable() > 0.5, () -> "it has " + shareOfTable());
    resize(1280, 800);
    letTimePass();
    picture("audit-together-broken");
    assertTrue(shareOfTable() > 0.48, () -> "it has " + shareOfTable());
  }
}

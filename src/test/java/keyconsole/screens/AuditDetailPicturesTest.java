package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.WritableImage;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import keyconsole.DrivenTest;
import keyconsole.domain.AuditRecord;
import keyconsole.service.AuditTrail;
import keyconsole.view.AuditDetailPane;
import keyconsole.view.Fonts;
import keyconsole.view.FxmlFile;
import keyconsole.view.Theme;
import keyconsole.view.ViewLoader;
import keyconsole.viewmodel.AuditDetailViewModel;
import keyconsole.viewmodel.AuditNames;
import keyconsole.viewmodel.AuditSeals;
import keyconsole.viewmodel.AuditWords;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Look;
import keyconsole.viewmodel.TestWorkspace;
import keyconsole.viewmodel.Tone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The drawer of an audit record by itself, in every state, left as pictures.
class AuditDetailPicturesTest extends DrivenTest {

  private static final String TENANT = "acme.example";
  private static final String GONE = "0d5e7c31-94ab-4f0c-8a57-2f6be1c09d44";

  @TempDir Path folder;
  private TestWorkspace test;
  private KeyListViewModel keys;
  private AuditDetailViewModel detail;
  private final AuditNames names = new AuditNames();
  private Scene scene;

  @Override
  public void start(Stage stage) {
    Fonts.load();
    test = new TestWorkspace(folder, TENANT);
    keys = new KeyListViewModel(test.workspace);
    detail = new AuditDetailViewModel(test.workspace, keys, names, query -> {});
    ViewLoader loader = new ViewLoader(ResourceBundle.getBundle("i18n.console"));
    Parent root = loader.load(FxmlFile.AUDIT_DETAIL, new AuditDetailPane(detail, loader, () -> {}));
    scene = new Scene(root, 336, 724);
    Theme.dress(scene, Look.LIGHT);
    stage.setScene(scene);
    stage.setWidth(336);
    stage.setHeight(724);
    stage.show();
  }

  @AfterEach
  void close() {
    interact(
        () -> {
          detail.close();
          keys.close();
        });
    test.close();
  }

  private void log(String... lines) {
    try {
      Path audit = test.workspace.folder().resolve("audit");
      Files.writeString(audit.resolve("audit_2026-11-22.jsonl"), String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String line(String action, String details) {
    return "{\"timestamp\": \"2026-11-22T16:19:57.082797\", \"action\": \"%s\", \"user_id\": \"olu@acme.example\", \"tenant\": \"acme.example\", \"details\": %s}"
        .formatted(action, details);
  }

  private void show(String query) {
    AuditTrail trail = test.service.auditTrail();
    trail.refresh();
    AuditRecord record =
        trail.search(query, ZoneOffset.UTC, () -> false, _ -> {}).records(0, 100).getLast();
    AuditWords words =
        new AuditWords(
            new KeyWords(test.workspace.texts()), ZoneOffset.UTC, TENANT, names, TestWorkspace.NOW);
    interact(() -> detail.show(record, words));
  }

  private void choose(String tab) {
    interact(() -> lookup(tab).queryAs(ToggleButton.class).fire());
  }

  private void picture(String name) {
    for (boolean dark : new boolean[] {false, true}) {
      interact(() -> Theme.dress(scene, dark ? Look.DARK : Look.LIGHT));
      interact(() -> scene.getRoot().layout());
      WritableImage[] image = new WritableImage[1];
      interact(() -> image[0] = scene.snapshot(null));
      Pictures.write(image[0], "audit-detail-" + name + (dark ? "-dark" : "-light"));
    }
    interact(() -> Theme.dress(scene, Look.LIGHT));
  }

  private String shownJson() {
    StringBuilder text = new StringBuilder();
    lookup(".kc-json-flow .kc-json-text")
        .queryAllAs(Text.class)
        .forEach(each -> text.append(each.getText()));
    return text.toString();
  }

  private void seal(String text, Tone tone) {
    interact(
        () ->
            detail.sealWith(
                new AuditSeals() {
                  @Override
                  public Optional<Told> ofLine(AuditRecord record) {
                    return Optional.of(new Told(text, tone));
                  }

                  @Override
                  public Optional<String> ofLog() {
                    return Optional.empty();
                  }
                }));
  }

  @Test
  void revokedKeyUnderEachTab() {
    log(
        line(
            "api_key_revoked",
            "{\"key_id\": \""
                + GONE
                + "\", \"name\": \"Edge worker (old)\", \"owner_id\": \"j.silva@acme.example\"}"));
    seal("Covered, unchanged", Tone.SUCCESS);
    show("action:revoked key:edge");
    picture("changes");
    assertTrue(lookup("not known").tryQuery().isPresent());
    choose("#jsonTab");
    picture("json");
    choose("#rawTab");
    picture("raw");
    assertEquals("Deleted", told("KEY"));
    assertFalse(lookup("#audit-link-KEY .hyperlink").queryAs(Hyperlink.class).isVisible());
  }

  private Button button(String name) {
    return lookup(".button").queryAllAs(Button.class).stream()
        .filter(each -> name.equals(each.getAccessibleText()))
        .findFirst()
        .orElseThrow();
  }

  private String told(String target) {
    return lookup("#audit-link-" + target + " .kc-muted").queryAs(Label.class).getText();
  }

  @Test
  void severalKeysHaveALinkEach() {
    log(
        line(
            "api_key_revoked",
            "[{\"key_id\": \"8c5ad429-df12-4037-905a-49cce4f9c35c\", \"name\": \"Billing export\"}, {\"key_id\": \""
                + GONE
                + "\", \"name\": \"Edge worker (old)\"}]"));
    show("action:revoked key:edge");
    picture("several");
    assertEquals(2, lookup("#audit-link-KEY").queryAll().size());
    choose("#jsonTab");
    picture("several-json");
  }

  @Test
  void lineThatCannotBeRead() {
    log(
        "{\"timestamp\": \"2026-11-22T03:00:00\", \"action\": \"api_key_revoked\", \"user_id\": \"olu\", tenant");
    seal("Changed after it was sealed", Tone.DANGER);
    show("tenant -action:api");
    picture("unreadable");
    choose("#rawTab");
    picture("unreadable-raw");
  }

  @Test
  void longNamesAndOtherScripts() {
    log(
        line(
            "api_key_updated",
            "{\"key_id\": \""
                + GONE
                + "\", \"name\": \"Caf\\u00e9 Z\\u00fcrich \\u6771\\u4eac a name far longer than any drawer is wide\", \"capabilities\": {\"from\": [\"rag:search\"], \"to\": [\"rag:search\", \"rag:upload\", \"rag:dataset_management\"]}, \"rate_limit_per_hour\": {\"from\": 5000, \"to\": 8000}, \"ticket\": \"https://tickets.example.com/browse/OPS-4711?with=a-long-tail\", \"note\": \"\\u6771\\u4eac\\u6771\\u4eac\\u6771\\u4eac\\u6771\\u4eac\\u6771\\u4eac\\u6771\\u4eac\\u6771\\u4eac\"}"));
    show("action:updated");
    picture("long");
    choose("#jsonTab");
    picture("long-json");
    assertTrue(shownJson().contains("東京"));
  }

  @Test
  void editOfAKeyThatIsThere() {
    log(
        line(
            "api_key_updated",
            "{\"key_id\": \"8c5ad429-df12-4037-905a-49cce4f9c35c\", \"name\": \"Billing export\", \"changed\": [\"limits\", \"description\"], \"owner_id\": \"dana@acme.example\"}"),
        line("policy_changed", "{\"deep\": {\"x\": [1, {\"y\": null}]}, \"on\": true}"));
    show("action:updated");
    picture("edit");
    show("action:policy");
    picture("unknown");
  }

  @Test
  void hugeRecordIsShownInPartUntilAllIsAskedFor() {
    log(line("policy_changed", "{\"text\": \"" + "0123456789".repeat(9_000) + "\"}"));
    show("action:policy");
    choose("#jsonTab");
    assertTrue(shownJson().length() < 20_000);
    interact(
        () ->
            lookup(".kc-json .shell-link").queryAllAs(Hyperlink.class).stream()
                .findFirst()
                .orElseThrow()
                .fire());
    interact(() -> scene.getRoot().layout());
    assertTrue(shownJson().length() > 90_000);
  }

  @Test
  void copiesAreExact() {
    log(line("policy_changed", "{\"text\": \"\\u6771\"}"));
    show("action:policy");
    choose("#rawTab");
    interact(() -> button("Copy the line").fire());
    assertEquals(line("policy_changed", "{\"text\": \"\\u6771\"}"), test.clipboard);
    assertEquals(List.of("It is on the clipboard"), test.said);
  }
}

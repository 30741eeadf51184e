package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.AuditResult;
import keyconsole.service.AuditTrail;
import keyconsole.view.AuditDetailPane;
import keyconsole.view.FxmlFile;
import keyconsole.view.ViewLoader;
import keyconsole.viewmodel.AuditDetailViewModel;
import keyconsole.viewmodel.AuditNames;
import keyconsole.viewmodel.AuditSaving;
import keyconsole.viewmodel.AuditWords;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import keyconsole.viewmodel.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The drawer of an audit record beside the console's window, driven.
class AuditDetailScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";

  private final List<String> searched = new ArrayList<>();
  private final AuditNames names = new AuditNames();
  private Workspace workspace;
  private AuditDetailViewModel detail;
  private int closed;

  @BeforeEach
  void open() {
    TestSurroundings.copyTenant(TENANT, folder);
    interact(
        () -> {
          shell.open(folder, TENANT, TestWorkspace.administrator(TENANT));
          workspace = shell.workspaceProperty().get().orElseThrow();
          detail =
              new AuditDetailViewModel(workspace, shell.keys().orElseThrow(), names, searched::add);
          ViewLoader loader = new ViewLoader(around.surroundings().texts());
          Region drawer =
              (Region)
                  loader.load(
                      FxmlFile.AUDIT_DETAIL, new AuditDetailPane(detail, loader, () -> closed++));
          drawer.setMinWidth(336);
          drawer.setMaxWidth(336);
          Parent frame = scene.getRoot();
          List<String> styles = List.copyOf(frame.getStyleClass());
          scene.setRoot(new Group());
          HBox both = new HBox(frame, drawer);
          both.getStyleClass().addAll(styles);
          HBox.setHgrow(frame, Priority.ALWAYS);
          scene.setRoot(both);
        });
    show("action:revoked");
  }

  @AfterEach
  void closeDrawer() {
    interact(() -> detail.close());
  }

  private AuditResult find(String query) {
    AuditTrail trail = workspace.service().auditTrail();
    trail.refresh();
    return trail.search(query, ZoneOffset.UTC, () -> false, _ -> {});
  }

  private AuditWords words() {
    return new AuditWords(
        new KeyWords(workspace.texts()), ZoneOffset.UTC, TENANT, names, TestWorkspace.NOW);
  }

  private void show(String query) {
    AuditRecord record = find(query).records(0, 100).getLast();
    interact(() -> detail.show(record, words()));
  }

  private void follow(String target) {
    interact(() -> lookup("#audit-link-" + target + " .hyperlink").queryAs(Hyperlink.class).fire());
  }

  @Test
  void keyOpensInTheKeyList() {
    interact(() -> shell.showAccessCheck(Optional.empty()));
    follow("KEY");
    assertInstanceOf(Page.Keys.class, shell.pageProperty().get());
    assertEquals("To be revoked", shell.keys().orElseThrow().selectedKeys().getFirst().name());
  }

  @Test
  void usageOpensItsLines() {
    follow("USAGE");
    assertInstanceOf(Page.UsageLines.class, shell.pageProperty().get());
  }

  @Test
  void otherEntriesAreSearchedFor() {
    follow("ENTRIES_OF_KEY");
    follow("ENTRIES_BY_ACTOR");
    assertEquals(2, searched.size());
    assertTrue(searched.getLast().contains("lee@acme.example"));
  }

  @Test
  void tabStaysWhenAnotherRecordIsChosen() {
    interact(() -> lookup("#rawTab").queryAs(ToggleButton.class).fire());
    show("action:rotated");
    assertTrue(lookup("#rawTab").queryAs(ToggleButton.class).isSelected());
    interact(() -> lookup("#rawTab").queryAs(ToggleButton.class).fire());
    assertTrue(lookup("#rawTab").queryAs(ToggleButton.class).isSelected());
    picture("audit-detail-window");
  }

  @Test
  void allThatIsToldBeginsInOneColumn() {
    List<Node> told =
        List.of(
            lookup(".audit-changes-table .detail-value").query(),
            lookup(".audit-changes-facts .detail-value").query(),
            lookup("#place").query(),
            lookup("#hash").query());
    assertEquals(
        1,
        told.stream().map(node -> Math.round(node.localToScene(0, 0).getX())).distinct().count(),
        () -> told.stream().map(node -> node.localToScene(0, 0).getX()).toList().toString());
  }

  @Test
  void closeButtonClosesTheDrawer() {
    interact(
        () ->
            lookup(".audit-detail .button").queryAllAs(Button.class).stream()
                .filter(each -> "Close the entry".equals(each.getAccessibleText()))
                .findFirst()
                .orElseThrow()
                .fire());
    assertEquals(1, closed);
  }

  @Test
  void savedEntriesAreOnDiskAndTheWindowSaysSo() throws IOException {
    Path saved = folder.resolve("out.jsonl");
    around.saveTo = Optional.of(saved);
    AuditSaving saving = new AuditSaving(workspace, around);
    AuditResult found = find("action:created");
    interact(
        () ->
            saving.save(
                AuditSaving.Format.JSONL,
                found,
                0,
                found.size(),
                "action:created",
                Optional.empty(),
                Optional.empty(),
                words()));
    assertEquals(9, Files.readAllLines(saved).size());
    assertTrue(
        shell
            .notices()
            .shownProperty()
            .get()
            .orElseThrow()
            .text()
            .startsWith("9 entries are saved in"));
  }
}

package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import keyconsole.domain.ApiKey;
import keyconsole.viewmodel.BulkLine;
import keyconsole.viewmodel.BulkViewModel;
import keyconsole.viewmodel.Dialog;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.Test;

/// Many keys from a file in the window: seen, mended, made and stored.
class BulkScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";
  private static final String HEADER =
      "name;owner;template;scope;capabilities;expires;allowed_ips\n";

  @Override
  public void start(Stage stage) {
    super.start(stage);
    TestSurroundings.copyTenant(TENANT, folder);
    shell.open(folder, TENANT, TestWorkspace.administrator(TENANT));
  }

  private void file(String rows) throws IOException {
    Path file = Files.writeString(folder.resolve("autumn keys.csv"), HEADER + rows);
    around.openFrom = Optional.of(file);
  }

  private Button create() {
    return lookup("#yes").queryAs(Button.class);
  }

  private BulkViewModel model() {
    return assertInstanceOf(Dialog.Bulk.class, shell.dialogs().getFirst()).model();
  }

  private List<String> names() {
    return shell.workspaceProperty().get().orElseThrow().service().list().stream()
        .map(ApiKey::name)
        .toList();
  }

  private static String many() {
    StringBuilder rows = new StringBuilder();
    for (int i = 1; i <= 40; i++) {
      rows.append("Till ")
          .append(i)
          .append(";dana@acme.example;CI pipeline;;;30;10.1.0.")
          .append(i);
      rows.append('\n');
    }
    return rows.toString();
  }

  @Test
  void fileWithMistakesIsSeenMendedAndMade() throws IOException {
    resize(1000, 860);
    clickOn("#moreNew");
    fireMenuItem("Create keys from a CSV file…");
    picture("bulk-choose");
    file(
        "Returns assistant 東京;dana@acme.example;Read-only search;;;90;\n"
            + "Warehouse;;;root;gpt;soon;10.0.0.0/8\n"
            + "Billing export;;CI pipeline;;;;\n"
            + "A name so long that it does not fit into its column at all, however wide;"
            + "somebody.with.a.long.address@acme.example;;tenant;"
            + "llm:gpt-4 llm:claude-sonnet rag:search;never: a machine;203.0.113.7\n");
    clickOn("#choose");
    assertEquals("Create 3 keys", create().getText());
    picture("bulk-mistakes");
    interact(() -> lookup(".bulk-table").queryAs(TableView.class).getSelectionModel().select(1));
    assertEquals(4, lookup(".bulk-row-told .bulk-told").queryAll().size());
    picture("bulk-detail");
    assertFalse(names().contains("Warehouse"));
    file(
        "Returns assistant 東京;dana@acme.example;Read-only search;;;90;\n"
            + "Warehouse;;;user;llm:groq;60;10.0.0.8\n");
    clickOn("#again");
    assertEquals("Create 2 keys", create().getText());
    clickOn(create());
    assertTrue(names().containsAll(List.of("Warehouse", "Returns assistant 東京")));
    assertEquals("Done", create().getText());
    assertTrue(create().isDisabled());
    assertFalse(lookup("#back").query().isVisible(), "what is made cannot be cancelled");
    interact(() -> lookup(".bulk-table").queryAs(TableView.class).getSelectionModel().select(1));
    clickOn(".bulk-raw .button");
    assertTrue(around.clipboard.startsWith("gt2_acme.example_"));
    picture("bulk-created");
    Path saved = folder.resolve("saved.csv");
    around.saveTo = Optional.of(saved);
    clickOn("#save");
    picture("bulk-save-question");
    clickOn("Save to a file");
    assertEquals(3, Files.readAllLines(saved).size());
    assertEquals("", around.clipboard);
    picture("bulk-saved");
    clickOn(create());
    assertTrue(shell.dialogs().isEmpty());
  }

  @Test
  void otherStatesLeaveTheirPictures() throws IOException {
    interact(() -> shell.keys().orElseThrow().actions().newKeys());
    Files.writeString(folder.resolve("wrong.csv"), "name,alowed_ips,owner,owner\nx,y,z,w\n");
    interact(() -> model().read(folder.resolve("wrong.csv")));
    picture("bulk-wrong-file");
    file(many());
    interact(() -> model().read(around.openFrom.orElseThrow()));
    interact(() -> model().showProperty().set(BulkViewModel.Show.MISTAKES));
    picture("bulk-no-such-row");
    interact(() -> model().showProperty().set(BulkViewModel.Show.ALL));
    around.tasks.hold();
    interact(() -> model().create());
    picture("bulk-working");
    assertInstanceOf(BulkLine.Outcome.AtWork.class, model().rows().getFirst().outcome());
    assertTrue(lookup(".dialog-work .label").queryAs(Label.class).getText().startsWith("Creating"));
  }
}

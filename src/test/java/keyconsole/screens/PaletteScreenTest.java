package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import keyconsole.viewmodel.Dialog;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.PaletteLine;
import keyconsole.viewmodel.PaletteViewModel;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The command palette, driven from the keyboard alone.
class PaletteScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";

  @BeforeEach
  void open() {
    TestSurroundings.copyTenant(TENANT, folder);
    interact(() -> shell.open(folder, TENANT, TestWorkspace.administrator(TENANT)));
  }

  private void openPalette() {
    push(KeyCode.CONTROL, KeyCode.K);
    assertTrue(lookup(".palette").tryQuery().isPresent());
  }

  private PaletteViewModel palette() {
    return assertInstanceOf(
        PaletteViewModel.class,
        assertInstanceOf(Dialog.Guide.class, shell.dialogs().getLast()).model());
  }

  private List<String> titles() {
    return palette().lines().stream().map(PaletteLine::title).toList();
  }

  @Test
  void aFewLettersAndEnterLeadToAKey() {
    openPalette();
    write("bill");
    assertEquals(
        "Billing export", palette().chosenProperty().get().map(PaletteLine::title).orElse(""));
    picture("palette-key");
    push(KeyCode.ENTER);
    assertTrue(shell.dialogs().isEmpty());
    assertEquals("Billing export", lookup(".detail-title").queryAs(Label.class).getText());
    openPalette();
    assertEquals(List.of("Recently used", "Billing export"), titles().subList(0, 2));
    picture("palette");
    push(KeyCode.ESCAPE);
    assertTrue(shell.dialogs().isEmpty());
  }

  @Test
  void theArrowsWalkToACommandAndEnterRunsIt() {
    openPalette();
    write("aud");
    push(KeyCode.DOWN);
    push(KeyCode.UP);
    picture("palette-command");
    push(KeyCode.ENTER);
    assertInstanceOf(Page.Audit.class, shell.pageProperty().get());
  }

  @Test
  void aCommandThatCannotBeRunSaysWhyAndIsPassedOver() {
    openPalette();
    write("revoke");
    PaletteLine revoke =
        palette().lines().stream()
            .filter(line -> line.title().equals("Revoke…"))
            .findFirst()
            .orElseThrow();
    assertEquals("Select a key first", revoke.reason());
    assertEquals(Optional.empty(), palette().chosenProperty().get().filter(revoke::equals));
    picture("palette-off");
    clickOn(
        lookup(".palette-list").<ListView<PaletteLine>>query().lookupAll(".palette-reason").stream()
            .findFirst()
            .orElseThrow());
    assertEquals(1, shell.dialogs().size());
  }

  @Test
  void keysOfTheWindowLeadToThePagesAndTheSearch() {
    push(KeyCode.CONTROL, KeyCode.DIGIT2);
    assertInstanceOf(Page.Usage.class, shell.pageProperty().get());
    push(KeyCode.CONTROL, KeyCode.DIGIT1);
    assertInstanceOf(Page.Keys.class, shell.pageProperty().get());
    push(KeyCode.CONTROL, KeyCode.F);
    TextField search = lookup("#search").queryAs(TextField.class);
    assertTrue(search.isFocused());
    write("?");
    assertTrue(shell.dialogs().isEmpty());
    assertEquals("?", search.getText());
    push(KeyCode.ESCAPE);
    assertEquals("", search.getText());
    push(KeyCode.CONTROL, KeyCode.N);
    assertInstanceOf(Page.NewKey.class, shell.pageProperty().get());
  }

  @Test
  void aQuestionMarkShowsEveryKey() {
    interact(() -> lookup("#table").query().requestFocus());
    write("?");
    assertTrue(lookup(".sheet").tryQuery().isPresent());
    picture("shortcuts");
    push(KeyCode.ESCAPE);
    assertTrue(shell.dialogs().isEmpty());
  }
}

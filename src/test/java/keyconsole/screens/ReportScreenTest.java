package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import keyconsole.service.Session;
import keyconsole.viewmodel.TestSurroundings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A report made by hand, from the menu to the folder that holds it.
class ReportScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";

  private Path reports;

  @BeforeEach
  void open() throws Exception {
    Path data = folder.resolve("data");
    TestSurroundings.copyTenant(TENANT, data);
    reports = Files.createDirectories(folder.resolve("reports"));
    interact(() -> shell.open(data, TENANT, Session.readOnly(TENANT)));
    clickOn("#tenant");
    fireMenuItem("Make a report…");
  }

  private Button yes() {
    return lookup("#yes").queryButton();
  }

  private String text(String query) {
    return lookup(query).queryAs(Label.class).getText();
  }

  @Test
  void aReportOfOtherDaysIsMadeAndItsFolderShown() throws Exception {
    assertEquals("2026-10-01", lookup("#from").queryAs(TextField.class).getText());
    assertTrue(yes().isDisabled());
    picture("report-dialog");
    clickOn("Other days");
    doubleClickOn("#to");
    push(KeyCode.CONTROL, KeyCode.A);
    write("2026-09-30");
    assertEquals("The last day is before the first.", text("#problem"));
    assertTrue(isMarkedWrong("#from") && isMarkedWrong("#to"));
    assertFalse(lookup("#target").query().getStyleClass().contains("kc-mono"), "it is no path yet");
    doubleClickOn("#to");
    push(KeyCode.CONTROL, KeyCode.A);
    write("2026-11-23");
    around.chosen = Optional.of(reports);
    clickOn("#choose");
    Path made = reports.resolve("access-report-acme.example-2026-10-01_2026-11-23");
    assertEquals(made.toString(), text("#target"));
    assertFalse(isMarkedWrong("#from") || isMarkedWrong("#to"));
    interact(yes()::fire);
    assertTrue(text("#madeText").startsWith("The report of acme.example for"));
    picture("report-made");
    assertTrue(Files.size(made.resolve("report.pdf")) > 10_000);
    assertEquals("Open folder", yes().getText());
    interact(yes()::fire);
    assertEquals(List.of(made), around.shownFolders);
    interact(() -> lookup("#back").queryButton().fire());
    assertEquals(List.of(), shell.dialogs());
  }

  private boolean isMarkedWrong(String field) {
    return lookup(field)
        .query()
        .getPseudoClassStates()
        .contains(PseudoClass.getPseudoClass("wrong"));
  }

  @Test
  void whatStandsInTheWayIsSaidAndStays() throws Exception {
    around.chosen = Optional.of(reports);
    interact(() -> lookup("#choose").queryButton().fire());
    Path other = Files.createDirectories(Path.of(text("#target"))).resolve("old.txt");
    Files.writeString(other, "old");
    interact(yes()::fire);
    assertTrue(text(".dialog-failure-text").contains("holds files already"));
    assertFalse(lookup("#made").query().isVisible());
    assertEquals("old", Files.readString(other));
    push(KeyCode.ESCAPE);
    assertEquals(List.of(), shell.dialogs());
  }
}

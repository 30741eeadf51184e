package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.AccessReturns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportViewModelTest {

  @TempDir Path folder;
  private final TestSurroundings around = new TestSurroundings();
  private TestWorkspace test;
  private ReportViewModel model;

  @BeforeEach
  void open() {
    test = new TestWorkspace(folder.resolve("data"), "acme.example");
    around.chosen = Optional.of(folder);
    model = new ReportViewModel(test.workspace, around.surroundings(), () -> AccessReturns.NONE);
  }

  @AfterEach
  void close() {
    test.close();
  }

  private String days() {
    return model.fromProperty().get() + " " + model.toProperty().get();
  }

  @Test
  void lastMonthIsOfferedFirstAndThisOneAsFarAsItHasCome() {
    assertEquals("2026-10-01 2026-10-31", days());
    model.daysProperty().set(ReportViewModel.Days.THIS_MONTH);
    assertEquals("2026-11-01 2026-11-23", days());
    model.daysProperty().set(ReportViewModel.Days.OTHER);
    assertEquals("2026-11-01 2026-11-23", days());
  }

  @Test
  void itGoesIntoAFolderOfItsOwnThatNamesTenantAndDays() {
    assertFalse(model.ready().get());
    model.choose();
    assertEquals(
        Optional.of(folder.resolve("access-report-acme.example-2026-10")),
        model.targetProperty().get());
    assertTrue(model.ready().get());
  }

  @Test
  void daysThatCannotBeAreToldAndNothingIsMade() {
    model.choose();
    model.daysProperty().set(ReportViewModel.Days.OTHER);
    model.toProperty().set("2026-02-30");
    assertEquals("A day looks like 2026-10-31.", model.problemProperty().get());
    model.toProperty().set("2026-09-30");
    assertEquals("The last day is before the first.", model.problemProperty().get());
    model.fromProperty().set("0206-09-01");
    assertEquals("That is more than ten years. Begin later.", model.problemProperty().get());
    assertFalse(model.ready().get());
    model.make();
    assertEquals("", model.madeProperty().get());
  }

  @Test
  void madeItIsToldAndItsFolderShown() {
    model.choose();
    model.make();
    Path made = model.targetProperty().get().orElseThrow();
    assertTrue(model.madeProperty().get().endsWith("is in " + made + "."));
    assertEquals(Optional.empty(), model.workProperty().get());
    assertTrue(Files.exists(made.resolve("report.pdf")));
    model.openFolder();
    assertEquals(List.of(made), around.shownFolders);
  }

  @Test
  void secondOneOfTheSameDaysDoesNotOverwriteTheFirst() {
    model.choose();
    model.make();
    ReportViewModel again =
        new ReportViewModel(test.workspace, around.surroundings(), () -> AccessReturns.NONE);
    again.choose();
    again.make();
    assertEquals("", again.madeProperty().get());
    assertTrue(again.reportProperty().get().text().contains("holds files already"));
  }

  @Test
  void cancelClosesTheDialog() {
    test.dialogs.add(new Dialog.MakeReport(model));
    model.cancel();
    assertEquals(List.of(), test.dialogs);
  }
}

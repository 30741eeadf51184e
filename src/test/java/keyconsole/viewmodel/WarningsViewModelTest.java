package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import javafx.beans.property.SimpleObjectProperty;
import keyconsole.domain.CountersSetBack;
import keyconsole.domain.CountersSetBack.Counter;
import keyconsole.viewmodel.WarningsViewModel.Item;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarningsViewModelTest {

  @TempDir Path folder;
  private final SimpleObjectProperty<List<CountersSetBack>> counters =
      new SimpleObjectProperty<>(List.of());
  private TestWorkspace test;
  private WarningsViewModel model;
  private boolean mayLook = true;

  @BeforeEach
  void open() throws IOException {
    test = new TestWorkspace(folder, "acme.example");
    try (Stream<Path> parts = Files.walk(test.workspace.folder())) {
      for (Path part : parts.filter(Files::isDirectory).toList()) {
        mode(part, "rwx------");
      }
    }
    model = new WarningsViewModel(test.workspace, counters, () -> mayLook);
  }

  @AfterEach
  void close() {
    model.end();
    test.close();
  }

  private static void mode(Path part, String mode) throws IOException {
    Files.setPosixFilePermissions(part, PosixFilePermissions.fromString(mode));
  }

  private Path part(String name) {
    return test.workspace.folder().resolve(name);
  }

  private List<Item> items() {
    return model.itemsProperty().get();
  }

  @Test
  void saysNothingWhereThereIsNothingToKnow() {
    test.tick();
    assertEquals(List.of(), items());
    assertEquals("", model.briefProperty().getValue());
  }

  @Test
  void foldersThatOthersMayLookIntoAreOneWarningThatGoesWhenTheyAreClosed() throws IOException {
    mode(part("keys"), "rwxr-xr-x");
    mode(part("usage"), "rwxr-xr-x");
    test.tick();
    assertEquals("1 warning", model.briefProperty().getValue());
    Item item = items().getFirst();
    assertEquals("2 folders are open to others", item.title());
    assertEquals(List.of(), item.lines());
    assertEquals("Close them to all but their owner:", item.mend());
    assertFalse(item.canNote());
    model.copy(item);
    assertEquals("chmod 700 " + part("keys") + "\nchmod 700 " + part("usage"), test.clipboard);
    mode(part("keys"), "rwx------");
    mode(part("usage"), "rwx------");
    test.tick();
    assertEquals(List.of(), items());
    assertEquals("All is mended: there is nothing left to warn of.", model.summary().getValue());
  }

  @Test
  void countersThatWereSetBackStandUntilAPersonTakesNoteAndComeWithTheNextOne() {
    CountersSetBack first =
        new CountersSetBack(
            test.key("Billing export").id(),
            "Billing export",
            Counter.REQUESTS,
            1_040,
            38,
            TestWorkspace.NOW);
    counters.set(List.of(first));
    Item item = items().getFirst();
    assertEquals("A request counter was set back", item.title());
    assertEquals(
        List.of("Billing export: from 1,040 back to 38, seen 23 Nov, 12:00 UTC"), item.lines());
    test.tick();
    assertTrue(items().getFirst().canNote());
    model.takeNote(item);
    assertEquals(List.of(), items());
    counters.set(
        List.of(
            new CountersSetBack(
                first.key(), "", Counter.DENIALS, 40, 39, TestWorkspace.NOW.plusSeconds(60)),
            first));
    assertEquals(1, items().getFirst().lines().size());
    String line = items().getFirst().lines().getFirst();
    assertTrue(line.contains(": denials by the hourly limit from 40 back to 39, seen "), line);
  }

  @Test
  void whatIsSoStillComesAgainAfterAPersonTookNote() throws IOException {
    mode(part("keys"), "rwxr-xr-x");
    test.tick();
    model.takeNote(items().getFirst());
    assertEquals(List.of(), items());
    test.tick();
    assertEquals("1 warning", model.briefProperty().getValue());
  }

  @Test
  void looksInTheBackgroundOnlyAfterTheFirstReadingAndNotTwiceAtOnce() throws IOException {
    mode(part("keys"), "rwxr-xr-x");
    mayLook = false;
    test.tick();
    assertEquals(List.of(), items());
    mayLook = true;
    test.tasks.hold();
    test.tick();
    test.tick();
    assertEquals(List.of(), items());
    test.tasks.goOn();
    assertEquals(1, items().size());
  }

  @Test
  void opensAndClosesItsList() {
    model.open();
    assertEquals(List.of(new Dialog.Warnings(model)), test.dialogs);
    model.close();
    assertEquals(List.of(), test.dialogs);
  }
}

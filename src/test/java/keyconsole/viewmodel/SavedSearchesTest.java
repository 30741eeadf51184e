package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedSearchesTest {

  @TempDir Path folder;
  private final TestSurroundings around = new TestSurroundings();
  private final List<String> searched = new ArrayList<>();
  private TestWorkspace test;

  @BeforeEach
  void open() {
    test = new TestWorkspace(folder, "save.example");
  }

  @AfterEach
  void close() {
    test.close();
  }

  private SavedSearches searches() {
    KeyWords words = new KeyWords(ResourceBundle.getBundle("i18n.console"));
    return new SavedSearches(test, around, test, words, searched::add);
  }

  private static List<String> names(SavedSearches searches) {
    return searches.allProperty().get().stream().map(SavedSearch::name).toList();
  }

  @Test
  void savedSearchIsThereTheNextTimeAndSearchesAgain() {
    assertTrue(searches().save(" Revoked ", "action:revoked"));
    SavedSearches next = searches();
    assertEquals(List.of(new SavedSearch("Revoked", "action:revoked")), next.allProperty().get());
    next.apply(next.allProperty().get().getFirst());
    assertEquals(List.of("action:revoked"), searched);
  }

  @Test
  void sameNameReplacesInItsPlace() {
    SavedSearches searches = searches();
    searches.save("a", "1");
    searches.save("b", "2");
    searches.save("a", "3");
    assertEquals(List.of("a", "b"), names(searches));
    assertEquals("3", searches.allProperty().get().getFirst().query());
  }

  @Test
  void anotherNameIsTakenUnlessASearchHasIt() {
    SavedSearches searches = searches();
    searches.save("a", "1");
    searches.save("b", "2");
    SavedSearch first = searches.allProperty().get().getFirst();
    assertFalse(searches.rename(first, "b"));
    assertFalse(searches.errorProperty().get().isEmpty());
    assertTrue(searches.rename(first, "c"));
    assertEquals(List.of("c", "b"), names(searches));
    assertEquals("", searches.errorProperty().get());
    searches.delete(searches.allProperty().get().getFirst());
    assertEquals(List.of("b"), names(searches()));
  }

  @Test
  void noRawKeyIsKept() {
    SavedSearches searches = searches();
    String raw = "gt2_save.example_" + "x".repeat(43);
    assertFalse(searches.save("a", "word " + raw));
    assertFalse(searches.save(raw, "word"));
    assertFalse(searches.save(" ", "word"));
    assertFalse(searches.errorProperty().get().contains("xxx"));
    assertEquals(List.of(), around.searches);
  }

  @Test
  void whatCannotBeKeptIsNotShownAsSaved() {
    SavedSearches searches = searches();
    searches.save("a", "1");
    around.damage = Optional.of(new IOException("The disk is full."));
    searches.save("b", "2");
    assertEquals(List.of("a"), names(searches));
    assertEquals(1, test.reported.size());
  }

  @Test
  void nothingIsReadOrKeptOnTheThreadOfTheWindow() {
    around.searches.add(new SavedSearch("old", "0"));
    test.tasks.hold();
    SavedSearches searches = searches();
    assertEquals(List.of(), names(searches));
    assertFalse(searches.save("a", "1"));
    assertFalse(searches.errorProperty().get().isEmpty());
    test.tasks.goOn();
    assertEquals(List.of("old"), names(searches));
    assertTrue(searches.save("a", "1"));
    assertTrue(searches.save("b", "2"));
    assertEquals(List.of("old", "a", "b"), names(searches));
    assertEquals(1, around.searches.size());
    test.tasks.release();
    assertEquals(List.of("old", "a", "b"), names(searches()));
  }

  @Test
  void whatWasSavedRightBeforeTheEndIsKept() {
    test.tasks.hold();
    SavedSearches searches = searches();
    test.tasks.goOn();
    searches.save("a", "1");
    searches.close();
    assertEquals(List.of(new SavedSearch("a", "1")), around.searches);
  }
}

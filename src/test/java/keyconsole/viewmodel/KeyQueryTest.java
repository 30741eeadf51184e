package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import keyconsole.domain.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyQueryTest {

  private static final Instant NOW = TestWorkspace.NOW;

  @TempDir Path folder;
  private TestWorkspace test;
  private KeyListViewModel keys;
  private List<KeyRow> all;

  @BeforeEach
  void open() {
    test = new TestWorkspace(folder, "acme.example");
    keys = new KeyListViewModel(test.workspace);
    all = List.copyOf(keys.rows());
  }

  @AfterEach
  void close() {
    keys.close();
    test.close();
  }

  private static KeyQuery query(String text, KeyFilter filter, KeyFacet... facets) {
    return new KeyQuery(text, filter, List.of(facets));
  }

  @Test
  void allWordsMustBeFoundInAnyOrder() {
    assertEquals(1, query("export  DANA", KeyFilter.ALL).run(all, NOW).rows().size());
    assertEquals(0, query("export nobody", KeyFilter.ALL).run(all, NOW).rows().size());
  }

  @Test
  void chipsCountWhatSearchAndAddedFiltersLeave() {
    KeyQuery.Answer answer =
        query("", KeyFilter.SUSPENDED, new KeyFacet.OfOwner("dana@acme.example")).run(all, NOW);
    assertEquals(3, answer.counts().get(KeyFilter.ALL));
    assertEquals(answer.rows().size(), answer.counts().get(KeyFilter.SUSPENDED));
  }

  @Test
  void allCountsKeysAndLeavesProblemsToTheirOwnChip(@TempDir Path other) {
    try (TestWorkspace odd = new TestWorkspace(other, "odd.example");
        KeyListViewModel list = new KeyListViewModel(odd.workspace)) {
      Map<KeyFilter, Integer> counts = list.countsProperty().get();
      assertEquals(list.keyCount(), counts.get(KeyFilter.ALL));
      assertEquals(list.problemCount(), counts.get(KeyFilter.PROBLEMS));
      assertEquals(String.valueOf(list.keyCount()), list.countTextProperty().get());
      assertEquals(list.keyCount() + list.problemCount(), list.rows().size());
    }
  }

  @Test
  void choicesCountWhatEachWouldFindAndIgnoreThoseOfTheirKind() {
    KeyFacet.Choices choices =
        query("", KeyFilter.ALL, new KeyFacet.OfOwner("dana@acme.example")).choices(all, NOW);
    assertEquals(3, choices.owners().get("dana@acme.example"));
    assertEquals(2, choices.owners().get("lee@acme.example"));
    assertEquals(3, choices.scopes().values().stream().mapToInt(Integer::intValue).sum());
    assertEquals(
        1,
        query("", KeyFilter.ALL, new KeyFacet.OfScope(Scope.ADMIN))
            .choices(all, NOW)
            .owners()
            .values()
            .stream()
            .mapToInt(Integer::intValue)
            .sum());
  }

  @Test
  void endsWhenAnotherQuestionIsAsked() {
    Thread.currentThread().interrupt();
    try {
      assertThrows(CancellationException.class, () -> query("", KeyFilter.ALL).run(all, NOW));
    } finally {
      Thread.interrupted();
    }
  }
}

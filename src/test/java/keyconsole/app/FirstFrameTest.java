package keyconsole.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When the window opens.
class FirstFrameTest {

  @TempDir Path folder;
  private TestWorkspace test;
  private KeyListViewModel keys;
  private int opened;
  private int rows;

  @BeforeEach
  void open() {
    test = new TestWorkspace(folder, "acme.example");
    test.tasks.hold();
    keys = new KeyListViewModel(test.workspace);
  }

  @AfterEach
  void close() {
    keys.close();
    test.close();
  }

  private void open(Optional<KeyListViewModel> awaited) {
    FirstFrame.open(
        awaited,
        test.tasks,
        () -> {
          opened++;
          rows = keys.rows().size();
        });
  }

  @Test
  void itOpensWithItsFirstRows() {
    open(Optional.of(keys));
    assertEquals(0, opened);
    test.tasks.goOnToTheEnd();
    assertEquals(1, opened);
    assertEquals(9, rows);
    test.tick();
    assertEquals(1, opened);
  }

  @Test
  void itOpensAfterAMomentWhereTheFolderIsSlow() {
    open(Optional.of(keys));
    test.tick();
    assertEquals(1, opened);
    assertEquals(0, rows);
    test.tasks.goOnToTheEnd();
    assertEquals(1, opened);
  }

  @Test
  void itOpensAtOnceWhereThereIsNothingToWaitFor() {
    open(Optional.empty());
    assertEquals(1, opened);
  }
}

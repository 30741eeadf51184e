package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyBatchTest {

  @TempDir Path folder;
  private TestWorkspace test;
  private List<ApiKey> keys;
  private KeyBatch batch;
  private final List<KeyId> touched = new ArrayList<>();
  private final Set<KeyId> failing = new HashSet<>();
  private Optional<KeyBatch.Outcome> outcome = Optional.empty();

  @BeforeEach
  void open() {
    test = new TestWorkspace(folder, "acme.example");
    keys = test.service.list();
    batch = new KeyBatch(test.workspace, "revoke");
  }

  @AfterEach
  void close() {
    test.close();
  }

  private void start(List<ApiKey> of) {
    batch.start(of, this::touch, ended -> outcome = Optional.of(ended));
  }

  private ApiKey touch(ApiKey key) {
    KeyId id = key.id();
    touched.add(id);
    if (failing.contains(id)) {
      throw new IllegalStateException("the disk is full");
    }
    return key;
  }

  private Report report() {
    return outcome.orElseThrow().report();
  }

  @Test
  void eachIsDoneInOrder() {
    start(keys);
    assertEquals(keys.stream().map(ApiKey::id).toList(), touched);
    assertTrue(outcome.orElseThrow().complete());
    assertTrue(report().isEmpty());
    assertFalse(batch.isBusy());
  }

  @Test
  void progressCounts() {
    test.tasks.hold();
    start(keys);
    test.tasks.goOn();
    test.tasks.goOn();
    Work work = batch.workProperty().get().orElseThrow();
    assertEquals("Revoking: 2 of 9", work.text());
    assertEquals(2 / 9.0, work.progress());
  }

  @Test
  void stopEndsAfterTheOneAtWorkAndTellsWhatWasDone() {
    test.tasks.hold();
    start(keys);
    test.tasks.goOn();
    batch.workProperty().get().orElseThrow().cancel().orElseThrow().run();
    assertTrue(batch.isBusy());
    assertTrue(batch.workProperty().get().orElseThrow().cancel().isEmpty());
    test.tasks.release();
    assertEquals(2, touched.size());
    assertEquals(new Report("Stopped. 2 of 9 keys are revoked.", ""), report());
    assertFalse(outcome.orElseThrow().complete());
  }

  @Test
  void secondStartWhileAtWorkIsNothing() {
    test.tasks.hold();
    start(keys);
    start(keys);
    test.tasks.release();
    assertEquals(keys.size(), touched.size());
  }

  @Test
  void failureKeepsNoOtherFromItAndIsNamedWithItsDetail() {
    failing.add(keys.get(1).id());
    start(keys);
    assertEquals(keys.size(), touched.size());
    String line = new KeyWords(test.workspace.texts()).name(keys.get(1)) + ": the disk is full";
    assertEquals("8 of 9 keys are revoked. These are not:\n" + line, report().text());
    assertTrue(report().detail().startsWith(keys.get(1).id() + " " + line));
    assertTrue(report().detail().contains("IllegalStateException"));
  }

  @Test
  void manyFailuresAreShortOnScreenAndFullInTheDetail() {
    keys.forEach(key -> failing.add(key.id()));
    start(keys);
    assertEquals(5, report().text().lines().count());
    assertTrue(report().text().endsWith("and 6 more"));
    keys.forEach(key -> assertTrue(report().detail().contains(key.id().text())));
  }

  @Test
  void singleFailureIsOneSentence() {
    ApiKey key = test.key("Billing export");
    failing.add(key.id());
    start(List.of(key));
    assertEquals("“Billing export” was not revoked. the disk is full", report().text());
  }

  @Test
  void whatIsDoneIsRememberedAcrossRuns() {
    failing.add(keys.getFirst().id());
    start(keys);
    failing.clear();
    touched.clear();
    start(batch.remaining(keys));
    assertEquals(List.of(keys.getFirst().id()), touched);
    assertTrue(batch.remaining(keys).isEmpty());
    assertTrue(outcome.orElseThrow().complete());
  }
}

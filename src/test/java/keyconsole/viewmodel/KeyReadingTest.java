package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import keyconsole.PlainKey;
import keyconsole.domain.ApiKey;
import keyconsole.domain.FileProblem;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Message;
import keyconsole.domain.Thresholds;
import keyconsole.service.KeyListing;
import keyconsole.service.Rebuilt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What has changed is put in its place among the rest; that must give what all of it gives that is
/// made anew.
class KeyReadingTest {

  private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

  /// Changes of which a map of all is made anew, several times.
  private static final int ROUNDS = 300;

  @TempDir Path folder;
  private TestWorkspace test;
  private KeyRow.Setting setting;
  private final Random random = new Random(6);
  private final Map<KeyId, ApiKey> keys = new HashMap<>();
  private final Map<String, KeyProblem> problems = new HashMap<>();

  @BeforeEach
  void open() {
    test = new TestWorkspace(folder, "empty.example");
    setting =
        new KeyRow.Setting(
            "empty.example", new KeyWords(test.workspace.texts()), Thresholds.STANDARD);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @ParameterizedTest
  @CsvSource({"NAME, true, '', ALL", "CREATED, false, '', ALL", "NAME, false, 'name 1', ACTIVE"})
  void whatChangedIsPutWhereItBelongs(
      KeyColumn column, boolean ascending, String text, KeyFilter filter) {
    KeyOrder order = new KeyOrder(column, ascending);
    KeyQuery query = new KeyQuery(text, filter, List.of());
    KeyReading reading = KeyReading.NOTHING;
    KeyQuestion.Found found = KeyQuestion.Found.nothing(order);
    for (int round = 0; round < ROUNDS; round++) {
      KeyListing now = listing();
      KeyReading before = reading;
      reading = next(before, now);
      KeyReading anew = next(KeyReading.NOTHING, now);
      assertEquals(anew.rows(), reading.rows());
      assertEquals(Map.copyOf(anew.byId()), Map.copyOf(reading.byId()));
      assertEquals(reading.rows().size(), reading.byId().size());
      assertKept(before, reading);
      // Not every reading is asked.
      if (round % 3 > 0) {
        found = asked(query, order, reading, found);
        List<KeyRow> sorted = new ArrayList<>(reading.rows());
        sorted.sort(order.comparator());
        assertEquals(sorted, found.ordered().rows());
        assertEquals(query.run(sorted, TestWorkspace.NOW), found.answer());
      }
      change();
    }
  }

  private static KeyQuestion.Found asked(
      KeyQuery query, KeyOrder order, KeyReading reading, KeyQuestion.Found last) {
    List<KeyRow> shown = last.answer().rows();
    Instant now = TestWorkspace.NOW;
    return new KeyQuestion(query, order, reading, last, true, shown, Set.of(), now).answer();
  }

  private KeyReading next(KeyReading before, KeyListing now) {
    return before.next(test.service, now, setting, TODAY);
  }

  /// A row that says the same is the same object, so that nobody has to look into it again.
  private static void assertKept(KeyReading before, KeyReading after) {
    for (KeyRow row : after.rows()) {
      KeyRow old = before.byId().get(row.rowId());
      assertSame(row.equals(old) ? old : row, row);
    }
  }

  private KeyListing listing() {
    return new KeyListing(
        keys.values().stream().sorted(ApiKey.NEWEST_FIRST).toList(),
        problems.values().stream().sorted(Comparator.comparing(KeyProblem::fileName)).toList());
  }

  /// Makes, changes and takes away some, as happens between two looks.
  private void change() {
    for (int i = random.nextInt(6); i >= 0; i--) {
      String name = "Name " + random.nextInt(50);
      switch (random.nextInt(7)) {
        case 0, 1 -> put(PlainKey.of(name, moment()).with().name(name).key());
        case 2 -> any().ifPresent(key -> put(key.with().name(name).key()));
        case 3 -> any().ifPresent(key -> put(key.with().status(any(KeyStatus.values())).key()));
        case 4 -> any().ifPresent(key -> put(new Rebuilt(key).createdAt(moment()).key()));
        case 5 -> any().ifPresent(key -> keys.remove(key.id()));
        default -> turn(name);
      }
    }
  }

  /// Many are of the same one.
  private Instant moment() {
    return TestWorkspace.NOW.plusSeconds(random.nextInt(20));
  }

  private void put(ApiKey key) {
    keys.put(key.id(), key);
  }

  private Optional<ApiKey> any() {
    return keys.values().stream().skip(random.nextInt(keys.size() + 1)).findFirst();
  }

  private <T> T any(T[] of) {
    return of[random.nextInt(of.length)];
  }

  /// Puts a file there that is no key, or takes it away.
  private void turn(String name) {
    if (problems.remove(name) == null) {
      Message reason = Message.of(FileProblem.FOLDER);
      KeyProblem.Kind kind = KeyProblem.Kind.NOT_A_FILE;
      problems.put(name, new KeyProblem(name, kind, reason, Optional.empty()));
    }
  }
}

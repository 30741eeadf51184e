package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.collections.ListChangeListener;
import keyconsole.FaultyFileSystem;
import keyconsole.domain.LastUse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the key list says while its work goes on in the background.
class KeyListWorkTest {

  /// After looks that took long.
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  @TempDir Path folder;
  private CurrentThreadTaskRunner tasks;
  private TestWorkspace test;
  private KeyListViewModel keys;

  @BeforeEach
  void open() {
    FaultyFileSystem system = new FaultyFileSystem();
    system.setDeaf(true);
    test = new TestWorkspace(system.path(folder), "acme.example");
    tasks = test.tasks;
    tasks.hold();
    keys = new KeyListViewModel(test.workspace);
  }

  @AfterEach
  void close() {
    keys.close();
    test.close();
  }

  private Work work() {
    return keys.workProperty().get().orElseThrow();
  }

  private KeyRow.Entry row(String name) {
    return keys.rows().stream()
        .filter(KeyRow.Entry.class::isInstance)
        .map(KeyRow.Entry.class::cast)
        .filter(entry -> entry.key().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// Reads the keys and shows them, and leaves the usage lines uncounted.
  private void readKeys() {
    tasks.goOn();
    while (keys.rows().isEmpty()) {
      tasks.goOn();
    }
  }

  /// Looks, once as a rule: after looks that took long a few are left out.
  private void lookUntil(BooleanSupplier seen) {
    for (int i = 0; i < 20 && !seen.getAsBoolean(); i++) {
      tasks.tick();
      tasks.goOnToTheEnd();
    }
    assertTrue(seen.getAsBoolean());
  }

  private void touch(String name) throws IOException {
    Path file = folder.resolve("acme.example/api_keys/keys").resolve(row(name).rowId() + ".json");
    String text = Files.readString(file).replace("\"description\": \"", "\"description\": \"New ");
    Files.writeString(file, text);
  }

  @Test
  void readingTheKeysIsWorkThatCanBeStoppedAndBegunAgain() {
    assertEquals("Reading the keys", work().text());
    work().cancel().orElseThrow().run();
    assertEquals(Optional.empty(), keys.workProperty().get());
    assertEquals(KeyListViewModel.State.FAILED, keys.stateProperty().get());
    tasks.tick();
    assertEquals(0, tasks.heldCount(), "it reads though it was stopped");
    keys.refresh();
    assertEquals(KeyListViewModel.State.LOADING, keys.stateProperty().get());
    tasks.goOnToTheEnd();
    assertEquals(9, keys.rows().size());
  }

  @Test
  void nothingIsSaidOfRequestsBeforeTheLinesAreCounted() {
    readKeys();
    assertEquals(Optional.empty(), row("Billing export").trend());
    assertEquals(new LastUse.Pending(), row("Data import").lastUse());
    assertInstanceOf(LastUse.At.class, row("Billing export").lastUse());
    assertEquals("", keys.words().lastUse(new LastUse.Pending(), TestWorkspace.NOW));
    assertEquals(0, keys.countsProperty().get().get(KeyFilter.NEVER_USED));
    tasks.goOnToTheEnd();
    assertEquals(43, row("Billing export").trend().orElseThrow().total());
    assertEquals(new LastUse.Never(), row("Data import").lastUse());
    assertEquals(2, keys.countsProperty().get().get(KeyFilter.NEVER_USED));
  }

  @Test
  void theDrawerKnowsNoUseBeforeTheLinesAreCounted() {
    readKeys();
    keys.select(List.of(row("Billing export")));
    for (int i = 0; keys.detail().detailProperty().get().isEmpty(); i++) {
      assertTrue(i < 10 && !test.service.isUsageCounted());
      tasks.tick();
      counting().ifPresent(work -> work.cancel().orElseThrow().run());
      tasks.goOnToTheEnd();
    }
    KeyDetail.Gauge hour = keys.detail().detailProperty().get().orElseThrow().gauges().getFirst();
    assertFalse(hour.known());
    assertEquals("", hour.used());
    assertFalse(test.service.isUsageCounted(), "looking at a key counted everything");
  }

  private Optional<Work> counting() {
    return keys.workProperty().get().filter(work -> work.text().startsWith("Counting"));
  }

  @Test
  void aStoppedCountWaitsForSomebodyToAskForIt() {
    readKeys();
    assertEquals("Counting usage lines", work().text());
    assertTrue(work().progress() < 0);
    work().cancel().orElseThrow().run();
    assertEquals(Optional.empty(), keys.workProperty().get());
    tasks.tick();
    tasks.goOnToTheEnd();
    assertFalse(test.service.isUsageCounted());
    keys.stripProperty().get().orElseThrow().deed().run();
    tasks.goOnToTheEnd();
    assertTrue(test.service.isUsageCounted());
    assertEquals(Optional.empty(), keys.stripProperty().get());
  }

  @Test
  void aQuietFolderChangesNothing() {
    tasks.goOnToTheEnd();
    KeyRow before = row("Billing export");
    List<String> changes = new ArrayList<>();
    keys.rows().addListener((ListChangeListener<KeyRow>) change -> changes.add("rows"));
    keys.renewalsProperty().subscribe((old, now) -> changes.add("renewal"));
    keys.countsProperty().subscribe((old, now) -> changes.add("counts"));
    tasks.tick();
    tasks.goOnToTheEnd();
    assertEquals(List.of(), changes);
    assertSame(before, row("Billing export"));
  }

  @Test
  void aChangedKeyTakesItsRowWithoutMovingTheOthers() throws IOException {
    tasks.goOnToTheEnd();
    KeyRow other = row("CI pipeline");
    KeyRow before = row("Billing export");
    keys.select(List.of(before));
    List<String> changes = new ArrayList<>();
    keys.rows().addListener((ListChangeListener<KeyRow>) change -> changes.add("rows"));
    keys.renewalsProperty().subscribe((old, now) -> changes.add("renewal"));
    touch("Billing export");
    lookUntil(() -> !changes.isEmpty());
    assertEquals(List.of("renewal"), changes);
    assertSame(other, row("CI pipeline"));
    assertNotSame(before, row("Billing export"));
    assertEquals(List.of(row("Billing export")), keys.selection());
    assertTrue(row("Billing export").key().description().startsWith("New "));
  }

  @Test
  void whateverChangedBetweenTwoLooksIsOneRefresh() throws IOException {
    tasks.goOnToTheEnd();
    List<String> changes = new ArrayList<>();
    keys.rows().addListener((ListChangeListener<KeyRow>) change -> changes.add("rows"));
    keys.renewalsProperty().subscribe((old, now) -> changes.add("renewal"));
    for (String name : List.of("Billing export", "CI pipeline", "Data import")) {
      touch(name);
    }
    tasks.tick();
    tasks.goOnToTheEnd();
    assertEquals(List.of("renewal"), changes);
    assertTrue(row("Data import").key().description().startsWith("New "));
  }

  /// Where keys change all the time, a question that each reading put anew would never be answered.
  @Test
  void readingsThatComeMoreQuicklyThanAnswersAreShownAllTheSame() throws IOException {
    tasks.goOnToTheEnd();
    touch("Billing export");
    look();
    assertEquals(1, tasks.heldCount(), "the question that the reading puts");
    touch("CI pipeline");
    test.pass(LONGEST_PAUSE);
    tasks.putOff();
    goOnBut(1);
    tasks.goOn();
    assertTrue(row("Billing export").key().description().startsWith("New "));
    assertFalse(row("CI pipeline").key().description().startsWith("New "), "none was dropped");
    tasks.goOnToTheEnd();
    assertTrue(row("CI pipeline").key().description().startsWith("New "));
  }

  /// Looks, and leaves open what that asks.
  private void look() {
    test.pass(LONGEST_PAUSE);
    goOnBut(0);
  }

  /// Runs what is held back now but for so many that were held back last.
  private void goOnBut(int last) {
    for (int jobs = tasks.heldCount() - last; jobs > 0; jobs--) {
      tasks.goOn();
    }
  }

  @Test
  void newUsageLinesAreToldOfTheirKey() throws IOException {
    tasks.goOnToTheEnd();
    KeyRow.Entry used = row("Billing export");
    KeyRow other = row("CI pipeline");
    long before = used.trend().orElseThrow().total();
    Files.writeString(
        folder.resolve("acme.example/api_keys/usage/usage_2026-11-23.jsonl"),
        "{\"timestamp\": \"2026-11-23T11:59:59\", \"key_id\": \"%s\", \"endpoint\": \"/v1\","
                .formatted(used.rowId())
            + " \"client_ip\": \"\", \"tenant\": \"acme.example\"}\n",
        StandardOpenOption.APPEND);
    lookUntil(() -> row("Billing export").trend().orElseThrow().total() > before);
    assertEquals(before + 1, row("Billing export").trend().orElseThrow().total());
    Instant then = Instant.parse("2026-11-23T11:59:59Z");
    assertEquals(new LastUse.At(then), row("Billing export").lastUse());
    assertSame(other, row("CI pipeline"));
  }

  @Test
  void aFolderThatIsGoneLeavesTheLastGoodStateAndSaysSo() throws IOException {
    tasks.goOnToTheEnd();
    Path there = folder.resolve("acme.example/api_keys/keys");
    Path away = folder.resolve("away");
    Files.move(there, away);
    lookUntil(() -> keys.stripProperty().get().isPresent());
    assertEquals(9, keys.rows().size());
    assertTrue(keys.stripProperty().get().orElseThrow().text().contains("is gone"));
    assertEquals(1, test.reported.size());
    Files.move(away, there);
    keys.stripProperty().get().orElseThrow().deed().run();
    tasks.goOnToTheEnd();
    assertEquals(Optional.empty(), keys.stripProperty().get());
  }
}

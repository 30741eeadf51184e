package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyId;
import keyconsole.viewmodel.KeyUsageViewModel.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyUsageViewModelTest {

  @TempDir Path dataRoot;
  private TestWorkspace test;
  private KeyUsageViewModel model;
  private ApiKey key;
  private final List<Instant> picked = new ArrayList<>();

  @BeforeEach
  void open() {
    test = new TestWorkspace(dataRoot, "acme.example");
    key = test.key("Billing export");
    model = new KeyUsageViewModel(test.workspace, picked::add);
  }

  @AfterEach
  void close() {
    model.close();
    test.close();
  }

  private void count() {
    test.service.refreshUsage();
    // The count may have taken longer than a second of the clock that stands.
    test.pass(Duration.ofMinutes(1));
  }

  private KeyUsageTold told() {
    return assertInstanceOf(State.Told.class, model.stateProperty().get()).usage();
  }

  @Test
  void withoutAKeyThereIsNothing() {
    assertInstanceOf(State.Idle.class, model.stateProperty().get());
  }

  @Test
  void waitsForTheLinesAndTellsOnceTheyAreCounted() {
    model.show(Optional.of(key.id()));
    State.Waiting waiting = assertInstanceOf(State.Waiting.class, model.stateProperty().get());
    assertEquals("The usage lines are being counted…", waiting.text());
    count();
    assertEquals(3, told().gauges().size());
    assertEquals(
        KeyWords.number(key.usage().requests()), told().counters().facts().getFirst().value());
  }

  @Test
  void neverBlocksWhileItIsWorkedOut() {
    count();
    test.tasks.hold();
    model.show(Optional.of(key.id()));
    assertInstanceOf(State.Waiting.class, model.stateProperty().get());
    test.tick();
    assertEquals(1, test.tasks.heldCount(), "one at a time");
    test.tasks.release();
    told();
  }

  @Test
  void tellsAgainWhenALineWasCounted() throws IOException {
    count();
    model.show(Optional.of(key.id()));
    String before = told().counters().facts().get(1).value();
    Files.writeString(
        test.workspace.folder().resolve("usage/usage_2026-11-23.jsonl"),
        "{\"timestamp\": \"2026-11-23T12:00:01\", \"key_id\": \"%s\", \"endpoint\": \"/x\", \"client_ip\": \"::1\", \"tenant\": \"acme.example\"}\n"
            .formatted(key.id()),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    test.service.refreshUsage();
    test.pass(Duration.ofSeconds(30));
    assertNotEquals(before, told().counters().facts().get(1).value());
  }

  @Test
  void tellsAgainAMinuteLaterThoughTheClockWasSetBack() {
    count();
    model.show(Optional.of(key.id()));
    test.setBack(Duration.ofHours(1));
    test.tasks.hold();
    test.pass(Duration.ofSeconds(59));
    assertEquals(0, test.tasks.heldCount());
    test.pass(Duration.ofSeconds(1));
    assertEquals(1, test.tasks.heldCount());
  }

  @Test
  void leavesWhatIsToldWhileNothingHasChanged() {
    count();
    model.show(Optional.of(key.id()));
    State first = model.stateProperty().get();
    test.pass(Duration.ofSeconds(59));
    assertSame(first, model.stateProperty().get());
    test.tasks.hold();
    test.pass(Duration.ofSeconds(1));
    assertEquals(1, test.tasks.heldCount(), "a minute has passed");
  }

  @Test
  void anotherKeyDropsWhatTheFirstWouldHaveTold() {
    count();
    test.tasks.hold();
    model.show(Optional.of(key.id()));
    model.show(Optional.empty());
    test.tasks.release();
    assertInstanceOf(State.Idle.class, model.stateProperty().get());
  }

  @Test
  void aKeyThatIsGoneIsSaidToBeGone() {
    count();
    model.show(Optional.of(KeyId.random()));
    assertInstanceOf(State.Gone.class, model.stateProperty().get());
  }

  @Test
  void aSpikeHandsBackItsHour() {
    Instant hour = Instant.parse("2026-11-19T14:00:00Z");
    model.pick(new KeyUsageTold.Spike(hour, "", "", ""));
    assertEquals(List.of(hour), picked);
  }

  @Test
  void afterItIsClosedNothingGoesOn() {
    model.close();
    assertEquals(0, test.tasks.repeatingCount());
  }
}

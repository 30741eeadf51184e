package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Expiry;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyStatus;
import keyconsole.service.Rebuilt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtendViewModelTest {

  private static final Instant IN_90_DAYS = Instant.parse("2027-02-21T12:00:00Z");

  @TempDir Path folder;
  private TestWorkspace test;
  private int changes;

  @BeforeEach
  void open() {
    test = new TestWorkspace(folder, "acme.example");
  }

  @AfterEach
  void close() {
    test.close();
  }

  private ExtendViewModel extend(String... names) {
    List<ApiKey> keys = Stream.of(names).map(test::key).toList();
    ExtendViewModel model = new ExtendViewModel(test.workspace, keys, () -> changes++);
    test.open(new Dialog.Extend(model));
    return model;
  }

  private Optional<Instant> end(String name) {
    return test.key(name).expiresAt();
  }

  @Test
  void sentenceTellsHowManyEndWhen() {
    ExtendViewModel model = extend("CI pipeline", "Billing export");
    assertEquals("Extend 2 keys", model.title());
    assertEquals("2 keys end on 21 Feb 2027, 12:00 UTC.", model.forecastProperty().get().text());
    model.termProperty().set(Duration.ofDays(60));
    assertEquals("The key ends on 22 Jan 2027, 12:00 UTC.", model.forecastProperty().get().text());
    assertEquals(
        List.of("1 key ends later already and keeps its end."),
        model.forecastProperty().get().others());
  }

  @Test
  void promisedEndIsTheOneThatIsSet() {
    ExtendViewModel model = extend("CI pipeline");
    test.pass(Duration.ofMinutes(5));
    model.extend();
    assertEquals(Optional.of(IN_90_DAYS), end("CI pipeline"));
    assertEquals(List.of("“CI pipeline” is extended"), test.said);
    assertTrue(test.dialogs.isEmpty());
    assertEquals(1, changes);
  }

  @Test
  void noKeyIsShortened() {
    Optional<Instant> before = end("Café Zürich 東京 🔑");
    ExtendViewModel model = extend("Café Zürich 東京 🔑", "CI pipeline");
    model.extend();
    assertEquals(before, end("Café Zürich 東京 🔑"));
    assertEquals(Optional.of(IN_90_DAYS), end("CI pipeline"));
  }

  @Test
  void keyThatNeverEndsStaysSo() {
    test.service.update(
        test.key("CI pipeline").id(),
        KeyEdit.NOTHING.withExpiry(new Expiry.Never("it runs the builds")));
    ExtendViewModel model = extend("CI pipeline");
    assertEquals(List.of("1 key never expires and stays so."), others(model));
    assertFalse(model.forecastProperty().get().possible());
    model.extend();
    assertEquals(Optional.empty(), end("CI pipeline"));
  }

  @Test
  void whatBecomesOfTheOthersIsTold() {
    ExtendViewModel model = extend("Already expired", "Data import", "To be revoked");
    assertEquals(
        List.of(
            "1 key has expired and becomes active again.",
            "1 key is suspended and stays so.",
            "1 key is revoked and stays so."),
        others(model));
    model.extend();
    assertEquals(KeyStatus.ACTIVE, test.key("Already expired").status());
    assertEquals(KeyStatus.SUSPENDED, test.key("Data import").status());
    assertEquals(KeyStatus.REVOKED, test.key("To be revoked").status());
  }

  @Test
  void afterAPartialFailureOnlyTheRestIsDoneAgain() {
    ExtendViewModel model = extend("Billing export", "CI pipeline");
    test.actFor(TestWorkspace.person("acme.example", "dana@acme.example"));
    model.extend();
    assertTrue(
        model.reportProperty().get().text().startsWith("1 of 2 keys are extended."),
        model.reportProperty().get().text());
    assertEquals("The key ends on 21 Feb 2027, 12:00 UTC.", model.forecastProperty().get().text());
    Instant updated = test.key("Billing export").updatedAt();
    test.actFor(TestWorkspace.administrator("acme.example"));
    test.pass(Duration.ofSeconds(10));
    model.extend();
    assertEquals(updated, test.key("Billing export").updatedAt());
    assertEquals(Optional.of(IN_90_DAYS), end("CI pipeline"));
    assertEquals(List.of("2 keys are extended"), test.said);
  }

  @Test
  void veryManyKeysMostOfWhichAreDoneHoldNobodyUp() {
    test.tasks.hold();
    long few = bytesForecasting(1_000);
    long many = bytesForecasting(8_000);
    assertTrue(many < 3 * 8 * few, few + " bytes for 1,000 keys, for 8,000 " + many);
  }

  /// What the forecast makes on its way, which tells how often it goes through the keys, however
  /// busy the machine is: as many again for each key would be 64 times as much for 8 times the
  /// keys.
  private long bytesForecasting(int count) {
    ApiKey key = test.key("CI pipeline");
    List<ApiKey> keys =
        IntStream.range(0, count)
            .mapToObj(i -> KeyId.parse(new UUID(7, i).toString()).orElseThrow())
            .map(id -> new Rebuilt(key).id(id).key())
            .toList();
    KeyBatch batch = new KeyBatch(test.workspace, "extend");
    batch.start(keys, each -> each, outcome -> {});
    test.tasks.goOnToTheEnd();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    ExtendViewModel model = new ExtendViewModel(test.workspace, batch, keys, () -> changes++);
    long made = threads.getCurrentThreadAllocatedBytes() - before;
    String text = model.forecastProperty().get().text();
    assertTrue(text.startsWith("%,d keys end on".formatted(count)), text);
    return made;
  }

  private static List<String> others(ExtendViewModel model) {
    return model.forecastProperty().get().others();
  }
}

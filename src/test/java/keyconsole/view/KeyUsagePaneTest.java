package keyconsole.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import keyconsole.DrivenTest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Scope;
import keyconsole.domain.Value;
import keyconsole.screens.Pictures;
import keyconsole.store.KeyFile;
import keyconsole.store.Timestamps;
import keyconsole.viewmodel.KeyUsageViewModel;
import keyconsole.viewmodel.Look;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The cards of one key's usage in a window of their own, in every state they can be in.
class KeyUsagePaneTest extends DrivenTest {

  private static final Instant NOW = TestWorkspace.NOW.plus(Duration.ofMinutes(24));
  private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
  private static final KeyId KEY = new KeyId("00000000-0000-4000-8000-000000000001");

  @TempDir Path dataRoot;
  private TestWorkspace test;
  private KeyUsageViewModel model;
  private KeyUsagePane pane;
  private Scene scene;
  private final List<Instant> picked = new ArrayList<>();
  private final Map<LocalDate, StringBuilder> files = new TreeMap<>();
  private long written;
  private Optional<Instant> newest = Optional.empty();

  @Override
  public void start(Stage stage) {
    Fonts.load();
    test = new TestWorkspace(dataRoot, "usage.example");
    test.pass(Duration.ofMinutes(24));
    model = new KeyUsageViewModel(test.workspace, picked::add);
    pane = new KeyUsagePane(model);
    VBox page = new VBox(pane.node());
    page.setPadding(new Insets(20));
    ScrollPane scroll = new ScrollPane(page);
    scroll.setFitToWidth(true);
    scene = new Scene(scroll, 1000, 640);
    Theme.dress(scene, Look.LIGHT);
    stage.setScene(scene);
    stage.setWidth(1000);
    stage.setHeight(640);
    stage.show();
  }

  @AfterEach
  void close() {
    interact(
        () -> {
          pane.leave();
          model.close();
          test.close();
        });
  }

  private void use(int daysAgo, int hour, int times, String endpoint, String ip) {
    Instant start = TODAY.minusDays(daysAgo).atTime(hour, 0).toInstant(ZoneOffset.UTC);
    for (int i = 0; i < times; i++) {
      use(start.plus(i * 24L * 60_000 / times, ChronoUnit.MILLIS), endpoint, ip);
    }
  }

  private void use(Instant moment, String endpoint, String ip) {
    written++;
    newest = Optional.of(newest.filter(moment::isBefore).orElse(moment));
    files
        .computeIfAbsent(LocalDate.ofInstant(moment, ZoneOffset.UTC), _ -> new StringBuilder())
        .append("{\"timestamp\": \"")
        .append(Timestamps.format(moment))
        .append("\", \"key_id\": \"")
        .append(KEY)
        .append("\", \"endpoint\": \"")
        .append(endpoint)
        .append("\", \"client_ip\": \"")
        .append(ip)
        .append("\", \"tenant\": \"usage.example\"}\n");
  }

  /// Sixty days of office hours.
  private void office(int anHour) {
    for (int ago = 60; ago >= 0; ago--) {
      boolean weekend = TODAY.minusDays(ago).getDayOfWeek().getValue() > 5;
      for (int hour = 8; hour < (ago == 0 ? 13 : 18); hour++) {
        use(ago, hour, weekend ? 1 : anHour, "/v1/chat/completions", "192.0.2." + (1 + hour % 3));
      }
    }
  }

  private void show(Limits limits, long counter, Optional<Instant> lastUsed, long hits) {
    ApiKey key =
        new ApiKey(
            KEY,
            "Checkout assistant",
            "",
            "maria@usage.example",
            KeyHash.of("nothing"),
            List.of("llm:gpt-4"),
            Scope.TENANT,
            Value.Fields.EMPTY,
            limits,
            Restrictions.NONE,
            KeyStatus.ACTIVE,
            NOW.minus(Duration.ofDays(122)),
            NOW.minus(Duration.ofDays(122)),
            Optional.empty(),
            Optional.empty(),
            new KeyCounters(counter, lastUsed, 0, 0, hits),
            Set.of());
    Path folder = test.workspace.folder();
    try {
      Files.write(folder.resolve("keys").resolve(KEY.fileName()), KeyFile.textOf(key));
      Files.createDirectories(folder.resolve("usage"));
      for (Map.Entry<LocalDate, StringBuilder> file : files.entrySet()) {
        Files.writeString(
            folder.resolve("usage/usage_" + file.getKey() + ".jsonl"), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    test.service.refreshUsage();
    interact(() -> model.show(Optional.of(KEY)));
  }

  private static Limits limits(long hour, long day, long month) {
    return new Limits(hour, day, month, 1_000, 4_000, 10);
  }

  private void picture(String name) {
    for (boolean dark : new boolean[] {false, true}) {
      WritableImage[] image = new WritableImage[1];
      interact(() -> Theme.dress(scene, dark ? Look.DARK : Look.LIGHT));
      interact(() -> image[0] = scene.snapshot(null));
      Pictures.write(image[0], "key-usage-" + name + (dark ? "-dark" : "-light"));
    }
  }

  private String said() {
    return lookup(".label").queryAllAs(Label.class).stream()
        .filter(Node::isVisible)
        .map(Label::getText)
        .collect(Collectors.joining("\n"));
  }

  private void assertSays(String text) {
    assertTrue(said().contains(text), said());
  }

  @Test
  void aQuietKeyThatAgreesHasNothingToTell() {
    office(20);
    show(limits(5_000, 50_000, 300_000), written, newest, 0);
    assertSays("stays below");
    assertSays("No new addresses");
    assertSays("No hour was far above what is usual for it.");
    assertSays("Counter and lines agree");
    assertFalse(said().contains("missing"));
    picture("quiet");
  }

  @Test
  void aKeyNearItsLimitsSaysWhenItReachesThem() {
    office(40);
    use(0, 12, 20, "/v1/chat/completions", "192.0.2.1");
    show(limits(80, 420, 6_800), written, newest, 0);
    assertSays("at its limit about");
    assertTrue(
        lookup(".keyusage-outlook").queryAllAs(Label.class).stream()
            .anyMatch(label -> label.getStyleClass().contains("warning")));
    picture("near");
  }

  @Test
  void aKeyOverItsLimitsSaysByHowMuch() {
    office(40);
    use(0, 12, 30, "/v1/chat/completions", "192.0.2.1");
    show(limits(60, 200, 5_000), written, newest, 37);
    assertSays("over its limit by 10");
    assertSays("The lines show a limit that was reached.");
    picture("over");
  }

  @Test
  void spikesAndNewcomersAreListedAndASpikeLeadsToItsHour() {
    office(15);
    use(4, 15, 300, "/v1/chat/completions", "192.0.2.1");
    use(2, 3, 120, "/v1/embeddings", "203.0.113.24");
    for (int i = 0; i < 12; i++) {
      use(i % 6, 9, 3 + i, "/v1/rag/search", "2001:db8:85a3:1319:8a2e:370:7344:" + (4_000 + i));
    }
    show(limits(1_000, 10_000, 100_000), written - 4, newest, 0);
    assertSays("13 new addresses");
    assertSays("2 new endpoints");
    assertSays("4 lines more than counted");
    picture("spikes");
    Instant hour = TODAY.minusDays(2).atTime(3, 0).toInstant(ZoneOffset.UTC);
    clickOn("Sat 21 Nov, 03:00");
    assertEquals(List.of(hour), picked);
    assertFalse(said().contains("2001:db8:85a3:1319:8a2e:370:7344:4005"));
    Hyperlink all = lookup("Show all 13").queryAs(Hyperlink.class);
    interact(all::fire);
    assertSays("2001:db8:85a3:1319:8a2e:370:7344:4005");
    assertTrue(lookup("Show all 13").tryQuery().isEmpty());
  }

  @Test
  void missingLinesWarnWithWhatMayHaveHappened() throws IOException {
    for (int ago = 20; ago >= 0; ago--) {
      use(ago, 9, 5, "/v1/chat/completions", "192.0.2.1");
    }
    Files.createDirectories(test.workspace.folder().resolve("usage"));
    Files.writeString(
        test.workspace.folder().resolve("usage/usage_2026-10-01.jsonl"), "torn\ntorn\n");
    show(limits(1_000, 10_000, 100_000), 18_212, newest, 4);
    assertSays("18,107 lines are missing");
    assertSays("2 lines of the usage files cannot be read.");
    assertTrue(
        lookup(".keyusage-verdict").queryAs(Label.class).getStyleClass().contains("warning"));
    picture("drift");
  }

  @Test
  void longValuesAreCutAndNothingElse() {
    office(3);
    use(1, 9, 1_234, "/v1/" + "automation-with-a-very-long-name/".repeat(6), "");
    use(1, 10, 2, "/v1/東京/検索", "2001:db8:85a3:1319:8a2e:370:7344:4001");
    show(limits(1_000_000_000, 20_000_000_000L, 300_000_000_000L), written, newest, 123_456);
    assertSays("no address");
    for (Label label : lookup("#keyUsage .label").queryAllAs(Label.class)) {
      if (label.isVisible() && !label.getStyleClass().contains("kc-mono")) {
        assertTrue(
            label.isWrapText() || label.prefWidth(-1) <= label.getWidth() + 1,
            label.getText() + " is cut");
      }
    }
    picture("long");
  }

  @Test
  void aKeyThatWasNeverUsedAndOneThatIsGoneSaySo() {
    show(limits(1_000, 10_000, 100_000), 0, Optional.empty(), 0);
    assertSays("no projection: too little to go by");
    assertSays("Never used");
    picture("never");
    interact(() -> model.show(Optional.of(KeyId.random())));
    assertSays("There is no key of this id any more");
    picture("gone");
    interact(() -> model.show(Optional.empty()));
    assertFalse(pane.node().isManaged());
  }
}

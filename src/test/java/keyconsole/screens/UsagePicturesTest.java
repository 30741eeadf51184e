package keyconsole.screens;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ScrollPane;
import javafx.stage.Popup;
import javafx.stage.Stage;
import javafx.stage.Window;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Expiry;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Scope;
import keyconsole.domain.Value;
import keyconsole.service.DemoTenant;
import keyconsole.service.KeyService;
import keyconsole.viewmodel.Look;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.SomeLines;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import keyconsole.viewmodel.UsageFacet;
import keyconsole.viewmodel.UsageRange;
import keyconsole.viewmodel.UsageSettings;
import keyconsole.viewmodel.UsageViewModel;
import keyconsole.viewmodel.UsageZones;
import org.junit.jupiter.api.Test;

/// The usage screen in every state that it can be in, left as pictures.
class UsagePicturesTest extends WindowTest {

  @Override
  public void start(Stage shown) {
    around.zone = ZoneId.of("Asia/Kolkata");
    super.start(shown);
  }

  private UsageViewModel usage;
  private UsageSettings settings;

  private void open(String tenant) {
    interact(() -> shell.open(folder, tenant, TestWorkspace.administrator(tenant)));
    interact(() -> shell.showUsage(Optional.empty()));
    usage = ((Page.Usage) shell.pageProperty().get()).model();
    settings = usage.settings();
    awaitPage();
  }

  /// Until the page is made, which takes a few frames.
  private void awaitPage() {
    String last =
        usage.stateProperty().get() == UsageViewModel.State.READY ? "#usage-owners" : "#emptyTitle";
    await(() -> lookup(last).tryQuery().isPresent());
  }

  private void openDemo() {
    TestSurroundings.copyDemo(folder);
    open(DemoTenant.DOMAIN);
  }

  private KeyService service() {
    return shell.workspaceProperty().get().orElseThrow().service();
  }

  @Test
  void thirtyDays() {
    openDemo();
    picture("usage-full");
    interact(() -> lookup("#scroll").queryAs(ScrollPane.class).setVvalue(1));
    picture("usage-lower");
    large("usage-large", 1800, 1200);
    resize(1000, 700);
    picture("usage-narrow");
  }

  /// A window that is larger than the screen here.
  private void large(String name, double width, double height) {
    interact(
        () -> {
          scene.getRoot().resize(width, height);
          scene.getRoot().layout();
          Pictures.write(scene.getRoot(), 1, name);
        });
  }

  @Test
  void filtered() {
    openDemo();
    interact(() -> usage.chips().toggle(new UsageFacet.Endpoint("/v1/chat/completions")));
    picture("usage-filtered");
    ApiKey key = service().list().getFirst();
    interact(() -> usage.chips().toggle(new UsageFacet.Key(key.id().text())));
    interact(() -> usage.chips().toggle(new UsageFacet.Endpoint("/v1/nothing")));
    picture("usage-filters");
  }

  @Test
  void oneKey() {
    openDemo();
    String id = usage.figuresProperty().get().orElseThrow().keys().rows().getFirst().id();
    interact(() -> usage.chips().toggle(new UsageFacet.Key(id)));
    picture("usage-one-key");
  }

  @Test
  void whatMayBeFilteredBy() {
    openDemo();
    for (boolean dark : new boolean[] {false, true}) {
      interact(() -> shell.look().choiceProperty().set(Optional.of(dark ? Look.DARK : Look.LIGHT)));
      clickOn("#usage-add-filter").write("o");
      Window popup =
          Window.getWindows().stream().filter(Popup.class::isInstance).findFirst().orElseThrow();
      interact(
          () ->
              Pictures.write(
                  popup.getScene().snapshot(null), "usage-picker-" + (dark ? "dark" : "light")));
      interact(popup::hide);
    }
  }

  @Test
  void nothingFits() {
    openDemo();
    interact(() -> usage.chips().toggle(new UsageFacet.Endpoint("/v1/nothing")));
    picture("usage-nothing-fits");
  }

  @Test
  void theLastHours() {
    openDemo();
    lateInTheDay();
    interact(() -> settings.rangeProperty().set(UsageRange.HOURS_24));
    picture("usage-live");
    interact(() -> settings.pausedProperty().set(true));
    picture("usage-paused");
  }

  /// When the last 24 hours are today.
  private void lateInTheDay() {
    interact(() -> around.pass(Duration.ofMinutes(11 * 60 + 30)));
    interact(() -> shell.notices().dismiss());
  }

  @Test
  void weeksAndAHalfHourZone() {
    openDemo();
    interact(() -> settings.zoneProperty().set(UsageZones.LOCAL));
    interact(() -> settings.rangeProperty().set(UsageRange.DAYS_7));
    picture("usage-half-hour-zone");
  }

  @Test
  void datesThatAreWrong() {
    openDemo();
    interact(() -> settings.rangeProperty().set(UsageRange.CUSTOM));
    interact(() -> settings.dates().lastProperty().set("2026-11-23"));
    picture("usage-custom-wrong");
    interact(() -> settings.dates().firstProperty().set("2026-09-01"));
    interact(() -> settings.dates().lastProperty().set("2026-11-20"));
    picture("usage-custom");
  }

  @Test
  void nothingToSee() {
    TestSurroundings.makeTenant("empty.example", folder);
    open("empty.example");
    picture("usage-none");
  }

  @Test
  void nothingInTheRange() {
    TestSurroundings.copyTenant("acme.example", folder);
    open("acme.example");
    lateInTheDay();
    picture("usage-not-in-range");
    interact(() -> usage.showNewest());
    picture("usage-one-day");
  }

  @Test
  void daysThatAreNotCountedInFull() throws IOException {
    openDemo();
    Path of = folder.resolve(DemoTenant.DOMAIN).resolve("api_keys").resolve("usage");
    Path day = of.resolve("usage_2026-11-18.jsonl");
    Files.writeString(of.resolve("usage_2026-11-12.jsonl"), "{\"ti\n", StandardOpenOption.APPEND);
    Files.move(day, folder.resolve("away"));
    Files.createSymbolicLink(day, folder.resolve("away"));
    lookAgain();
    picture("usage-not-read");
    resize(1000, 700);
    picture("usage-not-read-narrow");
  }

  @Test
  void nothingThatCouldBeRead() throws IOException {
    TestSurroundings.makeTenant("empty.example", folder);
    Path of = folder.resolve("empty.example").resolve("api_keys").resolve("usage");
    Files.createDirectories(of.resolve("usage_2026-11-18.jsonl"));
    open("empty.example");
    picture("usage-nothing-read");
  }

  private void lookAgain() {
    interact(() -> service().refreshUsage());
    interact(() -> around.pass(Duration.ofSeconds(12)));
  }

  @Test
  void longNames() {
    TestSurroundings.copyTenant("acme.example", folder);
    open("acme.example");
    KeyId id = made("東京 " + "a key whose name says everything there is to say ".repeat(3));
    SomeLines lines = new SomeLines(folder.resolve("acme.example").resolve("api_keys"));
    String path = "/v1/" + "long-path/".repeat(20);
    String address = "2001:db8:1111:2222:3333:4444:5555:6666";
    lines.add(84_310, TestSurroundings.NOW.minus(Duration.ofDays(3)), id.text(), path, address);
    interact(() -> around.pass(Duration.ofSeconds(12)));
    interact(() -> usage.chips().toggle(new UsageFacet.Key(id.text())));
    interact(() -> usage.chips().toggle(new UsageFacet.Endpoint(path)));
    picture("usage-long");
  }

  private KeyId made(String name) {
    return service()
        .create(
            new KeyRequest(
                name,
                "",
                "maria-of-a-long-address@partner-of-the-tenant.example",
                Scope.TENANT,
                List.of("llm:gpt-4"),
                Optional.empty(),
                new Expiry.After(Expiry.STANDARD),
                Restrictions.NONE,
                Value.Fields.EMPTY))
        .key()
        .id();
  }
}

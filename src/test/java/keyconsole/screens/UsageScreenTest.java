package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.collections.ListChangeListener;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import javax.imageio.ImageIO;
import keyconsole.service.DemoTenant;
import keyconsole.service.Session;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.SomeLines;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.UsageFacet;
import keyconsole.viewmodel.UsageRange;
import keyconsole.viewmodel.UsageViewModel;
import keyconsole.viewmodel.UsageZones;
import org.junit.jupiter.api.Test;

/// The usage screen under a person's hands.
class UsageScreenTest extends WindowTest {

  private UsageViewModel usage;

  private void open(String tenant) {
    resize(1000, 800);
    interact(() -> shell.open(folder, tenant, Session.readOnly(tenant)));
    clickOn("#usage");
    usage = ((Page.Usage) shell.pageProperty().get()).model();
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

  private String tile(int place) {
    return lookup(".usage-tile-value").queryAllAs(Label.class).stream()
        .skip(place)
        .findFirst()
        .orElseThrow()
        .getText();
  }

  private String title() {
    return lookup("#usage-chart .usage-card-title").queryAs(Label.class).getText();
  }

  private List<String> chips() {
    return lookup(".usage-chip-value").queryAllAs(Label.class).stream()
        .map(Labeled::getText)
        .toList();
  }

  private void choose(String menu, String start) {
    MenuItem item =
        lookup(menu).queryAs(MenuButton.class).getItems().stream()
            .filter(each -> each.getText() != null && each.getText().startsWith(start))
            .findFirst()
            .orElseThrow();
    interact(item::fire);
  }

  private String shown(String query) {
    Labeled label = lookup(query).queryAs(Labeled.class);
    return label.isVisible() ? label.getText() : "";
  }

  @Test
  void theRailLeadsHereAndTheStatusBarSaysWhatACountTook() {
    openDemo();

    assertTrue(
        lookup("#answered").queryAs(Label.class).getText().startsWith("Counted 51 k lines in"));
    assertEquals("Requests a day by key", title());
    assertEquals("61", lookup("#counts").queryAs(Label.class).getText().split(" ")[0]);
    clickOn("#keys");
    assertEquals("", shown("#answered"));
  }

  @Test
  void theWindowAnswersBeforeThePageIsWhole() {
    TestSurroundings.copyDemo(folder);
    interact(
        () -> {
          shell.open(folder, DemoTenant.DOMAIN, Session.readOnly(DemoTenant.DOMAIN));
          shell.showUsage(Optional.empty());
          assertTrue(lookup("#usage-chart").tryQuery().isEmpty());
        });
    usage = ((Page.Usage) shell.pageProperty().get()).model();
    awaitPage();

    assertTrue(lookup("#usage-owners").query().isVisible());
    assertTrue(lookup("#export").query().isVisible());
  }

  @Test
  void aCardThatComesMovesNothingAndIsPaintedAlone() {
    TestSurroundings.copyDemo(folder);
    Map<Node, Set<Bounds>> places = new HashMap<>();
    interact(
        () -> {
          shell.open(folder, DemoTenant.DOMAIN, Session.readOnly(DemoTenant.DOMAIN));
          shell.showUsage(Optional.empty());
          BorderPane page = lookup(".usage").query();
          page.centerProperty()
              .subscribe(
                  body -> {
                    if (body instanceof BorderPane below) {
                      watchBelow((StackPane) below.getCenter(), places);
                    }
                  });
        });
    usage = ((Page.Usage) shell.pageProperty().get()).model();
    awaitPage();

    assertTrue(places.containsKey(lookup("#usage-chart").query()));
    places.forEach((card, taken) -> assertEquals(Set.of(card.getBoundsInParent()), taken));
    assertFalse(lookup(".usage-scroll .viewport").query().isCache());
  }

  private static void watchBelow(StackPane below, Map<Node, Set<Bounds>> places) {
    below
        .getChildren()
        .addListener(
            (ListChangeListener<Node>)
                change ->
                    below.getChildren().stream()
                        .filter(ScrollPane.class::isInstance)
                        .forEach(scroll -> watch((ScrollPane) scroll, places)));
  }

  private static void watch(ScrollPane scroll, Map<Node, Set<Bounds>> places) {
    GridPane cards = (GridPane) scroll.getContent().lookup("#cards");
    cards
        .getChildren()
        .subscribe(
            () ->
                cards.getChildren().stream()
                    .filter(card -> card.getLayoutBounds().getHeight() > 0)
                    .forEach(
                        card ->
                            places
                                .computeIfAbsent(card, each -> new HashSet<>())
                                .add(card.getBoundsInParent())));
  }

  @Test
  void rangesAreChosenByAClickAndByTheArrowKeys() {
    openDemo();
    String month = tile(0);

    clickOn("7 d");
    assertEquals("16 Nov – 22 Nov 2026, whole days", shown("#hint"));
    String week = tile(0);
    assertFalse(month.equals(week));

    type(KeyCode.RIGHT);
    assertEquals(UsageRange.DAYS_30, usage.settings().rangeProperty().get());
    assertEquals(month, tile(0));
  }

  @Test
  void datesAreTypedAndExplainedWhereTheyAreWrong() {
    openDemo();

    clickOn("Custom");
    doubleClickOn("#first").push(KeyCode.CONTROL, KeyCode.A).write("20 Nov 2026");
    assertEquals("Requests a day by key", title());
    assertEquals("20 Nov – 22 Nov 2026, whole days", shown("#hint"));

    clickOn("#last").push(KeyCode.CONTROL, KeyCode.A).write("never");
    assertTrue(shown("#datesError").startsWith("“never” is no date."));
    assertEquals("20 Nov – 22 Nov 2026, whole days", shown("#hint"));
  }

  @Test
  void theZoneIsSwitchedAndNamed() {
    openDemo();

    clickOn("Local");

    assertEquals("24 Oct – 22 Nov 2026 · Europe/Berlin, UTC+2/UTC+1", shown("#hint"));
    assertEquals(
        "Europe/Berlin, UTC+2/UTC+1",
        lookup("#usage-heat .usage-card-note").queryAs(Label.class).getText());
  }

  @Test
  void thePeriodBeforeIsShownUnlessItIsTurnedOff() {
    openDemo();
    assertEquals("Total, 5 weeks before", shown("#usage-chart .usage-card-note"));

    clickOn("#compare");

    assertEquals("", shown("#usage-chart .usage-card-note"));
  }

  @Test
  void aClickOnAnyMarkFiltersAndTheChipTakesItBack() {
    openDemo();
    String all = tile(0);

    Node entry = lookup(".usage-chart-entry").nth(8).query();
    String key = ((Labeled) entry).getText();
    clickOn(entry);
    assertEquals(List.of(key), chips());
    assertFalse(tile(0).equals(all));

    clickOn(".usage-chip");
    assertEquals(List.of(), chips());
    assertEquals(all, tile(0));

    Node endpoint = lookup("#usage-endpoints .usage-rank-name").query();
    clickOn(endpoint);
    assertEquals(List.of(((Labeled) endpoint).getText()), chips());
    resize(1280, 800);
    assertEquals("grey: filtered out", shown("#usage-endpoints .usage-card-note"));
  }

  @Test
  void menuAndDrawerOfAKeyOpenItsUsageAlone() {
    openDemo();
    clickOn("#usage-heat .usage-heat-grid");

    clickOn("#keys");
    interact(() -> select("Edge worker"));
    interact(() -> lookup("#showUsage").queryAs(Button.class).fire());
    assertEquals(List.of("Edge worker"), chips());

    clickOn("#keys");
    interact(() -> select("Analytics export"));
    rightClickOn("Analytics export");
    fireMenuItem("Usage of this key");
    assertEquals(List.of("Analytics export"), chips());
  }

  @Test
  void thePageIsAsItWasWhenOneComesBack() {
    openDemo();
    clickOn("#usage-keys .usage-rank-all");
    Node list = lookup("#usage-keys .usage-rank-list").query();
    double height = list.getLayoutBounds().getHeight();

    clickOn("#keys");
    clickOn("#usage");

    assertSame(list, lookup("#usage-keys .usage-rank-list").query());
    assertEquals(height, list.getLayoutBounds().getHeight());
  }

  @Test
  void theMenuOfAMarkShowsItAloneItsLinesOrItsKey() {
    openDemo();
    clickOn("#usage-heat .usage-heat-grid");
    Labeled endpoint = lookup("#usage-endpoints .usage-rank-name").queryAs(Labeled.class);
    String name = endpoint.getText();

    rightClickOn(endpoint);
    assertEquals(1, chips().size());
    fireMenuItem("Show only this");
    assertEquals(List.of(name), chips());

    rightClickOn("#usage-heat .usage-heat-grid");
    fireMenuItem("Filter by this");
    assertEquals(2, chips().size());
    rightClickOn("#usage-heat .usage-heat-grid");
    fireMenuItem("Take out of the filter");
    assertEquals(List.of(name), chips());

    rightClickOn("#usage-keys .usage-rank-name");
    fireMenuItem("Show its lines");
    assertTrue(shell.pageProperty().get() instanceof Page.UsageLines);
  }

  @Test
  void theKeyboardAsksForTheMenuOfTheRowThatItIsAt() {
    openDemo();
    String key = lookup("#usage-keys .usage-rank-name").queryAs(Labeled.class).getText();

    interact(() -> lookup("#usage-keys .usage-rank-list").query().requestFocus());
    interact(
        () -> {
          Node list = lookup("#usage-keys .usage-rank-list").query();
          ContextMenuEvent.fireEvent(
              list,
              new ContextMenuEvent(
                  ContextMenuEvent.CONTEXT_MENU_REQUESTED, 5, 5, 300, 300, true, null));
        });
    fireMenuItem("Open the key");

    assertEquals(key, shell.keys().orElseThrow().selectedKeys().getFirst().name());
  }

  @Test
  void anHourOfTheWeekFilters() {
    openDemo();

    clickOn("#usage-heat .usage-heat-grid");

    assertEquals(1, chips().size());
    assertTrue(usage.chips().filterProperty().get().hours().size() == 1);
  }

  @Test
  void aFilterIsSearchedForAndAllAreTakenAway() {
    openDemo();

    clickOn("#usage-add-filter").write("checkout").type(KeyCode.ENTER);
    assertEquals(List.of("Checkout assistant"), chips());
    clickOn("#usage-add-filter").write("/v1/rag").type(KeyCode.ENTER);
    assertEquals(2, chips().size());

    clickOn("#usage-clear");
    assertEquals(List.of(), chips());
  }

  @Test
  void titlesAreWholeInTheSmallestWindow() {
    openDemo();
    resize(1024, 700);
    assertEquals(List.of(), cutTitles());

    interact(() -> usage.chips().toggle(new UsageFacet.Endpoint("/v1/chat/completions")));
    assertEquals(List.of(), cutTitles());
    assertEquals("", shown("#usage-endpoints .usage-card-note"));
  }

  private List<String> cutTitles() {
    interact(() -> scene.getRoot().layout());
    return lookup(".usage-card-title").queryAllAs(Label.class).stream()
        .filter(Label::isTextTruncated)
        .map(Label::getText)
        .toList();
  }

  @Test
  void aHintTellsWhatAClickDoesWhereThereIsSomethingToClick() {
    openDemo();
    resize(1280, 800);
    assertEquals("Click any bar, band or cell to filter by it", shown("#hint"));
  }

  @Test
  void filtersThatNothingFitsCanBeCleared() {
    openDemo();
    interact(() -> usage.chips().toggle(new UsageFacet.Endpoint("/v1/nothing")));
    assertEquals("No request fits all filters.", shown("#stripText"));

    clickOn("#stripAction");

    assertEquals(List.of(), chips());
    assertFalse(lookup("#strip").query().isVisible());
  }

  @Test
  void aDayThatIsNotCountedInFullIsToldOverTheFiguresUntilItIs() throws IOException {
    openDemo();
    Path usageFolder = folder.resolve(DemoTenant.DOMAIN).resolve("api_keys").resolve("usage");
    Path day = usageFolder.resolve("usage_2026-11-18.jsonl");
    Path away = folder.resolve("away");
    String all = tile(0);
    assertFalse(lookup("#notRead").query().isVisible());

    Files.move(day, away);
    Files.createSymbolicLink(day, away);
    look();
    assertTrue(
        shown("#notReadText").startsWith("18 Nov 2026 (UTC) is not counted in full."),
        shown("#notReadText"));
    assertTrue(shown("#notReadText").contains("usage_2026-11-18.jsonl: Not a regular file"));
    assertEquals(shown("#notReadText"), lookup("#announcer").query().getAccessibleText());
    Bounds told = boundsOf("#notRead");
    assertTrue(told.getHeight() > 0 && told.getMaxY() <= boundsOf("#tiles").getMinY());
    assertFalse(tile(0).equals(all));

    Files.delete(day);
    Files.move(away, day);
    look();
    assertFalse(lookup("#notRead").query().isVisible());
    assertEquals(all, tile(0));
  }

  /// Lets the console look at the folder, and the page ask again.
  private void look() {
    interact(
        () -> {
          shell.workspaceProperty().get().orElseThrow().service().refreshUsage();
          around.pass(Duration.ofSeconds(11));
        });
  }

  private Bounds boundsOf(String query) {
    Node node = lookup(query).query();
    return node.localToScene(node.getLayoutBounds());
  }

  @Test
  void theChartIsToldApartByOwnersAndAWeekByHours() {
    openDemo();

    choose("#by", "By owner");
    assertEquals("Requests a day by owner", title());
    clickOn("7 d");
    choose("#by", "Hour by hour");

    assertEquals("Requests an hour by owner", title());
  }

  @Test
  void aNewLineAppearsWithinTwoSecondsUnlessItIsPaused() {
    openDemo();
    interact(() -> around.pass(Duration.ofMinutes(11 * 60 + 30)));
    clickOn("24 h");
    int before = Integer.parseInt(tile(0).replace(",", ""));
    SomeLines lines = new SomeLines(folder.resolve(DemoTenant.DOMAIN).resolve("api_keys"));
    String key = usage.figuresProperty().get().orElseThrow().keys().rows().getFirst().id();

    lines.add(2, TestSurroundings.NOW, key, "/v1/chat", "203.0.113.24");
    interact(() -> around.pass(Duration.ofSeconds(1)));
    assertEquals(before + 2, Integer.parseInt(tile(0).replace(",", "")));

    clickOn("#pause");
    assertEquals("Paused", shown("#liveState"));
    lines.add(2, TestSurroundings.NOW, key, "/v1/chat", "203.0.113.24");
    interact(() -> around.pass(Duration.ofSeconds(1)));
    assertEquals(before + 2, Integer.parseInt(tile(0).replace(",", "")));
  }

  @Test
  void figuresAndPicturesAreSaved() throws IOException {
    openDemo();
    Path csv = folder.resolve("figures.csv");
    Path png = folder.resolve("chart.png");

    interact(() -> around.saveTo = Optional.of(csv));
    choose("#export", "Figures as CSV");
    interact(() -> around.saveTo = Optional.of(png));
    choose("#export", "Requests a day by key as PNG");

    assertTrue(Files.readString(csv).startsWith("Tenant,demo.example,,,\r\n"));
    assertTrue(ImageIO.read(png.toFile()).getWidth() > 600);
    assertEquals("Saved as " + png, shown("#noticeText"));
    assertEquals(
        "Requests a day by key, 2026-10-24 – 2026-11-22.png", around.proposedNames.getLast());
  }

  @Test
  void anUnusedKeyIsOpenedByAClick() {
    openDemo();
    String id = usage.figuresProperty().get().orElseThrow().unused().rows().getFirst().id();

    Node row = lookup("#usage-unused .usage-rank-name").query();
    interact(() -> scrollTo(1));
    clickOn(row);

    assertTrue(shell.pageProperty().get() instanceof Page.Keys);
    assertEquals(id, shell.keys().orElseThrow().selection().getFirst().rowId());
  }

  private void scrollTo(double place) {
    lookup("#scroll").queryAs(ScrollPane.class).setVvalue(place);
  }

  @Test
  void aTenantWithoutUsageSaysSoAndExportsNothing() {
    TestSurroundings.makeTenant("empty.example", folder);

    open("empty.example");

    assertEquals("No usage yet", shown("#emptyTitle"));
    resize(1280, 800);
    assertEquals("", shown("#hint"));
    assertTrue(lookup("#export").query().isDisabled());
    assertFalse(lookup("#emptyAction").queryAs(Button.class).isVisible());
  }

  @Test
  void aRangeWithoutRequestsOffersTheNewest() {
    TestSurroundings.copyTenant("acme.example", folder);
    open("acme.example");
    interact(() -> around.pass(Duration.ofMinutes(11 * 60 + 30)));
    assertEquals("No requests in this range", shown("#emptyTitle"));

    clickOn("#emptyAction");
    awaitPage();

    assertTrue(lookup("24 h").queryAs(ToggleButton.class).isSelected());
    assertFalse(tile(0).isEmpty());
  }

  @Test
  void theLinesThemselvesAreShownAndLeadBackHere() {
    openDemo();
    interact(() -> usage.chips().toggle(new UsageFacet.Endpoint("/v1/rag/search")));

    clickOn("#lines");

    assertTrue(shell.pageProperty().get() instanceof Page.UsageLines);
    clickOn("#usage");
    assertEquals(List.of("/v1/rag/search"), chips());
  }

  @Test
  void onePanelMoreIsThereWhenOneKeyIsFilteredBy() {
    openDemo();
    assertFalse(lookup("#keyPlace").query().isVisible());

    clickOn("#usage-add-filter").write("checkout").type(KeyCode.ENTER);

    assertTrue(lookup("#keyPlace").query().isVisible());
    assertTrue(lookup("#keyUsageLimits").tryQuery().isPresent());
  }

  @Test
  void whatWasChosenIsThereWhenOneComesBack() {
    openDemo();
    clickOn("Local");
    clickOn("90 d");

    clickOn("#keys");
    clickOn("#usage");

    assertEquals(UsageZones.LOCAL, usage.settings().zoneProperty().get());
    assertTrue(lookup("90 d").queryAs(ToggleButton.class).isSelected());
  }
}

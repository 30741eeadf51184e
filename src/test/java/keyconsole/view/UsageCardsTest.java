package keyconsole.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Polygon;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import keyconsole.DrivenTest;
import keyconsole.domain.UsageFilter.WeekHour;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Look;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.UsageRanking;
import keyconsole.viewmodel.UsageSeries;
import keyconsole.viewmodel.UsageTint;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/// The cards of the usage screen under a person's hands.
class UsageCardsTest extends DrivenTest {

  private static final UsageSeries MONTH = SomeUsage.days(30, SomeUsage.NAMES, day -> true);

  private final KeyWords words = new KeyWords(new TestSurroundings().surroundings().texts());
  private final List<String> asked = new ArrayList<>();
  private final List<WeekHour> hours = new ArrayList<>();
  private UsageChart chart;
  private UsageHeatMap heat;
  private UsageRankingCard ranking;
  private final StackPane page = new StackPane();
  private Scene scene;

  @Override
  public void start(Stage stage) {
    Fonts.load();
    chart = new UsageChart(words, deeds(asked));
    heat = UsageHeatMap.whole(words, deeds(hours));
    ranking = new UsageRankingCard(words, deeds(asked));
    scene = new Scene(page, 720, 400);
    Theme.dress(scene, Look.LIGHT);
    stage.setScene(scene);
    stage.setWidth(720);
    stage.setHeight(400);
    stage.show();
  }

  private static <T> UsageMarks.Deeds<T> deeds(List<T> asked) {
    return new UsageMarks.Deeds<>(asked::add, (mark, event) -> {});
  }

  private void open(Region card) {
    interact(() -> page.getChildren().setAll(card));
  }

  private void openChart(UsageSeries series) {
    open(chart);
    interact(() -> chart.show(series));
  }

  private static Point2D at(Node node, Bounds place) {
    Bounds on = node.localToScreen(place);
    return new Point2D(on.getCenterX(), on.getCenterY());
  }

  private UsageTip tip() {
    return lookup(".usage-tip").queryAs(UsageTip.class);
  }

  @Test
  void aClickOnABandAsksForIt() {
    openChart(MONTH);

    clickOn(at(chart.plot(), chart.plot().middle(2, 10)));
    clickOn(at(chart.plot(), chart.plot().middle(0, 3)));

    assertEquals(List.of("key-2", "key-0"), asked);
  }

  @Test
  void aClickOnWhatIsLeftOrAboveAllAsksForNothing() {
    openChart(MONTH);

    clickOn(at(chart.plot(), chart.plot().middle(MONTH.bands().size() - 1, 10)));
    clickOn(at(chart.plot(), chart.plot().middle(0, 0)).add(0, -200));

    assertEquals(List.of(), asked);
  }

  @Test
  void aBandOfTheEmptyTextCanBeAskedForToo() {
    UsageSeries.Band nameless =
        new UsageSeries.Band(
            "",
            "no endpoint",
            false,
            UsageTint.BAND_1,
            MONTH.bands().get(0).counts(),
            false,
            false);
    openChart(SomeUsage.with(MONTH, List.of(nameless)));

    clickOn(at(chart.plot(), chart.plot().middle(0, 3)));
    clickOn("no endpoint");

    assertEquals(List.of("", ""), asked);
  }

  @Test
  void aClickOnTheLegendAsksForItsBand() {
    openChart(MONTH);

    clickOn("Support copilot");
    clickOn("Other, 30 keys");

    assertEquals(List.of("key-1"), asked);
  }

  @Test
  void theCrosshairTellsTheNearestPointWholly() {
    openChart(MONTH);

    moveTo(at(chart.plot(), chart.plot().middle(1, 12)));

    String told = tip().words();
    assertTrue(tip().isVisible());
    assertTrue(told.startsWith(MONTH.points().get(12).name() + "; Total "), told);
    assertTrue(told.contains("Total " + KeyWords.number(MONTH.total(12))), told);
    for (UsageSeries.Band band : MONTH.bands()) {
      assertTrue(told.contains(band.name() + " " + KeyWords.number(band.counts().get(12))), told);
    }
    assertTrue(told.contains("Total, 5 weeks before "), told);
  }

  @Test
  void dashesStandForALineAndAreNotThereWithoutOne() {
    openChart(MONTH);
    Label before = lookup(".usage-card-note").queryAs(Label.class);
    assertEquals("Total, 5 weeks before", before.getText());
    assertTrue(before.getGraphic() != null);

    interact(() -> chart.show(SomeUsage.withNothingBefore(MONTH)));

    assertEquals("No data 5 weeks before", before.getText());
    assertEquals(null, before.getGraphic());
  }

  @Test
  void theCrosshairLeavesWithTheMouse() {
    openChart(MONTH);
    moveTo(at(chart.plot(), chart.plot().middle(1, 12)));

    moveTo("Support copilot");

    assertFalse(tip().isVisible());
  }

  @Test
  void arrowKeysWalkOverPointsAndBandsAndEnterAsks() {
    openChart(MONTH);
    interact(() -> chart.plot().requestFocus());

    push(KeyCode.HOME);
    push(KeyCode.RIGHT);
    push(KeyCode.UP);
    push(KeyCode.UP);
    push(KeyCode.DOWN);
    String told = tip().words();
    push(KeyCode.ENTER);

    assertTrue(told.startsWith(MONTH.points().get(1).name()), told);
    assertEquals(told, chart.plot().getAccessibleText());
    assertEquals(List.of("key-1"), asked);
  }

  @Test
  void enterAsksForNothingWhereNoBandIsAtHand() {
    openChart(MONTH);
    interact(() -> chart.plot().requestFocus());

    push(KeyCode.ENTER);
    moveTo(at(chart.plot(), chart.plot().middle(0, 0)).add(0, -150));
    push(KeyCode.ENTER);

    assertTrue(tip().isVisible());
    assertEquals(List.of(), asked);
  }

  @Test
  void aPointWithoutUsageLinesIsSaidToBeUnknown() {
    openChart(SomeUsage.days(30, SomeUsage.NAMES, day -> day > 4));

    moveTo(at(chart.plot(), chart.plot().middle(0, 2)).add(0, -40));

    assertTrue(tip().words().contains("nothing is known"), tip().words());
    assertFalse(tip().words().contains("Checkout"), tip().words());
    assertEquals(1, lookup(".usage-chart-unknown").queryAll().size());
  }

  @Test
  void aSinglePointIsSeen() {
    openChart(SomeUsage.days(1, SomeUsage.NAMES, day -> true));

    for (Node area : lookup(".usage-chart-area").queryAll()) {
      assertTrue(area.getLayoutBounds().getWidth() > 200, "has no width");
    }
    clickOn(at(chart.plot(), chart.plot().middle(0, 0)));
    assertEquals(List.of("key-0"), asked);
  }

  @Test
  void labelsOfTheAxisNeverOverlap() {
    for (UsageSeries series : List.of(SomeUsage.hours(720), SomeUsage.hours(168), MONTH)) {
      openChart(series);
      List<Bounds> shown =
          chart.plot().getChildrenUnmodifiable().stream()
              .filter(node -> node instanceof Text text && text.isVisible())
              .map(node -> (Text) node)
              .filter(text -> text.getText().contains(" Oct") || text.getText().contains(" Nov"))
              .map(Node::getBoundsInParent)
              .toList();
      assertTrue(shown.size() > 1, "has labels");
      for (int i = 1; i < shown.size(); i++) {
        assertTrue(shown.get(i - 1).getMaxX() + 4 < shown.get(i).getMinX(), "overlap at " + i);
      }
      assertTrue(shown.getLast().getMaxX() <= chart.plot().getWidth(), "leaves the plot");
    }
  }

  @Test
  void aMonthOfHoursIsRedrawnWithinAFrame() {
    UsageSeries hourly = SomeUsage.hours(720);
    openChart(hourly);
    long[] took = new long[30];
    interact(
        () -> {
          for (int i = 0; i < took.length; i++) {
            long start = System.nanoTime();
            chart.show(hourly);
            chart.applyCss();
            chart.layout();
            took[i] = System.nanoTime() - start;
          }
        });
    Arrays.sort(took);

    assertTrue(took[took.length / 2] < 50_000_000, "median " + took[took.length / 2] + " ns");
    assertEquals(9, chart.plot().lookupAll(".usage-chart-area").size());
    assertEquals(
        2 * 2 * (720 + 4), ((Polygon) chart.plot().lookup(".usage-chart-area")).getPoints().size());
  }

  @Test
  void aClickOnACellAsksForItsHour() {
    open(heat);
    interact(() -> heat.show(SomeUsage.heat(cell -> true, cell -> false, true)));

    clickOn(at(heat.grid(), heat.grid().boundsOf(24 + 14)));

    assertEquals(List.of(new WeekHour(DayOfWeek.TUESDAY, 14)), hours);
    assertTrue(tip().words().contains("4,812"), tip().words());
  }

  @Test
  void arrowKeysWalkOverCellsAndSpaceAsks() {
    open(heat);
    interact(() -> heat.show(SomeUsage.heat(cell -> true, cell -> false, true)));
    interact(() -> heat.grid().requestFocus());

    push(KeyCode.RIGHT);
    push(KeyCode.RIGHT);
    push(KeyCode.DOWN);
    push(KeyCode.SPACE);

    assertEquals(List.of(new WeekHour(DayOfWeek.TUESDAY, 1)), hours);
  }

  @Test
  void anHourThatNothingIsKnownOfAsksForNothing() {
    open(heat);
    interact(() -> heat.show(SomeUsage.heat(cell -> cell > 23, cell -> false, true)));

    clickOn(at(heat.grid(), heat.grid().boundsOf(3)));

    assertEquals(List.of(), hours);
  }

  @Test
  void onlyNoneHasTheLowestShadeAndOnlyThePeaksPartTheHighest() {
    assertEquals(
        List.of(0, 1, 1, 2, 6, 6),
        IntStream.of(0, 1, 100, 101, 501, 600)
            .mapToObj(requests -> UsageHeatGrid.step(requests, 600))
            .toList());
    assertEquals(0, UsageHeatGrid.step(0, 0));
  }

  @Test
  void aClickOnARowAsksForIt() {
    open(ranking);
    interact(() -> ranking.show(SomeUsage.keys(SomeUsage.NAMES)));

    clickOn("Support copilot");

    assertEquals(List.of("key-1"), asked);
  }

  /// Two addresses that are cut would look the same.
  @Test
  void barsGiveWayToAddressesInANarrowCard() {
    UsageRankingCard narrow = new UsageRankingCard(words, deeds(asked));
    narrow.setMaxWidth(248);
    open(narrow);
    interact(() -> narrow.show(addresses("198.51.100.53", "198.51.100.42")));
    WaitForAsyncUtils.waitForFxEvents();

    for (Label name : lookup(".usage-rank-name").queryAllAs(Label.class)) {
      assertTrue(name.getWidth() >= name.prefWidth(-1), name.getText() + " is cut");
    }
    Region bar = lookup(".usage-rank-bar").queryAs(Region.class);
    double begin = bar.getLayoutX();
    assertTrue(bar.getWidth() > 30);

    interact(() -> narrow.show(addresses("2001:db8:1111:2222:3333:4444:5555:6666", "::1")));
    WaitForAsyncUtils.waitForFxEvents();

    assertTrue(bar.getLayoutX() > begin);
    assertTrue(bar.getWidth() > 30);
  }

  private static UsageRanking addresses(String... addresses) {
    List<UsageRanking.Row> rows =
        Arrays.stream(addresses)
            .map(
                each ->
                    new UsageRanking.Row(
                        each, each, true, 1, "1,325", UsageTint.ACCENT, false, false))
            .toList();
    return new UsageRanking("Top IP addresses", "", "UTC", rows, "", "", "");
  }

  @Test
  void theTooltipSaysTheNameThatTheMouseIsAt() {
    open(ranking);
    interact(() -> ranking.show(SomeUsage.keys(SomeUsage.NAMES)));

    for (Label name : lookup(".usage-rank-name").queryAllAs(Label.class)) {
      moveTo(name);
      assertEquals(name.getText(), name.getTooltip().getText());
    }
  }

  @Test
  void enterAndSpaceAskForTheRowAtHand() {
    open(ranking);
    interact(() -> ranking.show(SomeUsage.endpoints()));
    interact(() -> lookup(".usage-rank-list").query().requestFocus());

    push(KeyCode.DOWN);
    push(KeyCode.ENTER);
    push(KeyCode.DOWN);
    push(KeyCode.SPACE);

    assertEquals(List.of("/v1/embeddings", "/v1/rag/search"), asked);
  }

  @Test
  void theRowAtHandStaysAtHandWhenTheFiguresChange() {
    open(ranking);
    interact(() -> ranking.show(SomeUsage.endpoints()));
    interact(() -> lookup(".usage-rank-list").query().requestFocus());
    push(KeyCode.DOWN);
    push(KeyCode.DOWN);

    interact(() -> ranking.show(SomeUsage.addresses(9)));
    push(KeyCode.ENTER);

    assertEquals(List.of("203.0.113.2"), asked);
  }

  @Test
  void aTallPlaceIsFilledWithRows() {
    open(ranking);
    interact(() -> ranking.show(SomeUsage.addresses(61)));
    interact(() -> ranking.setMaxHeight(UsageRankingCard.LEAST_HEIGHT + 3 * 26));
    interact(() -> ranking.getScene().getRoot().layout());
    double height = lookup(".usage-rank-list").query().getLayoutBounds().getHeight();
    int rows = lookup(".usage-rank-cell:filled").queryAll().size();
    assertEquals((int) (height / 26), rows);
    assertTrue(rows > UsageRankingCard.FEW);
    interact(() -> ranking.show(SomeUsage.addresses(rows)));
    assertFalse(lookup(".usage-rank-all").query().isVisible());
  }

  @Test
  void allRowsAreThereOnceAskedFor() {
    ranking.setMaxHeight(UsageRankingCard.LEAST_HEIGHT);
    open(ranking);
    UsageRanking addresses = SomeUsage.addresses(1000);
    interact(() -> ranking.show(addresses));
    assertEquals(UsageRankingCard.FEW, lookup(".usage-rank-cell:filled").queryAll().size());

    clickOn("All 1,000");
    interact(() -> lookup(".usage-rank-list").query().requestFocus());
    push(KeyCode.END);
    push(KeyCode.ENTER);

    assertEquals(List.of(addresses.rows().getLast().id()), asked);
    clickOn("Fewer");
    assertEquals(UsageRankingCard.FEW, lookup(".usage-rank-cell:filled").queryAll().size());
  }

  @Test
  void whatIsPointedAtStaysPointedAtWhenTheFiguresChange() {
    openChart(MONTH);
    moveTo(at(chart.plot(), chart.plot().middle(1, 12)));
    UsageSeries newer = SomeUsage.days(30, SomeUsage.NAMES, day -> day != 12);

    interact(() -> chart.show(newer));

    assertTrue(tip().isVisible());
    assertTrue(tip().words().startsWith(MONTH.points().get(12).name()), tip().words());
    assertTrue(tip().words().contains("nothing is known"), tip().words());
  }

  @Test
  void theTipStaysWithinItsCard() {
    openChart(MONTH);
    for (int point : new int[] {0, 15, 29}) {
      moveTo(at(chart.plot(), chart.plot().middle(0, point)));

      Bounds card = chart.getLayoutBounds();
      assertTrue(card.contains(tip().getBoundsInParent().getMinX(), 10), "at " + point);
      assertTrue(card.getMaxX() >= tip().getLayoutX() + tip().getWidth(), "at " + point);
      assertTrue(card.getMaxY() >= tip().getLayoutY() + tip().getHeight(), "at " + point);
    }
  }

  @Test
  void aPictureHasTwiceTheSizeAndTheThemesColours() throws IOException {
    openChart(MONTH);
    for (boolean dark : new boolean[] {false, true}) {
      interact(() -> Theme.dress(scene, dark ? Look.DARK : Look.LIGHT));

      BufferedImage picture = picture(chart, "chart" + (dark ? "-dark" : "-light"));

      assertTrue(picture.getWidth() >= 2 * chart.getWidth(), "is wide");
      assertTrue(picture.getHeight() >= 2 * chart.getHeight(), "is high");
      assertEquals(dark ? 0xff0d1117 : 0xffffffff, picture.getRGB(4, 4));
      assertTrue(has(picture, dark ? 0xffc9d1d9 : 0xff24292f), "has its dashed line");
    }
  }

  @Test
  void everyCardHasItsPicture() throws IOException {
    open(heat);
    interact(() -> heat.show(SomeUsage.heat(cell -> true, cell -> false, true)));
    assertTrue(has(picture(heat, "heat"), 0xff0a3069), "shows its peak");

    open(ranking);
    interact(() -> ranking.show(SomeUsage.addresses(61)));
    clickOn("All 61");
    assertTrue(has(picture(ranking, "ranking"), 0xff0969da), "shows its bars");
  }

  private BufferedImage picture(UsageCard card, String name) throws IOException {
    UsagePng[] png = new UsagePng[1];
    interact(() -> png[0] = card.picture());
    Path file = Path.of("target/screens/usage-file-" + name + ".png");
    Files.createDirectories(file.getParent());
    Files.write(file, png[0].bytes());
    return ImageIO.read(file.toFile());
  }

  private static boolean has(BufferedImage picture, int colour) {
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        if (picture.getRGB(x, y) == colour) {
          return true;
        }
      }
    }
    return false;
  }
}

package keyconsole.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import keyconsole.DrivenTest;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Look;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.UsageRanking;
import keyconsole.viewmodel.UsageSeries;
import org.junit.jupiter.api.Test;

/// The cards of the usage screen in every state they can be in, left as pictures in both themes.
class UsageCardsPicturesTest extends DrivenTest {

  private static final Path FOLDER = Path.of("target/screens");

  private final KeyWords words = new KeyWords(new TestSurroundings().surroundings().texts());
  private final VBox page = new VBox();
  private Stage stage;

  @Override
  public void start(Stage shown) {
    Fonts.load();
    stage = shown;
    page.getStyleClass().add("usage-picture");
    Scene scene = new Scene(page, 1088, 760);
    Theme.dress(scene, Look.LIGHT);
    stage.setScene(scene);
    stage.setWidth(1088);
    stage.setHeight(760);
    stage.show();
  }

  private void picture(String name, Region... rows) {
    if (rows.length > 0) {
      interact(() -> page.getChildren().setAll(rows));
    }
    for (boolean dark : new boolean[] {false, true}) {
      interact(() -> Theme.dress(stage.getScene(), dark ? Look.DARK : Look.LIGHT));
      interact(
          () ->
              write(
                  UsagePng.of(stage.getScene().snapshot(null)),
                  "usage-cards-" + name + (dark ? "-dark" : "-light")));
    }
  }

  private static void write(UsagePng png, String name) {
    try {
      Files.createDirectories(FOLDER);
      Files.write(FOLDER.resolve(name + ".png"), png.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private UsageChart chart(UsageSeries series) {
    UsageChart chart = new UsageChart(words, UsageMarks.Deeds.none());
    chart.show(series);
    chart.setPrefHeight(332);
    chart.setMinHeight(332);
    return chart;
  }

  private static Point2D at(Node node, Bounds place) {
    Bounds on = node.localToScreen(place);
    return new Point2D(on.getCenterX(), on.getCenterY());
  }

  private static GridPane row(Region... cards) {
    return Parts.sideBySide(List.of(cards));
  }

  private GridPane tiles() {
    return Parts.sideBySide(
        SomeUsage.tiles().stream()
            .map(
                tile -> {
                  UsageTileBox box = new UsageTileBox();
                  box.show(tile);
                  return box;
                })
            .toList());
  }

  private UsageHeatMap heat(boolean any) {
    UsageHeatMap heat = UsageHeatMap.whole(words, UsageMarks.Deeds.none());
    heat.show(SomeUsage.heat(cell -> any, cell -> false, any));
    return heat;
  }

  private GridPane middle(Region chart, Region heat) {
    GridPane middle = row(chart, heat);
    middle.getColumnConstraints().get(0).setPercentWidth(66.6);
    middle.getColumnConstraints().get(1).setPercentWidth(33.4);
    return middle;
  }

  private UsageRankingCard ranking(UsageRanking ranking) {
    UsageRankingCard card = new UsageRankingCard(words, UsageMarks.Deeds.none());
    card.show(ranking);
    return card;
  }

  @Test
  void theScreenAsItIsMeant() {
    picture(
        "all",
        tiles(),
        middle(chart(SomeUsage.days(30, SomeUsage.NAMES, day -> true)), heat(true)),
        row(
            ranking(SomeUsage.endpoints()),
            ranking(SomeUsage.keys(SomeUsage.NAMES)),
            ranking(SomeUsage.addresses(61))));
  }

  private static UsageSeries oneSelected(UsageSeries series, int selected) {
    List<UsageSeries.Band> bands =
        IntStream.range(0, series.bands().size())
            .mapToObj(i -> filtered(series.bands().get(i), i == selected))
            .toList();
    return SomeUsage.with(series, bands);
  }

  private static UsageSeries.Band filtered(UsageSeries.Band band, boolean selected) {
    return new UsageSeries.Band(
        band.id(), band.name(), band.mono(), band.tint(), band.counts(), selected, !selected);
  }

  private UsageRankingCard whole(UsageRanking ranking) {
    UsageRankingCard card = ranking(ranking);
    card.lookupAll(".usage-rank-all").forEach(all -> ((Button) all).fire());
    return card;
  }

  @Test
  void aPointUnderTheCrosshair() {
    UsageChart chart = chart(SomeUsage.days(30, SomeUsage.NAMES, day -> true));
    UsageHeatMap heat = heat(true);
    interact(() -> page.getChildren().setAll(middle(chart, heat)));
    moveTo(at(chart.plot(), chart.plot().middle(2, 10)));
    picture("crosshair");
    moveTo(at(heat.grid(), heat.grid().boundsOf(38)));
    picture("cell");
    moveTo(at(chart.plot(), chart.plot().middle(1, 28)));
    picture("crosshair-right");
  }

  @Test
  void theKeyboardAtHand() {
    UsageChart chart = chart(SomeUsage.days(30, SomeUsage.NAMES, day -> true));
    UsageRankingCard ranking = ranking(SomeUsage.endpoints());
    interact(
        () ->
            page.getChildren()
                .setAll(
                    middle(chart, heat(true)),
                    row(ranking, ranking(SomeUsage.keys(SomeUsage.NAMES)))));
    interact(() -> chart.plot().requestFocus());
    push(KeyCode.TAB);
    push(KeyCode.RIGHT);
    picture("keyboard-heat");
    push(KeyCode.TAB);
    push(KeyCode.DOWN);
    picture("keyboard-ranking");
  }

  @Test
  void whatAFilterLeavesOut() {
    UsageHeatMap heat = UsageHeatMap.whole(words, UsageMarks.Deeds.none());
    heat.show(SomeUsage.heat(cell -> true, cell -> cell == 38 || cell == 39, true));
    picture(
        "filtered",
        middle(chart(oneSelected(SomeUsage.days(30, SomeUsage.NAMES, day -> true), 2)), heat),
        row(
            whole(SomeUsage.endpoints()),
            whole(SomeUsage.keys(SomeUsage.NAMES)),
            whole(SomeUsage.addresses(61))));
  }

  @Test
  void daysWithoutData() {
    UsageHeatMap heat = UsageHeatMap.whole(words, UsageMarks.Deeds.none());
    heat.show(SomeUsage.heat(cell -> cell < 70 || cell > 90, cell -> false, true));
    picture(
        "gaps",
        middle(
            chart(
                SomeUsage.days(
                    30, SomeUsage.NAMES, day -> day > 3 && day != 11 && day != 13 && day < 27)),
            heat));
  }

  @Test
  void nothingKnownAndNothingCounted() {
    UsageRanking none = SomeUsage.keys(List.of());
    UsageSeries zero = SomeUsage.days(30, SomeUsage.NAMES, day -> true);
    UsageSeries empty =
        new UsageSeries(
            zero.title(),
            zero.range(),
            zero.zone(),
            zero.points(),
            List.of(),
            Optional.empty(),
            "");
    picture(
        "nothing",
        middle(chart(SomeUsage.days(30, SomeUsage.NAMES, day -> false)), heat(false)),
        row(ranking(none), ranking(none)),
        chart(empty));
  }

  @Test
  void aFewPoints() {
    picture(
        "few",
        row(
            chart(SomeUsage.days(1, SomeUsage.NAMES, day -> true)),
            chart(SomeUsage.days(2, SomeUsage.NAMES, day -> true))),
        row(
            chart(SomeUsage.days(3, SomeUsage.NAMES, day -> day != 1)),
            chart(SomeUsage.days(7, SomeUsage.NAMES, day -> day == 4))));
  }

  @Test
  void aMonthOfHoursAndLongNames() {
    List<String> longNames =
        SomeUsage.NAMES.stream().map(name -> name + " of the whole northern region 東京").toList();
    picture(
        "hours",
        middle(chart(SomeUsage.hours(720)), heat(true)),
        row(chart(SomeUsage.days(90, longNames, day -> true)), ranking(SomeUsage.keys(longNames))));
  }
}

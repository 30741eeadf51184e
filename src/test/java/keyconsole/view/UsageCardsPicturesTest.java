package keyconsole.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.UsageSeries;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.ApplicationTest;

/// The cards of the usage screen in every state they can be in, left as pictures in both themes.
class UsageCardsPicturesTest extends ApplicationTest {

  private static final Path FOLDER = Path.of("target/screens");

  private final KeyWords words = new KeyWords(new TestSurroundings().surroundings().texts());
  private final VBox page = new VBox(12);
  private Stage stage;

  @Override
  public void start(Stage shown) {
    Fonts.load();
    stage = shown;
    page.setStyle("-fx-background-color: -color-bg-default; -fx-padding: 20px;");
    Scene scene = new Scene(page, 1088, 660);
    Theme.dress(scene, false);
    stage.setScene(scene);
    stage.setWidth(1088);
    stage.setHeight(660);
    stage.show();
  }

  private void picture(String name, Region... rows) {
    interact(() -> page.getChildren().setAll(rows));
    for (boolean dark : new boolean[] {false, true}) {
      interact(() -> Theme.dress(stage.getScene(), dark));
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
    UsageChart chart = new UsageChart(words, id -> {});
    chart.show(series);
    chart.setPrefHeight(332);
    chart.setMinHeight(332);
    return chart;
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
    UsageHeatMap heat = new UsageHeatMap(words, id -> {});
    heat.show(SomeUsage.heat(cell -> any, cell -> false, any));
    return heat;
  }

  private GridPane middle(Region chart, Region heat) {
    GridPane middle = row(chart, heat);
    middle.getColumnConstraints().get(0).setPercentWidth(66.6);
    middle.getColumnConstraints().get(1).setPercentWidth(33.4);
    return middle;
  }

  private UsageRankingCard ranking(keyconsole.viewmodel.UsageRanking ranking) {
    UsageRankingCard card = new UsageRankingCard(words, id -> {});
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
}

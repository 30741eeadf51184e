package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.UsageFacet;
import keyconsole.viewmodel.UsageFigures;
import keyconsole.viewmodel.UsageViewModel;

/// The tiles and cards of the usage screen, in three columns of equal width.
final class UsageCards {

  private static final int TILES = 5;
  private static final double CHART_HEIGHT = 332;

  private final List<UsageTileBox> tiles = new ArrayList<>();
  private final UsageChart chart;
  private final UsageHeatMap heat;
  private final UsageRankingCard endpoints;
  private final UsageRankingCard keys;
  private final UsageRankingCard ips;
  private final UsageRankingCard peaks;
  private final UsageRankingCard unused;
  private final UsageRankingCard owners;

  /// A card that can be saved.
  ///
  /// @param picture takes it
  record Pictured(String title, Supplier<UsagePng> picture) {}

  UsageCards(UsageViewModel model, KeyWords words) {
    UsageMarkMenu menu = new UsageMarkMenu(model, words);
    Function<Function<String, UsageFacet>, UsageMarks.Deeds<String>> filtering =
        facet -> menu.filtering(id -> Optional.of(facet.apply(id)));
    UsageMarks.Deeds<String> opening =
        new UsageMarks.Deeds<>(
            model::openKey, (id, event) -> menu.show(new UsageFacet.Key(id), event));
    chart = new UsageChart(words, menu.filtering(model::facetOfBand));
    heat = new UsageHeatMap(words, menu.filtering(hour -> Optional.of(new UsageFacet.Hour(hour))));
    endpoints = new UsageRankingCard(words, filtering.apply(UsageFacet.Endpoint::new));
    keys = new UsageRankingCard(words, filtering.apply(UsageFacet.Key::new));
    ips = new UsageRankingCard(words, filtering.apply(UsageFacet.Ip::new));
    owners = new UsageRankingCard(words, filtering.apply(UsageFacet.Owner::new));
    peaks = new UsageRankingCard(words, opening);
    unused = new UsageRankingCard(words, opening);
    name();
  }

  private void name() {
    chart.setId("usage-chart");
    heat.setId("usage-heat");
    endpoints.setId("usage-endpoints");
    keys.setId("usage-keys");
    ips.setId("usage-ips");
    owners.setId("usage-owners");
    peaks.setId("usage-peaks");
    unused.setId("usage-unused");
  }

  void fill(GridPane tileGrid, GridPane cards) {
    for (int i = 0; i < TILES; i++) {
      UsageTileBox tile = new UsageTileBox();
      tiles.add(tile);
      tileGrid.add(grown(tile), i, 0);
    }
    cards.add(grown(chart), 0, 0, 2, 1);
    cards.add(grown(heat), 2, 0);
    cards.addRow(1, grown(endpoints), grown(keys), grown(ips));
    cards.addRow(2, grown(peaks), grown(unused), grown(owners));
    RowConstraints first = new RowConstraints(CHART_HEIGHT, CHART_HEIGHT, Double.MAX_VALUE);
    first.setVgrow(Priority.ALWAYS);
    cards.getRowConstraints().setAll(first, new RowConstraints(), new RowConstraints());
  }

  private static Region grown(Region card) {
    card.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
    card.setMinWidth(0);
    return card;
  }

  void show(UsageFigures figures) {
    for (int i = 0; i < TILES; i++) {
      tiles.get(i).show(figures.tiles().get(i));
    }
    chart.show(figures.series());
    heat.show(figures.heat());
    endpoints.show(figures.endpoints());
    keys.show(figures.keys());
    ips.show(figures.ips());
    peaks.show(figures.peaks());
    unused.show(figures.unused());
    owners.show(figures.owners());
  }

  /// The cards that can be saved as they are.
  List<Pictured> pictured(UsageFigures figures) {
    return List.of(
        new Pictured(figures.series().title(), chart::picture),
        new Pictured(figures.heat().title(), heat::picture),
        new Pictured(figures.endpoints().title(), endpoints::picture),
        new Pictured(figures.keys().title(), keys::picture),
        new Pictured(figures.ips().title(), ips::picture),
        new Pictured(figures.owners().title(), owners::picture));
  }
}

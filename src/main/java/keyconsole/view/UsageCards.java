package keyconsole.view;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.UsageFacet;
import keyconsole.viewmodel.UsageFigures;
import keyconsole.viewmodel.UsageHeat;
import keyconsole.viewmodel.UsageRanking;
import keyconsole.viewmodel.UsageViewModel;

/// The tiles and cards of the usage screen, in three columns of equal width. They are made one at a
/// time, and each in parts: its frame keeps its place, what is in it follows. More at once would
/// keep the window waiting.
final class UsageCards {

  private static final int TILES = 5;
  private static final int COLUMNS = 3;
  private static final int ROWS = 3;
  private static final int LAST_ROW = ROWS - 1;

  /// Of the heat map.
  private static final int DAYS_AT_ONCE = 4;

  private static final double CHART_HEIGHT = 332;

  private final UsageViewModel model;
  private final KeyWords words;
  private final UsageMarkMenu menu;
  private final GridPane tileGrid;
  private final GridPane cardGrid;
  private final List<RowConstraints> rows = new ArrayList<>();
  private final Deque<Runnable> toMake = new ArrayDeque<>();
  private final List<Consumer<UsageFigures>> made = new ArrayList<>();
  private final List<UsageCard> pictured = new ArrayList<>();
  private Optional<UsageFigures> figures = Optional.empty();

  UsageCards(UsageViewModel model, KeyWords words, GridPane tileGrid, GridPane cardGrid) {
    this.model = model;
    this.words = words;
    this.menu = new UsageMarkMenu(model, words);
    this.tileGrid = tileGrid;
    this.cardGrid = cardGrid;
    rows.add(new RowConstraints(CHART_HEIGHT, CHART_HEIGHT, Double.MAX_VALUE));
    for (int at = 1; at < ROWS; at++) {
      rows.add(new RowConstraints());
      cardGrid.add(keptFree(), at, at);
    }
    cardGrid.getRowConstraints().setAll(rows);
    Parts.columns(tileGrid, TILES);
    Parts.columns(cardGrid, COLUMNS);
    toMake.add(this::makeTiles);
    toMake.add(this::makeChart);
    toMake.add(this::makeHeatMap);
    addFilter("usage-endpoints", 0, 1, UsageFacet.Endpoint::new, UsageFigures::endpoints);
    addFilter("usage-keys", 1, 1, UsageFacet.Key::new, UsageFigures::keys);
    addFilter("usage-ips", 2, 1, UsageFacet.Ip::new, UsageFigures::ips);
    addWay("usage-peaks", 0, UsageFigures::peaks);
    addWay("usage-unused", 1, UsageFigures::unused);
    addFilter("usage-owners", 2, 2, UsageFacet.Owner::new, UsageFigures::owners);
  }

  /// Makes a row as tall as a ranking and keeps the gap beside a column from the first, so that a
  /// card that comes moves nothing: what moves is painted anew.
  private static Region keptFree() {
    Region seat = new Region();
    seat.setMinHeight(UsageRankingCard.LEAST_HEIGHT);
    seat.setVisible(false);
    return seat;
  }

  /// Makes the next card, or a part of one, with the figures that were shown last.
  ///
  /// @return whether there is more to make
  boolean makeNext() {
    Optional.ofNullable(toMake.poll()).ifPresent(Runnable::run);
    boolean more = !toMake.isEmpty();
    if (!more) {
      // While rows are missing, the others would take their place.
      rows.forEach(row -> row.setVgrow(Priority.ALWAYS));
    }
    return more;
  }

  private void makeTiles() {
    for (int i = 0; i < TILES; i++) {
      int at = i;
      UsageTileBox tile = new UsageTileBox();
      tileGrid.add(grown(tile), i, 0);
      shows(shown -> tile.show(shown.tiles().get(at)));
    }
  }

  private void makeChart() {
    UsageChart chart = new UsageChart(words, menu.filtering(model::facetOfBand));
    place("usage-chart", chart, 0, 0);
    GridPane.setColumnSpan(chart, 2);
    next(
        () -> {
          pictured.add(chart);
          shows(shown -> chart.showDrawing(shown.series()));
        },
        () -> shows(shown -> chart.showLegend(shown.series())));
  }

  private void makeHeatMap() {
    UsageHeatMap heat =
        new UsageHeatMap(words, menu.filtering(hour -> Optional.of(new UsageFacet.Hour(hour))));
    place("usage-heat", heat, 2, 0);
    shows(shown -> heat.show(shown.heat()));
    next(
        () -> heat.makeDays(DAYS_AT_ONCE),
        () -> {
          heat.makeDays(UsageHeat.DAYS - DAYS_AT_ONCE);
          pictured.add(heat);
        });
  }

  /// A ranking whose rows filter.
  private void addFilter(
      String id,
      int column,
      int row,
      Function<String, UsageFacet> facet,
      Function<UsageFigures, UsageRanking> of) {
    toMake.add(
        () -> {
          UsageRankingCard card =
              new UsageRankingCard(words, menu.filtering(name -> Optional.of(facet.apply(name))));
          place(id, card, column, row);
          pictured.add(card);
          fill(row, () -> shows(shown -> card.show(of.apply(shown))));
        });
  }

  /// A ranking in the last row whose rows lead to their keys.
  private void addWay(String id, int column, Function<UsageFigures, UsageRanking> of) {
    toMake.add(
        () -> {
          UsageRankingCard card =
              new UsageRankingCard(
                  words,
                  new UsageMarks.Deeds<>(
                      model::openKey, (key, event) -> menu.show(new UsageFacet.Key(key), event)));
          place(id, card, column, LAST_ROW);
          fill(LAST_ROW, () -> shows(shown -> card.show(of.apply(shown))));
        });
  }

  /// Of the last row as a rule only an edge is to be seen, and a frame of which nothing is to be
  /// seen is drawn whole: so its cards are filled at once.
  private void fill(int row, Runnable fill) {
    if (row == LAST_ROW) {
      fill.run();
    } else {
      next(fill);
    }
  }

  /// What is to be made before all else.
  private void next(Runnable... steps) {
    for (Runnable step : List.of(steps).reversed()) {
      toMake.addFirst(step);
    }
  }

  private void place(String id, UsageCard card, int column, int row) {
    card.setId(id);
    cardGrid.add(grown(card), column, row);
  }

  private static Region grown(Region card) {
    card.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
    card.setMinWidth(0);
    return card;
  }

  private void shows(Consumer<UsageFigures> show) {
    made.add(show);
    figures.ifPresent(show);
  }

  /// Shows figures in all that is made, and in what is made later.
  void show(UsageFigures shown) {
    figures = Optional.of(shown);
    made.forEach(each -> each.accept(shown));
  }

  /// The cards that can be saved as they are, of those that are made.
  List<UsageCard> pictured() {
    return List.copyOf(pictured);
  }
}

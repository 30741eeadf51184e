package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.UsageSeries;
import keyconsole.viewmodel.UsageTint;

/// The card of a [UsageSeries]: its drawing, a legend in stack order, and what there is to say of
/// the point under the mouse. Arrow keys walk over points and bands, Enter asks for the band at
/// hand.
final class UsageChart extends UsageCard {

  private static final UsageSeries NOTHING =
      new UsageSeries("", "", "", List.of(), List.of(), Optional.empty(), "");

  private final KeyWords words;
  private final UsageMarks.Deeds<String> deeds;
  private final Label before = Parts.label("", "usage-card-note");
  private final Region dashes = new Region();
  private final UsagePlot plot = new UsagePlot();
  private final VBox legend = new VBox();
  private final UsageTip tip = new UsageTip();
  private UsageSeries series = NOTHING;

  /// What the legend shows.
  private List<UsageSeries.Band> legendLooks = List.of();

  private int point = -1;
  private int band;
  private Optional<Integer> atHand = Optional.empty();

  /// @param deeds with the id of a band
  UsageChart(KeyWords words, UsageMarks.Deeds<String> deeds) {
    super("usage-chart");
    this.words = words;
    this.deeds = deeds;
    legend.getStyleClass().add("usage-chart-legend");
    before.setMinWidth(USE_PREF_SIZE);
    dashes.getStyleClass().add("usage-tip-dashes");
    HBox body = new HBox(plot, legend);
    body.getStyleClass().add("usage-chart-body");
    HBox.setHgrow(plot, Priority.ALWAYS);
    VBox.setVgrow(body, Priority.ALWAYS);
    getChildren().addAll(head(before), body, tip);
    plot.setOnMouseMoved(this::hover);
    plot.setOnMouseExited(event -> leave());
    UsageMarks.onClick(plot, this::click);
    plot.setOnContextMenuRequested(this::menu);
    plot.setOnKeyPressed(this::key);
    plot.focusedProperty().subscribe(focused -> leave());
  }

  /// Shows another series, or the same with newer figures. What is pointed at stays pointed at.
  void show(UsageSeries shown) {
    showDrawing(shown);
    showLegend(shown);
  }

  /// The same without the legend, whose room is kept.
  void showDrawing(UsageSeries shown) {
    boolean sameBands = looks(series).equals(looks(shown));
    series = shown;
    setTitle(shown.title());
    showBefore(shown.before());
    band = sameBands ? band : 0;
    Parts.shown(legend, !shown.bands().isEmpty());
    plot.show(shown, told(shown));
    if (point < 0 || point >= shown.points().size() || shown.bands().isEmpty()) {
      leave();
    } else {
      markAt(point, sameBands ? atHand : Optional.empty());
    }
  }

  /// Shows the legend of a series that is drawn.
  void showLegend(UsageSeries shown) {
    List<UsageSeries.Band> looks = looks(shown);
    if (!looks.equals(legendLooks)) {
      legendLooks = looks;
      legend.getChildren().setAll(legendOf(shown));
    }
  }

  /// The dashes stand for a line, so they go where none is drawn.
  private void showBefore(Optional<UsageSeries.Before> shown) {
    before.setText(shown.map(UsageSeries.Before::note).orElse(""));
    before.setGraphic(shown.filter(UsageSeries.Before::isKnown).isPresent() ? dashes : null);
    Parts.shown(before, shown.isPresent());
  }

  /// The bands without their figures.
  private static List<UsageSeries.Band> looks(UsageSeries series) {
    return series.bands().stream()
        .map(
            of ->
                new UsageSeries.Band(
                    of.id(),
                    of.name(),
                    of.mono(),
                    of.tint(),
                    List.of(),
                    of.selected(),
                    of.greyed()))
        .toList();
  }

  private String told(UsageSeries shown) {
    if (!shown.isKnown()) {
      return words.text("usage.chart.unknown");
    }
    boolean none = true;
    for (int i = 0; i < shown.points().size(); i++) {
      none &= shown.total(i) == 0;
    }
    return none ? words.text("usage.chart.none") : "";
  }

  private List<Button> legendOf(UsageSeries shown) {
    List<Button> entries = new ArrayList<>();
    for (int i = shown.bands().size() - 1; i >= 0; i--) {
      entries.add(entry(shown.bands().get(i), i));
    }
    return entries;
  }

  private Button entry(UsageSeries.Band of, int place) {
    Region swatch = UsageMarks.swatch(of.tint());
    UsageMarks.filtered(swatch, of.selected(), of.greyed());
    Button entry = new Button(of.name(), swatch);
    entry.getStyleClass().setAll("usage-chart-entry");
    if (of.mono()) {
      entry.getStyleClass().add("kc-mono");
    }
    UsageMarks.filtered(entry, of.selected(), of.greyed());
    entry.setMaxWidth(Double.MAX_VALUE);
    entry.setTextOverrun(OverrunStyle.ELLIPSIS);
    Parts.wholeWhenCut(entry);
    // The arrow keys of the drawing reach it: nine stops less on the way through the screen.
    entry.setFocusTraversable(false);
    entry.setMouseTransparent(of.isRest());
    entry.setOnAction(event -> deeds.choose().accept(of.id()));
    entry.setOnContextMenuRequested(event -> menu(of, event));
    entry.setOnMouseEntered(event -> plot.atHand(Optional.of(place)));
    entry.setOnMouseExited(event -> plot.atHand(Optional.empty()));
    return entry;
  }

  private void hover(MouseEvent event) {
    markAt(event.getX(), event.getY());
  }

  private void markAt(double x, double y) {
    plot.pointAt(x).ifPresent(at -> markAt(at, plot.bandAt(x, y)));
  }

  private void menu(ContextMenuEvent event) {
    if (!event.isKeyboardTrigger()) {
      plot.requestFocus();
      markAt(event.getX(), event.getY());
    }
    atHand.map(series.bands()::get).ifPresent(of -> menu(of, event));
    event.consume();
  }

  private void menu(UsageSeries.Band of, ContextMenuEvent event) {
    if (!of.isRest()) {
      deeds.menu().accept(of.id(), event);
    }
    event.consume();
  }

  private void click(MouseEvent event) {
    plot.requestFocus();
    hover(event);
    plot.bandAt(event.getX(), event.getY()).ifPresent(this::choose);
  }

  private void choose(int place) {
    UsageSeries.Band of = series.bands().get(place);
    if (!of.isRest()) {
      deeds.choose().accept(of.id());
    }
  }

  private void key(KeyEvent event) {
    if (series.points().isEmpty() || series.bands().isEmpty()) {
      return;
    }
    switch (event.getCode()) {
      case LEFT -> walk(point < 0 ? series.points().size() - 1 : point - 1, band);
      case RIGHT -> walk(point + 1, band);
      case HOME -> walk(0, band);
      case END -> walk(series.points().size() - 1, band);
      case UP -> walk(Math.max(0, point), band + (point < 0 ? 0 : 1));
      case DOWN -> walk(Math.max(0, point), band - (point < 0 ? 0 : 1));
      case ENTER, SPACE -> atHand.ifPresent(this::choose);
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void walk(int toPoint, int toBand) {
    band = Math.clamp(toBand, 0, series.bands().size() - 1);
    markAt(Math.clamp(toPoint, 0, series.points().size() - 1), Optional.of(band));
  }

  private void markAt(int at, Optional<Integer> bandAtHand) {
    point = at;
    atHand = bandAtHand;
    bandAtHand.ifPresent(place -> band = place);
    plot.mark(at, bandAtHand);
    Bounds mark = sceneToLocal(plot.localToScene(plot.crosshair()));
    tip.show(series.points().get(at).name(), entries(at, bandAtHand), mark, room());
    plot.setAccessibleText(tip.words());
  }

  private List<UsageTip.Entry> entries(int at, Optional<Integer> bandAtHand) {
    List<UsageTip.Entry> entries = new ArrayList<>();
    if (series.points().get(at).known()) {
      entries.add(plain(words.text("usage.chart.total"), KeyWords.number(series.total(at))));
      for (int i = series.bands().size() - 1; i >= 0; i--) {
        entries.add(entry(series.bands().get(i), at, bandAtHand.equals(Optional.of(i))));
      }
    } else {
      entries.add(plain(words.text("usage.chart.unknown"), ""));
    }
    series.before().ifPresent(before -> entries.add(entry(before, at)));
    return entries;
  }

  private static UsageTip.Entry plain(String name, String count) {
    return new UsageTip.Entry(UsageTint.OTHER, UsageTip.Kind.NOTHING, name, count, false);
  }

  private static UsageTip.Entry entry(UsageSeries.Band of, int at, boolean atHand) {
    String count = KeyWords.number(of.counts().get(at));
    return new UsageTip.Entry(of.tint(), UsageTip.Kind.SWATCH, of.name(), count, atHand);
  }

  private UsageTip.Entry entry(UsageSeries.Before before, int at) {
    String count =
        before
            .counts()
            .get(at)
            .map(KeyWords::number)
            .orElse(words.text("usage.chart.unknown.short"));
    return new UsageTip.Entry(UsageTint.OTHER, UsageTip.Kind.DASHES, before.name(), count, false);
  }

  private void leave() {
    point = -1;
    atHand = Optional.empty();
    plot.unmark();
    tip.hide();
    plot.setAccessibleText(series.summary());
  }

  /// The drawing in it.
  UsagePlot plot() {
    return plot;
  }

  @Override
  UsagePng picture() {
    UsageChart copy = new UsageChart(words, UsageMarks.Deeds.none());
    copy.show(series);
    return UsagePicture.take(copy, this, series.range(), series.zone());
  }
}

package keyconsole.view;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import keyconsole.domain.UsageFilter.WeekHour;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.UsageHeat;
import org.jspecify.annotations.Nullable;

/// The card of a [UsageHeat]: a cell an hour of the week, darker (in the dark theme lighter) the
/// more requests. Arrow keys walk over the cells, Enter asks for the one at hand.
final class UsageHeatMap extends UsageCard {

  private final KeyWords words;
  private final UsageMarks.Deeds<WeekHour> deeds;
  private final Label zone = Parts.label("", "usage-card-note");
  private final UsageHeatGrid grid = new UsageHeatGrid();
  private final Label most = Parts.label("", "usage-heat-word");
  private final Label busiest = Parts.label("", "usage-heat-busiest");
  private final HBox legend = new HBox(Parts.label("0", "usage-heat-word"));
  private final HBox busiestLine;
  private final UsageTip tip = new UsageTip();
  private @Nullable UsageHeat heat;
  private int cell = -1;

  /// One with all its cells.
  ///
  /// @param deeds with the hour of a cell
  static UsageHeatMap whole(KeyWords words, UsageMarks.Deeds<WeekHour> deeds) {
    UsageHeatMap whole = new UsageHeatMap(words, deeds);
    whole.makeDays(UsageHeat.DAYS);
    return whole;
  }

  /// One without cells, whose room is kept: see [#makeDays].
  ///
  /// @param deeds with the hour of a cell
  UsageHeatMap(KeyWords words, UsageMarks.Deeds<WeekHour> deeds) {
    super("usage-heat");
    this.words = words;
    this.deeds = deeds;
    legend.getStyleClass().add("usage-heat-legend");
    // Where there is little room the samples give way, not the number.
    most.setMinWidth(Region.USE_PREF_SIZE);
    for (int step = 0; step < UsageHeatGrid.STEPS; step++) {
      legend.getChildren().add(UsageHeatGrid.sample(step));
    }
    legend.getChildren().add(most);
    busiestLine =
        new HBox(Parts.label(words.text("usage.heat.busiest"), "usage-heat-word"), busiest);
    busiestLine.getStyleClass().add("usage-heat-line");
    VBox.setVgrow(grid, Priority.ALWAYS);
    getChildren().addAll(head(zone), grid, legend, busiestLine, tip);
    grid.setFocusTraversable(true);
    grid.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    grid.setOnMouseMoved(event -> at(event).ifPresentOrElse(this::mark, this::leave));
    grid.setOnMouseExited(event -> leave());
    UsageMarks.onClick(grid, this::click);
    grid.setOnContextMenuRequested(this::menu);
    grid.setOnKeyPressed(this::key);
    grid.focusedProperty().subscribe(focused -> leave());
  }

  /// Makes the cells of the next so many days.
  void makeDays(int count) {
    grid.makeDays(count);
    Optional.ofNullable(heat).ifPresent(this::show);
  }

  /// Shows another week, or the same with newer figures. What is pointed at stays pointed at.
  void show(UsageHeat shown) {
    heat = shown;
    setTitle(shown.title());
    zone.setText(shown.zone());
    most.setText(shown.most());
    Parts.shown(legend, shown.peak() > 0);
    busiest.setText(shown.busiest().orElse(""));
    Parts.shown(busiestLine, shown.busiest().isPresent());
    grid.show(shown, shown.isKnown() ? "" : words.text("usage.chart.unknown"));
    if (cell < 0) {
      leave();
    } else {
      mark(cell);
    }
  }

  private Optional<Integer> at(MouseEvent event) {
    return grid.cellAt(event.getX(), event.getY());
  }

  private void menu(ContextMenuEvent event) {
    if (!event.isKeyboardTrigger()) {
      grid.requestFocus();
      grid.cellAt(event.getX(), event.getY()).ifPresent(this::mark);
    }
    atHand().ifPresent(hour -> deeds.menu().accept(hour, event));
    event.consume();
  }

  private void click(MouseEvent event) {
    grid.requestFocus();
    at(event)
        .ifPresent(
            clicked -> {
              mark(clicked);
              choose();
            });
  }

  private void choose() {
    atHand().ifPresent(deeds.choose());
  }

  private Optional<WeekHour> atHand() {
    return heat != null && cell >= 0 && heat.cells().get(cell).known()
        ? Optional.of(heat.cells().get(cell).id())
        : Optional.empty();
  }

  private void key(KeyEvent event) {
    switch (event.getCode()) {
      case LEFT -> walk(0, -1);
      case RIGHT -> walk(0, 1);
      case UP -> walk(-1, 0);
      case DOWN -> walk(1, 0);
      case ENTER, SPACE -> choose();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void walk(int days, int hours) {
    int day = Math.clamp(Math.max(0, cell) / UsageHeat.HOURS + (long) days, 0, UsageHeat.DAYS - 1);
    int hour =
        Math.clamp(Math.max(0, cell) % UsageHeat.HOURS + (long) hours, 0, UsageHeat.HOURS - 1);
    mark(cell < 0 ? 0 : day * UsageHeat.HOURS + hour);
  }

  private void mark(int at) {
    if (heat == null) {
      return;
    }
    cell = at;
    grid.mark(Optional.of(at));
    String text = heat.cells().get(at).text();
    Bounds mark = sceneToLocal(grid.localToScene(grid.boundsOf(at)));
    tip.show(text, List.of(), mark, room());
    grid.setAccessibleText(text);
  }

  private void leave() {
    cell = -1;
    grid.mark(Optional.empty());
    tip.hide();
    grid.setAccessibleText(heat == null ? "" : heat.summary());
  }

  /// The cells in it.
  UsageHeatGrid grid() {
    return grid;
  }

  @Override
  UsagePng picture() {
    UsageHeatMap copy = whole(words, UsageMarks.Deeds.none());
    UsageHeat shown = Objects.requireNonNull(heat, "nothing is shown yet");
    copy.show(shown);
    return UsagePicture.take(copy, this, shown.range(), shown.zone());
  }
}

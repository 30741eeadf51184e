package keyconsole.view;

import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.geometry.HorizontalDirection;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.UsageFigures;
import keyconsole.viewmodel.UsageRange;
import keyconsole.viewmodel.UsageSettings;
import keyconsole.viewmodel.UsageViewModel;
import keyconsole.viewmodel.UsageViewModel.State;
import keyconsole.viewmodel.UsageZones;

/// The usage screen: the question in two rows on top, below what was counted, or why there is
/// nothing to see.
public final class UsageView extends Screen {

  private static final double EDGE = 20;
  private static final double BOTTOM = 16;

  /// From this width on there is room for all that could be left out.
  private static final double ROOM = 1_040;

  private final UsageViewModel model;
  private final UsageSettings settings;
  private final KeyWords words;
  private final ViewLoader loader;
  private final UsageFiltersView rows;
  private Optional<UsageCards> allCards = Optional.empty();

  @FXML private BorderPane root;
  @FXML private Label subtitle;
  @FXML private HBox ranges;
  @FXML private HBox zones;
  @FXML private Switch compare;
  @FXML private MenuButton export;
  @FXML private StackPane filters;
  @FXML private VBox strip;
  @FXML private Label stripText;
  @FXML private Hyperlink stripAction;
  @FXML private VBox notRead;
  @FXML private Label notReadText;
  @FXML private ScrollPane scroll;
  @FXML private VBox body;
  @FXML private GridPane tiles;
  @FXML private StackPane keyPlace;
  @FXML private GridPane cards;
  @FXML private StackPane empty;
  @FXML private ProgressBar slow;

  public UsageView(UsageViewModel model, ViewLoader loader) {
    this.model = model;
    this.settings = model.settings();
    this.loader = loader;
    this.words = new KeyWords(loader.texts());
    this.rows = new UsageFiltersView(model, words);
  }

  @FXML
  void initialize() {
    Parts.shown(strip, false);
    follow(model.notReadProperty(), this::showNotRead);
    Parts.shown(slow, false);
    inTurn(this::fillTitle);
    later(ranges, this::fillRanges);
    later(zones, this::fillZones);
    later(compare, this::fillCompare);
    later(export, this::fillExport);
    later(filters, this::loadFilters);
    inTurn(rows::fillDates);
    inTurn(rows::fillChips);
    inTurn(rows::fillLine);
    later(scroll, this::fillBody);
  }

  /// Even what is not seen is styled: so a part comes into the screen when it is filled.
  private void later(Node part, Runnable fill) {
    Runnable back = Parts.takenOut(part);
    inTurn(
        () -> {
          back.run();
          fill.run();
        });
  }

  private void loadFilters() {
    holds(rows);
    filters.getChildren().setAll(loader.load(FxmlFile.USAGE_FILTERS, rows));
  }

  private void fillBody() {
    UsageEmpty nothing = new UsageEmpty(model, words);
    empty.getChildren().setAll(nothing);
    fillKeyPlace();
    follow(model.figuresProperty(), figures -> figures.ifPresent(this::show));
    follow(model.stateProperty(), state -> showState(nothing));
    follow(model.workProperty(), work -> showState(nothing));
    follow(model.failureProperty(), failure -> showState(nothing));
    follow(model.failureProperty(), failure -> showStrip());
    follow(model.chips().filterProperty(), filter -> showStrip());
    follow(model.slowProperty(), busy -> Parts.shown(slow, busy));
    Parts.paintedInParts(scroll);
    follow(scroll.viewportBoundsProperty(), bounds -> showEdges());
    follow(scroll.widthProperty(), width -> showEdges());
  }

  private void fillKeyPlace() {
    KeyUsagePane pane = new KeyUsagePane(model.keyUsage());
    holds(pane);
    keyPlace.getChildren().setAll(pane.node());
    follow(model.chips().oneKeyProperty(), key -> Parts.shown(keyPlace, key.isPresent()));
  }

  private void fillTitle() {
    follow(settings.rangeTextProperty(), text -> showRange());
    follow(settings.zoneTextProperty(), text -> showRange());
    follow(root.widthProperty(), width -> showRoom());
  }

  private void fillRanges() {
    Segments.fill(
        this,
        ranges,
        List.of(UsageRange.values()),
        range -> words.text(range.textKey()),
        settings.rangeProperty());
    takeFocus();
  }

  private void fillZones() {
    Segments.fill(
        this,
        zones,
        List.of(UsageZones.values()),
        zone -> words.text(zone.textKey()),
        settings.zoneProperty());
  }

  private void fillCompare() {
    compare.getStyleClass().add("usage-compare");
    compare.setLabelPosition(HorizontalDirection.RIGHT);
    bindBoth(compare.selectedProperty(), settings.comparedProperty());
  }

  private void showRange() {
    String range = settings.rangeTextProperty().get();
    boolean utc = settings.zoneProperty().get() == UsageZones.UTC;
    String shown;
    if (!utc) {
      shown = words.text("usage.with-zone", range, settings.zoneTextProperty().get());
    } else if (settings.rangeProperty().get() == UsageRange.HOURS_24) {
      shown = words.text("usage.so-far", range);
    } else {
      shown = words.text("usage.whole-days", range);
    }
    subtitle.setText(shown);
    subtitle.setTooltip(Parts.reason(shown));
    showRoom();
  }

  private void show(UsageFigures figures) {
    if (allCards.isEmpty()) {
      allCards = Optional.of(new UsageCards(model, words, tiles, cards));
      inTurn(this::makeNext);
    }
    allCards.get().show(figures);
    fillExport();
    showStrip();
  }

  private void makeNext() {
    if (allCards.orElseThrow().makeNext()) {
      inTurn(this::makeNext);
    } else {
      fillExport();
    }
  }

  private void fillExport() {
    export.getItems().clear();
    export.getItems().add(item(words.text("usage.export.figures"), model::saveFigures));
    export.getItems().add(item(words.text("usage.export.copy"), model::copyFigures));
    export.getItems().add(new SeparatorMenuItem());
    for (UsageCard card : allCards.map(UsageCards::pictured).orElse(List.of())) {
      export
          .getItems()
          .add(item(words.text("usage.export.picture", card.title()), () -> save(card)));
    }
  }

  private static MenuItem item(String text, Runnable action) {
    MenuItem item = new MenuItem(text);
    item.setMnemonicParsing(false);
    item.setOnAction(event -> action.run());
    return item;
  }

  private void save(UsageCard card) {
    model.savePicture(card.title(), card.picture().bytes());
  }

  /// What is wrong with the figures on the screen: they are old, or no request fits.
  private void showStrip() {
    String failure = model.failureProperty().get();
    Optional<UsageFigures> figures = model.figuresProperty().get();
    boolean nothingFits =
        figures.filter(it -> it.isEmpty() && it.series().isKnown()).isPresent()
            && !model.chips().shown().isEmpty();
    boolean stale = figures.isPresent() && !failure.isEmpty();
    Parts.shown(strip, stale || nothingFits);
    if (stale) {
      stripText.setText(words.text("usage.strip.stale", failure));
      stripAction.setText(words.text("usage.retry"));
      stripAction.setOnAction(event -> model.retry());
    } else if (nothingFits) {
      stripText.setText(words.text("usage.strip.nothing-fits"));
      stripAction.setText(words.text("usage.strip.clear"));
      stripAction.setOnAction(event -> model.chips().clear());
    }
  }

  private void showNotRead(String told) {
    notReadText.setText(told);
    Parts.shown(notRead, !told.isEmpty());
    if (!told.isEmpty()) {
      loader.announcer().tell(told);
    }
  }

  private void showState(UsageEmpty nothing) {
    State state = model.stateProperty().get();
    Parts.shown(scroll, state == State.READY);
    Parts.shown(empty, state != State.READY);
    export.setDisable(state != State.READY);
    nothing.show(state);
  }

  /// Where there is little room, the range takes the place of the hint.
  private void showRoom() {
    boolean room = root.getWidth() >= ROOM;
    Parts.shown(subtitle, room);
    rows.showBeside(room ? Optional.empty() : Optional.of(subtitle.getText()));
  }

  /// The scroll bar stands in the edge, so that the cards keep their place when it comes.
  private void showEdges() {
    double bar = Math.max(0, scroll.getWidth() - scroll.getViewportBounds().getWidth());
    body.setPadding(new Insets(0, Math.max(4, EDGE - bar), BOTTOM, EDGE));
  }

  @Override
  void takeFocus() {
    ranges.getChildren().stream()
        .filter(node -> node instanceof ToggleButton it && it.isSelected())
        .findFirst()
        .ifPresent(Node::requestFocus);
  }
}

package keyconsole.view;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.geometry.HorizontalDirection;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
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

  /// From this width on there is room for all that could be left out.
  private static final double ROOM = 1_040;

  private final UsageViewModel model;
  private final UsageSettings settings;
  private final KeyWords words;
  private final ViewLoader loader;
  private final UsageFiltersView rows;
  private final UsageBodyView body;

  @FXML private BorderPane root;
  @FXML private Label subtitle;
  @FXML private HBox ranges;
  @FXML private HBox zones;
  @FXML private Switch compare;
  @FXML private MenuButton export;
  @FXML private StackPane filters;

  public UsageView(UsageViewModel model, ViewLoader loader) {
    this.model = model;
    this.settings = model.settings();
    this.loader = loader;
    this.words = new KeyWords(loader.texts());
    this.rows = new UsageFiltersView(model, words);
    this.body = new UsageBodyView(model, loader);
  }

  @FXML
  void initialize() {
    inTurn(this::fillTitle);
    later(ranges, this::fillRanges);
    later(zones, this::fillZones);
    later(compare, this::fillCompare);
    later(export, this::fillExport);
    inTurn(() -> load(FxmlFile.USAGE_FILTERS, rows, filters.getChildren()::setAll));
    inTurn(rows::fillDates);
    inTurn(rows::fillChips);
    inTurn(rows::fillLine);
    inTurn(() -> load(FxmlFile.USAGE_BODY, body, root::setCenter));
    inTurn(body::fillScroll);
    inTurn(this::followFigures);
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

  /// To load a part takes as long as to style it: it is put in its place in the frame after.
  private void load(FxmlFile file, Screen part, Consumer<Parent> place) {
    holds(part);
    Parent loaded = loader.load(file, part);
    next(() -> place.accept(loaded));
  }

  private void followFigures() {
    follow(model.figuresProperty(), figures -> figures.ifPresent(this::show));
    follow(model.stateProperty(), state -> export.setDisable(state != State.READY));
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
    showRoom();
  }

  private void show(UsageFigures figures) {
    if (body.show(figures)) {
      inTurn(this::makeNext);
    }
    fillExport();
  }

  private void makeNext() {
    if (body.makeNext()) {
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
    for (UsageCard card : body.pictured()) {
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

  /// Where there is little room, the range takes the place of the hint.
  private void showRoom() {
    boolean room = root.getWidth() >= ROOM;
    Parts.shown(subtitle, room);
    rows.showBeside(room ? Optional.empty() : Optional.of(subtitle.getText()));
  }

  @Override
  void takeFocus() {
    ranges.getChildren().stream()
        .filter(node -> node instanceof ToggleButton it && it.isSelected())
        .findFirst()
        .ifPresent(Node::requestFocus);
  }
}

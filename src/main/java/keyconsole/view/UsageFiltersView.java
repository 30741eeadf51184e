package keyconsole.view;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.UsageRange;
import keyconsole.viewmodel.UsageSettings;
import keyconsole.viewmodel.UsageViewModel;
import keyconsole.viewmodel.UsageViewModel.State;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Two rows of the usage screen: the days where they are typed, and what everything is narrowed to.
/// A file of its own, for the screen comes in parts.
public final class UsageFiltersView extends Screen {

  private static final PseudoClass HELD = PseudoClass.getPseudoClass("held");

  private final UsageViewModel model;
  private final UsageSettings settings;
  private final KeyWords words;
  private final ObjectProperty<Optional<String>> noRoomFor =
      new SimpleObjectProperty<>(Optional.empty());

  private Consumer<Boolean> datesShown = shown -> {};

  @FXML private HBox dates;
  @FXML private TextField first;
  @FXML private TextField last;
  @FXML private Label datesError;
  @FXML private HBox filters;
  @FXML private FlowPane chips;
  @FXML private HBox live;
  @FXML private Label liveState;
  @FXML private Button pause;
  @FXML private MenuButton by;
  @FXML private Button lines;
  @FXML private Label hint;

  public UsageFiltersView(UsageViewModel model, KeyWords words) {
    this.model = model;
    this.settings = model.settings();
    this.words = words;
  }

  @FXML
  void initialize() {
    datesShown = Parts.untilShown(dates);
    for (Node part : List.of(filters, live, by, lines)) {
      Parts.shown(part, false);
    }
  }

  void fillDates() {
    bindBoth(first.textProperty(), settings.dates().firstProperty());
    bindBoth(last.textProperty(), settings.dates().lastProperty());
    follow(settings.rangeProperty(), range -> showDates());
    follow(settings.dates().errorProperty(), error -> showDates());
  }

  void fillChips() {
    new UsageChipLine(this, model, words, chips);
    // Else it takes the height that it would need if it were narrow.
    follow(chips.widthProperty(), width -> chips.setPrefWrapLength(width.doubleValue()));
    Parts.shown(filters, true);
  }

  /// What stands beside the chips.
  void fillLine() {
    new UsageByMenu(this, settings, words, by);
    follow(settings.pausedProperty(), paused -> showLive());
    follow(settings.rangeProperty(), range -> showLive());
    follow(noRoomFor, text -> showHint());
    follow(settings.rangeProperty(), range -> showHint());
    follow(model.stateProperty(), state -> showHint());
    follow(model.stateProperty(), state -> lines.setDisable(state != State.READY));
    lines.setOnAction(event -> model.showLines());
    pause.setOnAction(event -> settings.pausedProperty().set(!settings.pausedProperty().get()));
    Parts.shown(by, true);
    Parts.shown(lines, true);
  }

  private void showDates() {
    boolean custom = settings.rangeProperty().get() == UsageRange.CUSTOM;
    String error = settings.dates().errorProperty().get();
    String wrong = settings.dates().wrongProperty().get();
    datesShown.accept(custom);
    datesError.setText(error);
    Parts.shown(datesError, !error.isEmpty());
    Parts.wrong(first, wrong.equals("first"));
    Parts.wrong(last, wrong.equals("last"));
  }

  private void showLive() {
    boolean held = settings.pausedProperty().get();
    Parts.shown(live, settings.rangeProperty().get() == UsageRange.HOURS_24);
    liveState.setText(words.text(held ? "usage.held" : "usage.live"));
    liveState.pseudoClassStateChanged(HELD, held);
    pause.setText(words.text(held ? "usage.resume" : "usage.pause"));
    pause.setGraphic(new FontIcon(held ? Feather.PLAY : Feather.PAUSE));
  }

  private void showHint() {
    Optional<String> moved = noRoomFor.get();
    hint.setText(moved.orElse(words.text("usage.hint")));
    boolean clickable = model.stateProperty().get() == State.READY;
    boolean room = settings.rangeProperty().get() != UsageRange.HOURS_24;
    Parts.shown(hint, moved.isPresent() || (clickable && room));
  }

  /// Shows beside the chips, in place of what a click does, what there is no room for above.
  ///
  /// @param text empty where there is room
  void showBeside(Optional<String> text) {
    noRoomFor.set(text);
  }
}

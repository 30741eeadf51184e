package keyconsole.view;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javafx.animation.AnimationTimer;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.HealthFilter;
import keyconsole.viewmodel.HealthTold;
import keyconsole.viewmodel.HealthTold.State;
import keyconsole.viewmodel.HealthViewModel;
import keyconsole.viewmodel.KeyWords;

/// What is not as it should be, the worst first: a card for each kind with why it matters, a row
/// for each key with what was seen and what mends it.
public final class HealthView extends Screen {

  private static final PseudoClass SCROLLS = PseudoClass.getPseudoClass("scrolls");

  private final HealthViewModel model;
  private final KeyWords words;
  private final Map<HealthFilter, Label> counts = new HashMap<>();
  private final HealthList findings;
  private HealthFilter shownFilter = HealthFilter.ALL;
  private boolean behind;

  /// How far down a person had scrolled before another page came into sight; 0 once that is so
  /// again.
  private double placeBefore;

  /// Moves the bar of the first look.
  private final AnimationTimer progress =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          bar.setProgress(model.progress());
        }
      };

  @FXML private Label subtitle;
  @FXML private HBox filters;
  @FXML private Button thresholds;
  @FXML private Button again;
  @FXML private HBox blocked;
  @FXML private Label blockedText;
  @FXML private ScrollPane scroll;
  @FXML private VBox loading;
  @FXML private ProgressBar bar;
  @FXML private VBox nothing;
  @FXML private VBox noMatch;
  @FXML private Label noMatchTitle;
  @FXML private Button showAll;
  @FXML private VBox failed;
  @FXML private Label failure;
  @FXML private Button retry;

  /// @param loader for its texts
  public HealthView(HealthViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
    this.findings = new HealthList(this, model, words);
  }

  @FXML
  void initialize() {
    scroll.setContent(findings.node());
    scroll
        .sceneProperty()
        .subscribe(
            (before, now) -> {
              if (now == null) {
                putAway();
              }
            });
    findings.node().layoutBoundsProperty().subscribe(bounds -> inTurn(this::goBackToPlace));
    scroll
        .viewportBoundsProperty()
        .subscribe(
            room ->
                findings
                    .node()
                    .pseudoClassStateChanged(SCROLLS, room.getWidth() < scroll.getWidth()));
    thresholds.setOnAction(event -> model.showThresholds());
    again.setOnAction(event -> model.look());
    retry.setOnAction(event -> model.look());
    showAll.setOnAction(event -> model.filterProperty().set(HealthFilter.ALL));
    fillFilters();
    follow(model.blockedProperty(), this::showBlocked);
    follow(model.toldProperty(), this::show);
  }

  private void fillFilters() {
    ToggleGroup group = new ToggleGroup();
    Map<HealthFilter, ToggleButton> chips = new HashMap<>();
    for (HealthFilter filter : HealthFilter.values()) {
      Label count = Parts.label("", "keys-chip-count");
      ToggleButton chip = new ToggleButton(words.text(filter.text()), count);
      chip.getStyleClass().add("keys-filter");
      chip.setToggleGroup(group);
      chip.setUserData(filter);
      counts.put(filter, count);
      chips.put(filter, chip);
      filters.getChildren().add(chip);
    }
    follow(
        model.filterProperty(),
        chosen -> Optional.ofNullable(chips.get(chosen)).ifPresent(it -> it.setSelected(true)));
    Segments.alwaysOne(
        group,
        chosen -> {
          if (chosen.getUserData() instanceof HealthFilter filter) {
            model.filterProperty().set(filter);
          }
        });
  }

  private void showBlocked(Optional<String> why) {
    Parts.shown(blocked, why.isPresent());
    blockedText.setText(why.orElse(""));
  }

  private void show(HealthTold told) {
    State state = told.state();
    subtitle.setText(told.subtitle());
    counts.forEach(
        (filter, count) -> count.setText(KeyWords.number(told.counts().getOrDefault(filter, 0))));
    Parts.shown(filters, state != State.LOADING && state != State.FAILED);
    Parts.shown(scroll, state == State.FOUND);
    Parts.shown(loading, state == State.LOADING);
    Parts.shown(nothing, state == State.NOTHING);
    Parts.shown(noMatch, state == State.NO_MATCH);
    Parts.shown(failed, state == State.FAILED);
    noMatchTitle.setText(words.text(model.filterProperty().get().text() + ".none"));
    failure.setText(told.failure());
    if (state == State.LOADING) {
      progress.start();
    } else {
      progress.stop();
    }
    showFindings(told);
  }

  /// What comes while another page is in sight is laid out when this one is again.
  private void showFindings(HealthTold told) {
    behind = scroll.getScene() == null;
    if (!behind) {
      beginAnewForAnotherFilter();
      findings.show(told.groups());
    }
  }

  /// Each line that comes back into the window is styled anew, so a frame brings back a few of
  /// them.
  private void putAway() {
    placeBefore = scroll.getVvalue() * hidden();
    findings.clear();
    behind = true;
  }

  /// How much of the list is above and below what the window shows of it.
  private double hidden() {
    double all = findings.node().getLayoutBounds().getHeight();
    return Math.max(0, all - scroll.getViewportBounds().getHeight());
  }

  /// In a frame after the lines came, for the pane keeps its own place as its content grows.
  private void goBackToPlace() {
    if (placeBefore > 0 && hidden() > 0) {
      scroll.setVvalue(Math.min(1, placeBefore / hidden()));
      placeBefore = findings.isLaidOut() || hidden() >= placeBefore ? 0 : placeBefore;
    }
  }

  private void beginAnewForAnotherFilter() {
    HealthFilter filter = model.filterProperty().get();
    if (filter != shownFilter) {
      shownFilter = filter;
      findings.clear();
      scroll.setVvalue(0);
      placeBefore = 0;
    }
  }

  @Override
  void takeFocus() {
    if (behind) {
      showFindings(model.toldProperty().get());
    }
  }
}

package keyconsole.view;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.LineChip;
import keyconsole.viewmodel.LineDetail;
import keyconsole.viewmodel.LineZone;
import keyconsole.viewmodel.UsageLinesViewModel;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The usage lines themselves: what was asked for, the rows, and the chosen line in full.
public final class UsageLinesView extends Screen {

  private final UsageLinesViewModel model;
  private final KeyWords words;
  private final Announcer announcer;
  private final LineTable table;

  @FXML private HBox root;
  @FXML private Button back;
  @FXML private Label count;
  @FXML private Label more;
  @FXML private ToggleButton follow;
  @FXML private ToggleButton pause;
  @FXML private FlowPane chips;
  @FXML private TextField goTo;
  @FXML private HBox zones;
  @FXML private Label goToError;
  @FXML private Label note;
  @FXML private StackPane place;
  @FXML private VBox empty;
  @FXML private FontIcon emptyIcon;
  @FXML private Label emptyTitle;
  @FXML private Label emptyText;
  @FXML private Button emptyBack;
  @FXML private VBox drawer;
  @FXML private Label title;
  @FXML private Button close;
  @FXML private Label problem;
  @FXML private VBox facts;
  @FXML private Label cut;
  @FXML private ScrollPane scroll;
  @FXML private VBox body;
  private final JsonBox json;

  /// @param loader for its texts
  public UsageLinesView(UsageLinesViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
    this.announcer = loader.announcer();
    this.table = new LineTable(model);
    this.json = new JsonBox(words, "lines.copy", 0, model::copy);
  }

  @FXML
  void initialize() {
    place.getChildren().addFirst(table);
    table.setId("lines");
    back.setOnAction(event -> model.goBack());
    emptyBack.setOnAction(event -> model.goBack());
    Parts.paintedInParts(scroll);
    body.getChildren().setAll(json);
    close.setOnAction(event -> closeDetail());
    root.addEventHandler(KeyEvent.KEY_PRESSED, this::escape);
    buildLive();
    buildGoTo();
    Segments.fill(this, zones, List.of(LineZone.values()), this::name, model.zoneProperty());
    follow(model.zoneProperty(), zone -> table.showZone());
    follow(model.windowProperty(), table::show);
    follow(model.countTextProperty(), this::showCount);
    follow(model.chipsProperty(), this::showChips);
    follow(model.noteProperty(), text -> showText(note, text));
    follow(model.stateProperty(), this::showState);
    follow(model.detailProperty(), this::showDetail);
  }

  private String name(LineZone zone) {
    return words.text("lines.zone." + zone.name().toLowerCase(Locale.ROOT));
  }

  private void buildLive() {
    follow.setTooltip(Parts.reason(words.text("lines.follow.hint")));
    follow.setOnAction(
        event -> {
          model.toggleFollowing();
          follow.setSelected(model.followingProperty().get());
        });
    follow(model.followingProperty(), follow::setSelected);
    follow(model.newTextProperty(), text -> showText(more, text));
    pause.setTooltip(Parts.reason(words.text("lines.pause.hint")));
    bindBoth(pause.selectedProperty(), model.pausedProperty());
    follow(model.pausedProperty(), this::showPaused);
  }

  private void showPaused(boolean paused) {
    pause.setText(words.text(paused ? "lines.resume" : "lines.pause"));
    pause.setGraphic(new FontIcon(paused ? Feather.PLAY_CIRCLE : Feather.PAUSE_CIRCLE));
  }

  private void buildGoTo() {
    goTo.setOnAction(event -> model.goTo(goTo.getText()));
    goTo.textProperty().subscribe(text -> model.dismissGoToError());
    follow(
        model.goToErrorProperty(),
        text -> {
          showText(goToError, text);
          Parts.wrong(goTo, !text.isEmpty());
        });
  }

  private void showCount(String text) {
    count.setText(text);
    announcer.tell(text);
  }

  private static void showText(Label label, String text) {
    label.setText(text);
    Parts.shown(label, !text.isEmpty());
  }

  private void showChips(List<LineChip> asked) {
    chips.getChildren().setAll(asked.stream().map(UsageLinesView::chip).toList());
  }

  private static Node chip(LineChip asked) {
    Label chip = Parts.label(asked.text(), "lines-chip");
    chip.setTooltip(Parts.reason(asked.detail().isEmpty() ? asked.text() : asked.detail()));
    return chip;
  }

  private void showState(UsageLinesViewModel.State state) {
    Parts.shown(empty, state != UsageLinesViewModel.State.LINES);
    Parts.shown(emptyBack, state != UsageLinesViewModel.State.READING);
    switch (state) {
      case READING ->
          showEmpty(Feather.LIST, "lines.reading.title", words.text("lines.reading.text"));
      case NONE -> showEmpty(Feather.LIST, "lines.none.title", words.text("lines.none.text"));
      case EMPTY -> showEmpty(Feather.SEARCH, "lines.empty.title", words.text("lines.empty.text"));
      case FAILED -> showEmpty(Feather.ALERT_TRIANGLE, "lines.failed.title", "");
      case LINES -> {}
    }
  }

  private void showEmpty(Feather icon, String name, String text) {
    emptyIcon.setIconCode(icon);
    emptyTitle.setText(words.text(name));
    showText(emptyText, text);
  }

  private void showDetail(Optional<LineDetail> shown) {
    Parts.shown(drawer, shown.isPresent());
    shown.ifPresent(this::showDetail);
  }

  private void showDetail(LineDetail line) {
    title.setText(line.title());
    title.setTooltip(new Tooltip(line.title()));
    showText(problem, line.problem());
    facts.getChildren().setAll(line.facts().stream().map(UsageLinesView::fact).toList());
    showText(cut, line.cut());
    json.show(line.json());
  }

  private static Node fact(LineDetail.Fact fact) {
    Label value = Parts.label(fact.value(), "detail-value");
    value.setWrapText(true);
    value.setMinHeight(Label.USE_PREF_SIZE);
    if (fact.mono()) {
      value.getStyleClass().add("kc-mono");
    }
    HBox line = Parts.row(Parts.label(fact.name(), "detail-label"), value);
    line.getStyleClass().add("detail-line");
    return line;
  }

  private void closeDetail() {
    model.selectNothing();
    table.requestFocus();
  }

  private void escape(KeyEvent event) {
    if (event.getCode() != KeyCode.ESCAPE) {
      return;
    }
    event.consume();
    if (goTo.isFocused()) {
      goTo.clear();
      table.requestFocus();
    } else {
      model.escape();
    }
  }

  @Override
  void takeFocus() {
    table.requestFocus();
  }
}

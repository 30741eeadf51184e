package keyconsole.view;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.NewKeyFoot;
import keyconsole.viewmodel.NewKeyReplay;
import keyconsole.viewmodel.NewKeyTightening;
import keyconsole.viewmodel.NewKeyViewModel;
import keyconsole.viewmodel.WizardStep;

/// The wizard's frame: the steps at the left, the step's pane, and at the right what the key will
/// be.
public final class NewKeyView extends Screen {

  private static final PseudoClass WRITING = PseudoClass.getPseudoClass("writing");
  private static final double ROOM_FOR_SUMMARY = 960;

  private final NewKeyViewModel model;
  private final KeyWords words;
  private final Map<WizardStep, NewKeyPane> panes = new EnumMap<>(WizardStep.class);
  private final Map<WizardStep, NewKeyStepItem> items = new EnumMap<>(WizardStep.class);
  private Optional<Node> replay = Optional.empty();
  private boolean enterHeld;

  @FXML private BorderPane root;
  @FXML private Hyperlink keys;
  @FXML private Label title;
  @FXML private Label stepOf;
  @FXML private Button close;
  @FXML private VBox stepList;
  @FXML private ScrollPane scroll;
  @FXML private StackPane form;
  @FXML private ScrollPane side;
  @FXML private VBox card;
  @FXML private VBox tightened;
  @FXML private VBox replayBelow;
  @FXML private VBox replayBeside;
  @FXML private Label legend;
  @FXML private Button cancel;
  @FXML private HBox replayLink;
  @FXML private Label foot;
  @FXML private Hyperlink copyDetail;
  @FXML private Button back;
  @FXML private Button next;

  /// @param loader for its texts
  public NewKeyView(NewKeyViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
  }

  @FXML
  void initialize() {
    Parts.paintedInParts(scroll);
    title.setText(words.text(model.isEditing() ? "newkey.title.edit" : "newkey.title"));
    legend.setText(words.text(model.isEditing() ? "newkey.legend.edit" : "newkey.legend"));
    keys.setOnAction(event -> model.cancel());
    close.setOnAction(event -> model.cancel());
    cancel.setOnAction(event -> model.cancel());
    back.setOnAction(event -> model.back());
    next.setOnAction(event -> model.next());
    copyDetail.setOnAction(event -> model.copyDetail());
    fill();
    follow(model.steps(), this::showSteps);
    follow(model.stepProperty(), this::showStep);
    follow(model.footProperty(), this::showFoot);
    follow(model.busyProperty(), busy -> showBusy());
    follow(model.checkingProperty(), checking -> showButtons());
    follow(root.widthProperty(), width -> showSide(width.doubleValue()));
    follow(model.summary().groups(), this::showLegend);
    root.addEventFilter(KeyEvent.KEY_PRESSED, this::onKeyOfButton);
    root.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
    root.addEventFilter(KeyEvent.KEY_RELEASED, event -> enterHeld = false);
  }

  private void fill() {
    addStep(new NewKeyWhoPane(model, words));
    addStep(new NewKeyCapabilitiesPane(model, words));
    addStep(new NewKeyLimitsPane(model, words));
    addStep(new NewKeyRestrictionsPane(model, words));
    addStep(new NewKeyConstraintsPane(model, words));
    addStep(new NewKeyReviewPane(model, words, next));
    NewKeySummaryCard summary = new NewKeySummaryCard(model, words);
    holds(summary);
    card.getChildren().add(summary.node());
    model.replay().ifPresent(this::addReplay);
  }

  private void addReplay(NewKeyReplay of) {
    NewKeyReplayCard shown =
        new NewKeyReplayCard(of, words, () -> model.tightening().ifPresent(NewKeyTightening::fill));
    holds(shown);
    replay = Optional.of(shown.node());
    NewKeyReplayLink link = new NewKeyReplayLink(of, words, this::scrollToReplay);
    holds(link);
    replayLink.getChildren().add(link.node());
    model
        .tightening()
        .ifPresent(
            each -> {
              follow(each.fillingProperty(), shown::showFilling);
              follow(each.toldProperty(), told -> showTightened());
              NewKeyTightened notice = new NewKeyTightened(each, words);
              holds(notice);
              tightened.getChildren().add(notice.node());
            });
  }

  private void addStep(NewKeyPane pane) {
    holds(pane);
    WizardStep step = pane.step();
    NewKeyStepItem item =
        new NewKeyStepItem(step, words.text(step.title()), () -> model.goTo(step));
    panes.put(step, pane);
    items.put(step, item);
    form.getChildren().add(pane.node());
    stepList.getChildren().add(item.node());
    // The panes come into the scene late, with the skin of what scrolls them.
    follow(pane.first().sceneProperty(), scene -> focus(model.stepProperty().get()));
  }

  private void showLegend() {
    boolean any =
        model.summary().groups().stream()
            .flatMap(List::stream)
            .anyMatch(NewKeySummaryCard::isMarkedAsChanged);
    Parts.shown(legend, any);
  }

  private void showTightened() {
    boolean told =
        model.tightening().map(each -> each.toldProperty().get().isPresent()).orElse(false);
    Parts.shown(tightened, told && model.stepProperty().get().showsReplay());
  }

  private void showSteps() {
    for (WizardStep.Entry entry : model.steps()) {
      Optional.ofNullable(items.get(entry.step())).ifPresent(item -> item.show(entry));
    }
  }

  private void showStep(WizardStep step) {
    stepOf.setText(words.text("newkey.step-of", step.number()));
    panes.forEach((each, pane) -> Parts.shown(pane.node(), each == step));
    scroll.setVvalue(0);
    showTightened();
    showSide(root.getWidth());
    showButtons();
    focus(step);
  }

  private void focus(WizardStep step) {
    Optional.ofNullable(panes.get(step)).ifPresent(pane -> pane.first().requestFocus());
  }

  private void showFoot(NewKeyFoot now) {
    foot.setText(now.text());
    Parts.tone(foot, now.tone());
    Parts.shown(foot, !now.text().isEmpty());
    Parts.shown(copyDetail, !now.detail().isEmpty());
    showReplayLink();
    showButtons();
  }

  /// What stands in a person's way has the foot to itself.
  private void showReplayLink() {
    boolean shows = model.stepProperty().get().showsReplay();
    Parts.shown(replayLink, shows && !side.isVisible() && foot.getText().isEmpty());
  }

  private void showBusy() {
    boolean busy = model.busyProperty().get();
    enterHeld = false;
    form.setMouseTransparent(busy);
    root.pseudoClassStateChanged(WRITING, busy);
    showButtons();
    if (!busy) {
      focus(model.stepProperty().get());
    }
  }

  private void showButtons() {
    boolean busy = model.busyProperty().get();
    WizardStep step = model.stepProperty().get();
    back.setDisable(busy || step == WizardStep.WHO);
    cancel.setDisable(busy && !model.checkingProperty().get());
    close.setDisable(busy);
    keys.setDisable(busy);
    stepList.setDisable(busy);
    next.setDisable(busy || model.footProperty().get().blocks());
    next.setText(words.text(nextText(step, busy)));
  }

  private String nextText(WizardStep step, boolean busy) {
    if (step != WizardStep.REVIEW) {
      return "newkey.next";
    }
    if (model.checkingProperty().get()) {
      return "newkey.save.checking";
    }
    String deed = model.isEditing() ? "newkey.save" : "newkey.create";
    return busy ? deed + ".busy" : deed;
  }

  private void showSide(double width) {
    boolean room = width == 0 || width >= ROOM_FOR_SUMMARY;
    boolean shows = replay.isPresent() && model.stepProperty().get().showsReplay();
    Parts.shown(side, room);
    Parts.shown(replayBelow, shows && !room);
    Parts.shown(replayBeside, shows && room);
    showReplayLink();
    VBox place = room ? replayBeside : replayBelow;
    replay
        .filter(node -> !place.getChildren().contains(node))
        .ifPresent(
            node -> {
              replayBelow.getChildren().clear();
              replayBeside.getChildren().clear();
              place.getChildren().add(node);
            });
  }

  private void scrollToReplay() {
    double hidden =
        scroll.getContent().getLayoutBounds().getHeight() - scroll.getViewportBounds().getHeight();
    if (hidden > 0) {
      scroll.setVvalue(Math.min(1, replayBelow.getBoundsInParent().getMinY() / hidden));
    }
  }

  /// Before a button, a box or a toggle has its own way with Enter.
  private void onKeyOfButton(KeyEvent event) {
    if (event.getTarget() instanceof ButtonBase) {
      onKey(event);
    }
  }

  /// Enter goes on from wherever one is, once a press; only Space ticks a box. A link or a button
  /// does what it says, and lines are typed with it where there are several.
  private void onKey(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      model.cancel();
      event.consume();
    } else if (event.getCode() == KeyCode.ENTER && !(event.getTarget() instanceof TextArea)) {
      if (!enterHeld) {
        enterHeld = true;
        enter(event);
      }
      event.consume();
    }
  }

  private void enter(KeyEvent event) {
    switch (event.getTarget()) {
      case Button button -> button.fire();
      case Hyperlink link -> link.fire();
      default -> model.next();
    }
  }
}

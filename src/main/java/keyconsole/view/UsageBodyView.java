package keyconsole.view;

import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.geometry.Insets;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.UsageFigures;
import keyconsole.viewmodel.UsageViewModel;
import keyconsole.viewmodel.UsageViewModel.State;

/// The usage screen below its question: what was counted, or why there is nothing to see, and what
/// is wrong with it. A file of its own, for the screen comes in parts.
public final class UsageBodyView extends Screen {

  private static final double EDGE = 20;
  private static final double BOTTOM = 16;

  private final UsageViewModel model;
  private final KeyWords words;
  private final Announcer announcer;
  private Optional<UsageCards> allCards = Optional.empty();
  private Runnable scrollBack = () -> {};

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

  public UsageBodyView(UsageViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
    this.announcer = loader.announcer();
  }

  @FXML
  void initialize() {
    // Even what is not seen is styled.
    scrollBack = Parts.takenOut(scroll);
    Parts.shown(strip, false);
    follow(model.notReadProperty(), this::showNotRead);
    follow(model.slowProperty(), busy -> Parts.shown(slow, busy));
    UsageEmpty nothing = new UsageEmpty(model, words);
    empty.getChildren().setAll(nothing);
    follow(model.stateProperty(), state -> showState(nothing));
    follow(model.workProperty(), work -> showState(nothing));
    follow(model.failureProperty(), failure -> showState(nothing));
    follow(model.failureProperty(), failure -> showStrip());
    follow(model.chips().filterProperty(), filter -> showStrip());
  }

  /// Makes room for the cards.
  void fillScroll() {
    scrollBack.run();
    KeyUsagePane pane = new KeyUsagePane(model.keyUsage());
    holds(pane);
    keyPlace.getChildren().setAll(pane.node());
    follow(model.chips().oneKeyProperty(), key -> Parts.shown(keyPlace, key.isPresent()));
    Parts.paintedInParts(scroll);
    follow(scroll.viewportBoundsProperty(), bounds -> showEdges());
    follow(scroll.widthProperty(), width -> showEdges());
  }

  /// Shows figures in the cards.
  ///
  /// @return whether the cards are still to be made: see [#makeNext()]
  boolean show(UsageFigures figures) {
    boolean first = allCards.isEmpty();
    if (first) {
      allCards = Optional.of(new UsageCards(model, words, tiles, cards));
    }
    allCards.get().show(figures);
    showStrip();
    return first;
  }

  /// Makes the next card.
  ///
  /// @return whether there is one more to make
  boolean makeNext() {
    return allCards.orElseThrow().makeNext();
  }

  /// The cards that can be saved as they are, of those that are made.
  List<UsageCard> pictured() {
    return allCards.map(UsageCards::pictured).orElse(List.of());
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
      announcer.tell(told);
    }
  }

  private void showState(UsageEmpty nothing) {
    State state = model.stateProperty().get();
    Parts.shown(scroll, state == State.READY);
    Parts.shown(empty, state != State.READY);
    nothing.show(state);
  }

  /// The scroll bar stands in the edge, so that the cards keep their place when it comes.
  private void showEdges() {
    double bar = Math.max(0, scroll.getWidth() - scroll.getViewportBounds().getWidth());
    body.setPadding(new Insets(0, Math.max(4, EDGE - bar), BOTTOM, EDGE));
  }
}

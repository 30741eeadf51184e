package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import keyconsole.domain.AuditMistake;
import keyconsole.viewmodel.AuditAsking;
import keyconsole.viewmodel.AuditSearchLine;
import keyconsole.viewmodel.AuditToken;
import keyconsole.viewmodel.AuditViewModel;
import keyconsole.viewmodel.KeyWords;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The search line: finished terms beside each other, then the text that is typed. What has no room
/// goes on below.
final class AuditSearchBox extends Pane {

  private static final double EDGE = 4;
  private static final double LEFT = 11;
  private static final double ICON = 16;
  private static final double ROW = 24;
  private static final double GAP = 6;
  private static final double LEAST = 150;

  private final AuditAsking asking;
  private final AuditSearchLine line;
  private final KeyWords words;
  private final FontIcon icon = new FontIcon(Feather.SEARCH);
  private final TextField field = new TextField();
  private final Button help;
  private final AuditCompletionPopup completion;
  private final List<AuditTokenButton> tokens = new ArrayList<>();

  AuditSearchBox(Screen owner, AuditViewModel model) {
    this.asking = model.asking();
    this.line = asking.line();
    this.words = model.words();
    getStyleClass().add("audit-line");
    icon.getStyleClass().add("audit-line-icon");
    field.setId("search");
    field.getStyleClass().add("audit-line-field");
    field.setAccessibleText(words.text("audit.search"));
    field.setOnAction(event -> model.search());
    help = Parts.iconButton(Feather.HELP_CIRCLE, words.text("audit.help"));
    help.setId("auditHelp");
    AuditHelpPopup example = new AuditHelpPopup(model);
    help.setOnAction(event -> example.open(this));
    owner.bindBoth(field.textProperty(), line.typedProperty());
    completion = new AuditCompletionPopup(owner, field, asking.completion(), words);
    field.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    addEventHandler(MouseEvent.MOUSE_CLICKED, event -> field.requestFocus());
    owner.follow(line.tokensProperty(), this::show);
    owner.follow(sceneProperty(), scene -> example.hide());
  }

  /// Where one types.
  TextField field() {
    return field;
  }

  /// Shows where the mistake is.
  void mark(Optional<AuditMistake> mistake) {
    Parts.wrong(this, mistake.isPresent());
    mistake.ifPresent(
        wrong ->
            field.selectRange(
                Math.max(0, wrong.from() - line.typedFrom()), wrong.to() - line.typedFrom()));
  }

  private void show(List<AuditToken> shown) {
    Optional<Integer> focused = focused();
    tokens.clear();
    for (int i = 0; i < shown.size(); i++) {
      tokens.add(token(shown.get(i), i));
    }
    List<Node> nodes = new ArrayList<>(List.of(icon));
    nodes.addAll(tokens);
    nodes.addAll(List.of(field, help));
    if (!getChildren().containsAll(List.of(icon, field, help))) {
      getChildren().setAll(nodes);
    } else {
      // The field stays where it is, so that it keeps the keyboard.
      getChildren().removeIf(AuditTokenButton.class::isInstance);
      getChildren().addAll(1, tokens);
    }
    field.setPromptText(shown.isEmpty() ? words.text("audit.search") : "");
    focused.ifPresent(this::focus);
  }

  private AuditTokenButton token(AuditToken token, int index) {
    return new AuditTokenButton(
        token,
        words.text("audit.line.token", token.text()),
        () -> edit(index),
        () -> asking.remove(index));
  }

  private void edit(int index) {
    int caret = line.edit(index);
    field.requestFocus();
    field.positionCaret(caret);
  }

  private Optional<Integer> focused() {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).isFocused()) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /// Puts the keyboard on a term, or where there are no more behind the last one.
  private void focus(int index) {
    if (index < tokens.size()) {
      tokens.get(index).requestFocus();
    } else {
      field.requestFocus();
    }
  }

  private void typed(KeyEvent event) {
    boolean selected = field.getSelection().getLength() > 0;
    if (event.getCharacter().equals(" ") && !selected && line.space(field.getCaretPosition())) {
      event.consume();
      field.positionCaret(0);
    }
  }

  private void pressed(KeyEvent event) {
    boolean back = event.getCode() == KeyCode.BACK_SPACE || event.getCode() == KeyCode.LEFT;
    boolean first = field.getCaretPosition() == 0 && field.getSelection().getLength() == 0;
    if (back && first && !event.isShiftDown() && !tokens.isEmpty()) {
      event.consume();
      completion.close();
      tokens.getLast().requestFocus();
    }
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computeMinWidth(double height) {
    return LEAST;
  }

  @Override
  protected double computePrefHeight(double width) {
    return place(width <= 0 ? getWidth() : width, false);
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected double computeMaxHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected void layoutChildren() {
    place(getWidth(), true);
  }

  /// @return how high all is together
  private double place(double width, boolean move) {
    double helpWidth = help.prefWidth(-1);
    double left = LEFT + ICON + 8;
    double right = width - helpWidth - EDGE - GAP;
    double x = left;
    double y = EDGE;
    for (AuditTokenButton token : tokens) {
      double wide = Math.min(token.prefWidth(-1), Math.max(LEAST, right - left));
      if (x > left && x + wide > right) {
        x = left;
        y += ROW + EDGE;
      }
      if (move) {
        token.resizeRelocate(snapPositionX(x), y, snapSizeX(wide), ROW);
      }
      x += wide + GAP;
    }
    if (x > left && right - x < LEAST) {
      x = left;
      y += ROW + EDGE;
    }
    if (move) {
      field.resizeRelocate(snapPositionX(x), y, Math.max(0, right - x), ROW);
      help.resizeRelocate(width - helpWidth - EDGE, EDGE - 1, helpWidth, ROW + 2);
      icon.relocate(LEFT, snapPositionY(EDGE + (ROW - icon.getLayoutBounds().getHeight()) / 2));
    }
    return y + ROW + EDGE;
  }
}

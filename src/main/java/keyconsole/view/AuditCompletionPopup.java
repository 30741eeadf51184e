package keyconsole.view;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.TextFieldSkin;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import javafx.stage.Popup;
import keyconsole.viewmodel.AuditCompletion;
import keyconsole.viewmodel.AuditOffer;
import keyconsole.viewmodel.AuditOffer.Offers;
import keyconsole.viewmodel.KeyWords;

/// What completes the term that is being typed, under its value. The keyboard stays in the field:
/// Tab takes what is chosen, which is the first at first; once an arrow has chosen, Enter does too.
/// Esc closes the list and nothing else.
final class AuditCompletionPopup {

  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final double INDENT = 11;

  private final TextField field;
  private final AuditCompletion completion;
  private final KeyWords words;
  private final Popup popup = new Popup();
  private final VBox list = new VBox();
  private final Label enter = new Label();
  private Offers shown;
  private int chosen;
  private boolean byArrow;
  private boolean typing;
  private boolean taking;

  AuditCompletionPopup(Screen owner, TextField field, AuditCompletion completion, KeyWords words) {
    this.field = field;
    this.completion = completion;
    this.words = words;
    this.shown = completion.offersProperty().get();
    HBox foot =
        new HBox(
            key("Tab"),
            Parts.label(words.text("audit.line.complete"), "kc-muted"),
            key("Enter"),
            enter);
    enter.getStyleClass().add("kc-muted");
    foot.getStyleClass().add("audit-completion-foot");
    VBox box = new VBox(list, foot);
    list.getStyleClass().add("audit-completion-list");
    box.getStyleClass().add("audit-completion");
    popup.getContent().add(box);
    popup.setAnchorLocation(Popup.AnchorLocation.CONTENT_TOP_LEFT);
    popup.setAutoHide(true);
    popup.setHideOnEscape(false);
    // A click beside it is for what was clicked, too.
    popup.setConsumeAutoHidingEvents(false);
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    owner.follow(field.textProperty(), text -> textChanged());
    owner.follow(field.caretPositionProperty(), at -> caretMoved());
    owner.follow(field.focusedProperty(), focused -> close());
    owner.follow(field.sceneProperty(), scene -> close());
    owner.follow(completion.offersProperty(), this::show);
  }

  private static Label key(String name) {
    return Parts.label(name, "shell-shortcut");
  }

  /// Offers nothing until one types again.
  void close() {
    typing = false;
    completion.forget();
  }

  private void textChanged() {
    typing = !taking && field.isFocused();
    if (typing) {
      ask(false);
    } else {
      close();
    }
  }

  /// The caret goes where it belongs after the text has changed. Where it moves for another reason,
  /// what was offered does not fit any more.
  private void caretMoved() {
    if (typing) {
      typing = false;
      ask(false);
    } else if (!taking) {
      close();
    }
  }

  private void ask(boolean all) {
    completion.ask(field.getCaretPosition(), all);
  }

  private void show(Offers offers) {
    shown = offers;
    List<AuditOffer> all = offers.offers();
    if (all.isEmpty() || !field.isFocused()) {
      popup.hide();
      return;
    }
    list.getChildren().setAll(all.stream().map(this::entry).toList());
    byArrow = false;
    choose(0);
    Point2D at = place(offers.from());
    Theme.dressPopup(popup.getScene(), field.getScene());
    popup.show(field, at.getX(), at.getY());
  }

  /// Under the text that an offer takes the place of.
  private Point2D place(int from) {
    Bounds inner = field.getBoundsInLocal();
    double x =
        field.getSkin() instanceof TextFieldSkin skin && from < field.getLength()
            ? skin.getCharacterBounds(from).getMinX()
            : caretX();
    double in = Math.clamp(x - INDENT, -INDENT, Math.max(0, inner.getWidth()));
    return field.localToScreen(in, inner.getMaxY() + 8);
  }

  private double caretX() {
    return field.getSkin() instanceof TextFieldSkin skin && field.getLength() > 0
        ? skin.getCharacterBounds(field.getLength() - 1).getMaxX()
        : 0;
  }

  private Node entry(AuditOffer offer) {
    TextFlow text = new TextFlow();
    addPart(text, offer, 0, offer.from(), false);
    addPart(text, offer, offer.from(), offer.to(), true);
    addPart(text, offer, offer.to(), offer.text().length(), false);
    text.setMinWidth(Region.USE_PREF_SIZE);
    Label hint = Parts.label(offer.hint(), "audit-completion-hint");
    HBox entry = new HBox(text, hint, new Gap());
    entry.setFillHeight(false);
    offer
        .count()
        .ifPresent(
            count ->
                entry
                    .getChildren()
                    .add(Parts.label(KeyWords.number(count), "audit-completion-count")));
    entry.getStyleClass().add("audit-completion-entry");
    entry.setAccessibleText(offer.text());
    entry.setOnMouseClicked(event -> take(offer));
    // Moved and not entered: a list that opens under a mouse at rest chooses nothing.
    entry.setOnMouseMoved(event -> choose(list.getChildren().indexOf(entry)));
    return entry;
  }

  private static void addPart(TextFlow to, AuditOffer offer, int from, int end, boolean typed) {
    // An empty part would give its look to what follows.
    if (from == end) {
      return;
    }
    Text part = new Text(offer.text().substring(from, end));
    part.getStyleClass().add("audit-completion-text");
    if (offer.kind() != AuditOffer.Kind.KEY) {
      part.getStyleClass().add("mono");
    }
    if (typed) {
      part.getStyleClass().add("typed");
    }
    to.getChildren().add(part);
  }

  private void onKey(KeyEvent event) {
    boolean open = popup.isShowing();
    switch (event.getCode()) {
      case DOWN -> {
        event.consume();
        if (open) {
          walk(byArrow ? 1 : 0);
        } else {
          ask(true);
        }
      }
      case UP -> {
        event.consume();
        if (open) {
          walk(-1);
        }
      }
      case ENTER -> takeOrClose(event, open && byArrow);
      case TAB -> takeOrClose(event, open && !event.isShiftDown());
      case ESCAPE -> {
        if (open) {
          event.consume();
          close();
        }
      }
      default -> {}
    }
  }

  private void walk(int by) {
    byArrow = true;
    choose(Math.clamp(chosen + by, 0, shown.offers().size() - 1));
  }

  private void choose(int index) {
    chosen = index;
    for (int i = 0; i < list.getChildren().size(); i++) {
      list.getChildren().get(i).pseudoClassStateChanged(CHOSEN, i == chosen);
    }
    enter.setText(words.text(byArrow ? "audit.line.complete" : "audit.line.search"));
  }

  private void takeOrClose(KeyEvent event, boolean taken) {
    if (taken) {
      event.consume();
      take(shown.offers().get(chosen));
    } else if (event.getCode() == KeyCode.ENTER) {
      close();
    }
  }

  private void take(AuditOffer offer) {
    taking = true;
    field.positionCaret(completion.take(offer));
    taking = false;
    if (offer.kind() == AuditOffer.Kind.FIELD) {
      ask(false);
    }
  }
}

package keyconsole.view;

import java.util.List;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;

/// Offers texts under a field as one types. The keyboard stays in the field: the arrows choose,
/// Enter and Tab take what is chosen, Esc closes the list and nothing else.
final class Completion {

  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

  private final TextField field;
  private final Supplier<List<String>> offers;
  private final Popup popup = new Popup();
  private final VBox list = new VBox();
  private int chosen = -1;
  private boolean taking;

  /// @param offers what fits to what stands in the field
  Completion(Screen owner, TextField field, Supplier<List<String>> offers) {
    this.field = field;
    this.offers = offers;
    list.getStyleClass().add("newkey-completion");
    popup.getContent().add(list);
    popup.setAutoHide(true);
    popup.setHideOnEscape(false);
    // A click beside it is for what was clicked, too.
    popup.setConsumeAutoHidingEvents(false);
    owner.follow(field.textProperty(), text -> offer());
    owner.follow(field.focusedProperty(), focused -> popup.hide());
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
  }

  /// Offers these, whatever stands in the field, and puts the keyboard there.
  void open(List<String> all) {
    field.requestFocus();
    offer(all);
  }

  private void offer() {
    if (taking || !field.isFocused() || !field.isEditable()) {
      return;
    }
    offer(offers.get());
  }

  private void offer(List<String> texts) {
    choose(-1);
    list.getChildren().setAll(texts.stream().map(this::entry).toList());
    if (list.getChildren().isEmpty()) {
      popup.hide();
    } else {
      show();
    }
  }

  private void show() {
    Bounds at = field.localToScreen(field.getBoundsInLocal());
    list.setMinWidth(field.getWidth());
    Theme.dressPopup(popup.getScene(), field.getScene());
    popup.show(field, at.getMinX(), at.getMaxY() + 4);
  }

  private Label entry(String text) {
    Label entry = Parts.legible(new Label(text));
    entry.setUserData(text);
    entry.setMaxWidth(Double.MAX_VALUE);
    entry.getStyleClass().add("newkey-completion-entry");
    entry.setOnMouseClicked(event -> take(text));
    // Moved and not entered: a list that opens under a mouse at rest chooses nothing.
    entry.setOnMouseMoved(event -> choose(list.getChildren().indexOf(entry)));
    return entry;
  }

  private void onKey(KeyEvent event) {
    switch (event.getCode()) {
      case DOWN -> {
        if (popup.isShowing()) {
          choose(Math.min(chosen + 1, list.getChildren().size() - 1));
        } else {
          offer();
        }
        event.consume();
      }
      case UP -> {
        choose(Math.max(chosen - 1, -1));
        event.consume();
      }
      case ENTER, TAB -> takeChosen(event);
      case ESCAPE -> {
        if (popup.isShowing()) {
          popup.hide();
          event.consume();
        }
      }
      default -> {}
    }
  }

  private void choose(int index) {
    chosen = index;
    for (int i = 0; i < list.getChildren().size(); i++) {
      list.getChildren().get(i).pseudoClassStateChanged(CHOSEN, i == chosen);
    }
  }

  private void takeChosen(KeyEvent event) {
    if (popup.isShowing()
        && chosen >= 0
        && list.getChildren().get(chosen).getUserData() instanceof String text) {
      take(text);
      if (event.getCode() == KeyCode.ENTER) {
        event.consume();
      }
    } else {
      popup.hide();
    }
  }

  private void take(String text) {
    taking = true;
    field.setText(text);
    field.end();
    taking = false;
    popup.hide();
  }
}

package keyconsole.view;

import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import keyconsole.viewmodel.Picker;
import org.jspecify.annotations.Nullable;

/// What there is to pick from under the node that asks for it, with a field to search in it. The
/// arrows walk through the list while the field has the focus.
///
/// @param <T> what is picked
abstract class PickerPopup<T> extends Popup {

  private final Picker<?, T> picker;
  private final TextField search = new TextField();
  private final ListView<T> list;
  private final double rowHeight;
  private final VBox box;

  /// @param prompt what to type
  /// @param style the box's own style class; the list and the field have ids made of it
  /// @param rowHeight in pixels
  PickerPopup(Screen screen, Picker<?, T> picker, String prompt, String style, double rowHeight) {
    this.picker = picker;
    this.rowHeight = rowHeight;
    list = new ListView<>(picker.found());
    // The arrows walk through it while the keyboard is in the field.
    list.setFocusTraversable(false);
    list.setFixedCellSize(rowHeight);
    list.setCellFactory(view -> cell());
    list.setId(style + "-list");
    list.setAccessibleText(prompt);
    search.setId(style + "-search");
    search.setPromptText(prompt);
    search.setAccessibleText(prompt);
    screen.bindBoth(search.textProperty(), picker.textProperty());
    screen.follow(picker.found(), this::showFound);
    Label note = Parts.wrapped("", "kc-muted");
    screen.follow(
        picker.noteProperty(),
        text -> {
          note.setText(text);
          Parts.shown(note, !text.isEmpty());
        });
    box = new VBox(search, list, note);
    box.getStyleClass().addAll("keys-picker", style);
    box.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    getContent().add(box);
    setAnchorLocation(AnchorLocation.CONTENT_TOP_LEFT);
    setAutoHide(true);
    setHideOnEscape(true);
  }

  /// A cell that calls [#choose] when it is clicked.
  abstract ListCell<T> cell();

  /// A person has picked something; the popup is hidden.
  abstract void picked(T value);

  /// Opens it below a node.
  void open(Region anchor) {
    picker.open();
    Theme.dressPopup(getScene(), anchor.getScene());
    Bounds at = anchor.localToScreen(anchor.getLayoutBounds());
    show(anchor, at.getMinX(), at.getMaxY() + 4);
    search.requestFocus();
  }

  /// Makes the box as wide as what it opens under.
  final void setBoxWidth(double width) {
    box.setPrefWidth(width);
  }

  /// Picks, where there is something.
  final void choose(@Nullable T value) {
    if (value != null) {
      hide();
      picked(value);
    }
  }

  private void showFound() {
    list.getSelectionModel().selectFirst();
    list.setMaxHeight(list.getItems().size() * rowHeight);
    Parts.shown(list, !list.getItems().isEmpty());
  }

  private void pressed(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER) {
      choose(list.getSelectionModel().getSelectedItem());
      event.consume();
    } else if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.UP) {
      walk(event.getCode() == KeyCode.DOWN ? 1 : -1);
      event.consume();
    }
  }

  private void walk(int step) {
    int last = Math.max(0, list.getItems().size() - 1);
    int to = Math.clamp(list.getSelectionModel().getSelectedIndex() + step, 0, last);
    list.getSelectionModel().select(to);
    list.scrollTo(Math.max(0, to - 2));
  }
}

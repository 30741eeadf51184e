package keyconsole.view;

import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import keyconsole.viewmodel.AccessCheckViewModel;
import keyconsole.viewmodel.AccessKey;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Tone;
import org.jspecify.annotations.Nullable;

/// The keys to pick from under the field that shows the picked one, with a field to search in them.
final class AccessPickerPopup extends Popup {

  private static final double ROW_HEIGHT = 32;

  private final AccessCheckViewModel model;
  private final Region anchor;
  private final TextField search = new TextField();
  private final ListView<AccessKey> list;
  private final VBox box;

  /// @param anchor what it opens under
  AccessPickerPopup(Screen screen, AccessCheckViewModel model, KeyWords words, Region anchor) {
    this.model = model;
    this.anchor = anchor;
    list = new ListView<>(model.picker().keys());
    list.setFixedCellSize(ROW_HEIGHT);
    list.setCellFactory(view -> new Cell());
    list.setId("access-keys");
    search.setId("access-key-search");
    search.setPromptText(words.text("access.pick.find"));
    search.setAccessibleText(search.getPromptText());
    screen.bindBoth(search.textProperty(), model.picker().textProperty());
    screen.follow(model.picker().keys(), this::showFound);
    Label note = Parts.label("", "kc-muted");
    screen.follow(
        model.picker().noteProperty(),
        text -> {
          note.setText(text);
          Parts.shown(note, !text.isEmpty());
        });
    box = new VBox(search, list, note);
    box.getStyleClass().addAll("keys-picker", "access-picker");
    box.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    getContent().add(box);
    setAnchorLocation(AnchorLocation.CONTENT_TOP_LEFT);
    setAutoHide(true);
    setHideOnEscape(true);
    screen.follow(anchor.sceneProperty(), scene -> hide());
  }

  /// Opens it with every key.
  void open() {
    model.picker().open();
    box.setPrefWidth(anchor.getWidth());
    Theme.dressPopup(getScene(), anchor.getScene());
    Bounds at = anchor.localToScreen(anchor.getLayoutBounds());
    show(anchor, at.getMinX(), at.getMaxY() + 4);
    search.requestFocus();
  }

  private void showFound() {
    list.getSelectionModel().selectFirst();
    list.setMaxHeight(list.getItems().size() * ROW_HEIGHT);
  }

  private void pressed(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER) {
      choose(list.getSelectionModel().getSelectedItem());
      event.consume();
    } else if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.UP) {
      int step = event.getCode() == KeyCode.DOWN ? 1 : -1;
      int last = Math.max(0, list.getItems().size() - 1);
      int to = Math.clamp(list.getSelectionModel().getSelectedIndex() + step, 0, last);
      list.getSelectionModel().select(to);
      list.scrollTo(Math.max(0, to - 2));
      event.consume();
    }
  }

  private void choose(@Nullable AccessKey key) {
    if (key != null) {
      hide();
      model.pick(key);
      anchor.requestFocus();
    }
  }

  private final class Cell extends ListCell<AccessKey> {
    private final Label name = new Label();
    private final Label status = Parts.badge("", Tone.NEUTRAL);
    private final HBox line;

    Cell() {
      Region gap = new Region();
      HBox.setHgrow(gap, Priority.ALWAYS);
      line = new HBox(name, gap, status);
      line.getStyleClass().add("keys-picker-line");
      line.setMinWidth(0);
      line.setPrefWidth(0);
      setOnMouseClicked(event -> choose(getItem()));
    }

    @Override
    protected void updateItem(@Nullable AccessKey key, boolean empty) {
      super.updateItem(key, empty);
      if (empty || key == null) {
        setGraphic(null);
      } else {
        name.setText(key.name());
        status.setText(key.status());
        Parts.tone(status, key.tone());
        setGraphic(line);
      }
    }
  }
}

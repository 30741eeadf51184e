package keyconsole.view;

import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.UsageChip;
import keyconsole.viewmodel.UsageViewModel;
import org.jspecify.annotations.Nullable;

/// What the usage screen can be filtered by, with a field to search in it.
final class UsagePickerPopup extends Popup {

  private static final double ROW_HEIGHT = 28;

  private final UsageViewModel model;
  private final TextField search = new TextField();
  private final ListView<UsageChip> list;
  private final VBox box;

  UsagePickerPopup(Screen screen, UsageViewModel model, KeyWords words) {
    this.model = model;
    list = new ListView<>(model.picker().found());
    list.setFixedCellSize(ROW_HEIGHT);
    list.setCellFactory(view -> new Cell());
    list.setId("usage-choices");
    search.setId("usage-search");
    search.setPromptText(words.text("usage.pick.find"));
    search.setAccessibleText(search.getPromptText());
    screen.bindBoth(search.textProperty(), model.picker().textProperty());
    screen.follow(model.picker().found(), list.getSelectionModel()::selectFirst);
    Label note = Parts.label("", "kc-muted");
    screen.follow(
        model.picker().noteProperty(),
        text -> {
          note.setText(text);
          Parts.shown(note, !text.isEmpty());
          Parts.shown(list, text.isEmpty());
        });
    box = new VBox(search, list, note);
    box.getStyleClass().addAll("keys-picker", "usage-picker");
    box.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    getContent().add(box);
    setAnchorLocation(AnchorLocation.CONTENT_TOP_LEFT);
    setAutoHide(true);
    setHideOnEscape(true);
  }

  /// Opens it below a node.
  void open(Region anchor) {
    model.picker().open();
    Theme.dressPopup(getScene(), anchor.getScene());
    Bounds at = anchor.localToScreen(anchor.getLayoutBounds());
    show(anchor, at.getMinX(), at.getMaxY() + 4);
    search.requestFocus();
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

  private void choose(@Nullable UsageChip chosen) {
    if (chosen != null) {
      hide();
      model.chips().add(chosen.facet());
    }
  }

  private final class Cell extends ListCell<UsageChip> {
    private final Label kind = Parts.label("", "usage-pick-kind");
    private final Label value = Parts.label("", "usage-pick-value");
    private final HBox line = new HBox(kind, value);

    Cell() {
      line.getStyleClass().add("keys-picker-line");
      line.setMinWidth(0);
      line.setPrefWidth(0);
      setOnMouseClicked(event -> choose(getItem()));
    }

    @Override
    protected void updateItem(@Nullable UsageChip chip, boolean empty) {
      super.updateItem(chip, empty);
      if (empty || chip == null) {
        setGraphic(null);
      } else {
        kind.setText(chip.kind());
        value.setText(chip.value());
        value.getStyleClass().remove("kc-mono");
        if (chip.mono()) {
          value.getStyleClass().add("kc-mono");
        }
        setGraphic(line);
      }
    }
  }
}

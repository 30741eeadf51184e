package keyconsole.view;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import keyconsole.viewmodel.AccessCheckViewModel;
import keyconsole.viewmodel.AccessKey;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Tone;
import org.jspecify.annotations.Nullable;

/// The keys to pick from under the field that shows the picked one.
final class AccessPickerPopup extends PickerPopup<AccessKey> {

  private static final double ROW_HEIGHT = 32;

  private final AccessCheckViewModel model;
  private final Region anchor;

  /// @param anchor what it opens under
  AccessPickerPopup(Screen screen, AccessCheckViewModel model, KeyWords words, Region anchor) {
    super(screen, model.picker(), words.text("access.pick.find"), "access-picker", ROW_HEIGHT);
    this.model = model;
    this.anchor = anchor;
    screen.follow(anchor.sceneProperty(), scene -> hide());
  }

  /// Opens it with every key.
  void open() {
    setBoxWidth(anchor.getWidth());
    open(anchor);
  }

  @Override
  ListCell<AccessKey> cell() {
    return new Cell();
  }

  @Override
  void picked(AccessKey key) {
    model.pick(key);
    anchor.requestFocus();
  }

  private final class Cell extends SpokenCell<AccessKey> {
    private final Label name = new Label();
    private final Label status = Parts.badge("", Tone.NEUTRAL);
    private final HBox line;

    Cell() {
      Parts.wholeWhenCut(name);
      line = new HBox(name, new Gap(), status);
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

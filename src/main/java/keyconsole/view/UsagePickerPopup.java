package keyconsole.view;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.UsageChip;
import keyconsole.viewmodel.UsageViewModel;
import org.jspecify.annotations.Nullable;

/// What the usage screen can be filtered by.
final class UsagePickerPopup extends PickerPopup<UsageChip> {

  private static final double ROW_HEIGHT = 28;

  private final UsageViewModel model;

  UsagePickerPopup(Screen screen, UsageViewModel model, KeyWords words) {
    super(screen, model.picker(), words.text("usage.pick.find"), "usage-picker", ROW_HEIGHT);
    this.model = model;
  }

  @Override
  ListCell<UsageChip> cell() {
    return new Cell();
  }

  @Override
  void picked(UsageChip chip) {
    model.chips().add(chip.facet());
  }

  private final class Cell extends SpokenCell<UsageChip> {
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

package keyconsole.view;

import java.time.Duration;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.RotateViewModel;

/// Rotation of a key: at once, or with an overlap.
public final class RotateView extends Screen {

  private final RotateViewModel model;
  private final KeyWords words;

  @FXML private VBox root;

  /// @param loader for its texts
  public RotateView(RotateViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
  }

  @FXML
  void initialize() {
    Label text = Parts.label(words.text("rotate.text"), "kc-muted");
    text.setWrapText(true);
    root.getChildren()
        .addAll(Parts.label(words.text("rotate.title", model.name()), "dialog-title"), text);
    ToggleGroup group = new ToggleGroup();
    for (Duration overlap : RotateViewModel.OVERLAPS) {
      RadioButton choice = new RadioButton(words.text("rotate." + overlap.toMinutes()));
      choice.setToggleGroup(group);
      choice.setSelected(overlap.equals(model.overlapProperty().get()));
      choice.setOnAction(event -> model.overlapProperty().set(overlap));
      root.getChildren().add(choice);
    }
    Button rotate = new Button(words.text("rotate.do"));
    rotate.getStyleClass().add("accent");
    bind(rotate.disableProperty(), model.busyProperty());
    rotate.setOnAction(event -> model.rotate());
    DialogFoot.add(this, root, model.failureProperty(), words, rotate, model::cancel);
  }
}

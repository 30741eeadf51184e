package keyconsole.view;

import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.RotateViewModel;

/// Rotation of a key: at once, or with an overlap, and what that means.
public final class RotateView extends Screen {

  private final RotateViewModel model;
  private final KeyWords words;

  @FXML private Label title;
  @FXML private Label subtitle;
  @FXML private HBox overlaps;
  @FXML private Label text;
  @FXML private Label warning;
  @FXML private VBox told;
  @FXML private HBox foot;

  /// @param loader for its texts
  public RotateView(RotateViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
  }

  @FXML
  void initialize() {
    title.setText(words.text("rotate.title", model.name()));
    subtitle.setText(model.subtitle());
    Segments.fill(
        this,
        overlaps,
        RotateViewModel.OVERLAPS,
        overlap -> words.text("rotate." + overlap.toMinutes()),
        model.overlapProperty());
    follow(model.forecastProperty(), this::show);
    Button rotate = new Button(words.text("rotate.do"));
    rotate.getStyleClass().add("accent");
    rotate.setOnAction(event -> model.rotate());
    follow(
        model.workProperty(),
        work -> {
          rotate.setDisable(work.isPresent());
          showWhatCanBeChosen();
        });
    new DialogFoot(this, model, words).fill(told, foot, rotate);
  }

  private void show(RotateViewModel.Forecast forecast) {
    text.setText(forecast.text());
    warning.setText(forecast.warning());
    Parts.shown(warning, !forecast.warning().isEmpty());
    showWhatCanBeChosen();
  }

  private void showWhatCanBeChosen() {
    overlaps.setDisable(
        model.workProperty().get().isPresent()
            || !model.forecastProperty().get().overlapPossible());
  }
}

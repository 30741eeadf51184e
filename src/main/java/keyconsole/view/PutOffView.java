package keyconsole.view;

import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.PutOffViewModel;

/// Until when and why a finding is put off.
public final class PutOffView extends Screen {

  private final PutOffViewModel model;
  private final KeyWords words;

  @FXML private Label subtitle;
  @FXML private TextField reason;
  @FXML private TextField day;
  @FXML private HBox offers;
  @FXML private Label mistake;
  @FXML private VBox told;
  @FXML private HBox foot;

  /// @param loader for its texts
  public PutOffView(PutOffViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
  }

  @FXML
  void initialize() {
    subtitle.setText(model.subtitle());
    bindBoth(reason.textProperty(), model.reasonProperty());
    bindBoth(day.textProperty(), model.dayProperty());
    PutOffViewModel.DAYS.forEach(this::offer);
    follow(
        model.mistakeProperty(),
        text -> {
          mistake.setText(text);
          Parts.wrong(day, !text.isEmpty());
          Parts.shown(mistake, !text.isEmpty());
        });
    follow(
        model.workProperty(),
        work -> {
          reason.setDisable(work.isPresent());
          day.setDisable(work.isPresent());
        });
    Button putOff = new Button(words.text("health.put-off.do"));
    putOff.getStyleClass().add("accent");
    bind(putOff.disableProperty(), model.ready().not());
    putOff.setOnAction(event -> model.putOff());
    new DialogFoot(this, model, words).fill(told, foot, putOff);
  }

  private void offer(int days) {
    Button offer = new Button(model.offer(days));
    offer.getStyleClass().add("health-button");
    offer.setOnAction(event -> model.choose(days));
    offers.getChildren().add(offer);
  }
}

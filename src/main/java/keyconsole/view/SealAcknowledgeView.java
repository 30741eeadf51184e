package keyconsole.view;

import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.SealAcknowledgeViewModel;

/// The reason why a file is not as it was sealed.
public final class SealAcknowledgeView extends Screen {

  private final SealAcknowledgeViewModel model;
  private final KeyWords words;

  @FXML private Label subtitle;
  @FXML private Label text;
  @FXML private TextField reason;
  @FXML private VBox told;
  @FXML private HBox foot;

  /// @param loader for its texts
  public SealAcknowledgeView(SealAcknowledgeViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
  }

  @FXML
  void initialize() {
    bind(subtitle.textProperty(), model.found());
    text.setText(model.consequence());
    bindBoth(reason.textProperty(), model.reasonProperty());
    follow(model.workProperty(), work -> reason.setDisable(work.isPresent()));
    Button acknowledge = new Button(words.text("seal.acknowledge.do"));
    acknowledge.getStyleClass().add("danger");
    bind(acknowledge.disableProperty(), model.ready().not());
    acknowledge.setOnAction(event -> model.acknowledge());
    new DialogFoot(this, model, words).fill(told, foot, acknowledge);
  }
}

package keyconsole.view;

import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.AuditKnownViewModel;
import keyconsole.viewmodel.KeyWords;

/// The reason why a finding is no matter of concern.
public final class AuditKnownView extends Screen {

  private final AuditKnownViewModel model;
  private final KeyWords words;

  @FXML private Label subtitle;
  @FXML private Label refusal;
  @FXML private TextField reason;
  @FXML private VBox told;
  @FXML private HBox foot;

  /// @param loader for its texts
  public AuditKnownView(AuditKnownViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
  }

  @FXML
  void initialize() {
    subtitle.setText(model.what());
    bindBoth(reason.textProperty(), model.reasonProperty());
    follow(model.workProperty(), work -> reason.setDisable(work.isPresent()));
    follow(model.refusal(), this::showRefusal);
    Button mark = new Button(words.text("deeds.mark.do"));
    mark.getStyleClass().add("accent");
    bind(mark.disableProperty(), model.ready().not());
    mark.setOnAction(event -> model.mark());
    new DialogFoot(this, model, words).fill(told, foot, mark);
  }

  private void showRefusal(String text) {
    refusal.setText(text);
    Parts.shown(refusal, !text.isEmpty());
  }
}

package keyconsole.view;

import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.SaveTemplateViewModel;

/// The name and the description of a template.
public final class SaveTemplateView extends Screen {

  private final SaveTemplateViewModel model;
  private final KeyWords words;

  @FXML private Label title;
  @FXML private Label subtitle;
  @FXML private TextField name;
  @FXML private TextField description;
  @FXML private Label refusal;
  @FXML private VBox told;
  @FXML private HBox foot;

  /// @param loader for its texts
  public SaveTemplateView(SaveTemplateViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
  }

  @FXML
  void initialize() {
    title.setText(
        words.text(model.isRenaming() ? "templates.rename.title" : "templates.save.title"));
    subtitle.setText(model.facts());
    bindBoth(name.textProperty(), model.nameProperty());
    bindBoth(description.textProperty(), model.descriptionProperty());
    follow(
        model.refusal(),
        text -> {
          refusal.setText(text);
          Parts.shown(refusal, !text.isEmpty());
        });
    Button save = new Button();
    save.getStyleClass().add("accent");
    follow(
        model.takenProperty(),
        taken -> save.setText(words.text(taken ? "templates.save.replace" : "templates.save")));
    bind(save.disableProperty(), model.ready().not());
    save.setOnAction(event -> model.save());
    new DialogFoot(this, model, words).fill(told, foot, save);
  }
}

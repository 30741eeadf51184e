package keyconsole.view;

import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.RevokeViewModel;

/// Revocation: last use, traffic, and the name to be typed.
public final class RevokeView extends Screen {

  private final RevokeViewModel model;
  private final KeyWords words;

  @FXML private VBox root;

  /// @param loader for its texts
  public RevokeView(RevokeViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
  }

  @FXML
  void initialize() {
    Label traffic = Parts.label("", "kc-muted");
    traffic.setWrapText(true);
    bind(traffic.textProperty(), model.trafficProperty());
    Label ask = Parts.label(words.text("revoke.type", model.expected()));
    TextField typed = new TextField();
    typed.setAccessibleText(ask.getText());
    bindBoth(typed.textProperty(), model.typedProperty());
    root.getChildren()
        .addAll(
            Parts.label(words.text("revoke.title", model.expected()), "dialog-title"),
            traffic,
            ask,
            typed);
    Button revoke = new Button(words.text("revoke.do"));
    revoke.getStyleClass().add("danger");
    bind(revoke.disableProperty(), model.ready().not());
    revoke.setOnAction(event -> model.revoke());
    DialogFoot.add(this, root, model.failureProperty(), words, revoke, model::cancel);
  }
}

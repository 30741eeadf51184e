package keyconsole.view;

import java.time.Duration;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.ExtendViewModel;
import keyconsole.viewmodel.KeyWords;

/// A new expiry for one or more keys.
public final class ExtendView extends Screen {

  private final ExtendViewModel model;
  private final KeyWords words;

  @FXML private VBox root;

  /// @param loader for its texts
  public ExtendView(ExtendViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
  }

  @FXML
  void initialize() {
    Label text = Parts.label("", "kc-muted");
    follow(model.termProperty(), term -> text.setText(model.consequence()));
    root.getChildren().addAll(Parts.label(words.text("extend.title"), "dialog-title"), text);
    ToggleGroup group = new ToggleGroup();
    for (Duration term : ExtendViewModel.TERMS) {
      RadioButton choice = new RadioButton(words.text("newkey.expiry.DAYS_" + term.toDays()));
      choice.setToggleGroup(group);
      choice.setSelected(term.equals(model.termProperty().get()));
      choice.setOnAction(event -> model.termProperty().set(term));
      root.getChildren().add(choice);
    }
    Button extend = new Button(words.text("extend.do"));
    extend.getStyleClass().add("accent");
    bind(extend.disableProperty(), model.busyProperty());
    extend.setOnAction(event -> model.extend());
    DialogFoot.add(this, root, model.failureProperty(), words, extend, model::cancel);
  }
}

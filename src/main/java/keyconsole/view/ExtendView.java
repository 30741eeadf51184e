package keyconsole.view;

import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.ExtendViewModel;
import keyconsole.viewmodel.KeyWords;

/// A later expiry for one or more keys.
public final class ExtendView extends Screen {

  private final ExtendViewModel model;
  private final KeyWords words;
  private final Button extend = new Button();

  @FXML private Label title;
  @FXML private Label subtitle;
  @FXML private HBox terms;
  @FXML private Label text;
  @FXML private Label others;
  @FXML private VBox told;
  @FXML private HBox foot;

  /// @param loader for its texts
  public ExtendView(ExtendViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
  }

  @FXML
  void initialize() {
    title.setText(model.title());
    subtitle.setText(model.subtitle());
    Segments.fill(
        this,
        terms,
        ExtendViewModel.TERMS,
        term -> words.text("newkey.expiry.DAYS_" + term.toDays()),
        model.termProperty());
    follow(model.forecastProperty(), this::show);
    extend.setText(words.text("extend.do"));
    extend.getStyleClass().add("accent");
    extend.setOnAction(event -> model.extend());
    follow(model.workProperty(), work -> showWhatCanBeDone());
    new DialogFoot(this, model, words).fill(told, foot, extend);
  }

  private void show(ExtendViewModel.Forecast forecast) {
    text.setText(forecast.text());
    others.setText(String.join("\n", forecast.others()));
    Parts.shown(others, !forecast.others().isEmpty());
    showWhatCanBeDone();
  }

  private void showWhatCanBeDone() {
    boolean busy = model.workProperty().get().isPresent();
    terms.setDisable(busy);
    extend.setDisable(busy || !model.forecastProperty().get().possible());
  }
}

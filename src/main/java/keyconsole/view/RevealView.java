package keyconsole.view;

import java.text.MessageFormat;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import keyconsole.viewmodel.RevealViewModel;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Shows a raw key once.
public final class RevealView extends Screen {

  private final RevealViewModel model;
  private final ViewLoader loader;

  @FXML private Label subtitle;
  @FXML private TextField raw;
  @FXML private ToggleButton show;
  @FXML private Button copy;
  @FXML private HBox countdown;
  @FXML private Label clears;
  @FXML private ProgressBar left;
  @FXML private Hyperlink clearNow;
  @FXML private ToggleButton curl;
  @FXML private ToggleButton python;
  @FXML private Label snippet;
  @FXML private Button copySnippet;
  @FXML private CheckBox stored;
  @FXML private Button done;

  public RevealView(RevealViewModel model, ViewLoader loader) {
    this.model = model;
    this.loader = loader;
  }

  @FXML
  void initialize() {
    subtitle.setText(model.subtitle());
    bind(raw.textProperty(), model.shownProperty());
    bindBoth(show.selectedProperty(), model.visibleProperty());
    copy.setOnAction(e -> model.copy());
    clearNow.setOnAction(e -> model.clearNow());
    copySnippet.setOnAction(e -> model.copySnippet());
    bindBoth(stored.selectedProperty(), model.storedProperty());
    done.disableProperty().bind(stored.selectedProperty().not());
    done.setOnAction(e -> model.done());
    follow(model.copiedProperty(), this::showCopied);
    follow(model.secondsLeftProperty(), seconds -> showLeft(seconds.intValue()));
    curl.setOnAction(e -> choosePython(false));
    python.setOnAction(e -> choosePython(true));
    choosePython(false);
  }

  private void choosePython(boolean chosen) {
    model.pythonProperty().set(chosen);
    curl.setSelected(!chosen);
    python.setSelected(chosen);
    snippet.setText(model.snippet());
  }

  private void showCopied(boolean copied) {
    copy.setText(loader.texts().getString(copied ? "reveal.copied" : "reveal.copy"));
    copy.setGraphic(new FontIcon(copied ? Feather.CHECK : Feather.COPY));
    countdown.setVisible(copied);
  }

  private void showLeft(int seconds) {
    clears.setText(MessageFormat.format(loader.texts().getString("reveal.clears"), seconds));
    left.setProgress((double) seconds / RevealViewModel.CLEARS_AFTER);
  }
}

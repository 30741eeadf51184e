package keyconsole.view;

import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Report;
import keyconsole.viewmodel.RevokeViewModel;
import keyconsole.viewmodel.RevokeViewModel.Traffic;
import keyconsole.viewmodel.Tone;

/// Revocation: last use, traffic, and the name to be typed.
public final class RevokeView extends Screen {

  private final RevokeViewModel model;
  private final KeyWords words;

  @FXML private Label title;
  @FXML private Label subtitle;
  @FXML private Label text;
  @FXML private Label lastUse;
  @FXML private Label from;
  @FXML private Label week;
  @FXML private Label ask;
  @FXML private TextField typed;
  @FXML private VBox told;
  @FXML private HBox foot;

  /// @param loader for its texts
  public RevokeView(RevokeViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
  }

  @FXML
  void initialize() {
    title.setText(model.title());
    subtitle.setText(model.subtitle());
    text.setText(model.consequence());
    follow(model.trafficProperty(), this::show);
    follow(model.reportProperty(), this::showUnread);
    ask.setText(words.text("revoke.type", model.expected()));
    typed.setAccessibleText(ask.getText());
    bindBoth(typed.textProperty(), model.typedProperty());
    follow(model.workProperty(), work -> typed.setDisable(work.isPresent()));
    Button revoke = new Button(words.text("revoke.do"));
    revoke.getStyleClass().add("danger");
    bind(revoke.disableProperty(), model.ready().not());
    revoke.setOnAction(event -> model.revoke());
    new DialogFoot(this, model, words).fill(told, foot, revoke);
  }

  private void show(Optional<Traffic> traffic) {
    lastUse.setText(traffic.map(Traffic::lastUse).orElse(words.text("revoke.reading")));
    from.setText(traffic.map(Traffic::from).orElse(""));
    Parts.shown(from, !from.getText().isEmpty());
    week.setText(traffic.map(Traffic::requests).orElse(""));
    Parts.tone(lastUse, traffic.filter(Traffic::recent).isPresent() ? Tone.WARNING : Tone.PLAIN);
    traffic.ifPresent(
        read -> {
          Sparkline line = new Sparkline();
          line.show(read.days(), true);
          week.setGraphic(line);
          week.setTooltip(new Tooltip(read.eachDay()));
          week.setAccessibleHelp(read.eachDay());
        });
  }

  /// What could not be read is not being read any more.
  private void showUnread(Report report) {
    if (report.isFailure() && model.trafficProperty().get().isEmpty()) {
      lastUse.setText(words.text("revoke.unknown"));
    }
  }
}

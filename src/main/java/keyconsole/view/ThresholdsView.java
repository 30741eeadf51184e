package keyconsole.view;

import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import keyconsole.domain.Threshold;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.ThresholdsViewModel;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Where the rules of the tenant's health draw their lines.
public final class ThresholdsView extends Screen {

  private final ThresholdsViewModel model;
  private final KeyWords words;

  @FXML private GridPane grid;
  @FXML private Label blocked;
  @FXML private VBox told;
  @FXML private HBox foot;

  /// @param loader for its texts
  public ThresholdsView(ThresholdsViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
  }

  @FXML
  void initialize() {
    for (Threshold threshold : Threshold.values()) {
      line(threshold);
    }
    blocked.setText(model.blocked().orElse(""));
    Parts.shown(blocked, model.blocked().isPresent());
    Button keep = new Button(words.text("health.thresholds.keep"));
    keep.getStyleClass().add("accent");
    bind(keep.disableProperty(), model.ready().not());
    keep.setOnAction(event -> model.keep());
    new DialogFoot(this, model, words).fill(told, foot, keep);
    Button reset = new Button(words.text("health.thresholds.reset"));
    reset.setId("resetThresholds");
    reset.getStyleClass().add("flat");
    reset.setDisable(model.blocked().isPresent());
    reset.setOnAction(event -> model.reset());
    foot.getChildren().addAll(0, List.of(reset, new Gap()));
  }

  private void line(Threshold threshold) {
    Label name = Parts.wrapped(model.name(threshold));
    TextField field = new TextField();
    field.getStyleClass().add("health-threshold");
    field.setAccessibleText(model.name(threshold));
    field.setDisable(model.blocked().isPresent());
    name.setLabelFor(field);
    bindBoth(field.textProperty(), model.typed(threshold));
    Label hint = Parts.label("");
    hint.setMinWidth(Region.USE_PREF_SIZE);
    follow(
        model.hint(threshold),
        told -> {
          hint.setText(told.text());
          hint.setGraphic(told.mistake() ? new FontIcon(Feather.ALERT_CIRCLE) : null);
          Parts.wrong(field, told.mistake());
          hint.getStyleClass().removeAll("shell-error", "kc-muted");
          hint.getStyleClass().add(told.mistake() ? "shell-error" : "kc-muted");
        });
    grid.addRow(grid.getRowCount(), name, field, hint);
  }
}

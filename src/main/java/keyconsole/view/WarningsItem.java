package keyconsole.view;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.WarningsViewModel;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// How many warnings there are, in the status bar; nothing where there are none.
final class WarningsItem extends Screen {

  private final Button button = new Button();
  private final HBox place = new HBox(button);

  WarningsItem(WarningsViewModel model, KeyWords words) {
    button.setId("warningsItem");
    button.getStyleClass().addAll("flat", "shell-seal", "shell-warnings", "warning");
    button.setGraphic(new FontIcon(Feather.ALERT_TRIANGLE));
    button.setTooltip(Parts.reason(words.text("warnings.open")));
    button.setOnAction(event -> model.open());
    place.getStyleClass().addAll("shell-status-next", "shell-seal-place");
    follow(model.briefProperty(), this::show);
  }

  private void show(String brief) {
    button.setText(brief);
    Parts.shown(place, !brief.isEmpty());
  }

  Node node() {
    return place;
  }
}

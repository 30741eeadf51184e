package keyconsole.view;

import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.LockWaitViewModel;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Which console is waited for, in front of everything, with the way out.
final class LockWaitStrip extends Screen {

  private final HBox strip = new HBox();
  private final Button cancel;
  private final Label text = Parts.wrapped("", "shell-notice-text");

  LockWaitStrip(LockWaitViewModel model, KeyWords words) {
    cancel = new Button(words.text("lock-wait.cancel"));
    cancel.setId("lockWaitCancel");
    cancel.getStyleClass().addAll("flat", "accent");
    cancel.setMinWidth(Region.USE_PREF_SIZE);
    cancel.setOnAction(event -> model.cancel());
    text.setId("lockWaitText");
    strip.setId("lockWait");
    strip.getStyleClass().addAll("shell-notice", "shell-lock-wait");
    strip.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    StackPane.setAlignment(strip, Pos.TOP_CENTER);
    follow(model.textProperty(), this::show);
  }

  private void show(Optional<String> told) {
    // Even what nobody sees is styled.
    if (told.isPresent() && strip.getChildren().isEmpty()) {
      strip.getChildren().addAll(new FontIcon(Feather.LOCK), text, cancel);
    }
    Parts.shown(strip, told.isPresent());
    text.setText(told.orElse(""));
  }

  Node node() {
    return strip;
  }
}

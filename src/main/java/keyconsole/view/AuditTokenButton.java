package keyconsole.view;

import javafx.event.Event;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import keyconsole.viewmodel.AuditToken;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A finished term in the search line. Chosen, it becomes text again; its cross, and the keys that
/// delete, take it away.
final class AuditTokenButton extends Button {

  /// @param name what the button does, for who cannot see it
  AuditTokenButton(AuditToken token, String name, Runnable edit, Runnable remove) {
    HBox content = new HBox();
    content.getStyleClass().add("audit-token-line");
    if (!token.kind().isEmpty()) {
      Label kind = Parts.label(token.kind(), "audit-token-kind");
      kind.setMinWidth(USE_PREF_SIZE);
      content.getChildren().add(kind);
    }
    StackPane cross = new StackPane(new FontIcon(Feather.X));
    cross.getStyleClass().add("audit-token-cross");
    // A press on the cross is none on the button.
    cross.setOnMousePressed(Event::consume);
    cross.setOnMouseReleased(Event::consume);
    cross.setOnMouseClicked(
        event -> {
          event.consume();
          if (event.getButton() == MouseButton.PRIMARY) {
            remove.run();
          }
        });
    content.getChildren().addAll(Parts.label(token.value(), "audit-token-value"), cross);
    setGraphic(content);
    getStyleClass().add("audit-token");
    setAccessibleText(name);
    setTooltip(Parts.reason(token.text()));
    setOnAction(event -> edit.run());
    addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.DELETE || event.getCode() == KeyCode.BACK_SPACE) {
            event.consume();
            remove.run();
          }
        });
  }
}

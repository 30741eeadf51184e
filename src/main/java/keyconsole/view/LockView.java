package keyconsole.view;

import java.text.MessageFormat;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import keyconsole.domain.Unseen;
import keyconsole.viewmodel.IdleLock;
import keyconsole.viewmodel.SessionViewModel;

/// What covers the window: the ways back to it, with a token and without. Made anew each time, so
/// that its fields remember nothing.
public final class LockView extends Screen {

  private final IdleLock lock;
  private final SessionViewModel model;
  private final ViewLoader loader;

  @FXML private Label text;
  @FXML private HBox warningPlace;
  @FXML private Label warning;
  @FXML private TextArea token;
  @FXML private Hyperlink paste;
  @FXML private Label refusal;
  @FXML private PasswordField secret;
  @FXML private TextField plainSecret;
  @FXML private ToggleButton showSecret;
  @FXML private Button readOnly;
  @FXML private Button unlock;

  /// @param model takes the token
  public LockView(IdleLock lock, SessionViewModel model, ViewLoader loader) {
    this.lock = lock;
    this.model = model;
    this.loader = loader;
  }

  @FXML
  void initialize() {
    text.setText(
        MessageFormat.format(
            loader.texts().getString("lock.text"), Unseen.shown(model.tenantProperty().get())));
    bind(warning.textProperty(), lock.warningProperty());
    follow(lock.warningProperty(), said -> Parts.shown(warningPlace, !said.isEmpty()));
    TokenFields fields = new TokenFields(this, model);
    fields.token(token, paste, refusal);
    fields.secret(secret, plainSecret, showSecret, loader.texts().getString("session.show-secret"));
    bind(unlock.disableProperty(), model.readyBinding().not());
    unlock.setOnAction(e -> model.verify());
    readOnly.setOnAction(e -> lock.goOnReadOnly());
  }

  @Override
  void takeFocus() {
    token.requestFocus();
  }
}

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
import keyconsole.viewmodel.IdleLock;
import keyconsole.viewmodel.LockAfter;
import keyconsole.viewmodel.SessionViewModel;

/// Takes a fresh token for the open tenant.
public final class SessionView extends Screen {

  private final SessionViewModel model;
  private final ViewLoader loader;
  private final IdleLock lock;
  private final Runnable close;

  @FXML private Label title;
  @FXML private TextArea token;
  @FXML private Hyperlink paste;
  @FXML private Label refusal;
  @FXML private PasswordField secret;
  @FXML private TextField plainSecret;
  @FXML private ToggleButton showSecret;
  @FXML private HBox lockAfter;
  @FXML private Button cancel;
  @FXML private Button verify;

  /// @param lock after how long it locks is chosen here
  public SessionView(SessionViewModel model, ViewLoader loader, IdleLock lock, Runnable close) {
    this.model = model;
    this.loader = loader;
    this.lock = lock;
    this.close = close;
  }

  @FXML
  void initialize() {
    title.setText(
        MessageFormat.format(
            loader.texts().getString("welcome.session"), model.tenantProperty().get()));
    TokenFields fields = new TokenFields(this, model);
    fields.token(token, paste, refusal);
    fields.secret(secret, plainSecret, showSecret, loader.texts().getString("session.show-secret"));
    Segments.fill(this, lockAfter, LockAfter.all(), this::name, lock.afterProperty());
    bind(verify.disableProperty(), model.readyBinding().not());
    verify.setOnAction(e -> model.verify());
    cancel.setCancelButton(true);
    cancel.setOnAction(e -> close.run());
  }

  private String name(LockAfter after) {
    return after == LockAfter.NEVER
        ? loader.texts().getString("lock.never")
        : MessageFormat.format(loader.texts().getString("lock.minutes"), after.minutes());
  }
}

package keyconsole.view;

import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextArea;
import keyconsole.viewmodel.SessionViewModel;

/// Takes a fresh token for the open tenant.
public final class SessionView {

  private final SessionViewModel model;
  private final Runnable close;

  @FXML private Label title;
  @FXML private TextArea token;
  @FXML private PasswordField secret;
  @FXML private Label refusal;
  @FXML private Button cancel;
  @FXML private Button verify;

  public SessionView(SessionViewModel model, Runnable close) {
    this.model = model;
    this.close = close;
  }

  @FXML
  void initialize() {
    title.textProperty().bind(model.tenantProperty());
    token.textProperty().bindBidirectional(model.tokenProperty());
    secret.textProperty().bindBidirectional(model.secretProperty());
    refusal.textProperty().bind(model.refusalProperty());
    refusal.visibleProperty().bind(refusal.textProperty().isNotEmpty());
    refusal.managedProperty().bind(refusal.visibleProperty());
    verify.disableProperty().bind(token.textProperty().isEmpty());
    verify.setOnAction(e -> model.verify());
    secret.setOnAction(e -> model.verify());
    cancel.setOnAction(e -> close.run());
  }
}

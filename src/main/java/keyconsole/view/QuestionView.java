package keyconsole.view;

import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import keyconsole.viewmodel.Dialog;
import keyconsole.viewmodel.Tone;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A question with a way on and a way back.
public final class QuestionView extends Screen {

  private final Dialog.Question question;
  private final Runnable close;

  @FXML private Label icon;
  @FXML private Label title;
  @FXML private Label text;
  @FXML private Button no;
  @FXML private Button yes;

  public QuestionView(Dialog.Question question, Runnable close) {
    this.question = question;
    this.close = close;
  }

  @FXML
  void initialize() {
    boolean danger = question.danger();
    icon.setGraphic(new FontIcon(danger ? Feather.ALERT_TRIANGLE : Feather.HELP_CIRCLE));
    Parts.tone(icon, danger ? Tone.DANGER : Tone.ACCENT);
    title.setText(question.title());
    text.setText(question.text());
    no.setText(question.no());
    no.setCancelButton(true);
    no.setOnAction(e -> close.run());
    yes.setText(question.yes());
    yes.getStyleClass().add(danger ? "danger" : "accent");
    yes.setOnAction(
        e -> {
          close.run();
          question.onYes().run();
        });
    // Enter must not lose anything.
    yes.setDefaultButton(!danger);
  }
}

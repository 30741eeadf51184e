package keyconsole.view;

import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import keyconsole.viewmodel.Dialog;

/// A question with a way on and a way back.
public final class QuestionView extends Screen {

  private final Dialog.Question question;
  private final Runnable close;

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
    title.setText(question.title());
    text.setText(question.text());
    no.setText(question.no());
    yes.setText(question.yes());
    yes.getStyleClass().add(question.danger() ? "danger" : "accent");
    no.setOnAction(e -> close.run());
    yes.setOnAction(
        e -> {
          close.run();
          question.onYes().run();
        });
  }
}

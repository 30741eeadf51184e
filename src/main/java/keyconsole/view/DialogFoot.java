package keyconsole.view;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;

/// What closes a dialog: the failure, the way back and the way on.
final class DialogFoot {

  private DialogFoot() {}

  static void add(
      Screen screen,
      VBox root,
      ReadOnlyStringProperty failure,
      KeyWords words,
      Button yes,
      Runnable back) {
    Label problem = Parts.label("", "dialog-failure");
    problem.setWrapText(true);
    screen.follow(
        failure,
        text -> {
          problem.setText(text);
          Parts.shown(problem, !text.isEmpty());
        });
    Button no = new Button(words.text("newkey.cancel"));
    no.setCancelButton(true);
    no.setOnAction(event -> back.run());
    yes.setDefaultButton(true);
    HBox foot = Parts.row(no, yes);
    foot.getStyleClass().add("dialog-foot");
    root.getChildren().addAll(problem, foot);
  }
}

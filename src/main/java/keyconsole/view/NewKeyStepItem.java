package keyconsole.view;

import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.WizardStep;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A step in the list at the left: a circle, a line to the next one, the title and a note.
final class NewKeyStepItem {

  private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
  private static final PseudoClass DONE = PseudoClass.getPseudoClass("done");

  private final Button button = new Button();
  private final Label mark = Parts.label("", "newkey-mark");
  private final Label note = Parts.label("", "newkey-step-note");
  private final String title;
  private final String number;

  NewKeyStepItem(WizardStep step, String title, Runnable chosen) {
    this.title = title;
    number = Integer.toString(step.number());
    Region line = new Region();
    line.getStyleClass().add("newkey-step-line");
    line.setVisible(step != WizardStep.REVIEW);
    VBox marks = new VBox(mark, line);
    marks.getStyleClass().add("newkey-step-marks");
    VBox texts = new VBox(Parts.label(title, "newkey-step-name"), note);
    HBox row = Parts.row(marks, texts);
    row.getStyleClass().add("newkey-step-row");
    button.setId("step-" + step.name());
    button.setGraphic(row);
    button.getStyleClass().setAll("newkey-step");
    button.setMaxWidth(Double.MAX_VALUE);
    button.setOnAction(event -> chosen.run());
  }

  Node node() {
    return button;
  }

  void show(WizardStep.Entry entry) {
    button.pseudoClassStateChanged(DONE, entry.done());
    Parts.wrong(button, entry.wrong());
    button.pseudoClassStateChanged(CURRENT, entry.current());
    mark.setText(entry.done() ? "" : number);
    mark.setGraphic(entry.done() ? new FontIcon(Feather.CHECK) : null);
    note.setText(entry.note());
    Parts.shown(note, !entry.note().isEmpty());
    button.setAccessibleText(title + ", " + entry.note());
  }
}

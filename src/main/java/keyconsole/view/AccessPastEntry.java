package keyconsole.view;

import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.AccessPast;
import keyconsole.viewmodel.KeyWords;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A check that was made before: how it came out, and a press to ask it again.
final class AccessPastEntry extends Button {

  /// @param restore puts it into the form again
  AccessPastEntry(AccessPast past, KeyWords words, Consumer<AccessPast> restore) {
    String outcome = past.real() ? words.text("access.past.real", past.outcome()) : past.outcome();
    Label detail = Parts.label(past.detail(), "kc-muted");
    detail.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    VBox lines =
        new VBox(
            Parts.label(past.name(), "access-heading"),
            Parts.label(outcome, "access-past-outcome"),
            detail);
    lines.setMinWidth(0);
    HBox.setHgrow(lines, Priority.ALWAYS);
    HBox line = new HBox(icon(past), lines);
    line.getStyleClass().add("access-past-line");
    setGraphic(line);
    setMaxWidth(Double.MAX_VALUE);
    setMinWidth(0);
    getStyleClass().addAll("flat", "access-past-entry");
    setAccessibleText(words.text("access.past.again", past.name()) + ", " + outcome);
    Parts.tone(this, past.tone());
    setOnAction(event -> restore.accept(past));
  }

  private static FontIcon icon(AccessPast past) {
    return new FontIcon(
        switch (past.tone()) {
          case SUCCESS -> Feather.CHECK_CIRCLE;
          case DANGER -> Feather.X_CIRCLE;
          case PLAIN, NEUTRAL, ACCENT, WARNING -> Feather.ALERT_TRIANGLE;
        });
  }
}

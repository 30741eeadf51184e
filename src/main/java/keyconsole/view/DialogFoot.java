package keyconsole.view;

import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Report;
import keyconsole.viewmodel.Tone;
import keyconsole.viewmodel.Work;
import keyconsole.viewmodel.WorkingDialog;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What stands at the end of every dialog that does something: how far it is, what failed with its
/// detail to copy, the way back and the way on.
final class DialogFoot {

  private final Screen screen;
  private final WorkingDialog model;
  private final KeyWords words;

  DialogFoot(Screen screen, WorkingDialog model, KeyWords words) {
    this.screen = screen;
    this.model = model;
    this.words = words;
  }

  /// @param told gets the progress and the report
  /// @param foot gets the buttons
  /// @param yes the way on
  void fill(VBox told, HBox foot, Button yes) {
    told.getChildren().setAll(progress(), report());
    foot.getChildren().setAll(back(), yes);
    screen.follow(model.workProperty(), work -> showAny(told, work, model.reportProperty().get()));
    screen.follow(
        model.reportProperty(), report -> showAny(told, model.workProperty().get(), report));
    yes.setId("yes");
    yes.setDefaultButton(true);
  }

  private static void showAny(VBox told, Optional<Work> work, Report report) {
    Parts.shown(told, work.isPresent() || !report.isEmpty());
  }

  private VBox progress() {
    Label text = Parts.label("", "kc-muted");
    ProgressBar bar = new ProgressBar();
    bar.getStyleClass().add("dialog-progress");
    bar.setMaxWidth(Double.MAX_VALUE);
    VBox progress = new VBox(text, bar);
    progress.getStyleClass().add("dialog-work");
    screen.follow(
        model.workProperty(),
        work -> {
          Parts.shown(progress, work.isPresent());
          text.setText(work.map(Work::text).orElse(""));
          bar.setProgress(work.map(Work::progress).orElse(0.0));
        });
    return progress;
  }

  private HBox report() {
    Label text = Parts.label("", "dialog-failure-text");
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    text.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(text, Priority.ALWAYS);
    Hyperlink copy = new Hyperlink(words.text("dialog.copy-detail"));
    copy.getStyleClass().add("shell-link");
    copy.setMinWidth(Region.USE_PREF_SIZE);
    copy.setOnAction(event -> model.copyDetail());
    FontIcon icon = new FontIcon();
    HBox box = Parts.row(icon, text, copy);
    box.getStyleClass().add("dialog-failure");
    screen.follow(
        model.reportProperty(),
        report -> {
          text.setText(report.text());
          icon.setIconCode(report.isFailure() ? Feather.ALERT_CIRCLE : Feather.INFO);
          Parts.tone(box, report.isFailure() ? Tone.DANGER : Tone.NEUTRAL);
          Parts.shown(copy, report.isFailure());
          Parts.shown(box, !report.isEmpty());
        });
    return box;
  }

  /// Cancels before the work, stops it while it goes on.
  private Button back() {
    Button back = new Button();
    back.setId("back");
    back.setCancelButton(true);
    back.setOnAction(event -> model.cancel());
    screen.follow(
        model.workProperty(),
        work -> {
          boolean stops = work.flatMap(Work::cancel).isPresent();
          back.setText(words.text(stops ? "dialog.stop" : "dialog.cancel"));
          back.setDisable(work.isPresent() && !stops);
        });
    return back;
  }
}

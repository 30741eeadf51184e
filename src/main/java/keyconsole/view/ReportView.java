package keyconsole.view;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.ReportViewModel;

/// The days that a report is about, and the folder that it is put into.
public final class ReportView extends Screen {

  private final ReportViewModel model;
  private final KeyWords words;
  private final Button yes = new Button();

  @FXML private Label subtitle;
  @FXML private HBox days;
  @FXML private TextField from;
  @FXML private TextField to;
  @FXML private Label problem;
  @FXML private Label target;
  @FXML private Button choose;
  @FXML private HBox made;
  @FXML private Label madeText;
  @FXML private VBox told;
  @FXML private HBox foot;

  /// @param loader for its texts
  public ReportView(ReportViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
  }

  @FXML
  void initialize() {
    subtitle.setText(model.tenant());
    Segments.fill(
        this,
        days,
        List.of(ReportViewModel.Days.values()),
        each -> words.text("report.days." + each),
        model.daysProperty());
    bindBoth(from.textProperty(), model.fromProperty());
    bindBoth(to.textProperty(), model.toProperty());
    follow(model.problemProperty(), this::showProblem);
    follow(model.targetProperty(), this::showTarget);
    choose.setOnAction(event -> model.choose());
    new DialogFoot(this, model, words).fill(told, foot, yes);
    yes.getStyleClass().add("accent");
    follow(model.daysProperty(), _ -> showWhatCanBeDone());
    follow(model.workProperty(), _ -> showWhatCanBeDone());
    follow(model.madeProperty(), this::showMade);
    follow(model.ready(), _ -> showWhatCanBeDone());
  }

  private void showProblem(String shown) {
    problem.setText(shown);
    Parts.shown(problem, !shown.isEmpty());
    Parts.wrong(from, !shown.isEmpty());
    Parts.wrong(to, !shown.isEmpty());
  }

  private void showTarget(Optional<Path> into) {
    target.setText(into.map(Path::toString).orElse(words.text("report.dialog.no-folder")));
    target.getStyleClass().removeAll("kc-mono", "report-no-folder");
    target.getStyleClass().add(into.isPresent() ? "kc-mono" : "report-no-folder");
  }

  private void showMade(String text) {
    madeText.setText(text);
    Parts.shown(made, !text.isEmpty());
    yes.setText(words.text(text.isEmpty() ? "report.dialog.do" : "report.dialog.open"));
    yes.setOnAction(event -> act());
    showWhatCanBeDone();
  }

  private void act() {
    if (isMade()) {
      model.openFolder();
    } else {
      model.make();
    }
  }

  private boolean isMade() {
    return !model.madeProperty().get().isEmpty();
  }

  private void showWhatCanBeDone() {
    boolean busy = model.workProperty().get().isPresent();
    boolean fixed = busy || model.daysProperty().get() != ReportViewModel.Days.OTHER;
    days.setDisable(busy);
    from.setDisable(fixed);
    to.setDisable(fixed);
    choose.setDisable(busy);
    yes.setDisable(!isMade() && !model.ready().get());
    if (isMade() && foot.lookup("#back") instanceof Button back) {
      back.setText(words.text("report.dialog.close"));
    }
  }
}

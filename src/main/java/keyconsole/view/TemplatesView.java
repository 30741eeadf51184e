package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import keyconsole.domain.TemplateListing;
import keyconsole.domain.Unseen;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Report;
import keyconsole.viewmodel.TemplatesViewModel;
import keyconsole.viewmodel.TemplatesViewModel.Item;
import keyconsole.viewmodel.Tone;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The tenant's templates and those that every tenant has, with what can be done to them.
public final class TemplatesView extends Screen {

  private final TemplatesViewModel model;
  private final KeyWords words;

  @FXML private Label blocked;
  @FXML private ScrollPane scroll;
  @FXML private VBox list;
  @FXML private HBox clash;
  @FXML private Label clashText;
  @FXML private Button replace;
  @FXML private Button keepBoth;
  @FXML private Button leave;
  @FXML private HBox report;
  @FXML private Label reportText;
  @FXML private Hyperlink copyDetail;
  @FXML private Button importFile;
  @FXML private Button export;
  @FXML private Button close;

  /// @param loader for its texts
  public TemplatesView(TemplatesViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
  }

  @FXML
  void initialize() {
    Parts.asTallAsItsContent(scroll);
    follow(model.stateProperty(), state -> show());
    follow(model.blocked(), this::showBlocked);
    follow(model.clashProperty(), this::showClash);
    follow(model.reportProperty(), this::showReport);
    replace.setOnAction(event -> model.replaceTaken());
    keepBoth.setOnAction(event -> model.keepBoth());
    leave.setOnAction(event -> model.leaveTaken());
    copyDetail.setOnAction(event -> model.copyDetail());
    importFile.setOnAction(event -> model.importFile());
    export.setOnAction(event -> model.export());
    close.setCancelButton(true);
    close.setDefaultButton(true);
    close.setOnAction(event -> model.cancel());
  }

  private void showBlocked(String reason) {
    blocked.setText(reason);
    Parts.shown(blocked, !reason.isEmpty());
    importFile.setDisable(!reason.isEmpty());
    importFile.setAccessibleHelp(reason);
    show();
  }

  private void showClash(Optional<TemplatesViewModel.Clash> shown) {
    Parts.shown(clash, shown.isPresent());
    clashText.setText(shown.map(TemplatesViewModel.Clash::text).orElse(""));
    show();
  }

  private void showReport(Report told) {
    Parts.shown(report, !told.isEmpty());
    Parts.tone(report, told.isFailure() ? Tone.DANGER : Tone.NEUTRAL);
    reportText.setText(told.text());
    Parts.shown(copyDetail, told.isFailure());
  }

  private void show() {
    TemplatesViewModel.State state = model.stateProperty().get();
    List<Node> shown = new ArrayList<>();
    model.clashProperty().get().ifPresent(now -> now.taken().forEach(it -> shown.add(row(it))));
    shown.add(Parts.label(words.text("templates.own"), "templates-section"));
    if (state.own().isEmpty()) {
      shown.add(
          Parts.wrapped(
              words.text(state.loading() ? "templates.loading" : "templates.none"), "kc-muted"));
    }
    state.own().forEach(item -> shown.add(row(item, true)));
    state.problems().forEach(problem -> shown.add(row(problem)));
    if (!state.builtIn().isEmpty()) {
      shown.add(Parts.label(words.text("templates.built-in"), "templates-section"));
    }
    state.builtIn().forEach(item -> shown.add(row(item, false)));
    list.getChildren().setAll(shown);
    export.setDisable(state.loading());
  }

  private boolean mayChange() {
    return model.blocked().getValue().isEmpty();
  }

  private Node row(Item item, boolean own) {
    String name = Unseen.shown(item.template().name());
    VBox texts = new VBox(Parts.wrapped(name, "templates-name"));
    if (!item.template().description().isBlank()) {
      texts.getChildren().add(Parts.wrapped(item.template().description(), "kc-muted"));
    }
    texts.getChildren().add(Parts.wrapped(item.facts(), "templates-facts"));
    List<Node> deeds = new ArrayList<>();
    if (model.canUse()) {
      deeds.add(deed(Feather.PLUS, words.text("templates.use", name), () -> model.use(item), true));
    }
    if (own) {
      deeds.add(
          deed(
              Feather.EDIT_2,
              words.text("templates.rename", name),
              () -> model.rename(item),
              mayChange()));
      deeds.add(
          deed(
              Feather.TRASH_2,
              words.text("templates.delete", name),
              () -> model.delete(item),
              mayChange()));
    }
    return row(new FontIcon(Feather.FILE_TEXT), texts, deeds);
  }

  /// What would be lost, above all others.
  private static Node row(TemplatesViewModel.Taken taken) {
    VBox texts =
        new VBox(
            Parts.wrapped(Unseen.shown(taken.there().name()), "templates-name"),
            Parts.wrapped(taken.sharing(), "kc-muted"));
    taken.changes().forEach(each -> texts.getChildren().add(Parts.wrapped(each)));
    HBox row = row(new FontIcon(Feather.REPEAT), texts, List.of());
    Parts.tone(row, Tone.WARNING);
    return row;
  }

  private Node row(TemplateListing.Problem problem) {
    VBox texts =
        new VBox(
            Parts.wrapped(words.text("templates.problem", problem.place()), "templates-name"),
            Parts.wrapped(model.reason(problem), "kc-danger"));
    Button delete =
        deed(
            Feather.TRASH_2,
            words.text("templates.delete-line", problem.place()),
            () -> model.deleteProblem(problem),
            mayChange());
    HBox row = row(new FontIcon(Feather.ALERT_CIRCLE), texts, List.of(delete));
    Parts.tone(row, Tone.DANGER);
    return row;
  }

  private static HBox row(FontIcon icon, VBox texts, List<? extends Node> deeds) {
    texts.getStyleClass().add("templates-texts");
    HBox.setHgrow(texts, Priority.ALWAYS);
    HBox row = new HBox(icon, texts);
    row.getChildren().addAll(deeds);
    row.getStyleClass().add("templates-row");
    return row;
  }

  private static Button deed(Feather icon, String name, Runnable deed, boolean may) {
    Button button = Parts.iconButton(icon, name);
    button.setDisable(!may);
    button.setOnAction(event -> deed.run());
    return button;
  }
}

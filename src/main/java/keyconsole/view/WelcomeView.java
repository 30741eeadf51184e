package keyconsole.view;

import java.io.File;
import java.text.MessageFormat;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import keyconsole.viewmodel.WelcomeViewModel;
import keyconsole.viewmodel.WelcomeViewModel.TenantRow;

/// Which tenant to open, and as whom.
public final class WelcomeView extends Screen {

  private static final KeyCombination CHOOSE =
      new KeyCodeCombination(KeyCode.O, KeyCombination.SHORTCUT_DOWN);
  private static final int ROW_HEIGHT = 64;
  private static final int MOST_ROWS_SHOWN = 4;

  private final WelcomeViewModel model;
  private final ViewLoader loader;

  @FXML private Node root;
  @FXML private Label heading;
  @FXML private Hyperlink recent;
  @FXML private Hyperlink clear;
  @FXML private ListView<TenantRow> rows;
  @FXML private Label problem;
  @FXML private Button choose;
  @FXML private Button demo;
  @FXML private Label sessionTitle;
  @FXML private TextArea token;
  @FXML private Hyperlink paste;
  @FXML private Label refusal;
  @FXML private PasswordField secret;
  @FXML private TextField plainSecret;
  @FXML private ToggleButton showSecret;
  @FXML private Button openAs;
  @FXML private Button openReadOnly;

  public WelcomeView(WelcomeViewModel model, ViewLoader loader) {
    this.model = model;
    this.loader = loader;
  }

  @FXML
  void initialize() {
    bind(heading.textProperty(), model.headingProperty());
    follow(model.problemProperty(), this::showProblem);
    follow(model.ofFolderProperty(), this::showWhichRows);
    recent.setOnAction(e -> model.showRecent());
    clear.setOnAction(e -> model.clearRecent());
    choose.setOnAction(e -> model.chooseFolder());
    demo.setOnAction(e -> model.openDemo());
    root.addEventHandler(KeyEvent.KEY_PRESSED, this::chooseByKey);
    root.setOnDragOver(this::acceptFolder);
    root.setOnDragDropped(this::takeFolder);
    buildRows();
    buildSession();
  }

  private void buildRows() {
    rows.setItems(model.rows());
    rows.setCellFactory(list -> new TenantCell(loader.texts(), model));
    rows.addEventHandler(KeyEvent.KEY_PRESSED, this::useRow);
    rows.setPlaceholder(Parts.label(loader.texts().getString("welcome.none"), "shell-muted"));
    follow(model.rows(), this::fitRows);
    rows.getSelectionModel()
        .selectedItemProperty()
        .subscribe(row -> Optional.ofNullable(row).ifPresent(model::select));
    follow(
        model.selectedProperty(),
        chosen -> chosen.ifPresent(row -> rows.getSelectionModel().select(row)));
  }

  private void useRow(KeyEvent event) {
    switch (event.getCode()) {
      case ENTER -> model.openSelected();
      case DELETE -> model.forgetSelected();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void fitRows() {
    int shown = Math.clamp(model.rows().size(), 1, MOST_ROWS_SHOWN);
    rows.setPrefHeight(shown * (double) ROW_HEIGHT + 1);
  }

  private void buildSession() {
    TokenFields fields = new TokenFields(this, model.session());
    fields.token(token, paste, refusal);
    fields.secret(secret, plainSecret, showSecret, loader.texts().getString("session.show-secret"));
    bind(
        openAs.disableProperty(),
        model.session().readyBinding().and(model.openableBinding()).not());
    openAs.setOnAction(e -> model.session().verify());
    follow(
        model.session().administratorBinding(),
        administrator ->
            openAs.setText(
                text(administrator ? "welcome.open-administrator" : "welcome.open-token")));
    bind(openReadOnly.disableProperty(), model.openableBinding().not());
    openReadOnly.setOnAction(e -> model.openReadOnly());
    follow(
        model.selectedProperty(),
        chosen ->
            sessionTitle.setText(
                chosen
                    .map(row -> text("welcome.session", row.tenant()))
                    .orElseGet(() -> text("welcome.session-none"))));
  }

  private void showProblem(String text) {
    problem.setText(text);
    Parts.shown(problem, !text.isEmpty());
  }

  private void showWhichRows(boolean ofFolder) {
    Parts.shown(recent, ofFolder);
    Parts.shown(clear, !ofFolder);
  }

  private void chooseByKey(KeyEvent event) {
    if (CHOOSE.match(event)) {
      model.chooseFolder();
      event.consume();
    }
  }

  private void acceptFolder(DragEvent event) {
    if (event.getDragboard().hasFiles()) {
      event.acceptTransferModes(TransferMode.LINK, TransferMode.COPY);
      event.consume();
    }
  }

  private void takeFolder(DragEvent event) {
    List<File> dropped = event.getDragboard().getFiles();
    if (!dropped.isEmpty()) {
      model.showTenantsOf(dropped.getFirst().toPath());
      event.setDropCompleted(true);
      event.consume();
    }
  }

  private String text(String name, Object... values) {
    return new MessageFormat(loader.texts().getString(name), loader.texts().getLocale())
        .format(values);
  }
}

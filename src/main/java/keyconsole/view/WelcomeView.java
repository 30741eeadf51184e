package keyconsole.view;

import java.io.File;
import java.text.MessageFormat;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import keyconsole.viewmodel.Command;
import keyconsole.viewmodel.WelcomeViewModel;
import keyconsole.viewmodel.WelcomeViewModel.TenantRow;
import org.jspecify.annotations.Nullable;

/// Which tenant to open, and as whom.
public final class WelcomeView extends Screen {

  private static final int ROW_HEIGHT = 64;
  private static final int MOST_ROWS_SHOWN = 4;
  private static final double CORNER = 8;
  private static final double NARROW = 900;
  private static final double CARD_WIDTH = 216;
  private static final double CARDS_GAP = 16;
  private static final PseudoClass IS_NARROW = PseudoClass.getPseudoClass("narrow");

  private final WelcomeViewModel model;
  private final ViewLoader loader;

  @FXML private ScrollPane root;
  @FXML private GridPane ways;
  @FXML private VBox demoWay;
  @FXML private Label heading;
  @FXML private Hyperlink recent;
  @FXML private Hyperlink clear;
  @FXML private ListView<TenantRow> rows;
  @FXML private Label problem;
  @FXML private Button choose;
  @FXML private Label chooseKeys;
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
    chooseKeys.setText(Command.OPEN_FOLDER.keysText());
    demo.setOnAction(e -> model.openDemo());
    root.sceneProperty().subscribe(this::takeKeyboard);
    root.setOnDragOver(this::acceptFolder);
    root.setOnDragDropped(this::takeFolder);
    follow(
        root.widthProperty(),
        width -> root.pseudoClassStateChanged(IS_NARROW, width.doubleValue() < NARROW));
    follow(ways.widthProperty(), width -> fitCards(width.doubleValue()));
    buildRows();
    buildSession();
  }

  /// Two cards side by side, or one under the other where they would be cut.
  private void fitCards(double width) {
    boolean beside = width >= 2 * CARD_WIDTH + CARDS_GAP;
    // A gap between two columns that hold nothing of their own would be lost to both cards.
    ways.setHgap(beside ? CARDS_GAP : 0);
    GridPane.setConstraints(demoWay, beside ? 1 : 0, beside ? 0 : 1);
    for (Node card : ways.getChildren()) {
      GridPane.setColumnSpan(card, beside ? 1 : 2);
    }
  }

  private void buildRows() {
    rows.setItems(model.rows());
    rows.setCellFactory(list -> new TenantCell(loader.texts(), model));
    rows.addEventHandler(KeyEvent.KEY_PRESSED, this::useRow);
    rows.setPlaceholder(Parts.label(loader.texts().getString("welcome.none"), "shell-muted"));
    follow(model.rows(), this::fitRows);
    rows.setClip(corners());
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

  private Rectangle corners() {
    Rectangle corners = new Rectangle();
    corners.setArcWidth(2 * CORNER);
    corners.setArcHeight(2 * CORNER);
    corners.widthProperty().bind(rows.widthProperty());
    corners.heightProperty().bind(rows.heightProperty());
    return corners;
  }

  private void fitRows() {
    int shown = Math.clamp(model.rows().size(), 1, MOST_ROWS_SHOWN);
    rows.setPrefHeight(shown * (double) ROW_HEIGHT + 1);
    showWhichRows(model.ofFolderProperty().get());
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

  @Override
  void takeFocus() {
    rows.requestFocus();
  }

  private void showProblem(String text) {
    problem.setText(text);
    Parts.shown(problem, !text.isEmpty());
  }

  private void showWhichRows(boolean ofFolder) {
    Parts.shown(recent, ofFolder);
    Parts.shown(clear, !ofFolder && !model.rows().isEmpty());
  }

  /// Takes the keyboard while the page is in the window: the list has it first, so that Enter opens
  /// the tenant that was open last.
  private void takeKeyboard(@Nullable Scene scene) {
    if (scene != null) {
      rows.requestFocus();
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

package keyconsole.view;

import java.text.MessageFormat;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.Tone;
import keyconsole.viewmodel.WelcomeViewModel;
import keyconsole.viewmodel.WelcomeViewModel.TenantRow;

/// Which tenant to open, and as whom.
public final class WelcomeView {

  private final WelcomeViewModel model;
  private final ViewLoader loader;

  @FXML private Label heading;
  @FXML private Hyperlink clear;
  @FXML private ListView<TenantRow> rows;
  @FXML private Label problem;
  @FXML private Button choose;
  @FXML private Button demo;
  @FXML private Label sessionTitle;
  @FXML private TextArea token;
  @FXML private PasswordField secret;
  @FXML private Label refusal;
  @FXML private Button openAs;
  @FXML private Button openReadOnly;

  public WelcomeView(WelcomeViewModel model, ViewLoader loader) {
    this.model = model;
    this.loader = loader;
  }

  @FXML
  void initialize() {
    heading.textProperty().bind(model.headingProperty());
    rows.setItems(model.rows());
    rows.setCellFactory(list -> new RowCell());
    rows.setPlaceholder(new Label(loader.texts().getString("welcome.none")));
    rows.getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            row -> {
              if (row != null) {
                model.select(row);
              }
            });
    model.selectedProperty().subscribe(chosen -> showChosen());
    clear.setOnAction(e -> model.clearRecent());
    choose.setOnAction(e -> model.chooseFolder());
    demo.setOnAction(e -> model.openDemo());
    openReadOnly.setOnAction(e -> model.openReadOnly());
    openAs.setOnAction(e -> model.session().verify());
    secret.setOnAction(e -> model.session().verify());
    token.textProperty().bindBidirectional(model.session().tokenProperty());
    secret.textProperty().bindBidirectional(model.session().secretProperty());
    bindMessage(refusal, model.session().refusalProperty());
    bindMessage(problem, model.problemProperty());
  }

  private static void bindMessage(
      Label label, javafx.beans.property.ReadOnlyStringProperty message) {
    label.textProperty().bind(message);
    label.visibleProperty().bind(message.isNotEmpty());
    label.managedProperty().bind(message.isNotEmpty());
  }

  private void showChosen() {
    boolean openable = model.selectedProperty().get().map(TenantRow::present).orElse(false);
    openReadOnly.setDisable(!openable);
    openAs
        .disableProperty()
        .bind(
            token
                .textProperty()
                .isEmpty()
                .or(model.session().refusalProperty().isNotEmpty())
                .or(new javafx.beans.property.SimpleBooleanProperty(!openable)));
    sessionTitle.setText(
        model
            .selectedProperty()
            .get()
            .map(row -> MessageFormat.format(loader.texts().getString("welcome.session"), row.tenant()))
            .orElse(loader.texts().getString("welcome.session-none")));
    model.selectedProperty().get().ifPresent(row -> rows.getSelectionModel().select(row));
  }

  private final class RowCell extends ListCell<TenantRow> {
    @Override
    protected void updateItem(TenantRow row, boolean empty) {
      super.updateItem(row, empty);
      setGraphic(empty || row == null ? null : content(row));
    }

    private HBox content(TenantRow row) {
      HBox first = new HBox(8, Parts.label(row.tenant(), "shell-heading"));
      if (!row.present()) {
        first
            .getChildren()
            .add(Parts.badge(loader.texts().getString("welcome.missing"), Tone.WARNING));
      }
      VBox left = new VBox(2, first, Parts.label(row.folder().toString(), "shell-mono"));
      Region gap = new Region();
      HBox.setHgrow(gap, Priority.ALWAYS);
      return new HBox(left, gap, Parts.label(row.detail(), "shell-muted"));
    }
  }
}

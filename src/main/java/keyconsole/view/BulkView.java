package keyconsole.view;

import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.BulkColumn;
import keyconsole.viewmodel.BulkLine;
import keyconsole.viewmodel.BulkViewModel;
import keyconsole.viewmodel.BulkViewModel.Show;
import keyconsole.viewmodel.BulkWords;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Work;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Many keys from a file: the file's rows with what would be made of them, then what was made.
public final class BulkView extends Screen {

  private static final PseudoClass OVER = PseudoClass.getPseudoClass("over");

  private final BulkViewModel model;
  private final KeyWords words;
  private final BulkWords bulkWords;

  @FXML private VBox root;
  @FXML private VBox drop;
  @FXML private Button choose;
  @FXML private Hyperlink example;
  @FXML private GridPane columns;
  @FXML private VBox start;
  @FXML private VBox plan;
  @FXML private Label file;
  @FXML private Label counts;
  @FXML private Button again;
  @FXML private Button other;
  @FXML private Label once;
  @FXML private HBox lost;
  @FXML private Label lostText;
  @FXML private Button rotateLost;
  @FXML private VBox mistakes;
  @FXML private HBox shows;
  @FXML private TableView<BulkLine> table;
  @FXML private VBox detail;
  @FXML private HBox raw;
  @FXML private Label rawText;
  @FXML private ToggleButton show;
  @FXML private Button copy;
  @FXML private Label clears;
  @FXML private Label lockAhead;
  @FXML private VBox told;
  @FXML private HBox foot;
  private final CheckBox stored = new CheckBox();
  private final Button save = new Button();
  private final Button create = new Button();

  /// @param loader for its texts
  public BulkView(BulkViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
    this.bulkWords = model.words();
  }

  @FXML
  void initialize() {
    buildStart();
    buildTable();
    buildRaw();
    buildFoot();
    follow(model.stateProperty(), state -> showState());
    follow(model.workProperty(), work -> showState());
    follow(model.storedProperty(), said -> showState());
    bind(rotateLost.textProperty(), model.wayOutBinding());
    follow(model.selectedProperty(), this::showSelected);
    bind(lockAhead.textProperty(), model.lockAheadProperty());
    follow(model.lockAheadProperty(), text -> Parts.shown(lockAhead, !text.isEmpty()));
  }

  private void buildStart() {
    choose.setOnAction(event -> model.choose());
    other.setOnAction(event -> model.choose());
    again.setOnAction(event -> model.readAgain());
    example.setOnAction(event -> model.saveExample());
    int row = 0;
    for (BulkColumn column : BulkColumn.values()) {
      columns.addRow(
          row,
          Parts.label(column.title(), "kc-mono"),
          Parts.wrapped(words.text(column.meaning()), "kc-muted"));
      row++;
    }
    root.setOnDragOver(this::dragOver);
    root.setOnDragExited(event -> drop.pseudoClassStateChanged(OVER, false));
    root.setOnDragDropped(this::dropped);
  }

  private static Optional<File> fileOf(DragEvent event) {
    List<File> files = event.getDragboard().getFiles();
    return files != null && files.size() == 1 ? Optional.of(files.getFirst()) : Optional.empty();
  }

  private void dragOver(DragEvent event) {
    if (fileOf(event).isPresent()) {
      event.acceptTransferModes(TransferMode.COPY);
      drop.pseudoClassStateChanged(OVER, true);
    }
    event.consume();
  }

  private void dropped(DragEvent event) {
    Optional<File> dropped = fileOf(event);
    dropped.ifPresent(each -> model.read(each.toPath()));
    event.setDropCompleted(dropped.isPresent());
    event.consume();
  }

  private void buildTable() {
    Segments.fill(
        this,
        shows,
        List.of(Show.values()),
        each -> words.text("bulk.show." + each),
        model.showProperty());
    column("bulk.head.row", 48, line -> text(Integer.toString(line.row().line()), "bulk-number"));
    column("bulk.head.key", 228, this::key);
    column("bulk.head.scope", 64, line -> text(bulkWords.scope(line), "bulk-text"));
    column(
        "bulk.head.capabilities",
        148,
        line -> text(String.join(", ", line.row().request().capabilities()), "bulk-text"));
    column("bulk.head.expires", 104, line -> text(bulkWords.expires(line), "bulk-text"));
    column("bulk.head.state", 292, this::state);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_LAST_COLUMN);
    table.setItems(model.rows());
    table.setPlaceholder(Parts.label(words.text("bulk.none"), "kc-muted"));
    table
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(line -> model.selectedProperty().set(Optional.ofNullable(line)));
  }

  private void column(String title, double width, Function<BulkLine, Node> content) {
    TableColumn<BulkLine, BulkLine> column = new TableColumn<>(words.text(title));
    column.setCellValueFactory(cell -> new SimpleObjectProperty<>(cell.getValue()));
    column.setCellFactory(_ -> new LineCell(content));
    column.setPrefWidth(width);
    column.setSortable(false);
    column.setReorderable(false);
    table.getColumns().add(column);
  }

  private static final class LineCell extends TableCell<BulkLine, BulkLine> {
    private final Function<BulkLine, Node> content;

    private LineCell(Function<BulkLine, Node> content) {
      this.content = content;
    }

    @Override
    protected void updateItem(@Nullable BulkLine line, boolean empty) {
      super.updateItem(line, empty);
      setGraphic(empty || line == null ? null : content.apply(line));
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(
        AccessibleAttribute attribute, Object... parameters) {
      return attribute == AccessibleAttribute.TEXT
          ? Spoken.of(this)
          : super.queryAccessibleAttribute(attribute, parameters);
    }
  }

  private static Label text(String text, String style) {
    Label label = Parts.label(text, style);
    if (!text.isEmpty()) {
      label.setTooltip(Parts.reason(text));
    }
    return label;
  }

  private Node key(BulkLine line) {
    VBox box =
        new VBox(
            text(bulkWords.name(line), "bulk-name"), text(bulkWords.owner(line), "bulk-owner"));
    box.getStyleClass().add("bulk-key");
    return box;
  }

  private Node state(BulkLine line) {
    Label badge = Parts.badge(bulkWords.state(line), bulkWords.tone(line));
    Label why = Parts.label(bulkWords.first(line), "bulk-text");
    HBox row = Parts.row(badge, why);
    row.getStyleClass().add("bulk-state");
    return row;
  }

  private void buildRaw() {
    bind(rawText.textProperty(), model.rawProperty());
    follow(model.rawProperty(), text -> Parts.shown(raw, !text.isEmpty()));
    bindBoth(show.selectedProperty(), model.visibleProperty());
    follow(
        model.visibleProperty(),
        visible -> {
          String name = words.text(visible ? "reveal.hide" : "reveal.show");
          show.setGraphic(new FontIcon(visible ? Feather.EYE_OFF : Feather.EYE));
          show.setAccessibleText(name);
          show.setTooltip(new Tooltip(name));
        });
    copy.setText(words.text("reveal.copy"));
    copy.setGraphic(new FontIcon(Feather.COPY));
    copy.setOnAction(event -> model.copySelected());
    follow(
        model.secondsLeftProperty(),
        left -> {
          clears.setText(words.text("reveal.clears", left));
          Parts.shown(clears, left.intValue() > 0);
        });
  }

  private void showSelected(Optional<BulkLine> line) {
    BulkLine now = table.getSelectionModel().getSelectedItem();
    if (line.isPresent() && !line.get().equals(now)) {
      table.getSelectionModel().select(line.get());
      table.scrollTo(line.get());
    }
    showDetail();
  }

  private void showDetail() {
    Optional<BulkLine> line = model.selectedProperty().get();
    List<String> said = line.map(bulkWords::told).orElse(List.of());
    detail
        .getChildren()
        .setAll(said.stream().map(each -> Parts.wrapped(each, "bulk-told")).toList());
    line.ifPresent(each -> Parts.tone(detail, bulkWords.tone(each)));
    Parts.shown(detail, !said.isEmpty());
  }

  private void buildFoot() {
    stored.setText(words.text("bulk.stored"));
    bindBoth(stored.selectedProperty(), model.storedProperty());
    save.setText(words.text("bulk.save"));
    save.setId("save");
    save.setGraphic(new FontIcon(Feather.DOWNLOAD));
    save.setOnAction(event -> model.save());
    rotateLost.setOnAction(event -> model.rotateLost());
    create.getStyleClass().add("accent");
    new DialogFoot(this, model, words).fill(told, foot, create);
    foot.getChildren().addAll(0, List.of(save, stored, new Gap()));
  }

  private void showState() {
    BulkViewModel.State state = model.stateProperty().get();
    Optional<Work> work = model.workProperty().get();
    boolean busy = work.isPresent();
    Parts.shown(start, !state.isFileChosen());
    Parts.shown(plan, state.isFileChosen());
    file.setText(state.file());
    counts.setText(state.counts());
    again.setDisable(busy);
    other.setDisable(busy);
    choose.setDisable(busy);
    mistakes
        .getChildren()
        .setAll(state.mistakes().stream().map(each -> Parts.wrapped(each, "bulk-told")).toList());
    Parts.shown(mistakes, !state.mistakes().isEmpty());
    boolean rows = !state.counts().isEmpty();
    Parts.shown(shows, rows);
    Parts.shown(table, rows);
    showButtons(state, busy);
    showDetail();
  }

  private void showButtons(BulkViewModel.State state, boolean busy) {
    boolean holds = state.held() > 0;
    boolean over = state.created() > 0 && state.open() == 0;
    Parts.shown(once, holds);
    Parts.shown(lost, state.lost() > 0);
    lostText.setText(words.text("bulk.lost", state.lost()));
    rotateLost.setDisable(busy);
    Parts.shown(save, holds);
    Parts.shown(stored, holds);
    save.setDisable(busy);
    stored.setDisable(busy);
    create.setText(over ? words.text("bulk.done") : words.text("bulk.create", state.open()));
    create.setOnAction(event -> act(over));
    // What is made cannot be cancelled.
    Parts.shown(foot.lookup("#back"), busy || !over);
    create.setDisable(
        busy
            || (over
                ? holds && !model.storedProperty().get()
                : state.open() == 0 || !state.mistakes().isEmpty()));
  }

  private void act(boolean over) {
    if (over) {
      model.done();
    } else {
      model.create();
    }
  }
}

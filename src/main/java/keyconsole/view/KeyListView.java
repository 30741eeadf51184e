package keyconsole.view;

import atlantafx.base.controls.CustomTextField;
import java.util.List;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import keyconsole.domain.ApiKey;
import keyconsole.viewmodel.KeyActions;
import keyconsole.viewmodel.KeyFacet;
import keyconsole.viewmodel.KeyFilter;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.KeyRow;
import keyconsole.viewmodel.KeyWords;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The key table with its search, its filters and the drawer beside it.
public final class KeyListView extends Screen {

  private static final KeyCombination FIND =
      new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN);
  private static final PseudoClass EMPTY = PseudoClass.getPseudoClass("nothing");
  private static final double DRAWER_MIN = 336;
  private static final double DRAWER_MAX = 480;

  private final KeyListViewModel model;
  private final ViewLoader loader;
  private final KeyWords words;

  @FXML private HBox root;
  @FXML private Label count;
  @FXML private CustomTextField search;
  @FXML private StackPane newKeyHolder;
  @FXML private Button newKey;
  @FXML private FlowPane chips;
  @FXML private Label note;
  @FXML private HBox bulk;
  @FXML private TableView<KeyRow> table;
  @FXML private VBox empty;
  @FXML private Label emptyTitle;
  @FXML private Label emptyText;
  @FXML private Button emptyAction;
  @FXML private StackPane drawer;

  public KeyListView(KeyListViewModel model, ViewLoader loader) {
    this.model = model;
    this.loader = loader;
    this.words = model.words();
  }

  @FXML
  void initialize() {
    new KeyTable(this, table, model).build();
    bind(count.textProperty(), model.countTextProperty());
    bindBoth(search.textProperty(), model.searchTextProperty());
    search.setTextFormatter(new TextFormatter<>(this::withoutRawKey));
    search.setOnAction(event -> model.submitSearch());
    newKey.setOnAction(event -> model.actions().newKey());
    follow(model.noteProperty(), this::showNote);
    follow(model.blockedProperty(), this::showBlocked);
    follow(model.countsProperty(), counts -> showChips());
    follow(model.filterProperty(), filter -> showChips());
    follow(model.facets(), this::showChips);
    follow(model.selection(), this::showBulk);
    follow(model.stateProperty(), this::showState);
    buildDrawer();
    buildKeyboard();
  }

  private void showNote(String text) {
    note.setText(text);
    Parts.shown(note, !text.isEmpty());
  }

  /// A raw key never enters the field, so that undo cannot bring it back.
  private TextFormatter.Change withoutRawKey(TextFormatter.Change change) {
    if (change.isContentChange() && model.takeRawKey(change.getControlNewText())) {
      change.setRange(0, change.getControlText().length());
      change.setText("");
      change.selectRange(0, 0);
    }
    return change;
  }

  private void showBlocked(String reason) {
    newKey.setDisable(!reason.isEmpty());
    newKey.setAccessibleHelp(reason);
    Tooltip.uninstall(newKeyHolder, null);
    if (!reason.isEmpty()) {
      Tooltip.install(newKeyHolder, new Tooltip(reason));
    }
    showBulk();
    showWhetherEmptyActs();
  }

  private void showChips() {
    Map<KeyFilter, Integer> counts = model.countsProperty().get();
    chips.getChildren().clear();
    for (KeyFilter filter : KeyFilter.values()) {
      chips.getChildren().add(chip(filter, counts.getOrDefault(filter, 0)));
    }
    model.facets().forEach(facet -> chips.getChildren().add(chip(facet)));
    Button add = new Button(words.text("keys.add-filter"), new FontIcon(Feather.PLUS));
    add.getStyleClass().addAll("flat", "keys-add-filter");
    add.setOnAction(event -> KeyMenus.ofFacets(model).show(add, Side.BOTTOM, 0, 0));
    chips.getChildren().add(add);
  }

  private ToggleButton chip(KeyFilter filter, int rows) {
    Label number = Parts.label(KeyWords.number(rows), "keys-chip-count");
    ToggleButton chip = new ToggleButton(words.text(filter.textKey()), number);
    chip.getStyleClass().add("keys-filter");
    chip.setId("filter-" + filter.name());
    chip.setSelected(model.filterProperty().get() == filter);
    chip.pseudoClassStateChanged(EMPTY, rows == 0);
    chip.setOnAction(event -> choose(filter));
    return chip;
  }

  private void choose(KeyFilter filter) {
    boolean again = model.filterProperty().get() == filter;
    model.filterProperty().set(again ? KeyFilter.ALL : filter);
    showChips();
  }

  private Button chip(KeyFacet facet) {
    String text =
        switch (facet) {
          case KeyFacet.OfScope(var scope) -> words.text("keys.facet.scope", words.scope(scope));
          case KeyFacet.OfOwner(String owner) -> words.text("keys.facet.owner", owner);
          case KeyFacet.WithCapability(String name) -> words.text("keys.facet.capability", name);
          case KeyFacet.Found(String _, String name) -> words.text("keys.facet.found", name);
        };
    Button chip = new Button(text, new FontIcon(Feather.X));
    chip.getStyleClass().add("keys-facet");
    chip.setMnemonicParsing(false);
    chip.setAccessibleText(words.text("keys.facet.remove", text));
    chip.setOnAction(event -> model.remove(facet));
    return chip;
  }

  private void showBulk() {
    int chosen = model.selection().size();
    Parts.shown(bulk, chosen > 1);
    if (chosen < 2) {
      bulk.getChildren().clear();
      return;
    }
    List<ApiKey> keys = model.selectedKeys();
    KeyActions actions = model.actions();
    String reason = actions.blocked(keys).orElse("");
    Region gap = new Region();
    HBox.setHgrow(gap, javafx.scene.layout.Priority.ALWAYS);
    Button clear = Parts.iconButton(Feather.X, words.text("keys.clear-selection"));
    clear.setOnAction(event -> model.closeDetail());
    bulk.getChildren()
        .setAll(
            Parts.label(words.text("keys.selected", chosen), "keys-bulk-count"),
            bulkButton("keys.action.suspend", reason, () -> actions.suspend(keys)),
            bulkButton("keys.action.resume", reason, () -> actions.resume(keys)),
            bulkButton("keys.action.extend", reason, () -> actions.extend(keys)),
            bulkButton("keys.action.revoke", reason, () -> actions.revoke(keys)),
            Parts.label(reason, "kc-muted"),
            gap,
            clear);
  }

  private Button bulkButton(String name, String reason, Runnable action) {
    Button button = new Button(words.text(name));
    button.setDisable(!reason.isEmpty() || model.selectedKeys().isEmpty());
    button.setAccessibleHelp(reason);
    button.setOnAction(event -> action.run());
    return button;
  }

  private void showState(KeyListViewModel.State state) {
    emptyAction.getStyleClass().remove("accent");
    switch (state) {
      case READY, LOADING -> say(words.text("keys.loading"), "", null, () -> {});
      case EMPTY -> {
        say(
            words.text("keys.empty.title"),
            words.text("keys.empty.text"),
            words.text("keys.new"),
            model.actions()::newKey);
        emptyAction.getStyleClass().add("accent");
      }
      case NO_MATCH ->
          say(
              words.text("keys.no-match.title"),
              words.text("keys.no-match.text"),
              words.text("keys.clear-filters"),
              model::clearFilters);
      case FAILED ->
          say(
              words.text("keys.failed.title"),
              model.failureProperty().get(),
              words.text("keys.retry"),
              model::refresh);
    }
    showWhetherEmptyActs();
    empty.setAlignment(Pos.CENTER);
  }

  /// Where there is no key yet, the action makes one.
  private void showWhetherEmptyActs() {
    boolean makes = model.stateProperty().get() == KeyListViewModel.State.EMPTY;
    emptyAction.setDisable(makes && !model.blockedProperty().get().isEmpty());
  }

  private void say(String title, String text, @Nullable String action, Runnable deed) {
    emptyTitle.setText(title);
    emptyText.setText(text);
    Parts.shown(emptyText, !text.isEmpty());
    emptyAction.setText(action);
    Parts.shown(emptyAction, action != null);
    emptyAction.setOnAction(event -> deed.run());
  }

  private void buildDrawer() {
    KeyDetailView inner = new KeyDetailView(model.detail(), loader, model::closeDetail);
    holds(inner);
    Parent detail = loader.load(FxmlFile.KEY_DETAIL, inner);
    Region handle = new Region();
    handle.getStyleClass().add("keys-drawer-handle");
    StackPane.setAlignment(handle, Pos.CENTER_LEFT);
    drawer.setMinWidth(DRAWER_MIN);
    drawer.setPrefWidth(DRAWER_MIN);
    handle.setOnMouseDragged(
        event -> {
          double right = drawer.localToScene(drawer.getWidth(), 0).getX();
          double width = Math.clamp(right - event.getSceneX(), DRAWER_MIN, DRAWER_MAX);
          drawer.setMinWidth(width);
          drawer.setPrefWidth(width);
        });
    drawer.getChildren().setAll(detail, handle);
    follow(model.detail().detailProperty(), shown -> Parts.shown(drawer, shown.isPresent()));
  }

  private void buildKeyboard() {
    Runnable find =
        () -> {
          search.requestFocus();
          search.selectAll();
        };
    root.sceneProperty()
        .subscribe(
            (before, after) -> {
              unregister(before);
              if (after != null) {
                after.getAccelerators().put(FIND, find);
              }
            });
    root.addEventHandler(KeyEvent.KEY_PRESSED, this::escape);
  }

  private static void unregister(@Nullable Scene scene) {
    if (scene != null) {
      scene.getAccelerators().remove(FIND);
    }
  }

  private void escape(KeyEvent event) {
    if (event.getCode() != KeyCode.ESCAPE) {
      return;
    }
    if (search.isFocused() && !search.getText().isEmpty()) {
      search.clear();
      event.consume();
    } else if (!model.selection().isEmpty()) {
      model.closeDetail();
      table.requestFocus();
      event.consume();
    }
  }
}

package keyconsole.view;

import atlantafx.base.controls.CustomTextField;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
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

  private static final PseudoClass EMPTY = PseudoClass.getPseudoClass("nothing");
  private static final PseudoClass UNREAD = PseudoClass.getPseudoClass("unread");
  private static final PseudoClass SHORT = PseudoClass.getPseudoClass("short");

  /// Of the search field, beside its prompt.
  private static final double AROUND_PROMPT = 44;

  private static final double DRAWER_MIN = 336;
  private static final double DRAWER_MAX = 480;

  private final KeyListViewModel model;
  private final ViewLoader loader;
  private final KeyWords words;

  @FXML private HBox root;
  @FXML private VBox main;
  @FXML private HBox toolbar;
  @FXML private Label count;
  @FXML private CustomTextField search;
  @FXML private StackPane newKeyHolder;
  @FXML private Button newKey;
  @FXML private Button moreNew;
  @FXML private FlowPane chips;
  @FXML private Label note;
  @FXML private HBox strip;
  @FXML private Label stripText;
  @FXML private Hyperlink stripAction;
  @FXML private HBox bulk;
  @FXML private TableView<KeyRow> table;
  @FXML private VBox empty;
  @FXML private FontIcon emptyIcon;
  @FXML private Label emptyTitle;
  @FXML private Label emptyText;
  @FXML private Button emptyAction;
  @FXML private StackPane drawer;

  private final Map<KeyFilter, ToggleButton> filters = new EnumMap<>(KeyFilter.class);
  private final Button addFilter;
  private final Label bulkCount = new Label();
  private final Label bulkReason = new Label();
  private List<Button> bulkButtons = List.of();
  private boolean hasDetail;
  private double newKeyWidth;
  private Consumer<Boolean> noteShown = shown -> {};
  private Consumer<Boolean> stripShown = shown -> {};

  public KeyListView(KeyListViewModel model, ViewLoader loader) {
    this.model = model;
    this.loader = loader;
    this.words = model.words();
    this.addFilter = new Button(words.text("keys.add-filter"), new FontIcon(Feather.PLUS));
  }

  @FXML
  void initialize() {
    place();
    noteShown = Parts.untilShown(note);
    stripShown = Parts.untilShown(strip);
    new KeyTable(this, table, model).build();
    bind(count.textProperty(), model.countTextProperty());
    follow(toolbar.widthProperty(), width -> fitToolbar(width.doubleValue()));
    follow(model.rows(), this::tellFound);
    bindBoth(search.textProperty(), model.searchTextProperty());
    search.setTextFormatter(new TextFormatter<>(this::withoutRawKey));
    search.setOnAction(event -> model.submitSearch());
    newKey.setOnAction(event -> model.actions().newKey());
    moreNew.setOnAction(event -> KeyMenus.ofMaking(model).show(moreNew, Side.BOTTOM, 0, 4));
    follow(model.noteProperty(), this::showNote);
    follow(model.blockedProperty(), this::showBlocked);
    buildChips();
    follow(model.stripProperty(), this::showStrip);
    follow(model.selection(), this::showBulk);
    follow(model.stateProperty(), this::showState);
    buildDrawer();
    buildKeyboard();
  }

  /// Where nodes stand in their parents; why it is not FXML that says it, see [Gap].
  private void place() {
    HBox.setHgrow(main, Priority.ALWAYS);
    HBox.setMargin(moreNew, new Insets(0, 0, 0, -8));
    HBox.setHgrow(stripText, Priority.ALWAYS);
    VBox.setVgrow(table, Priority.ALWAYS);
  }

  @Override
  void takeFocus() {
    table.requestFocus();
  }

  @Override
  boolean find() {
    search.requestFocus();
    search.selectAll();
    return true;
  }

  /// Where a language leaves the search no room for its prompt, as German does beside the drawer in
  /// a small window, of the button that makes a key only the icon is left.
  private void fitToolbar(double width) {
    if (width <= 0) {
      return;
    }
    boolean isShort = newKey.getPseudoClassStates().contains(SHORT);
    newKeyWidth = isShort ? newKeyWidth : newKey.prefWidth(-1);
    double others =
        toolbar.prefWidth(-1) - search.prefWidth(-1) - newKeyHolder.prefWidth(-1) + newKeyWidth;
    Text prompt = new Text(search.getPromptText());
    prompt.setFont(search.getFont());
    double wanted = prompt.getLayoutBounds().getWidth() + AROUND_PROMPT;
    boolean next = width - others < wanted;
    if (next != isShort) {
      newKey.pseudoClassStateChanged(SHORT, next);
      newKey.setTooltip(next ? new Tooltip(newKey.getText()) : null);
    }
  }

  private void showNote(String text) {
    note.setText(text);
    noteShown.accept(!text.isEmpty());
  }

  private void showStrip(Optional<KeyListViewModel.Strip> shown) {
    stripShown.accept(shown.isPresent());
    shown.ifPresent(
        said -> {
          stripText.setText(said.text());
          stripAction.setText(said.action());
          stripAction.setOnAction(event -> said.deed().run());
        });
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

  private void buildChips() {
    for (KeyFilter filter : KeyFilter.values()) {
      filters.put(filter, chip(filter));
    }
    addFilter.setId("add-filter");
    addFilter.getStyleClass().addAll("flat", "keys-add-filter");
    addFilter.setOnAction(
        event ->
            model.chooseFilter(
                choices ->
                    KeyMenus.ofFilters(model, choices, addFilter)
                        .show(addFilter, Side.BOTTOM, 0, 0)));
    follow(model.countsProperty(), this::showCounts);
    follow(model.countTextProperty(), text -> showCounts(model.countsProperty().get()));
    follow(model.filterProperty(), filter -> showChips());
    follow(model.facets(), this::showChips);
  }

  private ToggleButton chip(KeyFilter filter) {
    ToggleButton chip =
        new ToggleButton(words.text(filter.textKey()), Parts.label("", "keys-chip-count"));
    chip.getStyleClass().add("keys-filter");
    chip.setId("filter-" + filter.name());
    Parts.tip(chip, () -> Parts.reason(words.text(filter.meaningKey())));
    chip.setAccessibleHelp(words.text(filter.meaningKey()));
    chip.setOnAction(
        event -> {
          boolean again = model.filterProperty().get() == filter;
          model.filterProperty().set(again ? KeyFilter.ALL : filter);
          showChips();
        });
    return chip;
  }

  /// How many a search or a filter finds.
  private void tellFound() {
    loader.announcer().tell(words.text("shell.keys-count", model.rows().size()));
  }

  private void showCounts(Map<KeyFilter, Integer> counts) {
    filters.forEach(
        (filter, chip) -> {
          int rows = counts.getOrDefault(filter, 0);
          if (chip.getGraphic() instanceof Label number) {
            // Before the keys were read nobody knows.
            boolean read = !model.countTextProperty().get().isEmpty();
            number.setText(read ? KeyWords.number(rows) : "");
            chip.pseudoClassStateChanged(UNREAD, !read);
          }
          chip.pseudoClassStateChanged(EMPTY, rows == 0);
        });
  }

  private void showChips() {
    KeyFilter chosen = model.filterProperty().get();
    List<Node> shown = new ArrayList<>();
    filters.forEach(
        (filter, chip) -> {
          chip.setSelected(filter == chosen);
          if (filter.isAlwaysThere() || filter == chosen) {
            shown.add(chip);
          }
        });
    model.facets().forEach(facet -> shown.add(chip(facet)));
    shown.add(addFilter);
    if (!chips.getChildren().equals(shown)) {
      chips.getChildren().setAll(shown);
    }
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

  private void buildBulk() {
    bulkCount.getStyleClass().add("keys-bulk-count");
    bulkReason.getStyleClass().add("kc-muted");
    Button clear = Parts.iconButton(Feather.X, words.text("keys.clear-selection"));
    clear.setOnAction(event -> closeDrawer());
    KeyActions actions = model.actions();
    bulkButtons =
        List.of(
            bulkButton("keys.action.suspend", actions::suspend),
            bulkButton("keys.action.resume", actions::resume),
            bulkButton("keys.action.extend", actions::extend),
            bulkButton("keys.action.revoke", actions::revoke));
    bulkButtons.getLast().getStyleClass().add("kc-danger");
    bulk.getChildren().add(bulkCount);
    bulk.getChildren().addAll(bulkButtons);
    bulk.getChildren().addAll(bulkReason, new Gap(), clear);
  }

  private Button bulkButton(String name, Consumer<List<ApiKey>> action) {
    Button button = new Button(words.text(name));
    button.setId("bulk-" + name.substring(name.lastIndexOf('.') + 1));
    button.setOnAction(event -> action.accept(model.selectedKeys()));
    return button;
  }

  private void showBulk() {
    int chosen = model.selection().size();
    Parts.shown(bulk, chosen > 1);
    if (chosen < 2) {
      return;
    }
    if (bulkButtons.isEmpty()) {
      buildBulk();
    }
    List<ApiKey> keys = model.selectedKeys();
    String reason = model.actions().blocked(keys).orElse("");
    bulkCount.setText(words.text("keys.selected", chosen));
    bulkReason.setText(reason);
    bulkButtons.forEach(
        button -> {
          button.setDisable(!reason.isEmpty() || keys.isEmpty());
          button.setAccessibleHelp(reason);
        });
  }

  private void showState(KeyListViewModel.State state) {
    emptyAction.getStyleClass().remove("accent");
    switch (state) {
      case READY, LOADING -> say(Feather.KEY, words.text("keys.loading"), "", null, () -> {});
      case EMPTY -> {
        say(
            Feather.KEY,
            words.text("keys.empty.title"),
            "",
            words.text("keys.new"),
            model.actions()::newKey);
        emptyAction.getStyleClass().add("accent");
      }
      case NO_MATCH ->
          say(
              Feather.SEARCH,
              words.text("keys.no-match.title"),
              words.text("keys.no-match.text"),
              words.text("keys.clear-filters"),
              model::clearFilters);
      case FAILED ->
          say(
              Feather.ALERT_TRIANGLE,
              words.text("keys.failed.title"),
              model.failureProperty().get(),
              words.text("keys.retry"),
              model::readAnew);
    }
    showWhetherEmptyActs();
    empty.setAlignment(Pos.CENTER);
  }

  /// Where there is no key yet, the action makes one, or it is said why it cannot.
  private void showWhetherEmptyActs() {
    boolean makes = model.stateProperty().get() == KeyListViewModel.State.EMPTY;
    String reason = model.blockedProperty().get();
    emptyAction.setDisable(makes && !reason.isEmpty());
    if (makes) {
      tell(
          reason.isEmpty()
              ? words.text("keys.empty.text")
              : words.text("keys.empty.blocked", reason));
    }
  }

  private void tell(String text) {
    emptyText.setText(text);
    Parts.shown(emptyText, !text.isEmpty());
  }

  private void say(
      Feather icon, String title, String text, @Nullable String action, Runnable deed) {
    emptyIcon.setIconCode(icon);
    emptyTitle.setText(title);
    tell(text);
    emptyAction.setText(action);
    Parts.shown(emptyAction, action != null);
    emptyAction.setOnAction(event -> deed.run());
  }

  private void buildDrawer() {
    Region handle = new Region();
    handle.getStyleClass().add("keys-drawer-handle");
    StackPane.setAlignment(handle, Pos.CENTER_LEFT);
    follow(
        model.look().drawerWidthProperty(),
        wanted -> {
          double width = Math.clamp(wanted.doubleValue(), DRAWER_MIN, DRAWER_MAX);
          drawer.setMinWidth(width);
          drawer.setPrefWidth(width);
        });
    handle.setOnMouseDragged(
        event -> {
          // The edge that stays, which is the left one where one reads from right to left.
          double edge = drawer.localToScene(drawer.getWidth(), 0).getX();
          double width = Math.abs(edge - event.getSceneX());
          model.look().drawerWidthProperty().set(Math.clamp(width, DRAWER_MIN, DRAWER_MAX));
        });
    drawer.getChildren().setAll(handle);
    follow(model.detail().detailProperty(), shown -> showDrawer(shown.isPresent()));
    follow(model.workProperty(), work -> loadDetailAhead());
    follow(root.sceneProperty(), scene -> loadDetailAhead());
  }

  /// Once all is read and counted, which it would keep waiting, and before anybody asks for it;
  /// while another page is in sight, it would keep that one waiting.
  private void loadDetailAhead() {
    if (!hasDetail
        && root.getScene() != null
        && model.workProperty().get().isEmpty()
        && model.stateProperty().get() == KeyListViewModel.State.READY) {
      inTurn(this::loadDetail);
    }
  }

  private void showDrawer(boolean shown) {
    if (shown) {
      loadDetail();
    }
    Parts.shown(drawer, shown);
  }

  private void loadDetail() {
    if (!hasDetail) {
      hasDetail = true;
      KeyDetailView inner = new KeyDetailView(model.detail(), loader, this::closeDrawer);
      holds(inner);
      drawer.getChildren().addFirst(loader.load(FxmlFile.KEY_DETAIL, inner));
    }
  }

  private void closeDrawer() {
    model.closeDetail();
    table.requestFocus();
  }

  private void buildKeyboard() {
    // Before the search field, which keeps Esc for itself where its text is filtered.
    root.addEventFilter(KeyEvent.KEY_PRESSED, this::escape);
  }

  /// The drawer first, then the search where one types, then the selection, then the search from
  /// wherever the keyboard is.
  private void escape(KeyEvent event) {
    if (event.getCode() != KeyCode.ESCAPE) {
      return;
    }
    if (drawer.isVisible()) {
      closeDrawer();
    } else if (search.isFocused() && !search.getText().isEmpty()) {
      search.clear();
    } else if (!model.selection().isEmpty()) {
      closeDrawer();
    } else if (!search.getText().isEmpty()) {
      search.clear();
    } else {
      return;
    }
    event.consume();
  }
}

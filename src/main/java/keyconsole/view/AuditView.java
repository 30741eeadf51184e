package keyconsole.view;

import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import keyconsole.domain.AuditMistake;
import keyconsole.viewmodel.AuditDetail;
import keyconsole.viewmodel.AuditFindingsViewModel;
import keyconsole.viewmodel.AuditViewModel;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.SealViewModel;
import keyconsole.viewmodel.UsageZones;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The audit log: the search line, the records found and the chosen one in full.
public final class AuditView extends Screen {

  private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");
  private static final PseudoClass LOW = PseudoClass.getPseudoClass("low");

  /// Below it the title row has no room for its words, beside the drawer as a rule.
  private static final double ROOM_WIDTH = 620;

  /// Below it the bars are lower and what was found wrong stands beside the title, so that the
  /// entries keep half of the page.
  private static final double ROOM_HEIGHT = 680;

  private final AuditViewModel model;
  private final ViewLoader loader;
  private final KeyWords words;
  private final AuditTable table;
  private final AuditSearchBox search;
  private Optional<AuditFindingsStrip> strip = Optional.empty();

  @FXML private HBox root;
  @FXML private VBox main;
  @FXML private Label count;
  @FXML private Button cancel;
  @FXML private ToggleButton follow;
  @FXML private Label mistake;
  @FXML private Label note;
  @FXML private StackPane place;
  @FXML private VBox empty;
  @FXML private FontIcon emptyIcon;
  @FXML private Label emptyTitle;
  @FXML private Label emptyText;
  @FXML private Button emptyAction;
  @FXML private StackPane drawer;
  @FXML private StackPane sealPlace;
  @FXML private StackPane findingsPlace;
  @FXML private StackPane agreementPlace;
  @FXML private StackPane barsPlace;
  @FXML private Label dates;
  @FXML private HBox zones;
  @FXML private HBox controls;
  @FXML private VBox askedPlace;
  @FXML private HBox asked;

  public AuditView(AuditViewModel model, ViewLoader loader) {
    this.model = model;
    this.loader = loader;
    this.words = new KeyWords(loader.texts());
    this.table = new AuditTable(model);
    this.search = new AuditSearchBox(this, model);
  }

  @FXML
  void initialize() {
    table.setId("audit-records");
    place.getChildren().addFirst(table);
    AuditHistogramPane bars = new AuditHistogramPane(model);
    barsPlace.getChildren().setAll(bars);
    follow(model.histogramProperty(), bars::show);
    follow(model.brushProperty(), bars::show);
    follow(model.histogramProperty(), over -> Parts.shown(barsPlace, over.size() > 0));
    AuditDetailPane detail = new AuditDetailPane(model.detail(), loader, this::closeDetail);
    drawer.getChildren().setAll(loader.load(FxmlFile.AUDIT_DETAIL, detail));
    holds(detail);
    MenuButton export = AuditMenus.export(words, model::save);
    controls.getChildren().add(export);
    HBox.setHgrow(search, Priority.ALWAYS);
    asked
        .getChildren()
        .addAll(search, AuditMenus.searches(this, model.searches(), model.textProperty()::get));
    askedPlace.getChildren().add(new AuditFacetLine(this, model));
    model.seals().ifPresent(this::fillSeal);
    model.findings().ifPresent(this::fillFindings);
    cancel.setOnAction(event -> model.cancel());
    follow.setTooltip(Parts.reason(words.text("audit.follow")));
    follow.setOnAction(
        event -> {
          model.toggleFollowing();
          follow.setSelected(model.followingProperty().get());
        });
    root.addEventHandler(KeyEvent.KEY_PRESSED, this::type);
    follow(main.widthProperty(), width -> mark(NARROW, width.doubleValue(), ROOM_WIDTH));
    follow(root.heightProperty(), height -> makeRoom(bars, height.doubleValue()));
    follow(model.followingProperty(), follow::setSelected);
    follow(model.searchingProperty(), going -> Parts.shown(cancel, going));
    follow(model.savableProperty(), savable -> export.setDisable(!savable));
    Segments.fill(
        this,
        zones,
        List.of(UsageZones.values()),
        zone -> words.text(zone.textKey()),
        model.zoneProperty());
    follow(model.zoneProperty(), zone -> table.showZone());
    follow(model.datesProperty(), text -> showText(dates, text));
    follow(model.windowProperty(), table::show);
    follow(model.countTextProperty(), this::showCount);
    follow(model.noteProperty(), text -> showText(note, text));
    follow(model.mistakeProperty(), this::showMistake);
    follow(model.stateProperty(), this::showState);
    follow(model.detail().detailProperty(), this::showDetail);
  }

  private void makeRoom(AuditHistogramPane bars, double height) {
    mark(LOW, height, ROOM_HEIGHT);
    boolean low = height > 0 && height < ROOM_HEIGHT;
    bars.lower(low);
    strip.ifPresent(it -> it.shorten(low));
  }

  private void mark(PseudoClass state, double size, double enough) {
    main.pseudoClassStateChanged(state, size > 0 && size < enough);
  }

  private void fillSeal(SealViewModel seals) {
    SealBanner banner = new SealBanner(seals, words);
    holds(banner);
    sealPlace.getChildren().setAll(banner.node());
    Parts.shown(sealPlace, true);
  }

  private void fillFindings(AuditFindingsViewModel findings) {
    AuditFindingsStrip made =
        new AuditFindingsStrip(findings, words, findingsPlace, agreementPlace);
    holds(made);
    strip = Optional.of(made);
  }

  private void showCount(String text) {
    count.setText(text);
    if (!text.isEmpty()) {
      loader.announcer().tell(words.text("audit.told", text));
    }
  }

  private static void showText(Label label, String text) {
    label.setText(text);
    Parts.shown(label, !text.isEmpty());
  }

  private void showMistake(Optional<AuditMistake> shown) {
    showText(mistake, shown.map(model::text).orElse(""));
    search.mark(shown);
  }

  private void showState(AuditViewModel.State state) {
    Parts.shown(empty, state != AuditViewModel.State.RECORDS);
    switch (state) {
      case READING -> showEmpty(Feather.FILE_TEXT, "audit.reading", "", "", () -> {});
      case EMPTY -> showEmpty(Feather.FILE_TEXT, "audit.empty", "audit.empty.text", "", () -> {});
      case NOTHING -> showEmpty(Feather.SEARCH, "audit.none", "", "audit.none.all", model::showAll);
      case CANCELLED ->
          showEmpty(Feather.X_CIRCLE, "audit.cancelled", "", "audit.cancelled.all", model::retry);
      case FAILED ->
          showEmpty(Feather.ALERT_TRIANGLE, "audit.failed.read", "", "audit.retry", model::retry);
      case RECORDS -> {}
    }
  }

  private void showEmpty(Feather icon, String title, String text, String action, Runnable act) {
    emptyIcon.setIconCode(icon);
    emptyTitle.setText(words.text(title));
    showText(emptyText, text.isEmpty() ? "" : words.text(text));
    Parts.shown(emptyAction, !action.isEmpty());
    emptyAction.setText(action.isEmpty() ? "" : words.text(action));
    emptyAction.setOnAction(event -> act.run());
  }

  private void showDetail(Optional<AuditDetail> shown) {
    Parts.shown(drawer, shown.isPresent());
  }

  private void closeDetail() {
    model.selectNothing();
    table.requestFocus();
  }

  private void type(KeyEvent event) {
    boolean slash = event.getCode() == KeyCode.SLASH && !search.field().isFocused();
    if (slash) {
      search.field().requestFocus();
      event.consume();
    } else if (event.getCode() == KeyCode.ESCAPE && drawer.isVisible()) {
      closeDetail();
      event.consume();
    }
  }

  @Override
  void takeFocus() {
    table.requestFocus();
  }

  @Override
  boolean find() {
    search.field().requestFocus();
    search.field().selectAll();
    return true;
  }
}

package keyconsole.view;

import java.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import javafx.util.Subscription;
import keyconsole.domain.Unseen;
import keyconsole.viewmodel.AboutViewModel;
import keyconsole.viewmodel.Command;
import keyconsole.viewmodel.Commands;
import keyconsole.viewmodel.Dialog;
import keyconsole.viewmodel.Guide;
import keyconsole.viewmodel.HealthViewModel;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Language;
import keyconsole.viewmodel.Look;
import keyconsole.viewmodel.Notices;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.PaletteViewModel;
import keyconsole.viewmodel.RecentTenants;
import keyconsole.viewmodel.SealTold;
import keyconsole.viewmodel.ShellStatus;
import keyconsole.viewmodel.ShellViewModel;
import keyconsole.viewmodel.ShortcutSheet;
import keyconsole.viewmodel.TourViewModel;
import keyconsole.viewmodel.Work;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The window's frame: top bar, rail, status bar, the page, and what stands in front of it.
public final class ShellView extends Screen {

  private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
  private static final PseudoClass READ_ONLY = PseudoClass.getPseudoClass("read-only");
  private static final PseudoClass SHADED = PseudoClass.getPseudoClass("shaded");
  private static final PseudoClass ENDING = PseudoClass.getPseudoClass("ending");
  private static final PseudoClass ON_TOP = PseudoClass.getPseudoClass("on-top");
  private static final PseudoClass OVER_FOOT = PseudoClass.getPseudoClass("over-foot");

  /// How much of the window's lower edge belongs to the status bar and the gap above it.
  private static final double BELOW_NOTICE = 40;

  private final ShellViewModel model;
  private final ViewLoader loader;
  private final Map<Dialog, Shown> cards = new HashMap<>();
  private Optional<Shown> shownPage = Optional.empty();
  private Optional<ReturnsBanner> returnsBanner = Optional.empty();
  private Optional<WarningsItem> warningsItem = Optional.empty();
  private Subscription countingHealth = Subscription.EMPTY;
  private Optional<LockWaitStrip> lockWait = Optional.empty();
  private Subscription cardMoves = Subscription.EMPTY;
  private Consumer<Boolean> noticeShown = shown -> {};

  /// What was going on, until it is told to be done.
  private Optional<Work> workOfBefore = Optional.empty();

  /// Where the keyboard was before a dialog took it.
  private Optional<Node> place = Optional.empty();

  /// What stays as it was while another page is in its place, scrolled and laid out, by its view
  /// model: it is there at once, and need not be built again.
  private final Map<Object, Shown> kept = new HashMap<>();

  /// A screen and its node.
  private record Shown(Screen screen, Parent node) {}

  @FXML private BorderPane frame;
  @FXML private Button tenant;
  @FXML private Button command;
  @FXML private Label commandKeys;
  @FXML private Button help;
  @FXML private Button theme;
  @FXML private Button keys;
  @FXML private Button usage;
  @FXML private Button audit;
  @FXML private Button access;
  @FXML private Button health;
  @FXML private Label healthCount;
  @FXML private Button session;
  @FXML private Label sessionWho;
  @FXML private Label sessionDetail;
  @FXML private VBox sessionLines;
  @FXML private FontIcon sessionIcon;
  @FXML private StackPane returns;
  @FXML private StackPane page;
  @FXML private Label folder;
  @FXML private Label fresh;
  @FXML private Label counts;
  @FXML private Label problemsDot;
  @FXML private Label problems;
  @FXML private HBox sealPlace;
  @FXML private Button seal;
  @FXML private StackPane warnings;
  @FXML private HBox work;
  @FXML private Label workText;
  @FXML private ProgressBar workBar;
  @FXML private Label workPercent;
  @FXML private Button workCancel;
  @FXML private Label answered;
  @FXML private Label version;
  @FXML private HBox notice;
  @FXML private Label noticeText;
  @FXML private Button undo;
  @FXML private Button copyDetail;
  @FXML private Button dismiss;
  @FXML private StackPane scrim;
  @FXML private StackPane waiting;

  public ShellView(ShellViewModel model, ViewLoader loader) {
    this.model = model;
    this.loader = loader;
  }

  @FXML
  void initialize() {
    place();
    noticeShown = Parts.untilShown(notice);
    Stream.of(sessionWho, sessionDetail).forEach(Parts::wholeWhenCut);
    buildCommands(model.desk().commands());
    tenant.setOnAction(e -> model.findOthers(this::showTenantMenu));
    seal.setOnAction(e -> model.showSeals());
    Parts.tip(workCancel, text("shell.cancel"));
    theme.setOnAction(e -> showLookMenu());
    session.setOnAction(e -> model.giveToken());
    undo.setOnAction(e -> model.notices().undo());
    copyDetail.setOnAction(e -> model.notices().copyDetail());
    dismiss.setOnAction(e -> model.notices().dismiss());
    follow(model.pageProperty(), this::showPage);
    follow(model.workspaceProperty(), w -> showTenant());
    follow(model.statusProperty(), this::showStatus);
    follow(model.sealProperty(), this::showSeal);
    follow(model.sessionTextProperty(), this::showSession);
    follow(model.notices().shownProperty(), this::showNotice);
    follow(notice.layoutBoundsProperty(), bounds -> placeNotice());
    follow(scrim.layoutBoundsProperty(), bounds -> placeNotice());
    announce();
    Parts.tip(theme, text("shell.look"));
    follow(model.dialogs(), this::showDialog);
    scrim.addEventFilter(KeyEvent.KEY_PRESSED, this::escape);
    HeldEnter enter = new HeldEnter(this::front);
    follow(Window.getWindows(), () -> Window.getWindows().forEach(enter::watch));
    scrim.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clickBeside);
  }

  /// Where nodes stand in their parents; why it is not FXML that says it, see [Gap].
  private void place() {
    StackPane.setAlignment(healthCount, Pos.CENTER_RIGHT);
    StackPane.setAlignment(notice, Pos.BOTTOM_CENTER);
    HBox.setHgrow(sessionLines, Priority.ALWAYS);
    VBox.setVgrow(page, Priority.ALWAYS);
  }

  /// What the window's own buttons do is in the list of commands.
  private void buildCommands(Commands commands) {
    new CommandKeys(commands).of(frame);
    Map.of(
            keys, Command.KEYS,
            usage, Command.USAGE,
            audit, Command.AUDIT,
            access, Command.ACCESS,
            health, Command.HEALTH,
            command, Command.PALETTE)
        .forEach(
            (button, its) -> {
              button.setOnAction(e -> commands.run(its));
              Parts.tip(button, commands.tip(its));
            });
    commandKeys.setText(Command.PALETTE.keysText());
    command.setAccessibleText(commands.tip(Command.PALETTE));
    Parts.tip(help, text("shell.help"));
    help.setOnAction(e -> showHelpMenu(commands));
    long before = commands.findsProperty().get();
    follow(commands.findsProperty(), count -> findOnPage(count.longValue() != before));
  }

  private void showHelpMenu(Commands commands) {
    ContextMenu menu = new ContextMenu();
    for (Command each : Command.values()) {
      if (each.group() == Command.Group.HELP) {
        MenuItem item = new MenuItem(commands.name(each), new FontIcon(each.icon()));
        item.setDisable(commands.blocked(each).isPresent());
        item.setOnAction(e -> commands.run(each));
        menu.getItems().add(item);
      }
    }
    menu.show(help, Side.BOTTOM, 0, 4);
  }

  /// A page without a search of its own is left to the line that finds everything.
  private void findOnPage(boolean asked) {
    if (asked && !shownPage.map(shown -> shown.screen().find()).orElse(false)) {
      model.desk().commands().run(Command.PALETTE);
    }
  }

  /// The tenants to turn to, then the ways to others and out of the open one.
  private void showTenantMenu(List<RecentTenants.Recent> others) {
    ContextMenu menu = new ContextMenu();
    for (RecentTenants.Recent other : others) {
      MenuItem item = item(other.tenant(), Feather.FOLDER, () -> model.switchTo(other));
      // A tenant's name is no place for an access key.
      item.setMnemonicParsing(false);
      menu.getItems().add(item);
    }
    if (!others.isEmpty()) {
      menu.getItems().add(new SeparatorMenuItem());
    }
    menu.getItems()
        .addAll(
            item(text("shell.open-other"), Feather.FOLDER_PLUS, model::openAnother),
            item(text("shell.open-demo"), Feather.PLAY_CIRCLE, () -> model.openDemo(false)));
    if (model.tenantName().isPresent()) {
      MenuItem report = item(text("shell.report"), Feather.PRINTER, model::makeReport);
      menu.getItems().addAll(new SeparatorMenuItem(), report);
    }
    model
        .tenantName()
        .map(name -> item(closeText(name), Feather.X, model::showWelcome))
        .ifPresent(close -> menu.getItems().addAll(new SeparatorMenuItem(), close));
    menu.show(tenant, Side.BOTTOM, 0, 4);
  }

  /// The looks and the languages, those that were chosen marked.
  private void showLookMenu() {
    ToggleGroup looks = new ToggleGroup();
    ContextMenu menu = new ContextMenu();
    Stream.concat(Stream.of(Optional.<Look>empty()), Stream.of(Look.values()).map(Optional::of))
        .map(choice -> lookItem(choice, looks))
        .forEach(menu.getItems()::add);
    menu.getItems().add(new SeparatorMenuItem());
    ToggleGroup languages = new ToggleGroup();
    Stream.concat(
            Stream.of(Optional.<Language>empty()), Stream.of(Language.values()).map(Optional::of))
        .map(choice -> languageItem(choice, languages))
        .forEach(menu.getItems()::add);
    menu.show(theme, Side.BOTTOM, 0, 4);
  }

  private MenuItem lookItem(Optional<Look> choice, ToggleGroup group) {
    String name = choice.map(look -> look.name().toLowerCase(Locale.ROOT)).orElse("system");
    return choice(text("shell.look." + name), choice, model.look().choiceProperty(), group);
  }

  private MenuItem languageItem(Optional<Language> choice, ToggleGroup group) {
    String name = choice.map(Language::tag).orElse("system");
    return choice(text("shell.language." + name), choice, model.language().choiceProperty(), group);
  }

  private static <T> MenuItem choice(
      String text, T choice, ObjectProperty<T> chosen, ToggleGroup group) {
    RadioMenuItem item = new RadioMenuItem(text);
    item.setToggleGroup(group);
    item.setSelected(chosen.get().equals(choice));
    item.setOnAction(e -> chosen.set(choice));
    return item;
  }

  private String closeText(String name) {
    return MessageFormat.format(text("shell.close"), Unseen.shown(name));
  }

  private static MenuItem item(String text, Feather icon, Runnable action) {
    MenuItem item = new MenuItem(text, new FontIcon(icon));
    item.setOnAction(e -> action.run());
    return item;
  }

  private void showPage(Page shown) {
    Optional<Shown> before = shownPage;
    placeNotice();
    Shown next = pageOf(shown);
    shownPage = Optional.of(next);
    page.getChildren().setAll(next.node());
    next.screen().takeFocus();
    keys.pseudoClassStateChanged(
        CURRENT, shown instanceof Page.Keys || shown instanceof Page.NewKey);
    usage.pseudoClassStateChanged(
        CURRENT, shown instanceof Page.Usage || shown instanceof Page.UsageLines);
    audit.pseudoClassStateChanged(CURRENT, shown instanceof Page.Audit);
    access.pseudoClassStateChanged(CURRENT, shown instanceof Page.AccessCheck);
    health.pseudoClassStateChanged(CURRENT, shown instanceof Page.Health);
    before.filter(old -> !kept.containsValue(old)).ifPresent(old -> old.screen().leave());
  }

  private Shown pageOf(Page shown) {
    return switch (shown) {
      case Page.Welcome(var welcome) -> load(FxmlFile.WELCOME, new WelcomeView(welcome, loader));
      case Page.Keys(var list) -> {
        if (!kept.containsKey(list)) {
          // Another tenant's.
          leaveKept();
        }
        yield kept(list, FxmlFile.KEY_LIST, () -> new KeyListView(list, loader));
      }
      case Page.NewKey(var newKey) -> load(FxmlFile.NEW_KEY, new NewKeyView(newKey, loader));
      case Page.Usage(var used) -> kept(used, FxmlFile.USAGE, () -> new UsageView(used, loader));
      case Page.Audit(var log) -> load(FxmlFile.AUDIT, new AuditView(log, loader));
      case Page.AccessCheck(var check) ->
          load(FxmlFile.ACCESS_CHECK, new AccessCheckView(check, loader));
      case Page.Health(var found) ->
          kept(found, FxmlFile.HEALTH, () -> new HealthView(found, loader));
      case Page.UsageLines(var lines) ->
          load(FxmlFile.USAGE_LINES, new UsageLinesView(lines, loader));
    };
  }

  private Shown load(FxmlFile file, Screen screen) {
    return new Shown(screen, loader.load(file, screen));
  }

  /// A page of the tenant that is open, made at its first visit.
  private Shown kept(Object its, FxmlFile file, Supplier<Screen> screen) {
    return kept.computeIfAbsent(its, model -> load(file, screen.get()));
  }

  private void leaveKept() {
    kept.values().forEach(each -> each.screen().leave());
    kept.clear();
  }

  private void showReturns() {
    returnsBanner.ifPresent(Screen::leave);
    returnsBanner = model.returns().map(it -> new ReturnsBanner(it, new KeyWords(loader.texts())));
    returns.getChildren().setAll(returnsBanner.stream().map(ReturnsBanner::node).toList());
  }

  private void showWarnings() {
    warningsItem.ifPresent(Screen::leave);
    warningsItem = model.warnings().map(it -> new WarningsItem(it, new KeyWords(loader.texts())));
    warnings.getChildren().setAll(warningsItem.stream().map(WarningsItem::node).toList());
  }

  /// How many findings ask for somebody, beside the page's name.
  private void showHealth() {
    countingHealth.unsubscribe();
    showRail(HealthViewModel.Rail.NOTHING);
    countingHealth =
        model
            .health()
            .map(it -> it.railProperty().subscribe(this::showRail))
            .orElse(Subscription.EMPTY);
  }

  private void showRail(HealthViewModel.Rail rail) {
    healthCount.setText(rail.count());
    Parts.tone(healthCount, rail.tone());
    Parts.shown(healthCount, !rail.count().isEmpty());
    health.setAccessibleText(
        rail.told().isEmpty() ? health.getText() : health.getText() + ", " + rail.told());
  }

  private void showLockWait() {
    lockWait.ifPresent(Screen::leave);
    lockWait = model.lockWait().map(it -> new LockWaitStrip(it, new KeyWords(loader.texts())));
    waiting.getChildren().setAll(lockWait.stream().map(LockWaitStrip::node).toList());
  }

  private void showTenant() {
    showLockWait();
    showReturns();
    showWarnings();
    showHealth();
    boolean open = model.tenantName().isPresent();
    if (!open) {
      leaveKept();
    }
    keys.setDisable(!open);
    usage.setDisable(!open);
    audit.setDisable(!open);
    access.setDisable(!open);
    health.setDisable(!open);
    session.setMouseTransparent(!open);
    session.setFocusTraversable(open);
    tenant.setText(model.tenantName().orElse(text("shell.no-tenant")));
  }

  private void showStatus(ShellStatus status) {
    folder.setText(status.folder());
    fresh.setText(status.fresh());
    fresh.pseudoClassStateChanged(ENDING, status.stale());
    counts.setText(status.counts());
    problems.setText(status.problems());
    answered.setText(status.answered());
    version.setText(status.version());
    showWork(status.work());
    Parts.shown(fresh, !status.fresh().isEmpty());
    Parts.shown(counts, !status.counts().isEmpty());
    Parts.shown(problems, !status.problems().isEmpty());
    Parts.shown(problemsDot, !status.problems().isEmpty());
    Parts.shown(answered, !status.answered().isEmpty() && status.work().isEmpty());
    Parts.shown(version, !status.version().isEmpty() && status.work().isEmpty());
  }

  /// Says what changes by itself to whoever does not see it.
  private void announce() {
    Announcer announcer = loader.announcer();
    follow(
        model.notices().shownProperty().map(told -> told.map(Notices.Notice::text).orElse("")),
        announcer::interrupt);
    follow(model.statusProperty().map(ShellStatus::stale), stale -> tellFreshness(announcer));
    follow(
        model.sessionTextProperty().map(it -> it.readOnly() ? it.who() : it.ending() ? "!" : ""),
        state -> tellSession(announcer));
    follow(
        model.sealProperty().map(told -> told.map(SealTold.Brief::spoken).orElse("")),
        announcer::tell);
    follow(model.statusProperty().map(ShellStatus::work), this::tellWhatIsDone);
  }

  /// Not at every minute that passes, but when it is read-only, or about to be.
  private void tellSession(Announcer announcer) {
    ShellViewModel.SessionText now = model.sessionTextProperty().get();
    announcer.tell(now.who() + ", " + now.detail());
  }

  private void tellFreshness(Announcer announcer) {
    announcer.tell(model.statusProperty().get().fresh());
  }

  private void tellWhatIsDone(Optional<Work> now) {
    if (now.isEmpty()) {
      workOfBefore.ifPresent(
          done ->
              loader.announcer().tell(MessageFormat.format(text("shell.work-done"), done.text())));
    }
    workOfBefore = now;
  }

  private void showWork(Optional<Work> shown) {
    Parts.shown(work, shown.isPresent());
    double progress = shown.map(Work::progress).orElse(0.0);
    Optional<Runnable> cancel = shown.flatMap(Work::cancel);
    workText.setText(shown.map(Work::text).orElse(""));
    Parts.shown(workBar, progress >= 0);
    Parts.shown(workPercent, progress >= 0);
    workBar.setProgress(progress);
    workPercent.setText(new KeyWords(loader.texts()).percent(Math.round(100 * progress)));
    Parts.shown(workCancel, cancel.isPresent());
    workCancel.setOnAction(e -> cancel.ifPresent(Runnable::run));
  }

  private void showSeal(Optional<SealTold.Brief> shown) {
    Parts.shown(sealPlace, shown.isPresent());
    shown.ifPresent(
        told -> {
          seal.setText(told.text());
          seal.setGraphic(Parts.shield(told.kind(), told.tone(), Parts.SHIELD_SIZE));
          seal.setTooltip(Parts.reason(told.reason()));
          seal.setAccessibleHelp(told.reason());
          Parts.tone(seal, told.tone());
        });
  }

  private void showSession(ShellViewModel.SessionText shown) {
    sessionWho.setText(shown.who());
    sessionDetail.setText(shown.detail());
    sessionIcon.setIconCode(shown.readOnly() ? Feather.EYE : Feather.USER);
    session.pseudoClassStateChanged(ENDING, shown.ending());
    session.pseudoClassStateChanged(READ_ONLY, shown.readOnly());
    session.setAccessibleText(shown.who() + ", " + shown.detail());
  }

  private void showNotice(Optional<Notices.Notice> shown) {
    noticeShown.accept(shown.isPresent());
    noticeText.setText(shown.map(Notices.Notice::text).orElse(""));
    Parts.shown(undo, shown.flatMap(Notices.Notice::undo).isPresent());
    boolean failed = shown.filter(told -> !told.detail().isEmpty()).isPresent();
    noticeText.setGraphic(failed ? new FontIcon(Feather.ALERT_CIRCLE) : null);
    Parts.shown(copyDetail, failed);
  }

  /// Over no control that a person needs: near the lower edge, above the wizard's buttons, or where
  /// a dialog reaches down so far, in the upper corner, which no title of a dialog reaches.
  private void placeNotice() {
    boolean onTop = !scrim.getChildren().isEmpty() && reachesDown(scrim.getChildren().getLast());
    boolean overFoot = !scrim.isVisible() && model.pageProperty().get() instanceof Page.NewKey;
    StackPane.setAlignment(notice, onTop ? Pos.TOP_RIGHT : Pos.BOTTOM_CENTER);
    notice.pseudoClassStateChanged(ON_TOP, onTop);
    notice.pseudoClassStateChanged(OVER_FOOT, overFoot);
  }

  private boolean reachesDown(Node card) {
    double top = scrim.getHeight() - BELOW_NOTICE - notice.getHeight();
    return card.getBoundsInParent().getMaxY() > top;
  }

  private Object front() {
    return model.dialogs().isEmpty() ? model.pageProperty().get() : model.dialogs().getLast();
  }

  /// Shows the dialog in front. Those behind it keep their views, and with them what was typed.
  private void showDialog() {
    cards
        .entrySet()
        .removeIf(
            card -> {
              boolean closed = !model.dialogs().contains(card.getKey());
              if (closed) {
                card.getValue().screen().leave();
              }
              return closed;
            });
    boolean open = !model.dialogs().isEmpty();
    if (open && !scrim.isVisible()) {
      place = Optional.ofNullable(frame.getScene()).map(Scene::getFocusOwner);
    }
    Parts.shown(scrim, open);
    scrim.pseudoClassStateChanged(SHADED, open && isTour(model.dialogs().getLast()));
    frame.setDisable(open);
    scrim.getChildren().clear();
    cardMoves.unsubscribe();
    placeNotice();
    if (open) {
      Parent card = cards.computeIfAbsent(model.dialogs().getLast(), this::dialogOf).node();
      scrim.getChildren().add(card);
      cardMoves = card.boundsInParentProperty().subscribe(bounds -> placeNotice());
      focusIn(card);
    } else {
      place.filter(node -> node.getScene() != null).ifPresent(Node::requestFocus);
      place = Optional.empty();
    }
  }

  /// The tour shades the window itself.
  private static boolean isTour(Dialog dialog) {
    return dialog instanceof Dialog.Guide(var guide) && guide instanceof TourViewModel;
  }

  /// Puts the keyboard into a dialog, so that Tab and Esc work in it from the start.
  private void focusIn(Parent card) {
    card.applyCss();
    Node first =
        card.lookupAll("*").stream()
            .filter(node -> node instanceof TextInputControl field && field.isEditable())
            .findFirst()
            .orElse(card);
    Node owner = scrim.getScene() == null ? null : scrim.getScene().getFocusOwner();
    if (owner == null || !isIn(owner, card)) {
      first.requestFocus();
    }
  }

  private static boolean isIn(Node node, Parent card) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (at.equals(card)) {
        return true;
      }
    }
    return false;
  }

  private Shown dialogOf(Dialog dialog) {
    Shown card = cardOf(dialog);
    if (card.node() instanceof Region region && !(card.screen() instanceof TourView)) {
      region.setMaxHeight(Region.USE_PREF_SIZE);
    }
    return card;
  }

  private Shown cardOf(Dialog dialog) {
    return switch (dialog) {
      case Dialog.Reveal(var reveal) -> load(FxmlFile.REVEAL, new RevealView(reveal, loader));
      case Dialog.Rotate(var rotate) -> load(FxmlFile.ROTATE, new RotateView(rotate, loader));
      case Dialog.Revoke(var revoke) -> load(FxmlFile.REVOKE, new RevokeView(revoke, loader));
      case Dialog.Extend(var extend) -> load(FxmlFile.EXTEND, new ExtendView(extend, loader));
      case Dialog.Token(var token) ->
          load(FxmlFile.SESSION, new SessionView(token, loader, model.idleLock(), model::escape));
      case Dialog.Seals(var found) ->
          load(FxmlFile.SEAL_FINDINGS, new SealFindingsView(found, loader));
      case Dialog.Acknowledge(var acknowledge) ->
          load(FxmlFile.SEAL_ACKNOWLEDGE, new SealAcknowledgeView(acknowledge, loader));
      case Dialog.Findings(var found) ->
          load(FxmlFile.AUDIT_FINDINGS, new AuditFindingsView(found, loader));
      case Dialog.Known(var known) -> load(FxmlFile.AUDIT_KNOWN, new AuditKnownView(known, loader));
      case Dialog.Warnings(var found) -> load(FxmlFile.WARNINGS, new WarningsView(found, loader));
      case Dialog.Templates(var all) -> load(FxmlFile.TEMPLATES, new TemplatesView(all, loader));
      case Dialog.Bulk(var bulk) -> load(FxmlFile.BULK, new BulkView(bulk, loader));
      case Dialog.SaveTemplate(var save) ->
          load(FxmlFile.SAVE_TEMPLATE, new SaveTemplateView(save, loader));
      case Dialog.Clashes(var clashes) -> load(FxmlFile.CLASHES, new ClashesView(clashes, loader));
      case Dialog.PutOff(var putOff) -> load(FxmlFile.PUT_OFF, new PutOffView(putOff, loader));
      case Dialog.Thresholds(var thresholds) ->
          load(FxmlFile.THRESHOLDS, new ThresholdsView(thresholds, loader));
      case Dialog.MakeReport(var report) -> load(FxmlFile.REPORT, new ReportView(report, loader));
      case Dialog.Guide(var guide) -> guideOf(guide);
      case Dialog.Question question ->
          load(FxmlFile.QUESTION, new QuestionView(question, () -> model.close(question)));
    };
  }

  private Shown guideOf(Guide guide) {
    return switch (guide) {
      case PaletteViewModel palette -> load(FxmlFile.PALETTE, new PaletteView(palette));
      case ShortcutSheet sheet -> load(FxmlFile.SHORTCUTS, new ShortcutsView(sheet));
      case AboutViewModel about -> load(FxmlFile.ABOUT, new AboutView(about));
      case TourViewModel tour ->
          load(
              FxmlFile.TOUR,
              new TourView(tour, loader, id -> Optional.ofNullable(frame.lookup("#" + id))));
    };
  }

  /// A click beside what only leads a person takes it away.
  private void clickBeside(MouseEvent event) {
    if (event.getTarget().equals(scrim)
        && !model.dialogs().isEmpty()
        && model.dialogs().getLast() instanceof Dialog.Guide) {
      model.escape();
    }
  }

  private void escape(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      model.escape();
      event.consume();
    }
  }

  private String text(String name) {
    return loader.texts().getString(name);
  }
}

package keyconsole.view;

import java.util.IdentityHashMap;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import keyconsole.viewmodel.Dialog;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.ShellStatus;
import keyconsole.viewmodel.ShellViewModel;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The window's frame: top bar, rail, status bar, the page, and what stands in front of it.
public final class ShellView {

  private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
  private static final PseudoClass ENDING = PseudoClass.getPseudoClass("ending");

  private final ShellViewModel model;
  private final ViewLoader loader;
  private final IdentityHashMap<Dialog, Parent> cards = new IdentityHashMap<>();

  @FXML private BorderPane frame;
  @FXML private Button tenant;
  @FXML private Button theme;
  @FXML private Button keys;
  @FXML private Button session;
  @FXML private Label sessionWho;
  @FXML private Label sessionDetail;
  @FXML private FontIcon sessionIcon;
  @FXML private StackPane page;
  @FXML private Label folder;
  @FXML private Label fresh;
  @FXML private Label counts;
  @FXML private Label problems;
  @FXML private Label work;
  @FXML private HBox notice;
  @FXML private Label noticeText;
  @FXML private Button undo;
  @FXML private Button copyDetail;
  @FXML private Button dismiss;
  @FXML private StackPane scrim;

  public ShellView(ShellViewModel model, ViewLoader loader) {
    this.model = model;
    this.loader = loader;
  }

  @FXML
  void initialize() {
    keys.setOnAction(e -> model.goToKeys());
    tenant.setOnAction(e -> tenantMenu());
    theme.setOnAction(e -> model.darkProperty().set(!model.darkProperty().get()));
    session.setOnAction(e -> model.giveToken());
    undo.setOnAction(e -> model.undo());
    copyDetail.setOnAction(e -> model.copyDetail());
    dismiss.setOnAction(e -> model.dismissNotice());
    model.pageProperty().subscribe(this::showPage);
    model.workspaceProperty().subscribe(w -> showTenant());
    model.statusProperty().subscribe(this::showStatus);
    model.sessionTextProperty().subscribe(this::showSession);
    model.noticeProperty().subscribe(this::showNotice);
    model.darkProperty().subscribe(this::showThemeButton);
    model.dialogs().addListener((ListChangeListener<Dialog>) c -> showDialog());
    showDialog();
    scrim.addEventFilter(KeyEvent.KEY_PRESSED, this::closeOnEscape);
  }

  private void tenantMenu() {
    MenuItem other = new MenuItem(loader.texts().getString("shell.open-other"));
    other.setOnAction(e -> model.showWelcome());
    MenuItem demo = new MenuItem(loader.texts().getString("shell.open-demo"));
    demo.setOnAction(e -> model.openDemo(false));
    new ContextMenu(other, demo).show(tenant, javafx.geometry.Side.BOTTOM, 0, 4);
  }

  private void showPage(Page shown) {
    page.getChildren().setAll(pageOf(shown));
    keys.pseudoClassStateChanged(CURRENT, !(shown instanceof Page.Welcome));
  }

  private Parent pageOf(Page shown) {
    return switch (shown) {
      case Page.Welcome(var welcome) ->
          loader.load(FxmlFile.WELCOME, new WelcomeView(welcome, loader));
      case Page.Keys(var list) -> loader.load(FxmlFile.KEY_LIST, new KeyListView(list, loader));
      case Page.NewKey(var newKey) -> loader.load(FxmlFile.NEW_KEY, new NewKeyView(newKey, loader));
    };
  }

  private void showTenant() {
    boolean open = model.tenantName().isPresent();
    keys.setDisable(!open);
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
    work.setText(status.work());
    Parts.shown(fresh, !status.fresh().isEmpty());
    Parts.shown(counts, !status.counts().isEmpty());
    Parts.shown(problems, !status.problems().isEmpty());
  }

  private void showSession(ShellViewModel.SessionText shown) {
    sessionWho.setText(shown.who());
    sessionDetail.setText(shown.detail());
    sessionIcon.setIconCode(shown.readOnly() ? Feather.EYE : Feather.USER);
    session.pseudoClassStateChanged(ENDING, shown.ending());
    session.setAccessibleText(shown.who() + ", " + shown.detail());
  }

  private void showNotice(Optional<ShellViewModel.Notice> shown) {
    Parts.shown(notice, shown.isPresent());
    noticeText.setText(shown.map(ShellViewModel.Notice::text).orElse(""));
    Parts.shown(undo, shown.flatMap(ShellViewModel.Notice::undo).isPresent());
    Parts.shown(copyDetail, shown.map(n -> !n.detail().isEmpty()).orElse(false));
  }

  private void showThemeButton(boolean dark) {
    theme.setGraphic(new FontIcon(dark ? Feather.SUN : Feather.MOON));
    theme.setAccessibleText(text(dark ? "shell.to-light" : "shell.to-dark"));
  }

  /// Shows the dialog in front. Those behind it keep their views, and with them what was typed.
  private void showDialog() {
    cards.keySet().removeIf(dialog -> !model.dialogs().contains(dialog));
    boolean open = !model.dialogs().isEmpty();
    Parts.shown(scrim, open);
    frame.setDisable(open);
    scrim.getChildren().clear();
    if (open) {
      Parent card = cards.computeIfAbsent(model.dialogs().getLast(), this::dialogOf);
      scrim.getChildren().add(card);
      focusIn(card);
    }
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

  private Parent dialogOf(Dialog dialog) {
    Parent card = cardOf(dialog);
    if (card instanceof Region region) {
      region.setMaxHeight(Region.USE_PREF_SIZE);
    }
    return card;
  }

  private Parent cardOf(Dialog dialog) {
    return switch (dialog) {
      case Dialog.Reveal(var reveal) ->
          loader.load(FxmlFile.REVEAL, new RevealView(reveal, loader));
      case Dialog.Rotate(var rotate) ->
          loader.load(FxmlFile.ROTATE, new RotateView(rotate, loader));
      case Dialog.Revoke(var revoke) ->
          loader.load(FxmlFile.REVOKE, new RevokeView(revoke, loader));
      case Dialog.Extend(var extend) ->
          loader.load(FxmlFile.EXTEND, new ExtendView(extend, loader));
      case Dialog.Token(var token) ->
          loader.load(FxmlFile.SESSION, new SessionView(token, loader, model::closeDialog));
      case Dialog.Question question ->
          loader.load(FxmlFile.QUESTION, new QuestionView(question, model::closeDialog));
    };
  }

  /// A raw key that is shown once is not closed by Esc.
  private void closeOnEscape(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE
        && !model.dialogs().isEmpty()
        && !(model.dialogs().getLast() instanceof Dialog.Reveal)) {
      model.closeDialog();
      event.consume();
    }
  }

  private String text(String name) {
    return loader.texts().getString(name);
  }
}

package keyconsole.view;

import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.HorizontalDirection;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import keyconsole.viewmodel.AccessCheckViewModel;
import keyconsole.viewmodel.AccessCheckViewModel.Shown;
import keyconsole.viewmodel.AccessConnection;
import keyconsole.viewmodel.AccessField;
import keyconsole.viewmodel.AccessForm;
import keyconsole.viewmodel.AccessKey;
import keyconsole.viewmodel.AccessMode;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Tone;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The access check: what is asked at the left, what would be answered at the right.
public final class AccessCheckView extends Screen {

  private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");
  private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");
  private static final PseudoClass LAST = PseudoClass.getPseudoClass("last");
  private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");
  private static final double ROOM = 920;

  private final AccessCheckViewModel model;
  private final AccessForm form;
  private final KeyWords words;
  private TokenAnswerPane tokenPane;
  private boolean enterHeld;

  @FXML private BorderPane root;
  @FXML private Label subtitle;
  @FXML private Label stale;
  @FXML private VBox card;
  @FXML private HBox modes;
  @FXML private VBox pickField;
  @FXML private Button pick;
  @FXML private Label pickName;
  @FXML private Label pickStatus;
  @FXML private VBox rawField;
  @FXML private PasswordField rawKey;
  @FXML private TextField plainRawKey;
  @FXML private ToggleButton showRawKey;
  @FXML private Label rawKeyError;
  @FXML private VBox tokenField;
  @FXML private Hyperlink pasteToken;
  @FXML private TextArea token;
  @FXML private Label tokenError;
  @FXML private Label temporary;
  @FXML private VBox request;
  @FXML private TextField endpoint;
  @FXML private Button endpoints;
  @FXML private Label endpointError;
  @FXML private TextField clientIp;
  @FXML private Label clientIpError;
  @FXML private TextField domain;
  @FXML private Label domainError;
  @FXML private TextField tokens;
  @FXML private Label tokensError;
  @FXML private ComboBox<AccessConnection> connection;
  @FXML private Switch real;
  @FXML private Label realText;
  @FXML private Label realBlocked;
  @FXML private Button check;
  @FXML private Hyperlink clear;
  @FXML private Label noPast;
  @FXML private ScrollPane pastScroll;
  @FXML private VBox past;
  @FXML private ScrollPane rightScroll;
  @FXML private StackPane answer;

  /// @param loader for its texts
  public AccessCheckView(AccessCheckViewModel model, ViewLoader loader) {
    this.model = model;
    this.form = model.form();
    this.words = new KeyWords(loader.texts());
    this.tokenPane = new TokenAnswerPane(words, model::showKey);
  }

  @FXML
  void initialize() {
    Segments.fill(
        this,
        modes,
        List.of(AccessMode.values()),
        mode -> words.text(mode.textKey()),
        form.modeProperty());
    modes.getChildren().forEach(AccessCheckView::stretch);
    // A filter, since buttons keep their clicks to themselves.
    modes.addEventFilter(MouseEvent.MOUSE_CLICKED, event -> takeFocus());
    follow(form.modeProperty(), this::showMode);
    fillCredentials();
    fillRequest();
    fillReal();
    check.setOnAction(event -> model.check());
    bind(check.disableProperty(), form.readyBinding().not().or(model.busyProperty()));
    follow(model.busyProperty(), busy -> showButton());
    follow(model.shownProperty(), this::showAnswer);
    follow(model.staleProperty(), this::showStale);
    clear.setOnAction(event -> model.clearPast());
    follow(model.past(), this::showPast);
    follow(root.widthProperty(), width -> showRoom());
    card.addEventFilter(KeyEvent.KEY_PRESSED, this::onKeyOfControl);
    card.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
    card.addEventFilter(KeyEvent.KEY_RELEASED, event -> enterHeld = false);
  }

  private static void stretch(Node segment) {
    HBox.setHgrow(segment, Priority.ALWAYS);
    if (segment instanceof Region region) {
      region.setMaxWidth(Double.MAX_VALUE);
    }
  }

  private void fillCredentials() {
    AccessPickerPopup popup = new AccessPickerPopup(this, model, words, pick);
    pick.setOnAction(event -> popup.open());
    follow(form.keyProperty(), this::showKey);
    text(plainRawKey, form.rawKey(), rawKeyError);
    text(rawKey, form.rawKey(), rawKeyError);
    TokenFields.hide(rawKey, plainRawKey, showRawKey, words.text("access.raw-key.show"));
    bindBoth(token.textProperty(), form.token().textProperty());
    token.setTextFormatter(
        new TextFormatter<>(
            change ->
                !change.isContentChange() || form.token().takes(change.getControlNewText())
                    ? TokenFields.masked(change, form::maskToken)
                    : null));
    Parts.goOnWithTab(token);
    error(token, form.token(), tokenError);
    pasteToken.setOnAction(event -> model.pasteToken());
    Parts.shown(temporary, model.hasTemporarySigningKey());
  }

  private void fillRequest() {
    text(endpoint, form.endpoint(), endpointError);
    text(clientIp, form.clientIp(), clientIpError);
    text(domain, form.domain(), domainError);
    text(tokens, form.tokens(), tokensError);
    Completion completion =
        new Completion(this, endpoint, () -> model.endpoints().with(endpoint.getText()));
    endpoints.setTooltip(new Tooltip(endpoints.getAccessibleText()));
    endpoints.setOnAction(event -> completion.open(model.endpoints().with("")));
    connection.getItems().setAll(AccessConnection.values());
    connection.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(AccessConnection each) {
            return words.text(each.textKey());
          }

          @Override
          public AccessConnection fromString(String text) {
            throw new UnsupportedOperationException("Nothing is typed here");
          }
        });
    bindBoth(connection.valueProperty(), form.connectionProperty());
  }

  private void fillReal() {
    real.getStyleClass().add("access-switch");
    real.setLabelPosition(HorizontalDirection.RIGHT);
    bindBoth(real.selectedProperty(), model.realProperty());
    real.setOnKeyPressed(this::toggleReal);
    follow(model.realBlockedProperty(), this::showRealBlocked);
    follow(model.realProperty(), on -> showReal());
  }

  /// The switch itself listens to the mouse alone.
  private void toggleReal(KeyEvent event) {
    if (event.getCode() == KeyCode.SPACE) {
      real.fire();
      event.consume();
    }
  }

  /// A text is refused before it stands in the control where it is too long.
  private void text(TextInputControl control, AccessField field, Label error) {
    control.setTextFormatter(
        new TextFormatter<>(
            change ->
                !change.isContentChange() || field.takes(change.getControlNewText())
                    ? change
                    : null));
    bindBoth(control.textProperty(), field.textProperty());
    error(control, field, error);
  }

  private void error(TextInputControl control, AccessField field, Label error) {
    follow(
        field.errorProperty(),
        wrong -> {
          error.setText(wrong);
          Parts.shown(error, !wrong.isEmpty());
          control.pseudoClassStateChanged(REFUSED, !wrong.isEmpty());
          control.setAccessibleHelp(wrong);
        });
  }

  private void showMode(AccessMode mode) {
    Parts.shown(pickField, mode == AccessMode.PICK);
    Parts.shown(rawField, mode == AccessMode.PASTE);
    Parts.shown(tokenField, mode == AccessMode.TOKEN);
    Parts.shown(request, mode != AccessMode.TOKEN);
    showRawKey.setSelected(false);
    showReal();
  }

  private void showKey(Optional<AccessKey> key) {
    pickName.setText(key.map(AccessKey::name).orElseGet(() -> words.text("access.pick")));
    Parts.tone(pickName, key.isPresent() ? Tone.PLAIN : Tone.NEUTRAL);
    pickStatus.setText(key.map(AccessKey::status).orElse(""));
    Parts.tone(pickStatus, key.map(AccessKey::tone).orElse(Tone.NEUTRAL));
    Parts.shown(pickStatus, key.isPresent());
    pick.setAccessibleText(words.text("access.key") + ": " + pickName.getText());
  }

  private void showRealBlocked(String reason) {
    real.setDisable(!reason.isEmpty());
    realBlocked.setText(reason);
    Parts.shown(realBlocked, !reason.isEmpty());
  }

  private void showReal() {
    boolean counted = model.realProperty().get();
    Parts.shown(realText, counted);
    subtitle.setText(
        words.text(
            form.modeProperty().get() == AccessMode.TOKEN
                ? "access.reads"
                : counted ? "access.counts" : "access.counts-nothing"));
    Parts.tone(
        subtitle,
        counted && form.modeProperty().get() != AccessMode.TOKEN ? Tone.WARNING : Tone.PLAIN);
    showButton();
  }

  private void showButton() {
    String deed =
        switch (form.modeProperty().get()) {
          case PICK, PASTE -> model.realProperty().get() ? "access.send" : "access.check";
          case TOKEN -> "access.read";
        };
    check.setText(words.text(model.busyProperty().get() ? deed + ".busy" : deed));
  }

  private void showAnswer(Shown shown) {
    Node next =
        switch (shown) {
          case Shown.Nothing _ -> nothing();
          case Shown.Answered(var it) ->
              new AccessAnswerPane(words, model.remedyText(), model::openRemedy).of(it);
          case Shown.Read(var it) -> tokenPane.of(it);
        };
    // What is fitted gets no scroll bar for texts that are wrapped, such as claims: it is asked how
    // tall it is before it is told how wide.
    rightScroll.setFitToHeight(!(shown instanceof Shown.Read));
    if (!answer.getChildren().contains(next)) {
      tokenPane =
          shown instanceof Shown.Read ? tokenPane : new TokenAnswerPane(words, model::showKey);
      rightScroll.setVvalue(0);
      answer.getChildren().setAll(next);
    }
  }

  private Node nothing() {
    boolean reading = form.modeProperty().get() == AccessMode.TOKEN;
    String name = reading ? "access.empty.token" : "access.empty";
    Label title = Parts.label(words.text(name + ".title"), "access-empty-title");
    title.setGraphic(new FontIcon(reading ? Feather.UNLOCK : Feather.CHECK_SQUARE));
    Label text = Parts.label(words.text(name + ".text"), "access-empty-text");
    text.setWrapText(true);
    VBox empty = new VBox(title, text);
    empty.getStyleClass().addAll("access-card", "access-empty");
    return empty;
  }

  private void showStale(boolean changed) {
    stale.setText(
        words.text(
            form.modeProperty().get() == AccessMode.TOKEN ? "access.stale.token" : "access.stale"));
    Parts.shown(stale, changed);
    showRoom();
    answer.pseudoClassStateChanged(STALE, changed);
  }

  private void showPast() {
    boolean any = !model.past().isEmpty();
    Parts.shown(noPast, !any);
    Parts.shown(clear, any);
    Parts.shown(pastScroll, any);
    past.getChildren()
        .setAll(
            model.past().stream()
                .map(each -> new AccessPastEntry(each, words, model::restore))
                .toList());
    if (any) {
      past.getChildren().getLast().pseudoClassStateChanged(LAST, true);
    }
  }

  /// Where there is little room, that an answer is out of date takes the place of what a check
  /// does.
  private void showRoom() {
    boolean narrow = root.getWidth() > 0 && root.getWidth() < ROOM;
    root.pseudoClassStateChanged(NARROW, narrow);
    Parts.shown(subtitle, !narrow || !model.staleProperty().get());
  }

  /// Before a control has its own way with Enter.
  private void onKeyOfControl(KeyEvent event) {
    boolean closed = event.getTarget() instanceof ComboBox<?> box && !box.isShowing();
    if (closed
        || event.getTarget() instanceof TextArea
        || event.getTarget() instanceof ButtonBase) {
      onKey(event);
    }
  }

  /// Enter asks from wherever one is, once a press, so that a key held down sends no second real
  /// request. Without a key it opens the keys to pick from; on a link it follows the link.
  private void onKey(KeyEvent event) {
    if (event.getCode() != KeyCode.ENTER) {
      return;
    }
    if (!enterHeld) {
      enterHeld = true;
      switch (event.getTarget()) {
        case Hyperlink link -> link.fire();
        case Button button when button.equals(pick) && form.keyProperty().get().isEmpty() ->
            button.fire();
        default -> model.check();
      }
    }
    event.consume();
  }

  @Override
  void takeFocus() {
    // A scroll pane has its content in the window only once it is dressed.
    root.applyCss();
    Node first =
        switch (form.modeProperty().get()) {
          case PICK -> form.keyProperty().get().isPresent() ? endpoint : pick;
          case PASTE -> showRawKey.isSelected() ? plainRawKey : rawKey;
          case TOKEN -> token;
        };
    first.requestFocus();
  }
}

package keyconsole.view;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Separator;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import keyconsole.domain.Scope;
import keyconsole.viewmodel.ExpiryChoice;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.NewKeyConstraint;
import keyconsole.viewmodel.NewKeyField;
import keyconsole.viewmodel.NewKeyLimit;
import keyconsole.viewmodel.NewKeyViewModel;
import keyconsole.viewmodel.Tone;
import keyconsole.viewmodel.WizardStep;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The wizard: the steps at the left, the step's form, and at the right what the key will be.
public final class NewKeyView extends Screen {

  private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
  private static final PseudoClass DONE = PseudoClass.getPseudoClass("done");
  private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
  private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");
  private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");

  private final NewKeyViewModel model;
  private final KeyWords words;
  private final Map<WizardStep, VBox> panes = new EnumMap<>(WizardStep.class);
  private final Map<WizardStep, Node> firsts = new EnumMap<>(WizardStep.class);
  private final Map<WizardStep, StepItem> items = new EnumMap<>(WizardStep.class);

  @FXML private BorderPane root;
  @FXML private Hyperlink keys;
  @FXML private Label title;
  @FXML private Label stepOf;
  @FXML private Button close;
  @FXML private VBox stepList;
  @FXML private ScrollPane scroll;
  @FXML private StackPane form;
  @FXML private Label cardName;
  @FXML private Label cardBadge;
  @FXML private Label cardDescription;
  @FXML private VBox lines;
  @FXML private Button cancel;
  @FXML private Label reason;
  @FXML private Button back;
  @FXML private Button next;

  /// @param loader for its texts
  public NewKeyView(NewKeyViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
  }

  @FXML
  void initialize() {
    title.setText(words.text(model.isEditing() ? "newkey.title.edit" : "newkey.title"));
    keys.setOnAction(event -> model.cancel());
    close.setOnAction(event -> model.cancel());
    cancel.setOnAction(event -> model.cancel());
    back.setOnAction(event -> model.back());
    next.setOnAction(event -> model.next());
    bind(next.disableProperty(), model.blockedProperty().isNotEmpty().or(model.busyProperty()));
    model.blockedProperty().subscribe(text -> showReason());
    model.failureProperty().subscribe(text -> showReason());
    for (WizardStep step : WizardStep.values()) {
      StepItem item = new StepItem(step);
      items.put(step, item);
      stepList.getChildren().add(item.button);
      VBox pane = new VBox();
      pane.getStyleClass().add("newkey-pane");
      panes.put(step, pane);
      form.getChildren().add(pane);
    }
    fillWho();
    fillCapabilities();
    fillLimits();
    fillRestrictions();
    fillConstraints();
    firsts.put(WizardStep.REVIEW, next);
    fillCard();
    model.steps().addListener((ListChangeListener<WizardStep.Entry>) change -> showSteps());
    showSteps();
    model.stepProperty().subscribe(this::showStep);
    Optional.ofNullable(firsts.get(WizardStep.WHO))
        .ifPresent(first -> first.sceneProperty().subscribe(scene -> first.requestFocus()));
    root.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
  }

  private void onKey(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      model.cancel();
      event.consume();
    } else if (event.getCode() == KeyCode.ENTER) {
      switch (event.getTarget()) {
        case TextArea area -> area.requestFocus();
        case Button button -> button.fire();
        case Hyperlink link -> link.fire();
        case MenuButton menu -> menu.show();
        default -> model.next();
      }
      event.consume();
    }
  }

  private VBox pane(WizardStep step) {
    return java.util.Objects.requireNonNull(panes.get(step));
  }

  // The frame

  private void showStep(WizardStep step) {
    stepOf.setText(words.text("newkey.step-of", step.number()));
    panes.forEach((each, pane) -> Parts.shown(pane, each == step));
    scroll.setVvalue(0);
    back.setDisable(step == WizardStep.WHO);
    String deed = model.isEditing() ? "newkey.save" : "newkey.create";
    next.setText(words.text(step == WizardStep.REVIEW ? deed : "newkey.next"));
    if (step == WizardStep.REVIEW) {
      fillReview();
    }
    Optional.ofNullable(firsts.get(step)).ifPresent(Node::requestFocus);
  }

  private void showSteps() {
    for (WizardStep.Entry entry : model.steps()) {
      Optional.ofNullable(items.get(entry.step())).ifPresent(item -> item.show(entry));
    }
  }

  private void showReason() {
    String blocked = model.blockedProperty().get();
    reason.setText(blocked.isEmpty() ? model.failureProperty().get() : blocked);
    Parts.shown(reason, !reason.getText().isEmpty());
  }

  /// A step in the list at the left.
  private final class StepItem {

    private final Button button = new Button();
    private final Label mark = Parts.label("", "newkey-mark");
    private final Label note = Parts.label("", "newkey-step-note");
    private final String number;

    StepItem(WizardStep step) {
      number = Integer.toString(step.number());
      Label name = Parts.label(words.text(step.title()), "newkey-step-name");
      HBox row = Parts.row(mark, new VBox(name, note));
      row.getStyleClass().add("newkey-step-row");
      button.setGraphic(row);
      button.getStyleClass().addAll("flat", "newkey-step");
      button.setMaxWidth(Double.MAX_VALUE);
      button.setAccessibleText(name.getText());
      button.setOnAction(event -> model.goTo(step));
    }

    void show(WizardStep.Entry entry) {
      boolean done = entry.state() == WizardStep.State.DONE;
      boolean wrong =
          entry.state() == WizardStep.State.WRONG
              || entry.state() == WizardStep.State.CURRENT_WRONG;
      button.pseudoClassStateChanged(DONE, done);
      button.pseudoClassStateChanged(WRONG, wrong);
      button.pseudoClassStateChanged(
          CURRENT,
          entry.state() == WizardStep.State.CURRENT
              || entry.state() == WizardStep.State.CURRENT_WRONG);
      mark.setText(done ? "" : number);
      mark.setGraphic(done ? new FontIcon(Feather.CHECK) : null);
      note.setText(entry.note());
      Parts.shown(note, !entry.note().isEmpty());
    }
  }

  // The summary

  private void fillCard() {
    model.name().textProperty().subscribe(text -> showCardHead());
    model.description().textProperty().subscribe(text -> showCardHead());
    cardBadge.setText(words.text(model.isEditing() ? "newkey.not-saved" : "newkey.not-created"));
    Parts.tone(cardBadge, Tone.PLAIN);
    model.summary().addListener((ListChangeListener<WizardStep.Line>) change -> showLines());
    showLines();
  }

  private void showCardHead() {
    String name = model.name().text().strip();
    cardName.setText(name.isEmpty() ? words.text("newkey.unnamed") : name);
    cardDescription.setText(model.description().text().strip());
    Parts.shown(cardDescription, !cardDescription.getText().isEmpty());
  }

  private void showLines() {
    String capabilities = words.text(WizardStep.CAPABILITIES.title());
    List<String> breaks =
        List.of(
            words.text("newkey.owner"),
            words.text(NewKeyLimit.Kind.HOUR.label()),
            words.text(WizardStep.RESTRICTIONS.title()));
    List<Node> shown = new ArrayList<>();
    for (WizardStep.Line line : model.summary()) {
      if (breaks.contains(line.label())) {
        shown.add(new Separator());
      }
      if (line.label().equals(capabilities) && !line.value().isEmpty()) {
        shown.add(Parts.label(line.label(), "newkey-quiet"));
        shown.add(chips(model.capabilities()));
      } else {
        shown.add(lineOf(line));
      }
    }
    lines.getChildren().setAll(shown);
  }

  private HBox lineOf(WizardStep.Line line) {
    Label value = Parts.label(orNone(line.value()), "newkey-value");
    value.pseudoClassStateChanged(WRONG, line.wrong());
    value.pseudoClassStateChanged(CHANGED, line.changed() && !line.wrong());
    if (line.wrong()) {
      value.setGraphic(new FontIcon(Feather.ALERT_CIRCLE));
    } else if (line.changed()) {
      Region dot = new Region();
      dot.getStyleClass().add("newkey-dot");
      value.setGraphic(dot);
    }
    Label label = Parts.label(line.label(), "newkey-quiet");
    label.setMinWidth(Region.USE_PREF_SIZE);
    HBox row = Parts.row(label, spring(), value);
    row.getStyleClass().add("newkey-line");
    return row;
  }

  private String orNone(String value) {
    return value.isBlank() ? words.text("newkey.none") : value;
  }

  // The steps

  private void fillWho() {
    VBox pane = pane(WizardStep.WHO);
    head(pane, WizardStep.WHO);
    TextField name = new TextField();
    firsts.put(WizardStep.WHO, name);
    pane.getChildren().add(field("newkey.name", model.name(), name, name));
    TextField description = new TextField();
    pane.getChildren()
        .add(field("newkey.description", model.description(), description, description));
    TextField owner = new TextField();
    HBox.setHgrow(owner, Priority.ALWAYS);
    MenuButton owners = new MenuButton(words.text("newkey.owners"));
    owners.setMinWidth(Region.USE_PREF_SIZE);
    model.owners().addListener((ListChangeListener<String>) change -> showOwners(owners));
    showOwners(owners);
    HBox both = Parts.row(owner, owners);
    both.getStyleClass().add("newkey-row");
    pane.getChildren().add(field("newkey.owner", model.owner(), owner, both));
    HBox scopes = segments(model.scopeProperty(), List.of(Scope.values()), words::scope);
    Label note = Parts.label(words.text("newkey.scope.text"), "newkey-quiet");
    note.setWrapText(true);
    VBox box = new VBox(Parts.label(words.text("newkey.scope"), "newkey-label"), scopes, note);
    box.getStyleClass().add("newkey-field");
    pane.getChildren().add(box);
  }

  private void showOwners(MenuButton owners) {
    List<MenuItem> choices = new ArrayList<>();
    for (String each : model.owners()) {
      MenuItem choice = new MenuItem(each);
      choice.setMnemonicParsing(false);
      choice.setOnAction(event -> model.owner().textProperty().set(each));
      choices.add(choice);
    }
    owners.getItems().setAll(choices);
    Parts.shown(owners, !choices.isEmpty());
  }

  private void fillCapabilities() {
    VBox pane = pane(WizardStep.CAPABILITIES);
    head(pane, WizardStep.CAPABILITIES);
    List<String> offered = new ArrayList<>();
    NewKeyViewModel.CATALOGUE.forEach(
        (category, capabilities) -> {
          offered.addAll(capabilities);
          FlowPane boxes = new FlowPane();
          boxes.getStyleClass().add("newkey-checks");
          capabilities.forEach(each -> boxes.getChildren().add(check(each)));
          pane.getChildren().addAll(Parts.label(words.text(category), "newkey-section"), boxes);
        });
    TextField other = new TextField();
    HBox.setHgrow(other, Priority.ALWAYS);
    other.setOnAction(
        event -> {
          if (other.getText().isBlank()) {
            model.next();
          } else {
            model.addCapability();
          }
        });
    Button add = new Button(words.text("newkey.other.add"));
    add.setMinWidth(Region.USE_PREF_SIZE);
    add.setOnAction(event -> model.addCapability());
    HBox both = Parts.row(other, add);
    both.getStyleClass().add("newkey-row");
    FlowPane others = new FlowPane();
    others.getStyleClass().add("newkey-checks");
    model
        .capabilities()
        .addListener((ListChangeListener<String>) change -> showOthers(others, offered));
    showOthers(others, offered);
    pane.getChildren()
        .addAll(
            new Separator(), field("newkey.other", model.otherCapability(), other, both), others);
  }

  private CheckBox check(String capability) {
    CheckBox box = new CheckBox(capability);
    box.setMnemonicParsing(false);
    box.getStyleClass().add("newkey-check");
    box.setSelected(model.capabilities().contains(capability));
    box.setOnAction(event -> model.toggleCapability(capability, box.isSelected()));
    model
        .capabilities()
        .addListener(
            (ListChangeListener<String>)
                change -> box.setSelected(model.capabilities().contains(capability)));
    firsts.putIfAbsent(WizardStep.CAPABILITIES, box);
    return box;
  }

  private void showOthers(FlowPane others, List<String> offered) {
    List<Node> shown = new ArrayList<>();
    for (String each : model.capabilities()) {
      if (!offered.contains(each)) {
        Button chip = new Button(each, new FontIcon(Feather.X));
        chip.setMnemonicParsing(false);
        chip.getStyleClass().add("keys-facet");
        chip.setAccessibleText(words.text("newkey.other.remove", each));
        chip.setOnAction(event -> model.toggleCapability(each, false));
        shown.add(chip);
      }
    }
    others.getChildren().setAll(shown);
    Parts.shown(others, !shown.isEmpty());
  }

  private void fillLimits() {
    VBox pane = pane(WizardStep.LIMITS);
    Hyperlink all = new Hyperlink(words.text("newkey.reset.all"), new FontIcon(Feather.ROTATE_CCW));
    all.setOnAction(event -> model.resetLimits());
    head(pane, WizardStep.LIMITS, all);
    Label stored = Parts.label(words.text("newkey.stored-only"), "newkey-notice");
    stored.setGraphic(new FontIcon(Feather.HARD_DRIVE));
    stored.setWrapText(true);
    stored.setMaxWidth(Double.MAX_VALUE);
    pane.getChildren()
        .addAll(stored, Parts.label(words.text("newkey.section.requests"), "newkey-section"));
    for (NewKeyLimit limit : model.limits()) {
      if (limit.kind() == NewKeyLimit.Kind.COST) {
        pane.getChildren()
            .addAll(
                new Separator(), Parts.label(words.text("newkey.section.cost"), "newkey-section"));
      }
      pane.getChildren().add(limitRow(limit));
    }
    List<ExpiryChoice> choices = new ArrayList<>(List.of(ExpiryChoice.values()));
    if (!model.isEditing()) {
      choices.remove(ExpiryChoice.KEEP);
    }
    HBox segments =
        segments(
            model.expiryProperty(), choices, each -> words.text("newkey.expiry." + each.name()));
    Label end = Parts.label("", "newkey-quiet");
    TextField date = new TextField();
    VBox dateField = field("newkey.expiry.date", model.expiryDate(), date, date);
    TextField why = new TextField();
    VBox whyField = field("newkey.expiry.reason", model.neverReason(), why, why);
    model.summary().addListener((ListChangeListener<WizardStep.Line>) change -> showEnd(end));
    model
        .expiryProperty()
        .subscribe(
            choice -> {
              Parts.shown(dateField, choice == ExpiryChoice.DATE);
              Parts.shown(whyField, choice == ExpiryChoice.NEVER);
              showEnd(end);
            });
    pane.getChildren()
        .addAll(
            new Separator(),
            Parts.label(words.text("newkey.expires"), "newkey-section"),
            segments,
            end,
            dateField,
            whyField);
  }

  private void showEnd(Label end) {
    end.setText(model.expiryText());
  }

  private VBox limitRow(NewKeyLimit limit) {
    TextField input = new TextField();
    input.getStyleClass().add("newkey-number");
    bind(input, limit.field(), words.text(limit.kind().label()));
    firsts.putIfAbsent(WizardStep.LIMITS, input);
    Label unit = Parts.label(words.text(limit.kind().unit()), "newkey-quiet", "newkey-unit");
    Label standard = Parts.label(words.text("newkey.limit.default"), "newkey-quiet");
    Label changed = Parts.badge(words.text("newkey.limit.changed"), Tone.ACCENT);
    Label was = Parts.label("", "newkey-quiet");
    Hyperlink reset = reset(limit::reset);
    limit
        .changedFromProperty()
        .subscribe(
            from -> {
              boolean differs = !from.isEmpty();
              Parts.shown(standard, !differs);
              Parts.shown(changed, differs);
              Parts.shown(was, differs);
              Parts.shown(reset, differs);
              was.setText(words.text("newkey.limit.was", from));
            });
    HBox row =
        Parts.row(
            Parts.label(words.text(limit.kind().label()), "newkey-row-label"),
            input,
            unit,
            standard,
            changed,
            was,
            spring(),
            reset);
    return withError(row, limit.field(), "newkey-indented");
  }

  private Hyperlink reset(Runnable action) {
    Hyperlink reset = new Hyperlink(words.text("newkey.reset"), new FontIcon(Feather.ROTATE_CCW));
    reset.setMinWidth(Region.USE_PREF_SIZE);
    reset.setOnAction(event -> action.run());
    return reset;
  }

  private void fillRestrictions() {
    VBox pane = pane(WizardStep.RESTRICTIONS);
    head(pane, WizardStep.RESTRICTIONS);
    TextArea allowed = area(3);
    firsts.put(WizardStep.RESTRICTIONS, allowed);
    TextArea blocked = area(3);
    TextArea ips = area(3);
    TextArea domains = area(3);
    Button spell = new Button(words.text("newkey.spell-out"));
    spell.setOnAction(event -> model.spellOutRanges());
    model.rangeOfferedProperty().subscribe(offered -> Parts.shown(spell, offered));
    CheckBox tls = new CheckBox(words.text("newkey.tls"));
    tls.selectedProperty().bindBidirectional(model.requireTlsProperty());
    pane.getChildren()
        .addAll(
            field("newkey.endpoints.allowed", model.allowedEndpoints(), allowed, allowed),
            field("newkey.endpoints.blocked", model.blockedEndpoints(), blocked, blocked),
            field("newkey.ips", model.allowedIps(), ips, ips),
            spell,
            field("newkey.domains", model.allowedDomains(), domains, domains),
            tls);
  }

  private void fillConstraints() {
    VBox pane = pane(WizardStep.CONSTRAINTS);
    head(pane, WizardStep.CONSTRAINTS);
    model.constraints().forEach(each -> pane.getChildren().add(constraintRow(each)));
    TextArea json = area(5);
    pane.getChildren().addAll(new Separator(), field("newkey.json", model.json(), json, json));
  }

  private VBox constraintRow(NewKeyConstraint constraint) {
    TextField input = new TextField();
    HBox.setHgrow(input, Priority.ALWAYS);
    String name = words.text("newkey.constraint." + constraint.name());
    bind(input, constraint.field(), name);
    firsts.putIfAbsent(WizardStep.CONSTRAINTS, input);
    Label changed = Parts.badge(words.text("newkey.limit.changed"), Tone.ACCENT);
    Label standard = Parts.label(words.text("newkey.limit.default"), "newkey-quiet");
    standard.setMinWidth(Region.USE_PREF_SIZE);
    Hyperlink reset = reset(() -> constraint.field().textProperty().set(constraint.standardText()));
    constraint
        .field()
        .textProperty()
        .subscribe(
            text -> {
              Parts.shown(changed, constraint.differs());
              Parts.shown(reset, constraint.differs());
              Parts.shown(standard, !constraint.differs());
            });
    HBox row =
        Parts.row(
            Parts.label(name, "newkey-row-label", "newkey-wide"), input, standard, changed, reset);
    return withError(row, constraint.field(), "newkey-indented-wide");
  }

  private void fillReview() {
    VBox pane = pane(WizardStep.REVIEW);
    pane.getChildren().clear();
    head(pane, WizardStep.REVIEW);
    VBox who = section(pane, WizardStep.WHO);
    fact(who, "newkey.name", model.name().text());
    fact(who, "newkey.description", model.description().text());
    fact(who, "newkey.owner", model.owner().text());
    fact(who, "newkey.scope", words.scope(model.scopeProperty().get()));
    VBox capabilities = section(pane, WizardStep.CAPABILITIES);
    capabilities
        .getChildren()
        .add(
            model.capabilities().isEmpty()
                ? Parts.label(words.text("newkey.none"), "newkey-quiet")
                : chips(model.capabilities()));
    VBox limits = section(pane, WizardStep.LIMITS);
    for (NewKeyLimit limit : model.limits()) {
      fact(
          limits,
          limit.kind().label(),
          limit.field().text() + " " + words.text(limit.kind().unit()));
    }
    fact(limits, "newkey.expires", model.expiryText());
    if (model.expiryProperty().get() == ExpiryChoice.NEVER) {
      fact(limits, "newkey.expiry.reason", model.neverReason().text());
    }
    VBox restrictions = section(pane, WizardStep.RESTRICTIONS);
    fact(restrictions, "newkey.review.allowed", model.allowedEndpoints().text());
    fact(restrictions, "newkey.review.blocked", model.blockedEndpoints().text());
    fact(restrictions, "newkey.review.ips", model.allowedIps().text());
    fact(restrictions, "newkey.review.domains", model.allowedDomains().text());
    boolean tls = model.requireTlsProperty().get();
    fact(
        restrictions,
        "newkey.review.tls",
        words.text(tls ? "keys.tls.required" : "keys.tls.not-required"));
    VBox constraints = section(pane, WizardStep.CONSTRAINTS);
    for (NewKeyConstraint each : model.constraints()) {
      fact(constraints, "newkey.constraint." + each.name(), each.field().text());
    }
    if (!model.json().text().isBlank()) {
      fact(constraints, "newkey.json", model.json().text());
    }
  }

  private VBox section(VBox pane, WizardStep step) {
    Hyperlink change = new Hyperlink(words.text("newkey.change"));
    change.setAccessibleText(words.text("newkey.change.step", words.text(step.title())));
    change.setOnAction(event -> model.goTo(step));
    HBox heading =
        Parts.row(Parts.label(words.text(step.title()), "newkey-section"), spring(), change);
    heading.getStyleClass().add("newkey-row");
    VBox facts = new VBox();
    facts.getStyleClass().add("newkey-facts");
    pane.getChildren().addAll(new Separator(), heading, facts);
    return facts;
  }

  private void fact(VBox facts, String label, String value) {
    Label shown = Parts.label(orNone(value.strip()), "newkey-fact");
    shown.setWrapText(true);
    HBox row = Parts.row(Parts.label(words.text(label), "newkey-row-label", "newkey-wide"), shown);
    row.setAlignment(Pos.TOP_LEFT);
    row.getStyleClass().add("newkey-fact-row");
    facts.getChildren().add(row);
  }

  // The pieces

  private void head(VBox pane, WizardStep step, Node... beside) {
    HBox row = Parts.row(Parts.label(words.text(step.title()), "newkey-heading"), spring());
    row.getChildren().addAll(beside);
    row.getStyleClass().add("newkey-row");
    Label text = Parts.label(words.text(step.title() + ".text"), "newkey-quiet");
    text.setWrapText(true);
    pane.getChildren().addAll(row, text);
  }

  private static Region spring() {
    Region spring = new Region();
    HBox.setHgrow(spring, Priority.ALWAYS);
    return spring;
  }

  private static FlowPane chips(List<String> texts) {
    FlowPane chips = new FlowPane();
    chips.getStyleClass().add("newkey-chips");
    texts.forEach(each -> chips.getChildren().add(Parts.chip(each)));
    return chips;
  }

  private static TextArea area(int rows) {
    TextArea area = new TextArea();
    area.setPrefRowCount(rows);
    area.getStyleClass().add("kc-mono");
    return area;
  }

  private VBox field(String label, NewKeyField field, TextInputControl input, Node shown) {
    Label name = Parts.label(words.text(label), "newkey-label");
    name.setLabelFor(input);
    bind(input, field, name.getText());
    VBox box = new VBox(name, shown, error(field));
    box.getStyleClass().add("newkey-field");
    return box;
  }

  private void bind(TextInputControl input, NewKeyField field, String name) {
    input.setAccessibleText(name);
    input.textProperty().bindBidirectional(field.textProperty());
    field
        .errorProperty()
        .subscribe(
            text -> {
              input.pseudoClassStateChanged(DANGER, !text.isEmpty());
              input.setAccessibleHelp(text);
            });
    if (input instanceof TextField line && line.getOnAction() == null) {
      line.setOnAction(event -> model.next());
    }
  }

  private static VBox withError(HBox row, NewKeyField field, String indent) {
    row.getStyleClass().add("newkey-row");
    Label error = error(field);
    error.getStyleClass().add(indent);
    VBox box = new VBox(row, error);
    box.getStyleClass().add("newkey-field");
    return box;
  }

  private static Label error(NewKeyField field) {
    Label error = Parts.label("", "newkey-error");
    error.setGraphic(new FontIcon(Feather.ALERT_CIRCLE));
    error.setWrapText(true);
    error.textProperty().bind(field.errorProperty());
    field.errorProperty().subscribe(text -> Parts.shown(error, !text.isEmpty()));
    return error;
  }

  private static <T> HBox segments(
      Property<T> property, List<T> choices, Function<T, String> name) {
    HBox box = new HBox();
    box.getStyleClass().add("kc-segments");
    box.setMaxWidth(Region.USE_PREF_SIZE);
    for (T choice : choices) {
      ToggleButton button = new ToggleButton(name.apply(choice));
      button.getStyleClass().add("kc-segment");
      button.setMinWidth(Region.USE_PREF_SIZE);
      button.setOnAction(
          event -> {
            property.setValue(choice);
            button.setSelected(true);
          });
      property.subscribe(now -> button.setSelected(choice.equals(now)));
      box.getChildren().add(button);
    }
    return box;
  }
}

package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Separator;
import javafx.scene.control.TextArea;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import keyconsole.domain.Unseen;
import keyconsole.viewmodel.KeyDetail;
import keyconsole.viewmodel.KeyDetailViewModel;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Tone;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The drawer: one key in full, under five tabs.
public final class KeyDetailView extends Screen {

  private final KeyDetailViewModel model;
  private final KeyWords words;
  private final Runnable closing;

  @FXML private ToggleGroup tabs;
  @FXML private Label title;
  @FXML private Label subtitle;
  @FXML private Button close;
  @FXML private FlowPane badges;
  @FXML private Label id;
  @FXML private Button copy;
  @FXML private Button showUsage;
  @FXML private Button check;
  @FXML private HBox buttons;
  @FXML private Button rotate;
  @FXML private Button suspend;
  @FXML private Button revoke;
  @FXML private Button disable;
  @FXML private Label blocked;
  @FXML private ToggleButton overviewTab;
  @FXML private ToggleButton limitsTab;
  @FXML private ToggleButton restrictionsTab;
  @FXML private ToggleButton countersTab;
  @FXML private ToggleButton jsonTab;
  @FXML private ScrollPane scroll;
  @FXML private VBox body;
  @FXML private BorderPane raw;
  @FXML private TextArea json;
  @FXML private Button copyJson;
  @FXML private Label cut;
  private String shownId = "";
  private boolean allCapabilities;
  private List<?> laidOut = List.of();

  /// @param loader for its texts
  public KeyDetailView(KeyDetailViewModel model, ViewLoader loader) {
    this(model, loader, () -> {});
  }

  KeyDetailView(KeyDetailViewModel model, ViewLoader loader, Runnable closing) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
    this.closing = closing;
  }

  @FXML
  void initialize() {
    Parts.paintedInParts(scroll);
    close.setOnAction(event -> closing.run());
    copy.setOnAction(event -> model.copyId());
    copy.setTooltip(new Tooltip(copy.getAccessibleText()));
    showUsage.setOnAction(event -> model.showUsage());
    showUsage.setTooltip(new Tooltip(showUsage.getAccessibleText()));
    check.setOnAction(event -> model.checkAccess());
    check.setTooltip(new Tooltip(check.getAccessibleText()));
    rotate.setOnAction(event -> model.rotate());
    suspend.setOnAction(event -> model.suspendOrResume());
    revoke.setOnAction(event -> model.revoke());
    disable.setOnAction(event -> model.disable());
    copyJson.setOnAction(event -> model.copyJson());
    copyJson.setTooltip(new Tooltip(copyJson.getAccessibleText()));
    follow(model.jsonProperty(), this::showJson);
    Segments.alwaysOne(tabs, chosen -> showTab());
    follow(model.detailProperty(), shown -> shown.ifPresent(this::show));
  }

  private void showJson(KeyDetailViewModel.Text text) {
    json.setText(Unseen.shownInLines(text.text()));
    cut.setText(text.cut());
    Parts.shown(cut, !text.cut().isEmpty());
    Parts.shown(copyJson, !text.text().isEmpty());
  }

  private void show(KeyDetail detail) {
    if (!detail.id().equals(shownId)) {
      shownId = detail.id();
      allCapabilities = false;
      scroll.setVvalue(0);
    }
    title.setText(detail.title());
    title.setTooltip(new Tooltip(detail.title()));
    subtitle.setText(detail.subtitle());
    Parts.shown(subtitle, !detail.subtitle().isBlank());
    badges.getChildren().setAll(detail.badges().stream().map(KeyDetailView::badge).toList());
    id.setText(detail.id());
    Parts.shown(copy, !detail.problem());
    Parts.shown(showUsage, !detail.problem());
    Parts.shown(check, !detail.problem());
    Parts.shown(rotate, !detail.problem());
    Parts.shown(revoke, !detail.problem());
    Parts.shown(suspend, detail.suspendable() || detail.resumable());
    Parts.shown(disable, detail.live());
    Parts.shown(buttons, !detail.problem() || detail.live());
    suspend.setText(words.text(detail.resumable() ? "keys.action.resume" : "keys.action.suspend"));
    suspend.setGraphic(
        new FontIcon(detail.resumable() ? Feather.PLAY_CIRCLE : Feather.PAUSE_CIRCLE));
    List.of(rotate, suspend, revoke, disable)
        .forEach(button -> button.setDisable(detail.blocked().isPresent()));
    blocked.setText(detail.blocked().orElse(""));
    Parts.shown(blocked, detail.blocked().isPresent());
    List.of(limitsTab, restrictionsTab, countersTab)
        .forEach(tab -> Parts.shown(tab, !detail.problem()));
    if (detail.problem() && !jsonTab.isSelected()) {
      overviewTab.setSelected(true);
    }
    showTab();
  }

  private static Label badge(KeyDetail.Badge badge) {
    Label label = Parts.badge(badge.text(), badge.tone());
    label.setTooltip(badge.meaning().isEmpty() ? null : Parts.reason(badge.meaning()));
    return label;
  }

  private void showTab() {
    boolean text = jsonTab.isSelected();
    Parts.shown(raw, text);
    Parts.shown(scroll, !text);
    model.showJson(text);
    model.detailProperty().get().ifPresent(this::layOut);
  }

  /// What says the same stays as it is, so that the keyboard does not lose its place in it every
  /// time that the clock ticks.
  private void layOut(KeyDetail detail) {
    List<?> told = told(detail);
    if (told.equals(laidOut)) {
      return;
    }
    boolean factsOnly =
        overviewTab.isSelected()
            && !detail.problem()
            && laidOut.size() == told.size()
            && told.subList(1, told.size()).equals(laidOut.subList(1, laidOut.size()));
    laidOut = told;
    if (factsOnly) {
      body.getChildren().set(0, overview(detail));
    } else {
      body.getChildren().setAll(content(detail));
    }
  }

  /// All that the tab tells; what changes by the second stands first.
  private List<?> told(KeyDetail detail) {
    Toggle tab = tabs.getSelectedToggle();
    return overviewTab.isSelected()
        ? List.of(
            List.of(detail.facts(), detail.capabilities(), detail.links(), allCapabilities),
            tab,
            detail.id(),
            detail.gauges(),
            detail.usage(),
            detail.notRead(),
            detail.restrictions(),
            detail.blocked())
        : List.of(
            detail.id(),
            tab,
            detail.gauges(),
            detail.usage(),
            detail.notRead(),
            detail.restrictions(),
            detail.limits(),
            detail.counters(),
            detail.blocked());
  }

  private List<Node> content(KeyDetail detail) {
    if (limitsTab.isSelected()) {
      return List.of(usage(detail, true), new Separator(), limits(detail));
    }
    if (restrictionsTab.isSelected()) {
      return List.of(restrictions(detail, this::restriction));
    }
    if (countersTab.isSelected()) {
      return counters(detail);
    }
    if (detail.problem()) {
      return List.of(facts(detail.facts()));
    }
    return List.of(
        overview(detail),
        new Separator(),
        usage(detail, false),
        new Separator(),
        restrictions(detail, this::briefly));
  }

  private List<Node> counters(KeyDetail detail) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(wide(detail.counters()));
    nodes.add(hint("keys.counters.note"));
    detail
        .reconciled()
        .ifPresent(
            told -> {
              nodes.add(new Separator());
              nodes.add(KeyUsagePane.verdict(told));
              nodes.add(wrapped(words.text("keys.counters.lines", told.lines()), "kc-muted"));
              told.notes().forEach(note -> nodes.add(wrapped(note, "kc-muted")));
              if (!told.advice().isEmpty()) {
                nodes.add(wrapped(told.advice()));
              }
            });
    return nodes;
  }

  private Node overview(KeyDetail detail) {
    VBox box = facts(detail.facts());
    box.getChildren()
        .add(2, line(words.text("keys.fact.capabilities"), capabilities(detail.capabilities())));
    detail.links().forEach(link -> box.getChildren().add(line(link.label(), target(link))));
    return box;
  }

  private Node capabilities(List<String> names) {
    if (names.isEmpty()) {
      return Parts.label(words.text("keys.fact.no-capabilities"), "detail-value", "kc-muted");
    }
    if (allCapabilities) {
      FlowPane chips = new FlowPane();
      chips.getStyleClass().add("detail-capabilities");
      names.forEach(name -> chips.getChildren().add(Parts.chip(name)));
      return chips;
    }
    return new ChipLine(
        names,
        () -> {
          allCapabilities = true;
          showTab();
        });
  }

  private Node target(KeyDetail.Link link) {
    if (link.key().isEmpty()) {
      return Parts.label(link.name(), "detail-value", "kc-muted");
    }
    Hyperlink target = new Hyperlink(link.name());
    target.getStyleClass().add("detail-link");
    target.setMnemonicParsing(false);
    target.setOnAction(event -> model.follow(link));
    return target;
  }

  /// Facts with long labels.
  private static VBox wide(List<KeyDetail.Fact> facts) {
    VBox box = facts(facts);
    box.getStyleClass().add("detail-wide");
    return box;
  }

  private static VBox facts(List<KeyDetail.Fact> facts) {
    VBox box = new VBox();
    box.getStyleClass().add("detail-facts");
    for (KeyDetail.Fact fact : facts) {
      Label value = Parts.label(fact.value(), "detail-value");
      value.setWrapText(true);
      Parts.tone(value, fact.tone());
      if (fact.mono()) {
        value.getStyleClass().add("kc-mono");
      }
      box.getChildren().add(line(fact.label(), value));
    }
    return box;
  }

  private static HBox line(String label, Node value) {
    HBox line = new HBox(Parts.label(label, "detail-label"), value);
    line.getStyleClass().add("detail-line");
    HBox.setHgrow(value, Priority.ALWAYS);
    return line;
  }

  /// @param outlook whether to say what is expected of limits that are far, too
  private Node usage(KeyDetail detail, boolean outlook) {
    VBox box = new VBox(head("keys.section.usage", Parts.markWithReason(detail.usage())));
    box.getStyleClass().add("detail-gauges");
    detail.gauges().forEach(gauge -> box.getChildren().add(gauge(gauge, outlook)));
    if (!detail.notRead().isEmpty()) {
      box.getChildren().add(notRead(detail.notRead()));
    }
    return box;
  }

  private static Label notRead(String told) {
    Label label = Parts.wrapped(told, "keyusage-outlook");
    label.setId("detailNotRead");
    Parts.tone(label, Tone.WARNING);
    return label;
  }

  private HBox head(String name, Node right) {
    HBox head = new HBox(Parts.label(words.text(name), "detail-section"), gap(), right);
    head.getStyleClass().add("detail-section-row");
    return head;
  }

  private Node gauge(KeyDetail.Gauge gauge, boolean outlook) {
    HBox said = new HBox(Parts.label(gauge.label(), "detail-value"), gap());
    if (gauge.known()) {
      Label percent = Parts.label(gauge.percent(), "detail-percent");
      Parts.tone(percent, gauge.tone());
      said.getChildren()
          .addAll(
              Parts.label(gauge.used(), "detail-used"),
              Parts.label(words.text("keys.gauge.of", gauge.limit()), "kc-muted"),
              percent);
    } else {
      said.getChildren().add(Parts.label(words.text("keys.pending"), "kc-muted"));
    }
    said.getStyleClass().add("detail-gauge-line");
    Gauge bar = new Gauge();
    bar.setShare(gauge.share());
    Parts.tone(bar, gauge.tone());
    bar.setExpected(gauge.ahead());
    VBox box = new VBox(said, bar);
    box.getStyleClass().add("detail-gauge");
    if (!gauge.outlook().isEmpty() && (outlook || gauge.isLoud())) {
      Label expected = wrapped(gauge.outlook(), "keyusage-outlook");
      Parts.tone(expected, gauge.tone());
      box.getChildren().add(expected);
    }
    return box;
  }

  private Node restrictions(KeyDetail detail, BiFunction<KeyDetail.Line, Boolean, Node> told) {
    Hyperlink edit = new Hyperlink(words.text("keys.detail.edit"));
    edit.setOnAction(event -> model.editRestrictions());
    edit.setDisable(detail.blocked().isPresent());
    Hyperlink tighten = new Hyperlink(words.text("keys.detail.tighten"));
    tighten.setOnAction(event -> model.tighten());
    tighten.setDisable(detail.blocked().isPresent());
    HBox head = head("keys.section.restrictions", tighten);
    head.getChildren().add(edit);
    VBox box = new VBox(head);
    box.getStyleClass().add("detail-restrictions");
    boolean off = detail.blocked().isPresent();
    detail.restrictions().forEach(line -> box.getChildren().add(told.apply(line, off)));
    return box;
  }

  /// A restriction where there is little room: the reason is in the mark's tooltip.
  private Node briefly(KeyDetail.Line line, boolean off) {
    VBox box =
        new VBox(value(line.brief()), markLine(line, Parts.markWithReason(line.marked()), off));
    if (!line.deadBrief().isEmpty()) {
      box.getChildren().add(wrapped(line.deadBrief(), "kc-mark", "warning"));
    }
    return line(line.label(), box);
  }

  private Node restriction(KeyDetail.Line line, boolean off) {
    VBox box = new VBox(value(line.value()), markLine(line, Parts.mark(line.marked()), off));
    box.getChildren().addAll(why(line));
    return line(line.label(), box);
  }

  /// Why the mark is what it is, and what is wrong with each value.
  private static List<Label> why(KeyDetail.Line line) {
    List<Label> why = new ArrayList<>();
    why.add(wrapped(line.marked().reason(), "kc-muted"));
    line.dead().forEach(text -> why.add(wrapped(text, "kc-mark", "warning", "detail-dead")));
    return why;
  }

  private Node limits(KeyDetail detail) {
    VBox box = new VBox();
    box.getStyleClass().add("detail-limits");
    boolean off = detail.blocked().isPresent();
    detail.limits().forEach(line -> box.getChildren().add(limit(line, off)));
    return box;
  }

  private Node limit(KeyDetail.Line line, boolean off) {
    HBox said =
        new HBox(
            Parts.label(line.label(), "detail-label"),
            gap(),
            Parts.label(line.value(), "detail-value"));
    said.getStyleClass().add("detail-line");
    VBox box = new VBox(said, markLine(line, Parts.mark(line.marked()), off));
    box.getChildren().addAll(why(line));
    return box;
  }

  private static Label value(String text) {
    return wrapped(text, "kc-mono");
  }

  private static Label wrapped(String text, String... styles) {
    Label label = Parts.label(text, styles);
    label.setWrapText(true);
    return label;
  }

  private HBox markLine(KeyDetail.Line line, Label mark, boolean off) {
    HBox said = new HBox(mark, gap());
    said.getStyleClass().add("detail-mark-line");
    if (line.fix().isPresent()) {
      Hyperlink fix = new Hyperlink(words.text("keys.detail.fix"));
      Parts.wholeWhenCut(fix);
      fix.setOnAction(event -> model.fix(line));
      fix.setDisable(off);
      said.getChildren().add(fix);
    }
    return said;
  }

  private Label hint(String name) {
    Label hint = Parts.label(words.text(name), "kc-muted");
    hint.setWrapText(true);
    return hint;
  }

  private static Region gap() {
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    return gap;
  }
}

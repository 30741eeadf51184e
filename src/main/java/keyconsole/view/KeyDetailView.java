package keyconsole.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Separator;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
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
  @FXML private Label cut;
  private final JsonBox json;
  private final FontIcon suspendIcon = new FontIcon(Feather.PAUSE_CIRCLE);
  private final Map<String, Part> parts = new HashMap<>();
  private String shownId = "";
  private boolean allCapabilities;
  private List<KeyDetail.Badge> badged = List.of();

  /// What a part of the drawer tells, and what that was laid out as.
  private record Part(List<?> told, Node node) {}

  /// @param loader for its texts
  public KeyDetailView(KeyDetailViewModel model, ViewLoader loader) {
    this(model, loader, () -> {});
  }

  KeyDetailView(KeyDetailViewModel model, ViewLoader loader, Runnable closing) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
    this.closing = closing;
    this.json = new JsonBox(words, "keys.json.copy", 0, model::copyJson);
  }

  @FXML
  void initialize() {
    Parts.paintedInParts(scroll);
    close.setOnAction(event -> closing.run());
    copy.setOnAction(event -> model.copyId());
    copy.setTooltip(new Tooltip(copy.getAccessibleText()));
    showUsage.setOnAction(event -> model.showUsage());
    showUsage.setTooltip(new Tooltip(showUsage.getAccessibleText()));
    Parts.tip(title, this::wholeTitle);
    check.setOnAction(event -> model.checkAccess());
    check.setTooltip(new Tooltip(check.getAccessibleText()));
    rotate.setOnAction(event -> model.rotate());
    suspend.setGraphic(suspendIcon);
    suspend.setOnAction(event -> model.suspendOrResume());
    revoke.setOnAction(event -> model.revoke());
    disable.setOnAction(event -> model.disable());
    follow(model.jsonProperty(), this::showJson);
    Segments.alwaysOne(tabs, chosen -> showTab());
    follow(model.detailProperty(), shown -> shown.ifPresent(this::show));
  }

  private Tooltip wholeTitle() {
    Tooltip whole = new Tooltip();
    whole.textProperty().bind(title.textProperty());
    return whole;
  }

  private void showJson(KeyDetailViewModel.Text text) {
    json.show(text.shown());
    Parts.shown(json, !text.text().isEmpty());
    cut.setText(text.cut());
    showCut();
  }

  private void showCut() {
    Parts.shown(cut, jsonTab.isSelected() && !cut.getText().isEmpty());
  }

  private void show(KeyDetail detail) {
    if (!detail.id().equals(shownId)) {
      shownId = detail.id();
      allCapabilities = false;
      scroll.setVvalue(0);
    }
    title.setText(detail.title());
    subtitle.setText(detail.subtitle());
    Parts.shown(subtitle, !detail.subtitle().isBlank());
    if (!detail.badges().equals(badged)) {
      badged = detail.badges();
      badges.getChildren().setAll(badged.stream().map(KeyDetailView::badge).toList());
    }
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
    suspendIcon.setIconCode(detail.resumable() ? Feather.PLAY_CIRCLE : Feather.PAUSE_CIRCLE);
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
    if (badge.outlined()) {
      label.getStyleClass().add("outlined");
    }
    if (!badge.meaning().isEmpty()) {
      Parts.explain(label, badge.meaning());
    }
    return label;
  }

  private void showTab() {
    showCut();
    model.showJson(jsonTab.isSelected());
    model.detailProperty().get().ifPresent(this::layOut);
  }

  /// What says the same stays as it is, for another key too: new nodes cost their styles, and the
  /// keyboard loses its place in what is laid out anew every time that the clock ticks.
  private Node part(String name, List<?> told, Supplier<Node> layOut) {
    Part there = parts.get(name);
    if (there == null || !there.told().equals(told)) {
      there = new Part(told, layOut.get());
      parts.put(name, there);
    }
    return there.node();
  }

  /// A box that stays, whatever is in it.
  private Node box(String name, List<Node> nodes, String... styles) {
    Node box = part(name, List.of(), () -> empty(styles));
    StayingNodes.put(nodes, ((Pane) box).getChildren());
    return box;
  }

  private static Pane empty(String... styles) {
    VBox box = new VBox();
    box.getStyleClass().addAll(styles);
    return box;
  }

  private void layOut(KeyDetail detail) {
    StayingNodes.put(content(detail), body.getChildren());
  }

  private List<Node> content(KeyDetail detail) {
    if (jsonTab.isSelected()) {
      return List.of(json);
    }
    if (limitsTab.isSelected()) {
      return List.of(usage(detail, true), separator(1), limits(detail));
    }
    if (restrictionsTab.isSelected()) {
      return List.of(restrictions("restriction", detail, this::restriction));
    }
    if (countersTab.isSelected()) {
      return counters(detail);
    }
    if (detail.problem()) {
      return List.of(box("problems", lines("problem", detail.facts()), "detail-facts"));
    }
    return List.of(
        overview(detail),
        separator(1),
        usage(detail, false),
        separator(2),
        restrictions("brief", detail, this::briefly));
  }

  private Node separator(int place) {
    return part("separator" + place, List.of(), Separator::new);
  }

  private List<Node> counters(KeyDetail detail) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(box("counters", lines("counter", detail.counters()), "detail-facts", "detail-wide"));
    nodes.add(note(0, words.text("keys.counters.note")));
    detail
        .reconciled()
        .ifPresent(
            told -> {
              nodes.add(separator(1));
              nodes.add(part("verdict", List.of(told), () -> KeyUsagePane.verdict(told)));
              nodes.add(note(1, words.text("keys.counters.lines", told.lines())));
              told.notes().forEach(note -> nodes.add(note(nodes.size(), note)));
              if (!told.advice().isEmpty()) {
                nodes.add(part("advice", List.of(told.advice()), () -> wrapped(told.advice())));
              }
            });
    return nodes;
  }

  private Node note(int place, String text) {
    return part("note" + place, List.of(text), () -> wrapped(text, "kc-muted"));
  }

  private Node overview(KeyDetail detail) {
    List<Node> nodes = lines("fact", detail.facts());
    nodes.add(
        2,
        part(
            "capabilities",
            List.of(detail.capabilities(), allCapabilities),
            () -> line(words.text("keys.fact.capabilities"), capabilities(detail.capabilities()))));
    for (KeyDetail.Link link : detail.links()) {
      nodes.add(part("link" + nodes.size(), List.of(link), () -> line(link.label(), target(link))));
    }
    return box("overview", nodes, "detail-facts");
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

  private List<Node> lines(String name, List<KeyDetail.Fact> facts) {
    List<Node> nodes = new ArrayList<>();
    for (KeyDetail.Fact fact : facts) {
      nodes.add(part(name + nodes.size(), List.of(fact), () -> line(fact)));
    }
    return nodes;
  }

  private static Node line(KeyDetail.Fact fact) {
    Label value = wrapped(fact.value(), "detail-value");
    Parts.tone(value, fact.tone());
    if (fact.mono()) {
      value.getStyleClass().add("kc-mono");
    }
    return line(fact.label(), value);
  }

  private static HBox line(String label, Node value) {
    HBox line = new HBox(Parts.label(label, "detail-label"), value);
    line.getStyleClass().add("detail-line");
    HBox.setHgrow(value, Priority.ALWAYS);
    return line;
  }

  /// @param outlook whether to say what is expected of limits that are far, too
  private Node usage(KeyDetail detail, boolean outlook) {
    String name = outlook ? "outlook" : "gauge";
    List<Node> nodes = new ArrayList<>();
    nodes.add(
        part(
            name + "-head",
            List.of(detail.usage()),
            () -> head("keys.section.usage", Parts.markWithReason(detail.usage()))));
    for (KeyDetail.Gauge gauge : detail.gauges()) {
      nodes.add(part(name + nodes.size(), List.of(gauge), () -> gauge(gauge, outlook)));
    }
    if (!detail.notRead().isEmpty()) {
      nodes.add(
          part(name + "-not-read", List.of(detail.notRead()), () -> notRead(detail.notRead())));
    }
    return box(name + "s", nodes, "detail-gauges");
  }

  private static Label notRead(String told) {
    Label label = Parts.wrapped(told, "keyusage-outlook");
    label.setId("detailNotRead");
    Parts.tone(label, Tone.WARNING);
    return label;
  }

  private HBox head(String name, Node right) {
    HBox head = new HBox(Parts.label(words.text(name), "detail-section"), new Gap(), right);
    head.getStyleClass().add("detail-section-row");
    return head;
  }

  private Node gauge(KeyDetail.Gauge gauge, boolean outlook) {
    HBox said = new HBox(Parts.label(gauge.label(), "detail-value"), new Gap());
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

  private Node restrictions(
      String name, KeyDetail detail, BiFunction<KeyDetail.Line, Boolean, Node> told) {
    boolean off = detail.blocked().isPresent();
    List<Node> nodes = new ArrayList<>();
    nodes.add(part(name + "-head", List.of(off), () -> restrictionsHead(off)));
    nodes.addAll(lines(name, detail.restrictions(), off, told));
    return box(name + "s", nodes, "detail-restrictions");
  }

  private HBox restrictionsHead(boolean off) {
    Hyperlink edit = new Hyperlink(words.text("keys.detail.edit"));
    edit.setOnAction(event -> model.editRestrictions());
    edit.setDisable(off);
    Hyperlink tighten = new Hyperlink(words.text("keys.detail.tighten"));
    tighten.setOnAction(event -> model.tighten());
    tighten.setDisable(off);
    HBox head = head("keys.section.restrictions", tighten);
    head.getChildren().add(edit);
    return head;
  }

  private List<Node> lines(
      String name,
      List<KeyDetail.Line> lines,
      boolean off,
      BiFunction<KeyDetail.Line, Boolean, Node> told) {
    List<Node> nodes = new ArrayList<>();
    for (KeyDetail.Line line : lines) {
      nodes.add(part(name + nodes.size(), List.of(line, off), () -> told.apply(line, off)));
    }
    return nodes;
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
    boolean off = detail.blocked().isPresent();
    return box("limits", lines("limit", detail.limits(), off, this::limit), "detail-limits");
  }

  private Node limit(KeyDetail.Line line, boolean off) {
    HBox said =
        new HBox(
            Parts.label(line.label(), "detail-label"),
            new Gap(),
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
    HBox said = new HBox(mark, new Gap());
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
}

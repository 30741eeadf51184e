package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import keyconsole.viewmodel.AccessAnswer;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Tone;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Both answers side by side, why they differ, and every rule below.
final class AccessAnswerPane {

  /// With the longest rule of every language, in bold.
  private static final double RULE_WIDTH = 164;

  private static final double RULE_LEAST = 132;

  /// An IPv4 address at its longest, and the comma behind it.
  private static final double HELD_LEAST = 122;

  private static final double ASKED_WIDTH = 150;

  /// An IPv4 address at its longest, in bold.
  private static final double ASKED_LEAST = 114;

  private static final double MARK_WIDTH = 106;

  /// Of a head in two lines.
  private static final double MARK_LEAST = 62;

  private static final double EDGE = 9;
  private static final double EDGE_LEAST = 4;
  private static final double HEAD_HEIGHT = 32;
  private static final double ROW_HEIGHT = 32;
  private static final double ROW_LEAST = 28;

  /// Of three lines, in which an IPv6 address is whole.
  private static final double MOST_TEXT = 56;

  private final KeyWords words;
  private final String link;
  private final Runnable follow;

  /// @param link what leads from the line that says why they differ
  AccessAnswerPane(KeyWords words, String link, Runnable follow) {
    this.words = words;
    this.link = link;
    this.follow = follow;
  }

  Node of(AccessAnswer answer) {
    Node verdicts =
        Parts.sideBySide(
            List.of(
                verdict("backend", words.text("access.backend"), answer.backend()),
                verdict("full", words.text("access.full"), answer.full())));
    List<Node> parts = new ArrayList<>(List.of(verdicts));
    if (!answer.differ().isEmpty()) {
      parts.add(differ(answer.differ()));
    }
    parts.add(trace(answer.trace()));
    VBox pane = new VBox();
    pane.getChildren().setAll(parts);
    pane.getStyleClass().add("access-answer-pane");
    return pane;
  }

  private static VBox verdict(String id, String who, AccessAnswer.Verdict verdict) {
    Tone tone = verdict.allowed() ? Tone.SUCCESS : Tone.DANGER;
    Label word = Parts.label(verdict.word(), "access-verdict-word");
    word.setGraphic(new FontIcon(verdict.allowed() ? Feather.CHECK_CIRCLE : Feather.X_CIRCLE));
    Label reason = Parts.label(verdict.reason(), "access-verdict-reason");
    reason.setWrapText(true);
    // A message says at its end what it comes to.
    reason.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    reason.setTooltip(tooltip(verdict.reason()));
    Label rules = Parts.label(verdict.rules(), "kc-muted");
    VBox card = new VBox(Parts.label(who, "kc-muted"), word, reason, rules);
    card.setId("verdict-" + id);
    card.getStyleClass().add("access-verdict");
    Parts.tone(card, tone);
    return card;
  }

  private Node differ(String why) {
    Text first = new Text(words.text("access.differ") + " ");
    first.getStyleClass().add("access-strong");
    TextFlow text = new TextFlow(first, new Text(why));
    text.setId("differ");
    text.setAccessibleText(first.getText() + why);
    HBox.setHgrow(text, Priority.ALWAYS);
    Hyperlink open = new Hyperlink(link);
    open.setId("remedy");
    open.getStyleClass().add("shell-link");
    open.setMinWidth(Region.USE_PREF_SIZE);
    open.setOnAction(event -> follow.run());
    HBox line = new HBox(new FontIcon(Feather.ALERT_TRIANGLE), text, open);
    line.getStyleClass().add("access-differ");
    return line;
  }

  private Node trace(List<AccessAnswer.Line> lines) {
    GridPane grid = grid();
    head(grid);
    for (int i = 0; i < lines.size(); i++) {
      row(grid, i + 1, lines.get(i));
    }
    VBox.setVgrow(grid, lines.size() > 1 ? Priority.ALWAYS : Priority.NEVER);
    VBox card = new VBox(grid, legend());
    card.getStyleClass().addAll("access-card", "access-trace");
    card.setMaxHeight(Region.USE_PREF_SIZE);
    return card;
  }

  private static GridPane grid() {
    GridPane grid = new GridPane();
    ColumnConstraints held = new ColumnConstraints();
    held.setMinWidth(HELD_LEAST);
    held.setPrefWidth(HELD_LEAST);
    held.setHgrow(Priority.ALWAYS);
    grid.getColumnConstraints()
        .setAll(
            column(RULE_LEAST, RULE_WIDTH, HPos.LEFT),
            held,
            column(ASKED_LEAST, ASKED_WIDTH, HPos.LEFT),
            column(MARK_LEAST, MARK_WIDTH, HPos.CENTER),
            column(MARK_LEAST, MARK_WIDTH, HPos.CENTER),
            column(EDGE_LEAST, EDGE, HPos.CENTER));
    grid.getStyleClass().add("access-rows");
    return grid;
  }

  private static ColumnConstraints column(double least, double width, HPos place) {
    ColumnConstraints column = new ColumnConstraints(least, width, width);
    column.setHalignment(place);
    return column;
  }

  private void head(GridPane grid) {
    addRow(grid);
    background(grid, 0, "access-head").setMinHeight(HEAD_HEIGHT);
    List<String> names = List.of("rule", "held", "asked", "backend", "full");
    for (int i = 0; i < names.size(); i++) {
      Label name = Parts.wrapped(words.text("access.column." + names.get(i)), "access-head-text");
      name.getStyleClass().add("access-head-" + names.get(i));
      grid.add(name, i, 0);
    }
  }

  private void row(GridPane grid, int at, AccessAnswer.Line line) {
    addRow(grid);
    Region back = background(grid, at, "access-row");
    back.setMinHeight(ROW_LEAST);
    back.setPrefHeight(ROW_HEIGHT);
    Label rule = Parts.wrapped(line.rule(), "access-rule");
    Label asked = cell(line.asked());
    if (line.deciding()) {
      back.getStyleClass().add("deciding");
      rule.getStyleClass().add("access-strong");
      asked.getStyleClass().add("access-strong");
    }
    grid.add(rule, 0, at);
    grid.add(held(line), 1, at);
    grid.add(asked, 2, at);
    grid.add(mark(line.backend()), 3, at);
    grid.add(mark(line.full()), 4, at);
  }

  /// A row as tall as its texts need, or as its fill wants to be.
  private static void addRow(GridPane grid) {
    RowConstraints row = new RowConstraints();
    row.setMaxHeight(Region.USE_PREF_SIZE);
    row.setVgrow(Priority.ALWAYS);
    row.setValignment(VPos.CENTER);
    grid.getRowConstraints().add(row);
  }

  /// The fill of a row behind its cells.
  static Region background(GridPane grid, int at, String style) {
    Region back = new Region();
    back.getStyleClass().add(style);
    grid.add(back, 0, at, GridPane.REMAINING, 1);
    return back;
  }

  private static Node held(AccessAnswer.Line line) {
    Label text = cell(line.held());
    if (line.used().isEmpty()) {
      return text;
    }
    Parts.tone(text, line.usedTone());
    Label badge = Parts.badge(line.used(), line.usedTone());
    HBox both = new HBox(text, badge);
    both.getStyleClass().add("access-held");
    both.setMinWidth(0);
    both.widthProperty()
        .subscribe(
            width ->
                Parts.shown(
                    badge, width.doubleValue() >= text.prefWidth(-1) + badge.prefWidth(-1)));
    return both;
  }

  private static Label cell(AccessAnswer.Cell cell) {
    Label label = new Value(cell.text());
    if (cell.mono()) {
      label.getStyleClass().add("kc-mono");
    }
    if (cell.muted()) {
      label.getStyleClass().add("kc-muted");
    }
    if (!cell.whole().isEmpty()) {
      label.setTooltip(tooltip(cell.whole()));
    }
    return label;
  }

  /// A value in as many lines as it needs, for an address that is cut may be another's too; where
  /// it is very long its end is in the tooltip.
  private static final class Value extends Label {
    Value(String text) {
      super(text);
      getStyleClass().add("access-cell");
      setWrapText(true);
      setMaxHeight(MOST_TEXT);
    }

    @Override
    protected double computeMinHeight(double width) {
      return Math.min(MOST_TEXT, computePrefHeight(width));
    }
  }

  private static Tooltip tooltip(String text) {
    Tooltip tooltip = new Tooltip(text);
    Parts.textTooltip(tooltip);
    return tooltip;
  }

  private Label mark(AccessAnswer.Outcome outcome) {
    Label mark = mark(outcome.mark());
    mark.getStyleClass().add("access-row-mark");
    mark.setAccessibleText(outcome.why());
    mark.setTooltip(tooltip(outcome.why()));
    return mark;
  }

  private static Label mark(AccessAnswer.Mark mark) {
    Label label = new Label();
    label.setGraphic(
        new FontIcon(
            switch (mark) {
              case PASSES -> Feather.CHECK_CIRCLE;
              case DENIES -> Feather.X_CIRCLE;
              case NOT_LOOKED_AT -> Feather.MINUS_CIRCLE;
              case NOT_KNOWN_HERE -> Feather.HELP_CIRCLE;
            }));
    label.getStyleClass().add("access-mark");
    Parts.tone(
        label,
        switch (mark) {
          case PASSES -> Tone.SUCCESS;
          case DENIES -> Tone.DANGER;
          case NOT_LOOKED_AT, NOT_KNOWN_HERE -> Tone.NEUTRAL;
        });
    return label;
  }

  private Node legend() {
    HBox legend = new HBox();
    for (AccessAnswer.Mark each : AccessAnswer.Mark.values()) {
      Label mark = mark(each);
      mark.setText(words.text(each.textKey()));
      legend.getChildren().add(mark);
    }
    legend.getStyleClass().add("access-legend");
    return legend;
  }
}

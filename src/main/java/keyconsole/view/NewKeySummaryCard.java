package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import keyconsole.domain.Unseen;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.NewKeySummary;
import keyconsole.viewmodel.NewKeyViewModel;
import keyconsole.viewmodel.Tone;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// At the right of every step: what the key will be.
final class NewKeySummaryCard extends Screen {

  private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");

  private final NewKeyViewModel model;
  private final KeyWords words;
  private final Label name = Parts.label("", "newkey-card-name");
  private final Tooltip whole = new Tooltip();
  private final Label description = Parts.label("", "newkey-quiet");
  private final VBox lines = new VBox();

  NewKeySummaryCard(NewKeyViewModel model, KeyWords words) {
    this.model = model;
    this.words = words;
    Parts.textTooltip(whole);
    name.setTooltip(whole);
    name.setWrapText(true);
  }

  Node node() {
    String state = model.isEditing() ? "newkey.not-saved" : "newkey.not-created";
    Label badge = Parts.badge(words.text(state), Tone.NEUTRAL);
    HBox head = Parts.row(name, new Gap(), badge);
    head.getStyleClass().add("newkey-line");
    description.setWrapText(true);
    lines.getStyleClass().add("newkey-lines");
    VBox title = new VBox(head, description);
    title.getStyleClass().add("newkey-card-head");
    VBox card = new VBox(title, lines);
    card.getStyleClass().add("newkey-card");
    follow(model.who().name().textProperty(), text -> showHead());
    follow(model.who().description().textProperty(), text -> showHead());
    follow(model.summary().groups(), this::showLines);
    return card;
  }

  private void showHead() {
    String typed = model.who().name().text().strip();
    name.setText(typed.isEmpty() ? words.text("newkey.unnamed") : Unseen.shown(typed));
    whole.setText(name.getText());
    description.setText(model.who().description().text().strip());
    Parts.shown(description, !description.getText().isEmpty());
  }

  private void showLines() {
    List<Node> shown = new ArrayList<>();
    for (List<NewKeySummary.Line> group : model.summary().groups()) {
      shown.add(NewKeyPane.line());
      group.forEach(line -> shown.add(line.chips().isEmpty() ? line(line) : chips(line)));
    }
    lines.getChildren().setAll(shown);
  }

  private Node line(NewKeySummary.Line line) {
    String text = line.value().isBlank() ? words.text("newkey.none") : line.value();
    Label value = marked(Parts.label(text, "newkey-value"), line);
    value.setTooltip(new Tooltip(value.getText()));
    Label label = Parts.label(line.label(), "newkey-quiet");
    label.setMinWidth(Region.USE_PREF_SIZE);
    HBox row = Parts.row(label, new Gap(), value);
    row.getStyleClass().add("newkey-line");
    return row;
  }

  private Node chips(NewKeySummary.Line line) {
    FlowPane chips = new FlowPane();
    chips.getStyleClass().add("newkey-chips");
    line.chips().forEach(each -> chips.getChildren().add(Parts.chip(each)));
    VBox box = new VBox(marked(Parts.label(line.label(), "newkey-quiet"), line), chips);
    box.getStyleClass().add("newkey-chips-line");
    return box;
  }

  /// Whether the dot stands beside it.
  static boolean isMarkedAsChanged(NewKeySummary.Line line) {
    return line.changed() && !line.wrong();
  }

  private static Label marked(Label label, NewKeySummary.Line line) {
    Parts.wrong(label, line.wrong());
    label.pseudoClassStateChanged(CHANGED, isMarkedAsChanged(line));
    if (line.wrong()) {
      label.setGraphic(new FontIcon(Feather.ALERT_CIRCLE));
    } else if (line.changed()) {
      Region dot = new Region();
      dot.getStyleClass().add("newkey-dot");
      label.setGraphic(dot);
    }
    return label;
  }
}

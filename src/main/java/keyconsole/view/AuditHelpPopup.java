package keyconsole.view;

import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import keyconsole.domain.Unseen;
import keyconsole.viewmodel.AuditAsking.Example;
import keyconsole.viewmodel.AuditViewModel;
import keyconsole.viewmodel.KeyWords;

/// How one searches the audit log, with examples to try.
final class AuditHelpPopup extends Popup {

  private static final List<String> RULES =
      List.of("word", "field", "key", "time", "detail", "or", "whole", "not");

  private final AuditViewModel model;
  private final KeyWords words;
  private final VBox examples = new VBox();

  AuditHelpPopup(AuditViewModel model) {
    this.model = model;
    this.words = model.words();
    GridPane rules = new GridPane();
    rules.getStyleClass().add("audit-help-rules");
    for (int i = 0; i < RULES.size(); i++) {
      String rule = "audit.help." + RULES.get(i);
      Label written = Parts.label(words.text(rule + ".written"), "kc-mono", "audit-help-written");
      written.setMinWidth(Region.USE_PREF_SIZE);
      Label meaning = Parts.label(words.text(rule), "audit-help-meaning");
      meaning.setWrapText(true);
      GridPane.setValignment(written, VPos.TOP);
      rules.addRow(i, written, meaning);
    }
    VBox box =
        new VBox(
            Parts.label(words.text("audit.help"), "audit-help-title"),
            rules,
            Parts.label(words.text("audit.help.examples"), "audit-help-title"),
            examples);
    box.getStyleClass().add("audit-help");
    getContent().add(box);
    setAnchorLocation(AnchorLocation.CONTENT_TOP_RIGHT);
    setAutoHide(true);
    setHideOnEscape(true);
  }

  /// Opens it below a node, at its right edge.
  void open(Region anchor) {
    examples.getChildren().setAll(model.asking().examples().stream().map(this::example).toList());
    Theme.dressPopup(getScene(), anchor.getScene());
    Bounds at = anchor.localToScreen(anchor.getLayoutBounds());
    show(anchor, at.getMaxX(), at.getMaxY() + 4);
    examples.getChildren().getFirst().requestFocus();
  }

  private Node example(Example example) {
    String shown = Unseen.shown(example.query());
    Label query = Parts.label(shown, "kc-mono", "audit-help-query");
    Label meaning = Parts.label(example.meaning(), "audit-help-meaning");
    VBox content = new VBox(query, meaning);
    Button button = new Button("", new HBox(content));
    button.getStyleClass().addAll("flat", "audit-help-example");
    button.setMaxWidth(Double.MAX_VALUE);
    button.setAccessibleText(shown + ", " + example.meaning());
    button.setOnAction(
        event -> {
          hide();
          model.search(example.query());
        });
    return button;
  }
}

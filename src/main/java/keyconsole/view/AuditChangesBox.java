package keyconsole.view;

import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.AuditDetail.Changes;
import keyconsole.viewmodel.AuditDetail.Fact;
import keyconsole.viewmodel.AuditDetail.Side;
import keyconsole.viewmodel.KeyWords;

/// What an audit record's deed changed, side by side, what it says besides, and where that is known
/// from.
final class AuditChangesBox extends VBox {

  /// Of a label, as everywhere in the drawer.
  private static final double LABELS = 80;

  private final KeyWords words;

  AuditChangesBox(KeyWords words) {
    this.words = words;
    getStyleClass().add("audit-changes");
  }

  void show(Optional<Changes> shown) {
    getChildren().clear();
    shown.ifPresentOrElse(
        this::show, () -> getChildren().add(note(words.text("audit.changes.pending"))));
  }

  private void show(Changes shown) {
    if (!shown.changes().isEmpty()) {
      getChildren().add(table(shown));
    }
    shown.notes().forEach(text -> getChildren().add(note(text)));
    if (!shown.facts().isEmpty()) {
      VBox facts = new VBox(Parts.label(words.text("audit.change.also"), "detail-section"));
      facts.getStyleClass().add("audit-changes-facts");
      shown.facts().forEach(each -> facts.getChildren().add(fact(each)));
      getChildren().add(facts);
    }
  }

  private GridPane table(Changes shown) {
    GridPane table = new GridPane();
    table.getStyleClass().add("audit-changes-table");
    table
        .getColumnConstraints()
        .setAll(new ColumnConstraints(LABELS, LABELS, LABELS), side(), side());
    table.addRow(
        0,
        new Region(),
        Parts.label(words.text("audit.change.before"), "kc-muted"),
        Parts.label(words.text("audit.change.after"), "kc-muted"));
    for (int i = 0; i < shown.changes().size(); i++) {
      var change = shown.changes().get(i);
      table.addRow(
          i + 1, wrapped(change.label(), "kc-muted"), side(change.before()), side(change.after()));
    }
    return table;
  }

  /// One of two of the same width.
  private static ColumnConstraints side() {
    ColumnConstraints side = new ColumnConstraints(0, 0, Double.MAX_VALUE);
    side.setHgrow(Priority.ALWAYS);
    return side;
  }

  private static Label side(Side side) {
    return wrapped(side.text(), side.known() ? "detail-value" : "audit-unknown");
  }

  private static HBox fact(Fact fact) {
    Label value = wrapped(fact.value(), "detail-value");
    HBox.setHgrow(value, Priority.ALWAYS);
    HBox line = new HBox(wrapped(fact.label(), "detail-label"), value);
    line.getStyleClass().add("detail-line");
    return line;
  }

  private static Label note(String text) {
    return wrapped(text, "kc-muted");
  }

  private static Label wrapped(String text, String style) {
    Label label = Parts.wrapped(text, style);
    GridPane.setValignment(label, VPos.TOP);
    return label;
  }
}

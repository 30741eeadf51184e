package keyconsole.view;

import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.UsageTile;

/// A figure in three lines: what it is, the figure, what it is to be seen beside.
final class UsageTileBox extends VBox {

  private final Label label = Parts.label("", "usage-tile-label");
  private final Label value = Parts.label("", "usage-tile-value");
  private final Label lead = Parts.label("", "usage-tile-context");
  private final Label change = Parts.label("", "usage-tile-change");
  private final Label context = Parts.label("", "usage-tile-context");
  private final StringProperty meaning = new SimpleStringProperty("");
  private final StringProperty told = new SimpleStringProperty("");

  UsageTileBox() {
    getStyleClass().addAll("usage-card", "usage-tile");
    lead.setMinWidth(USE_PREF_SIZE);
    change.setMinWidth(USE_PREF_SIZE);
    HBox below = new HBox(lead, change, context);
    below.getStyleClass().add("usage-tile-below");
    getChildren().addAll(label, value, below);
    Parts.tip(label, meaning);
    Parts.tip(context, told);
  }

  void show(UsageTile tile) {
    label.setText(tile.label());
    meaning.set(tile.meaning());
    label.setAccessibleHelp(tile.meaning());
    value.setText(tile.value());
    part(lead, tile.lead());
    part(change, tile.change());
    part(context, tile.context());
    String below = String.join(" ", tile.lead(), tile.change(), tile.context()).strip();
    told.set(tile.reason().isEmpty() ? below : tile.reason());
    context.setAccessibleHelp(tile.reason());
  }

  private static void part(Label part, String text) {
    part.setText(text);
    Parts.shown(part, !text.isEmpty());
  }
}

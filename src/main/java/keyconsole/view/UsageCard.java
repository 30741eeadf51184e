package keyconsole.view;

import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A card of the usage screen that shows a drawing under its title.
abstract class UsageCard extends VBox {

  private static final double INSIDE = 4;

  private final Label title = Parts.label("", "usage-card-title");

  UsageCard(String style) {
    getStyleClass().addAll("usage-card", style);
    title.setMinWidth(USE_PREF_SIZE);
  }

  /// The first line: what the card is at the left, notes at the right. Where both have no room, the
  /// notes are cut off, never the title.
  final HBox head(Region... notes) {
    HBox head = new HBox(title, new Gap());
    head.getChildren().addAll(notes);
    head.getStyleClass().add("usage-card-head");
    return head;
  }

  final void setTitle(String text) {
    title.setText(text);
  }

  final String title() {
    return title.getText();
  }

  /// Where a [UsageTip] may stand.
  final Bounds room() {
    return new BoundingBox(INSIDE, INSIDE, getWidth() - 2 * INSIDE, getHeight() - 2 * INSIDE);
  }

  /// The card with all that it shows, at twice its size, with the range and the zone over it. It
  /// has to stand in a window, whose look it takes.
  abstract UsagePng picture();
}

package keyconsole.view;

import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import keyconsole.viewmodel.PaletteLine;
import keyconsole.viewmodel.PaletteViewModel;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// A line of the command palette: a heading, or what can be chosen, with its keys at the right; in
/// their place the reason where it cannot be chosen.
final class PaletteCell extends ListCell<PaletteLine> {

  private static final PseudoClass OFF = PseudoClass.getPseudoClass("off");
  private static final PseudoClass HEADING = PseudoClass.getPseudoClass("heading");

  private final FontIcon icon = new FontIcon();
  private final Label title = Parts.label("", "palette-title");
  private final Label detail = Parts.label("", "palette-detail");
  private final Label keys = Parts.label("", "shell-shortcut");
  private final Label reason = Parts.label("", "palette-reason");
  private final HBox line;

  PaletteCell(PaletteViewModel model) {
    getStyleClass().add("palette-cell");
    title.setMinWidth(Region.USE_PREF_SIZE);
    title.setMaxWidth(Region.USE_PREF_SIZE);
    keys.setMinWidth(Region.USE_PREF_SIZE);
    line = new HBox(icon, title, detail, new Gap(), reason, keys);
    line.getStyleClass().add("palette-line");
    setPrefWidth(0);
    setOnMouseClicked(
        event -> {
          if (getItem() != null) {
            model.choose(getItem());
          }
        });
  }

  @Override
  protected void updateItem(@Nullable PaletteLine item, boolean empty) {
    super.updateItem(item, empty);
    boolean heading = item != null && !empty && item.kind() == PaletteLine.Kind.HEADING;
    boolean lineShown = item != null && !empty && !heading;
    pseudoClassStateChanged(HEADING, heading);
    pseudoClassStateChanged(OFF, item != null && lineShown && !item.isChoosable());
    setText(item != null && heading ? item.title() : null);
    setGraphic(lineShown ? line : null);
    if (item != null && lineShown) {
      icon.setIconLiteral(item.icon());
      title.setText(item.title());
      detail.setText(item.detail());
      reason.setText(item.reason());
      keys.setText(item.keys());
      Parts.shown(keys, !item.keys().isEmpty() && item.reason().isEmpty());
      Parts.shown(reason, !item.reason().isEmpty());
      setAccessibleText(item.title() + " " + item.detail() + " " + item.reason());
    }
  }
}

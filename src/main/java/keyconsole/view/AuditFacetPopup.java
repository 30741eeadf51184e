package keyconsole.view;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import keyconsole.viewmodel.AuditAsking;
import keyconsole.viewmodel.AuditFacet;
import keyconsole.viewmodel.AuditFacet.Kind;
import keyconsole.viewmodel.KeyWords;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// All actions or actors that found entries can be narrowed by.
final class AuditFacetPopup extends PickerPopup<AuditFacet> {

  private static final double ROW_HEIGHT = 28;

  private final AuditAsking asking;

  AuditFacetPopup(Screen screen, AuditAsking asking, KeyWords words) {
    super(
        screen, asking.picker(), words.text("audit.facet.find"), "audit-facet-picker", ROW_HEIGHT);
    this.asking = asking;
  }

  void open(Kind kind, Region anchor) {
    asking.picker().turnTo(kind);
    open(anchor);
  }

  @Override
  ListCell<AuditFacet> cell() {
    return new Cell();
  }

  @Override
  void picked(AuditFacet facet) {
    asking.toggle(facet);
  }

  private final class Cell extends SpokenCell<AuditFacet> {
    private final Label text = new Label();
    private final Label count = Parts.label("", "kc-muted");
    private final FontIcon chosen = new FontIcon(Feather.CHECK);
    private final HBox line;

    Cell() {
      count.setMinWidth(Region.USE_PREF_SIZE);
      line = new HBox(text, chosen, new Gap(), count);
      line.getStyleClass().add("keys-picker-line");
      line.setMinWidth(0);
      line.setPrefWidth(0);
      setOnMouseClicked(event -> choose(getItem()));
    }

    @Override
    protected void updateItem(@Nullable AuditFacet facet, boolean empty) {
      super.updateItem(facet, empty);
      if (empty || facet == null) {
        setGraphic(null);
      } else {
        text.setText(facet.text());
        count.setText(facet.found().isPresent() ? KeyWords.number(facet.found().getAsInt()) : "");
        Parts.shown(chosen, facet.chosen());
        setGraphic(line);
      }
    }
  }
}

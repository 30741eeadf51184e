package keyconsole.view;

import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Takes the room that is left in a line or a column, so that what follows stands at its end.
///
/// It says so itself: where FXML says it of a [Region] (`HBox.hgrow`), the loader looks for a
/// method for each of the node's superclasses, three times over, and makes an exception where there
/// is none. For the first page these were 227.
public final class Gap extends Region {

  public Gap() {
    HBox.setHgrow(this, Priority.ALWAYS);
    VBox.setVgrow(this, Priority.ALWAYS);
  }
}

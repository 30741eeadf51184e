package keyconsole.view;

import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.ShortcutSheet;

/// The sheet of all shortcuts, in two columns.
public final class ShortcutsView extends Screen {

  private final ShortcutSheet model;

  @FXML private VBox left;
  @FXML private VBox right;
  @FXML private Button close;

  public ShortcutsView(ShortcutSheet model) {
    this.model = model;
  }

  @FXML
  void initialize() {
    List<ShortcutSheet.Section> sections = model.sections();
    int lines = sections.stream().mapToInt(section -> section.lines().size() + 1).sum();
    int shown = 0;
    for (ShortcutSheet.Section section : sections) {
      VBox column = 2 * shown + section.lines().size() < lines ? left : right;
      column.getChildren().add(section(section));
      shown += section.lines().size() + 1;
    }
    close.setCancelButton(true);
    close.setDefaultButton(true);
    close.setOnAction(event -> model.close());
  }

  private static Node section(ShortcutSheet.Section section) {
    VBox box = new VBox(Parts.label(section.title(), "sheet-heading"));
    section.lines().forEach(line -> box.getChildren().add(line(line)));
    return box;
  }

  private static Node line(ShortcutSheet.Line line) {
    Label name = Parts.label(line.name());
    Label keys = Parts.label(line.keys(), "shell-shortcut");
    keys.setMinWidth(Region.USE_PREF_SIZE);
    HBox row = new HBox(name, new Gap(), keys);
    row.getStyleClass().add("sheet-line");
    return row;
  }
}

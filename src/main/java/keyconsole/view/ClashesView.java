package keyconsole.view;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import keyconsole.viewmodel.ClashesViewModel;
import keyconsole.viewmodel.ClashesViewModel.Row;
import keyconsole.viewmodel.ClashesViewModel.Side;
import keyconsole.viewmodel.KeyWords;

/// A key as it was, as it is on disk and as it was typed, field by field beside each other.
public final class ClashesView extends Screen {

  private static final List<String> HEADS =
      List.of("clashes.field", "clashes.was", "clashes.theirs", "clashes.mine");

  private final ClashesViewModel model;
  private final KeyWords words;

  @FXML private ScrollPane scroll;
  @FXML private GridPane grid;
  @FXML private Button theirs;
  @FXML private Button mine;
  @FXML private Button cancel;
  @FXML private Button save;

  /// @param loader for its texts
  public ClashesView(ClashesViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
  }

  @FXML
  void initialize() {
    Parts.asTallAsItsContent(scroll);
    for (int column = 0; column < HEADS.size(); column++) {
      grid.add(Parts.label(words.text(HEADS.get(column)), "clashes-head"), column, 0);
    }
    for (int line = 0; line < model.rows().size(); line++) {
      show(model.rows().get(line), line + 1);
    }
    theirs.setOnAction(event -> model.chooseAll(Side.THEIRS));
    mine.setOnAction(event -> model.chooseAll(Side.MINE));
    follow(model.completeProperty(), complete -> save.setDisable(!complete));
    save.setDefaultButton(true);
    save.setOnAction(event -> model.save());
    cancel.setCancelButton(true);
    cancel.setOnAction(event -> model.cancel());
  }

  private void show(Row row, int line) {
    ToggleGroup group = new ToggleGroup();
    grid.addRow(
        line,
        cell(new Label(row.clash().label()), "clashes-label"),
        cell(Parts.legible(new Label(shown(row.clash().was()))), "clashes-was"),
        side(row, Side.THEIRS, row.clash().theirs(), group),
        side(row, Side.MINE, row.clash().mine(), group));
  }

  private Node side(Row row, Side side, String value, ToggleGroup group) {
    RadioButton button = Parts.legible(new RadioButton(shown(value)));
    button.setMnemonicParsing(false);
    button.setWrapText(true);
    button.setMinHeight(Region.USE_PREF_SIZE);
    button.setToggleGroup(group);
    button.getStyleClass().add("clashes-" + side.name().toLowerCase(Locale.ROOT));
    GridPane.setValignment(button, VPos.TOP);
    button.setOnAction(event -> row.choice().set(Optional.of(side)));
    follow(row.choice(), chosen -> button.setSelected(chosen.equals(Optional.of(side))));
    return button;
  }

  private static Node cell(Label label, String style) {
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.getStyleClass().add(style);
    GridPane.setValignment(label, VPos.TOP);
    return label;
  }

  private String shown(String value) {
    return value.isEmpty() ? words.text("clashes.nothing") : value;
  }
}

package keyconsole.view;

import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.PaletteLine;
import keyconsole.viewmodel.PaletteViewModel;

/// The command palette. The keyboard stays in its field; the arrows walk through what was found.
public final class PaletteView extends Screen {

  private static final int A_PAGE = 8;
  private static final int LINE = 36;
  private static final int HEADING = 28;
  private static final int EDGE = 5;
  private static final double MOST_HIGH = 424;

  /// How many lines are seen above the chosen one.
  private static final int ABOVE = 4;

  private final PaletteViewModel model;

  @FXML private VBox root;
  @FXML private TextField search;
  @FXML private ListView<PaletteLine> list;
  @FXML private Label none;

  public PaletteView(PaletteViewModel model) {
    this.model = model;
  }

  @FXML
  void initialize() {
    search.setTextFormatter(new TextFormatter<>(this::withoutRawKey));
    bindBoth(search.textProperty(), model.textProperty());
    list.setItems(model.lines());
    list.setCellFactory(view -> new PaletteCell(model));
    follow(model.lines(), this::showWhetherAny);
    follow(model.chosenProperty(), this::showChosen);
    root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
  }

  /// A raw key never enters the field, so that undo cannot bring it back.
  private TextFormatter.Change withoutRawKey(TextFormatter.Change change) {
    if (change.isContentChange() && model.takeRawKey(change.getControlNewText())) {
      change.setRange(0, change.getControlText().length());
      change.setText("");
      change.selectRange(0, 0);
    }
    return change;
  }

  /// The list is as tall as what was found, up to what has room.
  private void showWhetherAny() {
    boolean any = !model.lines().isEmpty();
    long headings =
        model.lines().stream().filter(line -> line.kind() == PaletteLine.Kind.HEADING).count();
    double height =
        2 * EDGE + headings * HEADING + (model.lines().size() - headings) * (double) LINE;
    list.setPrefHeight(Math.min(MOST_HIGH, height));
    Parts.shown(list, any);
    Parts.shown(none, !any);
  }

  private void showChosen(Optional<PaletteLine> chosen) {
    int at = chosen.map(model.lines()::indexOf).orElse(-1);
    list.getSelectionModel().clearAndSelect(at);
    list.scrollTo(Math.max(0, at - ABOVE));
    search.setAccessibleHelp(chosen.map(PaletteLine::title).orElse(""));
  }

  private void pressed(KeyEvent event) {
    switch (event.getCode()) {
      case DOWN -> model.walk(1);
      case UP -> model.walk(-1);
      case PAGE_DOWN -> model.walk(A_PAGE);
      case PAGE_UP -> model.walk(-A_PAGE);
      case ENTER -> model.choose();
      default -> {
        return;
      }
    }
    event.consume();
  }
}

package keyconsole.view;

import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.WarningsViewModel;
import keyconsole.viewmodel.WarningsViewModel.Item;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What a person should know about the folder: each thing, why it matters and what mends it.
public final class WarningsView extends Screen {

  private final WarningsViewModel model;
  private final KeyWords words;

  @FXML private Label summary;
  @FXML private ScrollPane scroll;
  @FXML private VBox list;
  @FXML private Button close;

  /// @param loader for its texts
  public WarningsView(WarningsViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
  }

  @FXML
  void initialize() {
    Parts.asTallAsItsContent(scroll);
    follow(model.summary(), summary::setText);
    follow(model.itemsProperty(), this::show);
    close.setCancelButton(true);
    close.setDefaultButton(true);
    close.setOnAction(event -> model.close());
  }

  private void show(List<Item> items) {
    Parts.shown(scroll, !items.isEmpty());
    list.getChildren().setAll(items.stream().map(this::row).toList());
  }

  private Node row(Item item) {
    VBox told = new VBox(Parts.wrapped(item.title(), "warnings-title"));
    item.lines().forEach(line -> told.getChildren().add(Parts.wrapped(line, "warnings-line")));
    told.getChildren()
        .addAll(Parts.wrapped(item.why(), "kc-muted"), Parts.wrapped(item.mend(), "warnings-mend"));
    if (!item.commands().isEmpty()) {
      told.getChildren().add(commands(item));
    }
    if (item.canNote()) {
      Hyperlink note = new Hyperlink(words.text("warnings.note"));
      note.getStyleClass().add("shell-link");
      note.setOnAction(event -> model.takeNote(item));
      told.getChildren().add(note);
    }
    HBox.setHgrow(told, Priority.ALWAYS);
    HBox row = new HBox(new FontIcon(Feather.ALERT_TRIANGLE), told);
    row.getStyleClass().addAll("seal-item", "warnings-item");
    return row;
  }

  private Node commands(Item item) {
    Label text = Parts.wrapped(item.commands(), "kc-mono", "warnings-command-text");
    HBox.setHgrow(text, Priority.ALWAYS);
    text.setMaxWidth(Double.MAX_VALUE);
    Button copy = Parts.iconButton(Feather.COPY, words.text("warnings.copy"));
    copy.setOnAction(event -> model.copy(item));
    HBox commands = new HBox(text, copy);
    commands.getStyleClass().add("warnings-command");
    return commands;
  }
}

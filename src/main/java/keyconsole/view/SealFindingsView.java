package keyconsole.view;

import java.util.List;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.SealFindingsViewModel;
import keyconsole.viewmodel.SealFindingsViewModel.Item;
import keyconsole.viewmodel.Tone;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// All that the verification of the seals found, with the way to each line.
public final class SealFindingsView extends Screen {

  private final SealFindingsViewModel model;
  private final KeyWords words;

  @FXML private StackPane seal;
  @FXML private ScrollPane scroll;
  @FXML private Label summary;
  @FXML private VBox list;
  @FXML private Button save;
  @FXML private Button close;

  /// @param loader for its texts
  public SealFindingsView(SealFindingsViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
  }

  @FXML
  void initialize() {
    Parts.asTallAsItsContent(scroll);
    SealBanner banner = new SealBanner(model, words);
    holds(banner);
    seal.getChildren().setAll(banner.node());
    follow(model.summary(), summary::setText);
    follow(model.items(), this::show);
    follow(model.reported(), reported -> save.setDisable(!reported));
    save.setOnAction(event -> model.saveReport());
    close.setCancelButton(true);
    close.setDefaultButton(true);
    close.setOnAction(event -> model.close());
  }

  private void show(List<Item> items) {
    Parts.shown(scroll, !items.isEmpty());
    list.getChildren().setAll(items.stream().map(this::row).toList());
  }

  private Node row(Item item) {
    FontIcon icon =
        new FontIcon(
            switch (item.tone()) {
              case DANGER -> Feather.X_CIRCLE;
              case PLAIN -> Feather.EYE;
              default -> Feather.INFO;
            });
    VBox told = new VBox(Parts.wrapped(item.text(), "seal-item-text"));
    if (!item.detail().isEmpty()) {
      told.getChildren().add(Parts.wrapped(item.detail(), "kc-muted"));
    }
    told.getChildren().addAll(ways(item));
    HBox.setHgrow(told, Priority.ALWAYS);
    HBox row = new HBox(icon, told);
    row.getStyleClass().add("seal-item");
    Parts.tone(row, item.tone() == Tone.DANGER ? Tone.DANGER : Tone.NEUTRAL);
    return row;
  }

  /// To the line, and to the reason why it is so.
  private List<Node> ways(Item item) {
    HBox ways = new HBox();
    ways.getStyleClass().add("seal-item-ways");
    ways.setAlignment(Pos.CENTER_LEFT);
    item.finding()
        .ifPresent(finding -> ways.getChildren().add(link("seal.show", () -> model.show(finding))));
    item.acknowledge()
        .ifPresent(
            file ->
                ways.getChildren().add(link("seal.acknowledge", () -> model.acknowledge(file))));
    return ways.getChildren().isEmpty() ? List.of() : List.of(ways);
  }

  private Hyperlink link(String name, Runnable action) {
    Hyperlink link = new Hyperlink(words.text(name));
    link.getStyleClass().add("shell-link");
    link.setOnAction(event -> action.run());
    return link;
  }
}

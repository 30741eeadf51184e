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
import keyconsole.domain.AuditFinding.Doubt;
import keyconsole.viewmodel.AuditFindingsViewModel;
import keyconsole.viewmodel.AuditFindingsViewModel.Item;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Tone;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// On what the key files and the audit log do not agree, each with the ways to look into it and to
/// say that it is known.
public final class AuditFindingsView extends Screen {

  /// How many are laid out at a time; each is a handful of nodes.
  private static final int AT_A_TIME = 100;

  private final AuditFindingsViewModel model;
  private final KeyWords words;
  private int most = AT_A_TIME;

  @FXML private Label summary;
  @FXML private VBox warnings;
  @FXML private ScrollPane scroll;
  @FXML private VBox list;
  @FXML private Button markAll;
  @FXML private Button close;

  /// @param loader for its texts
  public AuditFindingsView(AuditFindingsViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
  }

  @FXML
  void initialize() {
    follow(model.toldProperty(), told -> summary.setText(told.text()));
    follow(model.warningsProperty(), this::showWarnings);
    follow(model.itemsProperty(), this::show);
    // Wrapped texts are higher than the list is computed to be.
    Parts.asTallAsItsContent(scroll);
    markAll.setOnAction(event -> model.askWhyAllKnown());
    close.setCancelButton(true);
    close.setDefaultButton(true);
    close.setOnAction(event -> model.closeList());
  }

  private void showWarnings(List<String> shown) {
    warnings.getChildren().setAll(shown.stream().map(AuditFindingsView::warning).toList());
    Parts.shown(warnings, !shown.isEmpty());
  }

  private static Label warning(String text) {
    Label label = Parts.wrapped(text, "audit-detail-note");
    label.setGraphic(new FontIcon(Feather.ALERT_TRIANGLE));
    return label;
  }

  private void show(List<Item> items) {
    list.getChildren().setAll(items.stream().limit(most).map(this::row).toList());
    if (items.size() > most) {
      list.getChildren()
          .add(link(words.text("deeds.more", items.size() - most), () -> showMore(items)));
    }
    Parts.shown(scroll, !items.isEmpty());
    Parts.shown(markAll, model.open().size() > 1);
  }

  private void showMore(List<Item> items) {
    most += AT_A_TIME;
    show(items);
  }

  private Node row(Item item) {
    boolean known = !item.known().isEmpty();
    VBox told = new VBox(Parts.wrapped(item.what(), "findings-what"));
    item.values().forEach(value -> told.getChildren().add(Parts.wrapped(value, "findings-value")));
    told.getChildren().add(Parts.wrapped(item.when(), "kc-muted", "findings-when"));
    if (known) {
      told.getChildren().add(Parts.wrapped(item.known(), "findings-known"));
    }
    told.getChildren().add(ways(item, known));
    HBox.setHgrow(told, Priority.ALWAYS);
    HBox row = new HBox(new FontIcon(icon(item, known)), told);
    row.getStyleClass().add("findings-item");
    Parts.tone(row, known ? Tone.NEUTRAL : Tone.WARNING);
    return row;
  }

  private static Feather icon(Item item, boolean known) {
    if (known) {
      return Feather.CHECK_CIRCLE;
    }
    if (item.finding().doubt() != Doubt.NONE) {
      return Feather.HELP_CIRCLE;
    }
    return item.finding().what().isEntry() ? Feather.FILE_MINUS : Feather.ALERT_CIRCLE;
  }

  private HBox ways(Item item, boolean known) {
    HBox ways = new HBox();
    ways.getStyleClass().add("seal-item-ways");
    if (item.finding().entry().isPresent()) {
      ways.getChildren().add(way("seal.show", () -> model.showLine(item)));
    }
    if (model.hasKey(item)) {
      ways.getChildren().add(way("deeds.key", () -> model.showKey(item)));
    }
    ways.getChildren().add(way("audit.link.key-entries", () -> model.showEntries(item)));
    ways.getChildren()
        .add(
            known
                ? way("deeds.take-back", () -> model.takeBack(item))
                : way("deeds.mark", () -> model.askWhyKnown(item)));
    return ways;
  }

  private Hyperlink way(String name, Runnable action) {
    return link(words.text(name), action);
  }

  private static Hyperlink link(String text, Runnable action) {
    Hyperlink link = new Hyperlink(text);
    link.getStyleClass().add("shell-link");
    link.setOnAction(event -> action.run());
    return link;
  }
}

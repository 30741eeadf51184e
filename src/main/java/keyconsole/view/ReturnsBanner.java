package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.ReturnsViewModel;
import keyconsole.viewmodel.Tone;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Access that came back after it was taken away, above every page, a line each.
final class ReturnsBanner extends Screen {

  private final ReturnsViewModel model;
  private final KeyWords words;
  private final VBox banner = new VBox();

  ReturnsBanner(ReturnsViewModel model, KeyWords words) {
    this.model = model;
    this.words = words;
    banner.setId("returnsBanner");
    banner.getStyleClass().add("returns-banner");
    follow(model.itemsProperty(), this::show);
  }

  Node node() {
    return banner;
  }

  private void show(List<ReturnsViewModel.Item> items) {
    Parts.shown(banner, !items.isEmpty());
    banner.getChildren().setAll(items.stream().map(this::line).toList());
  }

  private Node line(ReturnsViewModel.Item item) {
    Label title = Parts.label(item.text(), "seal-title");
    title.setMinWidth(0);
    title.setTooltip(Parts.reason(item.text()));
    Label second = Parts.label(item.detail(), "seal-second");
    second.setMinWidth(0);
    Parts.shown(second, !item.detail().isEmpty());
    VBox told = new VBox(title, second);
    told.setAlignment(Pos.CENTER_LEFT);
    told.setMinWidth(0);
    HBox.setHgrow(told, Priority.ALWAYS);
    HBox line = new HBox(new FontIcon(icon(item.tone())), told);
    line.getChildren().addAll(ways(item));
    line.getStyleClass().addAll("seal-banner", "seal-line", "returns-line");
    Parts.tone(line, item.tone());
    return line;
  }

  /// What is settled is no warning.
  private static Feather icon(Tone tone) {
    return tone == Tone.SUCCESS ? Feather.CHECK_CIRCLE : Feather.ALERT_TRIANGLE;
  }

  private List<Node> ways(ReturnsViewModel.Item item) {
    List<Node> ways = new ArrayList<>();
    if (item.found().isPresent()) {
      Hyperlink show = new Hyperlink(words.text("returns.show"));
      show.getStyleClass().add("shell-link");
      show.setMinWidth(Region.USE_PREF_SIZE);
      show.setOnAction(event -> model.showKey(item));
      ways.add(show);
    }
    if (item.canKeep()) {
      ways.add(button("returns.keep", () -> model.keep(item)));
    }
    if (item.canDecide()) {
      ways.add(button("returns.again", () -> model.takeAwayAgain(item)));
    }
    if (item.canDismiss()) {
      ways.add(button("returns.dismiss", () -> model.dismiss(item)));
    }
    return ways;
  }

  private Button button(String text, Runnable action) {
    Button button = new Button(words.text(text));
    button.getStyleClass().add("seal-button");
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(event -> action.run());
    return button;
  }
}

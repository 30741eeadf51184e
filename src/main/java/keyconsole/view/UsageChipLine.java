package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.UsageChip;
import keyconsole.viewmodel.UsageViewModel;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The filters of the usage screen, the button that adds one and the one that takes all away.
final class UsageChipLine {

  private final UsageViewModel model;
  private final KeyWords words;
  private final FlowPane line;
  private final Button add;
  private final Button clear;

  /// @param line where they stand
  UsageChipLine(Screen screen, UsageViewModel model, KeyWords words, FlowPane line) {
    this.model = model;
    this.words = words;
    this.line = line;
    add = quiet(words.text("usage.filter"), "usage-add-filter");
    add.setGraphic(new FontIcon(Feather.PLUS));
    UsagePickerPopup popup = new UsagePickerPopup(screen, model, words);
    add.setOnAction(event -> popup.open(add));
    clear = quiet(words.text("usage.filter.clear"), "usage-clear");
    clear.setOnAction(event -> model.chips().clear());
    screen.follow(model.chips().shown(), this::show);
    screen.follow(add.sceneProperty(), scene -> popup.hide());
  }

  private static Button quiet(String text, String id) {
    Button button = new Button(text);
    button.getStyleClass().addAll("flat", "usage-quiet");
    button.setId(id);
    return button;
  }

  private void show() {
    List<UsageChip> chips = model.chips().shown();
    List<Node> nodes = new ArrayList<>();
    chips.forEach(chip -> nodes.add(button(chip)));
    nodes.add(add);
    if (chips.size() > 1) {
      nodes.add(clear);
    }
    line.getChildren().setAll(nodes);
  }

  private Button button(UsageChip chip) {
    Label kind = Parts.label(chip.kind() + ":", "usage-chip-kind");
    Label value = Parts.label(chip.value(), "usage-chip-value");
    if (chip.mono()) {
      value.getStyleClass().add("kc-mono");
    }
    HBox content = new HBox(kind, value, new FontIcon(Feather.X));
    content.getStyleClass().add("usage-chip-line");
    Button button = new Button("", content);
    button.getStyleClass().add("usage-chip");
    button.setAccessibleText(words.text("usage.filter.remove", chip.kind(), chip.value()));
    button.setTooltip(Parts.reason(chip.value()));
    button.setOnAction(event -> remove(chip));
    return button;
  }

  /// The keyboard goes on at the button that adds one, as the chip that had it is gone.
  private void remove(UsageChip chip) {
    model.chips().toggle(chip.facet());
    add.requestFocus();
  }
}

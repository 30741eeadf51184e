package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import keyconsole.domain.Unseen;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.NewKeyCapabilities;
import keyconsole.viewmodel.NewKeyViewModel;
import keyconsole.viewmodel.WizardStep;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What is granted, as chips to take away; below it the catalogue, and a field for anything else.
final class NewKeyCapabilitiesPane extends NewKeyPane {

  private final NewKeyCapabilities capabilities;
  private final FlowPane chips = new FlowPane();
  private final List<CheckBox> boxes = new ArrayList<>();

  NewKeyCapabilitiesPane(NewKeyViewModel model, KeyWords words) {
    super(model, words, WizardStep.CAPABILITIES);
    capabilities = model.capabilities();
    head(about());
    chips.getStyleClass().add("newkey-chosen");
    follow(capabilities.chosen(), this::showChosen);
    add(chips, error(capabilities.grants()));
    NewKeyCapabilities.catalogue().forEach(this::addCategory);
    Label limited = hint("newkey.grant.limited");
    follow(
        capabilities.administratorProperty(),
        administrator -> {
          boxes.forEach(this::allow);
          Parts.shown(limited, !administrator);
        });
    add(limited, line(), other());
  }

  private void showChosen() {
    List<Node> shown = new ArrayList<>();
    capabilities.chosen().forEach(each -> shown.add(chip(each)));
    if (shown.isEmpty()) {
      shown.add(Parts.label(words.text("newkey.chosen.none"), "newkey-quiet"));
    }
    chips.getChildren().setAll(shown);
    boxes.forEach(box -> box.setSelected(capabilities.chosen().contains(box.getText())));
  }

  private Button chip(String capability) {
    Button chip = new Button(Unseen.shown(capability), new FontIcon(Feather.X));
    chip.setMnemonicParsing(false);
    chip.getStyleClass().add("newkey-chip");
    chip.setAccessibleText(words.text("newkey.other.remove", capability));
    chip.setOnAction(event -> capabilities.grant(capability, false));
    return chip;
  }

  private void addCategory(NewKeyCapabilities.Category category) {
    FlowPane checks = new FlowPane();
    checks.getStyleClass().add("newkey-checks");
    category.capabilities().forEach(each -> checks.getChildren().add(check(each)));
    VBox box = new VBox(section(category.title()), checks);
    box.getStyleClass().add("newkey-category");
    add(box);
  }

  private CheckBox check(String capability) {
    CheckBox box = new CheckBox(capability);
    box.setMnemonicParsing(false);
    box.getStyleClass().add("newkey-check");
    box.setSelected(capabilities.chosen().contains(capability));
    box.setOnAction(event -> capabilities.grant(capability, box.isSelected()));
    boxes.add(box);
    return box;
  }

  /// What is granted already can be taken away, whoever may grant it.
  private void allow(CheckBox box) {
    box.setDisable(!capabilities.mayGrant(box.getText()) && !box.isSelected());
  }

  private Node other() {
    TextField other = new TextField();
    other.setId("other");
    other.setPromptText(words.text("newkey.other.example"));
    HBox.setHgrow(other, Priority.ALWAYS);
    other.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER && !other.getText().isBlank()) {
            capabilities.addOther();
            event.consume();
          }
        });
    Button add = new Button(words.text("newkey.other.add"));
    add.setId("addOther");
    add.setMinWidth(Region.USE_PREF_SIZE);
    add.setOnAction(event -> capabilities.addOther());
    Label label = Parts.label(words.text("newkey.other"), "newkey-label");
    label.setLabelFor(other);
    bind(other, capabilities.other(), label.getText());
    return stacked(label, row(other, add), capabilities.other());
  }

  @Override
  Node first() {
    return boxes.getFirst();
  }
}

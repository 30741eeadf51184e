package keyconsole.view;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.NewKeyCheck;
import keyconsole.viewmodel.NewKeyChoice;
import keyconsole.viewmodel.NewKeyField;
import keyconsole.viewmodel.NewKeyViewModel;
import keyconsole.viewmodel.WizardStep;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One step of the wizard, and what the steps are laid out of.
abstract class NewKeyPane extends Screen {

  private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");

  final NewKeyViewModel model;
  final KeyWords words;
  private final WizardStep step;
  private final VBox box = new VBox();

  NewKeyPane(NewKeyViewModel model, KeyWords words, WizardStep step) {
    this.model = model;
    this.words = words;
    this.step = step;
    box.setId("pane-" + step.name());
    box.getStyleClass().add("newkey-pane");
  }

  /// Where the keyboard goes when the step is shown.
  abstract Node first();

  final WizardStep step() {
    return step;
  }

  final VBox node() {
    return box;
  }

  final void add(Node... nodes) {
    box.getChildren().addAll(nodes);
  }

  /// The step's title and what it is about.
  final void head(Node about, Node... beside) {
    HBox row = row(Parts.label(words.text(step.title()), "newkey-heading"), new Gap());
    row.getChildren().addAll(beside);
    VBox head = new VBox(row, about);
    head.getStyleClass().add("newkey-pane-head");
    add(head);
  }

  final Label about() {
    return hint("newkey.step." + step.name().toLowerCase(Locale.ROOT) + ".text");
  }

  final Label hint(String text) {
    Label hint = Parts.label(words.text(text), "newkey-quiet");
    hint.setWrapText(true);
    hint.setMinHeight(Region.USE_PREF_SIZE);
    return hint;
  }

  final Label section(String text) {
    return Parts.label(words.text(text), "newkey-section");
  }

  static Region line() {
    Region line = new Region();
    line.getStyleClass().add("newkey-rule");
    return line;
  }

  static HBox row(Node... nodes) {
    HBox row = Parts.row(nodes);
    row.getStyleClass().add("newkey-row");
    return row;
  }

  /// A label, what is entered, and below it what is wrong with it.
  final VBox field(String label, NewKeyField field, TextInputControl input, Node... below) {
    Label name = Parts.label(words.text(label), "newkey-label");
    name.setLabelFor(input);
    bind(input, field, name.getText());
    return stacked(name, input, field, below);
  }

  final VBox stacked(Node label, Node input, NewKeyCheck check, Node... below) {
    VBox box = new VBox(label, input, error(check));
    box.getChildren().addAll(below);
    box.getStyleClass().add("newkey-field");
    return box;
  }

  /// @param name for who cannot see the label
  final void bind(TextInputControl input, NewKeyField field, String name) {
    input.setAccessibleText(name);
    bindBoth(input.textProperty(), field.textProperty());
    follow(
        field.errorProperty(),
        text -> {
          input.pseudoClassStateChanged(DANGER, !text.isEmpty());
          input.setAccessibleHelp(text);
        });
    follow(input.focusedProperty(), new Leaving(() -> model.visited(field)));
  }

  /// Tells when the keyboard has been somewhere and left.
  private static final class Leaving implements Consumer<Boolean> {

    private final Runnable left;
    private boolean there;

    Leaving(Runnable left) {
      this.left = left;
    }

    @Override
    public void accept(Boolean focused) {
      if (there && !focused) {
        left.run();
      }
      there = focused;
    }
  }

  /// What is wrong; takes no room where nothing is.
  final Label error(NewKeyCheck check) {
    Label error = Parts.label("", "newkey-error");
    error.setGraphic(new FontIcon(Feather.ALERT_CIRCLE));
    error.setWrapText(true);
    error.setMinHeight(Region.USE_PREF_SIZE);
    follow(
        check.errorProperty(),
        text -> {
          error.setText(text);
          Parts.shown(error, !text.isEmpty());
        });
    return error;
  }

  static TextArea area(int rows) {
    TextArea area = new TextArea();
    area.setPrefRowCount(rows);
    area.getStyleClass().addAll("kc-mono", "newkey-area");
    Parts.goOnWithTab(area);
    return area;
  }

  final Hyperlink link(String text, Runnable action) {
    Hyperlink link = new Hyperlink(words.text(text));
    link.setMinWidth(Region.USE_PREF_SIZE);
    link.setOnAction(event -> action.run());
    return link;
  }

  final Hyperlink reset(String text, Runnable action) {
    Hyperlink reset = link(text, action);
    reset.setGraphic(new FontIcon(Feather.ROTATE_CCW));
    return reset;
  }

  /// One of several, as a segmented control. Each segment carries its choice as user data.
  final <T> HBox segments(NewKeyChoice<T> choice, List<T> all, Function<T, String> name) {
    HBox segments = new HBox();
    segments.getStyleClass().add("kc-segments");
    segments.setMaxWidth(Region.USE_PREF_SIZE);
    for (T each : all) {
      ToggleButton segment = segment(name.apply(each));
      segment.setUserData(each);
      segment.setOnAction(
          event -> {
            choice.valueProperty().set(each);
            segment.setSelected(true);
          });
      follow(choice.valueProperty(), now -> segment.setSelected(each.equals(now)));
      segments.getChildren().add(segment);
    }
    return segments;
  }

  static ToggleButton segment(String text) {
    ToggleButton segment = new ToggleButton(text);
    segment.getStyleClass().add("kc-segment");
    segment.setMinWidth(Region.USE_PREF_SIZE);
    segment.setMnemonicParsing(false);
    return segment;
  }
}

package keyconsole.view;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.NewKeyConstraint;
import keyconsole.viewmodel.NewKeyConstraints;
import keyconsole.viewmodel.NewKeyViewModel;
import keyconsole.viewmodel.Tone;
import keyconsole.viewmodel.WizardStep;

/// The tenant's defaults as a form, and beside it a JSON object for all else.
final class NewKeyConstraintsPane extends NewKeyPane {

  private static final int JSON_ROWS = 20;

  private final NewKeyConstraints constraints;
  private final VBox form = new VBox();

  NewKeyConstraintsPane(NewKeyViewModel model, KeyWords words) {
    super(model, words, WizardStep.CONSTRAINTS);
    constraints = model.constraints();
    head(model.isEditing() ? hint("newkey.step.constraints.edit") : about());
    form.getStyleClass().add("newkey-column");
    constraints.form().forEach(each -> form.getChildren().add(constraint(each)));
    TextArea json = area(JSON_ROWS);
    json.setId("json");
    json.setPromptText(words.text("newkey.json.example"));
    VBox free = field("newkey.json", constraints.json(), json, hint("newkey.json.hint"));
    free.getStyleClass().add("newkey-column");
    HBox.setHgrow(form, Priority.ALWAYS);
    HBox.setHgrow(free, Priority.ALWAYS);
    HBox beside = new HBox(form, free);
    beside.getStyleClass().add("newkey-beside");
    add(beside);
  }

  private Node constraint(NewKeyConstraint constraint) {
    String name = words.text(constraint.label());
    Label label = Parts.label(name, "newkey-label");
    Label changed = Parts.badge(words.text("newkey.limit.changed"), Tone.ACCENT);
    Label standard = Parts.label("", "newkey-quiet");
    Hyperlink reset = reset("newkey.reset", constraint::reset);
    reset.setAccessibleText(words.text("newkey.reset.one", name));
    follow(
        constraint.changedProperty(),
        differs -> {
          Parts.shown(changed, differs);
          Parts.shown(reset, differs);
          Parts.shown(standard, !differs);
        });
    follow(
        constraint.field().textProperty(),
        text -> standard.setText(isStandard(constraint) ? words.text("newkey.limit.default") : ""));
    HBox head = row(label, standard, changed, new Gap(), reset);
    head.getStyleClass().add("newkey-constraint");
    return stacked(head, input(constraint, name), constraint.field());
  }

  private static boolean isStandard(NewKeyConstraint constraint) {
    return constraint.field().text().strip().equals(constraint.standardText());
  }

  private Node input(NewKeyConstraint constraint, String name) {
    if (constraint.shape() == NewKeyConstraint.Shape.TRUTH) {
      return truth(constraint);
    }
    TextField input = new TextField();
    input.setId(constraint.name());
    input.setPromptText(
        model.isEditing()
            ? words.text("newkey.constraint.unset")
            : words.text("newkey.limit.was", constraint.standardText()));
    bind(input, constraint.field(), name);
    return input;
  }

  private Node truth(NewKeyConstraint constraint) {
    HBox segments = new HBox();
    segments.setId(constraint.name());
    segments.getStyleClass().add("kc-segments");
    segments.setMaxWidth(Region.USE_PREF_SIZE);
    boolean unset = constraint.field().text().isEmpty();
    for (String each : unset ? List.of("", "false", "true") : List.of("false", "true")) {
      ToggleButton segment = segment(words.text("newkey.truth." + each));
      segment.setOnAction(
          event -> {
            constraint.field().textProperty().set(each);
            segment.setSelected(true);
          });
      follow(
          constraint.field().textProperty(),
          text -> segment.setSelected(each.equals(text.strip())));
      segments.getChildren().add(segment);
    }
    return segments;
  }

  @Override
  Node first() {
    return form.lookup(".text-field") instanceof TextField field ? field : form;
  }
}

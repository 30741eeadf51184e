package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.NewKeyReview;
import keyconsole.viewmodel.NewKeyViewModel;
import keyconsole.viewmodel.Tone;
import keyconsole.viewmodel.WizardStep;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Everything once more, with a way back to each step. An edit shows what it changes.
final class NewKeyReviewPane extends NewKeyPane {

  private final VBox sections = new VBox();
  private final Node next;

  /// @param next the button that writes, where the keyboard is to stand
  NewKeyReviewPane(NewKeyViewModel model, KeyWords words, Node next) {
    super(model, words, WizardStep.REVIEW);
    this.next = next;
    Hyperlink template = link("newkey.template", model::saveAsTemplate);
    template.setId("saveTemplate");
    template.setGraphic(new FontIcon(Feather.FILE_TEXT));
    Parts.shown(template, !model.isEditing());
    head(model.isEditing() ? hint("newkey.step.review.edit") : about(), template);
    sections.getStyleClass().add("newkey-sections");
    add(sections);
    follow(model.stepProperty(), step -> show());
    follow(model.review().sections(), this::show);
  }

  /// Laid out only while it is looked at, since each letter typed changes it.
  private void show() {
    List<Node> shown = new ArrayList<>();
    if (model.stepProperty().get() == WizardStep.REVIEW) {
      model.review().sections().forEach(each -> shown.add(section(each)));
    }
    sections.getChildren().setAll(shown);
  }

  private Node section(NewKeyReview.Section section) {
    String title = words.text(section.step().title());
    Hyperlink change = link("newkey.change", () -> model.goTo(section.step()));
    change.setAccessibleText(words.text("newkey.change.step", title));
    VBox facts = new VBox();
    facts.getStyleClass().add("newkey-facts");
    section.facts().forEach(each -> facts.getChildren().add(fact(each)));
    VBox box = new VBox(line(), row(section(section.step().title()), new Gap(), change), facts);
    box.getStyleClass().add("newkey-review-section");
    return box;
  }

  private Node fact(NewKeyReview.Fact fact) {
    VBox values = new VBox(value(fact));
    HBox.setHgrow(values, Priority.ALWAYS);
    HBox row = Parts.row(Parts.label(fact.label(), "newkey-fact-label"), values);
    row.getStyleClass().add("newkey-fact-row");
    if (fact.changed()) {
      values.getChildren().add(was(fact));
    }
    fact.marked().ifPresent(marked -> row.getChildren().add(Parts.markWithReason(marked)));
    return row;
  }

  private Node value(NewKeyReview.Fact fact) {
    Label value = Parts.label(orNone(fact.value()), "newkey-fact");
    if (fact.mono() && !fact.value().isBlank()) {
      value.getStyleClass().add("kc-mono");
    }
    value.setWrapText(true);
    return value;
  }

  private Node was(NewKeyReview.Fact fact) {
    String before = orNone(fact.was()).replace("\n", ", ");
    Label was = Parts.label(words.text("newkey.was", before), "newkey-quiet");
    was.setWrapText(true);
    return row(Parts.badge(words.text("newkey.limit.changed"), Tone.ACCENT), was);
  }

  private String orNone(String value) {
    return value.isBlank() ? words.text("newkey.none") : value;
  }

  @Override
  Node first() {
    return next;
  }
}

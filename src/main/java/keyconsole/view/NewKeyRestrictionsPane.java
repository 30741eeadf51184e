package keyconsole.view;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyDetail;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.NewKeyRestriction;
import keyconsole.viewmodel.NewKeyRestrictions;
import keyconsole.viewmodel.NewKeyViewModel;
import keyconsole.viewmodel.WizardStep;

/// Endpoints, addresses, domains and TLS, each with what becomes of it.
final class NewKeyRestrictionsPane extends NewKeyPane {

  private static final int FEW = 2;
  private static final int MANY = 6;

  private final NewKeyRestrictions restrictions;
  private final TextArea first;

  NewKeyRestrictionsPane(NewKeyViewModel model, KeyWords words) {
    super(model, words, WizardStep.RESTRICTIONS);
    restrictions = model.restrictions();
    head(about());
    first = addList(NewKeyRestriction.Kind.ENDPOINTS);
    addList(NewKeyRestriction.Kind.BLOCKED);
    addList(NewKeyRestriction.Kind.IPS, spellOut());
    addList(NewKeyRestriction.Kind.DOMAINS);
    add(tls());
  }

  private TextArea addList(NewKeyRestriction.Kind kind, Node... below) {
    NewKeyRestriction list = restrictions.list(kind);
    TextArea input = area(FEW);
    input.setId("list-" + kind.name());
    input.setPromptText(words.text(kind.example()));
    Label label = Parts.label(words.text(kind.label()), "newkey-label");
    label.setLabelFor(input);
    bind(input, list.field(), label.getText());
    follow(
        list.field().textProperty(),
        text -> input.setPrefRowCount(Math.clamp(text.lines().count(), FEW, MANY)));
    Label mark = Parts.label("", "kc-mark");
    follow(list.markProperty(), now -> show(mark, now));
    Label each = Parts.label(words.text("newkey.one-a-line"), "newkey-quiet");
    add(stacked(row(label, each, spring(), mark), input, list.field(), below));
    return input;
  }

  private Node spellOut() {
    Button spell = new Button(words.text("newkey.spell-out"));
    spell.setId("spellOut");
    spell.getStyleClass().add("newkey-small");
    spell.setOnAction(event -> restrictions.spellOutRanges());
    follow(restrictions.rangeOfferedProperty(), offered -> Parts.shown(spell, offered));
    return spell;
  }

  private Node tls() {
    CheckBox box = new CheckBox(words.text("newkey.tls"));
    box.setId("tls");
    bindBoth(box.selectedProperty(), restrictions.tls().valueProperty());
    Label mark = Parts.label("", "kc-mark");
    show(mark, KeyDetail.Mark.STORED_ONLY);
    HBox row = row(box, spring(), mark);
    VBox tls = new VBox(row, error(restrictions.tls()));
    tls.getStyleClass().add("newkey-field");
    return tls;
  }

  private void show(Label label, KeyDetail.Mark mark) {
    Parts.mark(label, mark, words.text("newkey.mark." + Parts.word(mark)));
  }

  @Override
  Node first() {
    return first;
  }
}

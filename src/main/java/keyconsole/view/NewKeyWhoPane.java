package keyconsole.view;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import keyconsole.domain.Scope;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.NewKeyViewModel;
import keyconsole.viewmodel.NewKeyWho;
import keyconsole.viewmodel.WizardStep;

/// Name, description, owner and scope.
final class NewKeyWhoPane extends NewKeyPane {

  private final NewKeyWho who;
  private final TextField name = new TextField();

  NewKeyWhoPane(NewKeyViewModel model, KeyWords words) {
    super(model, words, WizardStep.WHO);
    who = model.who();
    name.setId("name");
    TextField description = new TextField();
    description.setId("description");
    head(about());
    if (!model.isEditing()) {
      NewKeyStartPane start = new NewKeyStartPane(model.start(), words);
      holds(start);
      add(start.node());
    }
    add(
        field("newkey.name", who.name(), name, hint("newkey.name.hint")),
        field(
            "newkey.description", who.description(), description, hint("newkey.description.hint")),
        owner(),
        scope());
  }

  private Node owner() {
    TextField owner = new TextField();
    owner.setId("owner");
    new Completion(this, owner, who::completions);
    Label hint = hint("newkey.owner.hint");
    Label fixed = hint(model.isEditing() ? "newkey.owner.fixed.edit" : "newkey.owner.fixed");
    follow(
        who.ownerFixedProperty(),
        isFixed -> {
          owner.setEditable(!isFixed);
          Parts.shown(fixed, isFixed);
          Parts.shown(hint, !isFixed);
        });
    return field("newkey.owner", who.owner(), owner, hint, fixed);
  }

  private Node scope() {
    Label label = Parts.label(words.text("newkey.scope"), "newkey-label");
    HBox segments = segments(who.scope(), List.of(Scope.values()), words::scope);
    segments.setId("scope");
    Label hint = hint("newkey.scope.text");
    Label fixed = hint("newkey.scope.fixed");
    follow(
        who.administratorProperty(),
        administrator -> {
          segments.getChildren().forEach(this::allow);
          Parts.shown(fixed, !administrator);
        });
    return stacked(label, segments, who.scope(), hint, fixed);
  }

  private void allow(Node segment) {
    segment.setDisable(segment.getUserData() instanceof Scope scope && !who.mayTake(scope));
  }

  @Override
  Node first() {
    return name;
  }
}

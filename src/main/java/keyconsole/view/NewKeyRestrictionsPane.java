package keyconsole.view;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.NewKeyRestriction;
import keyconsole.viewmodel.NewKeyRestrictions;
import keyconsole.viewmodel.NewKeyViewModel;
import keyconsole.viewmodel.WizardStep;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Endpoints, addresses, domains and TLS, each with what becomes of it.
final class NewKeyRestrictionsPane extends NewKeyPane {

  private static final int FEW = 2;
  private static final int MANY = 6;

  private final NewKeyRestrictions restrictions;
  private final Map<NewKeyRestriction.Kind, TextArea> inputs =
      new EnumMap<>(NewKeyRestriction.Kind.class);

  NewKeyRestrictionsPane(NewKeyViewModel model, KeyWords words) {
    super(model, words, WizardStep.RESTRICTIONS);
    restrictions = model.restrictions();
    head(about());
    for (NewKeyRestriction.Kind kind : NewKeyRestriction.Kind.values()) {
      inputs.put(kind, addList(kind));
    }
    add(tls());
  }

  private TextArea addList(NewKeyRestriction.Kind kind) {
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
    Label reason = Parts.wrapped("", "newkey-quiet");
    follow(
        list.markedProperty(),
        now -> {
          Parts.mark(mark, now);
          reason.setText(now.reason());
        });
    Label each = Parts.label(words.text("newkey.one-a-line"), "newkey-quiet");
    VBox head = new VBox(row(label, each, new Gap(), mark), reason);
    head.getStyleClass().add("newkey-list-head");
    add(stacked(head, input, list.field(), warning(list), offer(list, input)));
    return input;
  }

  /// What the key has already and does not match anything.
  private Node warning(NewKeyRestriction list) {
    Label warning = Parts.wrapped("", "kc-mark", "warning");
    warning.setGraphic(new FontIcon(Feather.ALERT_TRIANGLE));
    follow(
        list.warningProperty(),
        text -> {
          warning.setText(text);
          Parts.shown(warning, !text.isEmpty());
        });
    return warning;
  }

  /// Once it is taken it is gone, so the keyboard goes to what it wrote.
  private Node offer(NewKeyRestriction list, TextArea input) {
    Button offer = new Button();
    offer.setId("offer-" + list.kind().name());
    offer.setMnemonicParsing(false);
    offer.getStyleClass().add("newkey-small");
    offer.setOnAction(
        event -> {
          list.takeOffer();
          input.requestFocus();
        });
    follow(
        list.offerProperty(),
        text -> {
          offer.setText(text);
          Parts.shown(offer, !text.isEmpty());
        });
    return offer;
  }

  private Node tls() {
    CheckBox box = new CheckBox(words.text("newkey.tls"));
    box.setId("tls");
    bindBoth(box.selectedProperty(), restrictions.tls().valueProperty());
    Label reason = Parts.wrapped("", "newkey-quiet");
    reason.setText(restrictions.tlsMarked().reason());
    HBox row = row(box, new Gap(), Parts.mark(restrictions.tlsMarked()));
    VBox tls = new VBox(row, reason, error(restrictions.tls()));
    tls.getStyleClass().add("newkey-field");
    return tls;
  }

  /// The list to look at first.
  @Override
  Node first() {
    return Objects.requireNonNull(inputs.get(restrictions.worst().kind()));
  }
}

package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import keyconsole.viewmodel.ExpiryChoice;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Marked;
import keyconsole.viewmodel.NewKeyExpiry;
import keyconsole.viewmodel.NewKeyLimit;
import keyconsole.viewmodel.NewKeyLimits;
import keyconsole.viewmodel.NewKeyViewModel;
import keyconsole.viewmodel.Tone;
import keyconsole.viewmodel.WizardStep;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The limits, each beside the scope's default, and the end. Four columns in every row: label,
/// value, unit, state.
final class NewKeyLimitsPane extends NewKeyPane {

  private final NewKeyLimits limits;
  private final List<TextField> inputs = new ArrayList<>();

  NewKeyLimitsPane(NewKeyViewModel model, KeyWords words) {
    super(model, words, WizardStep.LIMITS);
    limits = model.limits();
    head(defaults(), reset("newkey.reset.all", limits::takeDefaults));
    add(storedOnly(), section("newkey.section.requests"));
    for (NewKeyLimit limit : limits.all()) {
      if (limit.kind() == NewKeyLimit.Kind.COST) {
        add(line(), section("newkey.section.cost"));
      }
      add(limitRow(limit));
    }
    add(line(), expiry());
  }

  private Node defaults() {
    Text scope = new Text();
    scope.getStyleClass().add("newkey-strong");
    follow(model.who().scope().valueProperty(), now -> scope.setText(words.scope(now)));
    Text changes = new Text();
    follow(limits.changesProperty(), text -> changes.setText(". " + text));
    TextFlow flow = new TextFlow(new Text(words.text("newkey.limits.for") + " "), scope, changes);
    flow.getStyleClass().add("newkey-about");
    return flow;
  }

  private Node storedOnly() {
    Text what = new Text(words.text("newkey.stored-only") + " ");
    what.getStyleClass().add("newkey-strong");
    TextFlow flow = new TextFlow(what, new Text(words.text("newkey.stored-only.text")));
    HBox.setHgrow(flow, Priority.ALWAYS);
    HBox notice = Parts.row(new FontIcon(Feather.HARD_DRIVE), flow);
    notice.getStyleClass().add("newkey-notice");
    return notice;
  }

  private Node limitRow(NewKeyLimit limit) {
    TextField input = new TextField();
    input.setId("limit-" + limit.kind().name());
    input.getStyleClass().add("newkey-number");
    String name = words.text(limit.kind().label());
    bind(input, limit.field(), name);
    inputs.add(input);
    Label unit = Parts.label(words.text(limit.kind().unit()), "newkey-quiet", "newkey-unit");
    Label changed = Parts.badge(words.text("newkey.limit.changed"), Tone.ACCENT);
    Label compared = Parts.label("", "newkey-quiet");
    Hyperlink reset = reset("newkey.reset", limit::reset);
    reset.setAccessibleText(words.text("newkey.reset.one", name));
    follow(
        limit.stateProperty(),
        state -> {
          Parts.shown(changed, state.changed());
          Parts.shown(reset, state.changed());
          compared.setText(compared(state));
        });
    Label label = Parts.label(name, "newkey-row-label");
    label.setLabelFor(input);
    compared.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(compared, Priority.ALWAYS);
    HBox row = row(label, input, unit, changed, compared, reset);
    Label error = error(limit.field());
    error.getStyleClass().add("newkey-indented");
    Label bad = Parts.label("", "kc-mark", "newkey-indented");
    bad.setWrapText(true);
    follow(
        limit.markedProperty(),
        now -> {
          input.setAccessibleText(name + ". " + now.text() + ". " + now.reason());
          label.setTooltip(Parts.reason(now.text() + "\n" + now.reason()));
          showBad(now, bad);
        });
    VBox box = new VBox(row, error, bad);
    box.getStyleClass().add("newkey-limit");
    return box;
  }

  /// That a limit is stored only is said once above them all, and why in the tooltip of its label;
  /// what is bad says so below its field.
  private static void showBad(Marked now, Label bad) {
    Parts.shown(bad, now.isBad());
    if (now.isBad()) {
      Parts.mark(bad, now.mark(), now.text() + ". " + now.reason());
    }
  }

  private String compared(NewKeyLimit.State state) {
    if (state.changed() && model.isEditing()) {
      return words.text("newkey.was", state.compared());
    }
    return state.standard()
        ? words.text("newkey.limit.default")
        : words.text("newkey.limit.was", state.compared());
  }

  private Node expiry() {
    NewKeyExpiry expiry = limits.expiry();
    HBox segments =
        segments(
            expiry.choice(), expiry.choices(), each -> words.text("newkey.expiry." + each.name()));
    segments.setId("expiry");
    segments.getStyleClass().add("newkey-expiry");
    segments.getChildren().forEach(NewKeyLimitsPane::letShrink);
    if (model.isEditing()) {
      segments.getStyleClass().add("newkey-edit");
    }
    Label meaning = Parts.label("", "newkey-quiet");
    follow(
        expiry.meaningProperty(),
        text -> {
          meaning.setText(text);
          Parts.shown(meaning, !text.isEmpty());
        });
    Label limited = hint("newkey.expiry.limited");
    follow(
        expiry.administratorProperty(),
        administrator -> {
          segments.getChildren().forEach(this::allow);
          Parts.shown(limited, !administrator);
        });
    VBox right =
        new VBox(
            segments,
            error(expiry.choice()),
            meaning,
            date(expiry),
            reason(expiry),
            mark(expiry),
            limited);
    right.getStyleClass().add("newkey-field");
    HBox row =
        Parts.row(Parts.label(words.text("newkey.expires.after"), "newkey-row-label"), right);
    row.getStyleClass().add("newkey-expiry-row");
    return row;
  }

  /// In a language of long words the choice is cut rather than what stands beside the form.
  private static void letShrink(Node segment) {
    if (segment instanceof Labeled labeled) {
      labeled.setMinWidth(0);
      Parts.wholeWhenCut(labeled);
    }
  }

  private Node mark(NewKeyExpiry expiry) {
    Label mark = Parts.label("", "kc-mark");
    Label why = Parts.label("", "newkey-quiet");
    why.setWrapText(true);
    HBox row = row(mark, why);
    follow(
        expiry.markedProperty(),
        now -> {
          Parts.shown(row, now.isPresent());
          now.ifPresent(marked -> Parts.mark(mark, marked));
          why.setText(now.map(Marked::reason).orElse(""));
        });
    return row;
  }

  private void allow(Node segment) {
    segment.setDisable(
        segment.getUserData() instanceof ExpiryChoice choice && !limits.expiry().mayChoose(choice));
  }

  private Node date(NewKeyExpiry expiry) {
    TextField date = new TextField();
    date.setId("expiryDate");
    VBox field = field("newkey.expiry.date", expiry.date(), date);
    follow(expiry.choice().valueProperty(), now -> Parts.shown(field, now == ExpiryChoice.DATE));
    return field;
  }

  private Node reason(NewKeyExpiry expiry) {
    TextField reason = new TextField();
    reason.setId("neverReason");
    VBox field = field("newkey.expiry.reason", expiry.reason(), reason);
    follow(expiry.choice().valueProperty(), now -> Parts.shown(field, now == ExpiryChoice.NEVER));
    return field;
  }

  @Override
  Node first() {
    return inputs.getFirst();
  }
}

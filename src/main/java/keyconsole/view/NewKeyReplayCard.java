package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.NewKeyReplay;
import keyconsole.viewmodel.ReplayTold;
import keyconsole.viewmodel.ReplayWindow;
import keyconsole.viewmodel.Tone;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Beside the limits and restrictions of an edit: what the draft would have made of real requests.
final class NewKeyReplayCard extends Screen {

  private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");

  private final NewKeyReplay replay;
  private final KeyWords words;
  private final Button tighten = new Button();
  private final VBox body = new VBox();
  private final VBox card = new VBox();
  private final ReplayChart chart = new ReplayChart();

  /// @param tightening fills the wizard with what the key used
  NewKeyReplayCard(NewKeyReplay replay, KeyWords words, Runnable tightening) {
    this.replay = replay;
    this.words = words;
    tighten.setId("tighten");
    Parts.wholeWhenCut(tighten);
    tighten.getStyleClass().add("newkey-small");
    tighten.setMaxWidth(Double.MAX_VALUE);
    tighten.setOnAction(event -> tightening.run());
    showFilling(false);
    HBox days = new HBox();
    days.setId("replayDays");
    days.getStyleClass().add("kc-segments");
    days.setMinWidth(Region.USE_PREF_SIZE);
    days.setMaxWidth(Region.USE_PREF_SIZE);
    Segments.fill(
        this,
        days,
        List.of(ReplayWindow.values()),
        each -> words.text("newkey.replay.days", each.days()),
        replay.windowProperty());
    Label title = Parts.label(words.text("newkey.replay"), "newkey-card-name");
    HBox head = Parts.row(title, new Gap(), days);
    head.getStyleClass().add("newkey-line");
    body.getStyleClass().add("newkey-replay-body");
    card.setId("replay");
    card.getStyleClass().addAll("newkey-card", "newkey-replay");
    card.getChildren().addAll(head, body, tighten);
    follow(replay.stateProperty(), this::show);
  }

  Node node() {
    return card;
  }

  /// Whether it is being worked out what the key used.
  void showFilling(boolean filling) {
    tighten.setText(words.text(filling ? "newkey.tighten.busy" : "newkey.tighten"));
    tighten.setDisable(filling);
  }

  private void show(NewKeyReplay.State state) {
    body.pseudoClassStateChanged(STALE, false);
    body.getChildren()
        .setAll(
            switch (state) {
              case NewKeyReplay.State.Idle() -> List.<Node>of();
              case NewKeyReplay.State.Reading reading -> reading(reading);
              case NewKeyReplay.State.Failed failed -> failed(failed);
              case NewKeyReplay.State.Judged judged -> judged(judged);
            });
  }

  private static List<Node> reading(NewKeyReplay.State.Reading reading) {
    ProgressBar bar =
        new ProgressBar(reading.share() < 0 ? ProgressBar.INDETERMINATE_PROGRESS : reading.share());
    bar.getStyleClass().add("newkey-replay-progress");
    bar.setMaxWidth(Double.MAX_VALUE);
    return List.of(Parts.label(reading.text(), "newkey-quiet"), bar);
  }

  private List<Node> failed(NewKeyReplay.State.Failed failed) {
    Label why = Parts.wrapped(failed.report().text(), "newkey-error");
    why.setGraphic(new FontIcon(Feather.ALERT_CIRCLE));
    Hyperlink retry = new Hyperlink(words.text("newkey.replay.retry"));
    retry.setId("replayRetry");
    retry.setOnAction(event -> replay.retry());
    return List.of(why, retry);
  }

  private List<Node> judged(NewKeyReplay.State.Judged judged) {
    ReplayTold told = judged.told();
    body.pseudoClassStateChanged(STALE, judged.stale());
    List<Node> shown = new ArrayList<>();
    if (judged.stale()) {
      shown.add(Parts.wrapped(words.text("newkey.replay.stale"), "newkey-replay-stale"));
    }
    shown.add(verdict(told));
    if (told.total() > 0) {
      chart.show(told);
      shown.add(chart());
      if (told.denied() > 0) {
        shown.add(rules(told));
        shown.add(values("newkey.replay.addresses", told.addresses()));
        shown.add(values("newkey.replay.endpoints", told.endpoints()));
      }
    }
    told.notes().forEach(note -> shown.add(Parts.wrapped(note, "newkey-quiet")));
    return shown;
  }

  private static Node verdict(ReplayTold told) {
    Label verdict = Parts.wrapped(told.verdict(), "newkey-replay-verdict");
    verdict.setId("replayVerdict");
    Tone tone = tone(told);
    Parts.tone(verdict, tone);
    verdict.setGraphic(new FontIcon(icon(tone)));
    VBox box = new VBox(verdict);
    if (!told.present().isEmpty()) {
      Label present = Parts.label(told.present(), "newkey-quiet", "newkey-replay-present");
      present.setId("replayPresent");
      box.getChildren().add(present);
    }
    return box;
  }

  static Tone tone(ReplayTold told) {
    if (told.total() == 0) {
      return Tone.NEUTRAL;
    }
    return told.denied() == 0 ? Tone.SUCCESS : Tone.DANGER;
  }

  /// What says the same as the colour.
  static Feather icon(Tone tone) {
    return switch (tone) {
      case SUCCESS -> Feather.CHECK_CIRCLE;
      case DANGER -> Feather.X_CIRCLE;
      case WARNING -> Feather.ALERT_CIRCLE;
      case PLAIN, NEUTRAL, ACCENT -> Feather.MINUS_CIRCLE;
    };
  }

  private Node chart() {
    List<ReplayTold.Bar> days = chart.days();
    HBox axis =
        Parts.row(
            Parts.label(days.getFirst().label(), "newkey-replay-axis"),
            new Gap(),
            legend("passed"),
            legend("denied"),
            new Gap(),
            Parts.label(days.getLast().label(), "newkey-replay-axis"));
    axis.getStyleClass().add("newkey-line");
    VBox box = new VBox(chart, axis);
    box.getStyleClass().add("newkey-replay-figure");
    return box;
  }

  private Label legend(String what) {
    Region swatch = new Region();
    swatch.getStyleClass().addAll("newkey-replay-swatch", "newkey-replay-" + what);
    Label legend = Parts.label(words.text("newkey.replay.legend." + what), "newkey-replay-axis");
    legend.setGraphic(swatch);
    return legend;
  }

  private Node rules(ReplayTold told) {
    VBox box = group("newkey.replay.rules");
    for (ReplayTold.OfRule rule : told.rules()) {
      Label name = Parts.label("", "kc-mark");
      Parts.mark(name, rule.mark(), rule.name());
      name.setTooltip(tooltip(rule.meaning()));
      name.setAccessibleText(rule.name() + ". " + rule.meaning());
      box.getChildren().add(counted(name, rule.denied()));
    }
    return box;
  }

  private Node values(String title, ReplayTold.Values values) {
    VBox box = group(title);
    for (ReplayTold.Value value : values.first()) {
      Label text = Parts.label(value.text(), value.given() ? "kc-mono" : "newkey-quiet");
      text.setTooltip(tooltip(value.text()));
      box.getChildren().add(counted(text, value.denied()));
    }
    if (!values.more().isEmpty()) {
      box.getChildren().add(Parts.label(values.more(), "newkey-quiet"));
    }
    return box;
  }

  private VBox group(String title) {
    VBox box = new VBox(Parts.label(words.text(title), "newkey-label"));
    box.getStyleClass().add("newkey-replay-group");
    return box;
  }

  private static HBox counted(Label what, String count) {
    what.setMinWidth(0);
    what.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(what, Priority.ALWAYS);
    Label number = Parts.label(count, "newkey-replay-count");
    number.setMinWidth(Region.USE_PREF_SIZE);
    HBox row = Parts.row(what, number);
    row.getStyleClass().add("newkey-line");
    return row;
  }

  private static Tooltip tooltip(String text) {
    Tooltip tooltip = new Tooltip(text);
    Parts.textTooltip(tooltip);
    return tooltip;
  }
}

package keyconsole.view;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyUsageTold;
import keyconsole.viewmodel.KeyUsageViewModel;
import keyconsole.viewmodel.KeyUsageViewModel.State;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Report;
import keyconsole.viewmodel.Tone;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The usage of one key as cards: its limits over what is new, the spikes and the counters. Takes
/// the width that it is given.
final class KeyUsagePane extends Screen {

  /// Of a list that is longer, so many are shown until all are asked for.
  private static final int FEW = 5;

  private final KeyUsageViewModel model;
  private final KeyWords words;
  private final VBox cards = new VBox();
  private final Set<String> whole = new HashSet<>();

  KeyUsagePane(KeyUsageViewModel model) {
    this.model = model;
    this.words = model.words();
    cards.setId("keyUsage");
    cards.getStyleClass().add("keyusage");
    follow(model.stateProperty(), this::show);
  }

  Node node() {
    return cards;
  }

  private void show(State state) {
    Parts.shown(cards, !(state instanceof State.Idle));
    cards
        .getChildren()
        .setAll(
            switch (state) {
              case State.Idle() -> List.<Node>of();
              case State.Waiting(String text) -> List.of(card(quiet(text)));
              case State.Gone(String text) -> List.of(card(quiet(text)));
              case State.Failed(Report report) -> List.of(failed(report));
              case State.Told(KeyUsageTold usage) -> told(usage);
            });
  }

  private static VBox card(Node... nodes) {
    VBox card = new VBox(nodes);
    card.getStyleClass().add("keyusage-card");
    return card;
  }

  private static Label quiet(String text) {
    return Parts.wrapped(text, "keyusage-quiet");
  }

  private Node failed(Report report) {
    Label why = Parts.wrapped(report.text(), "keyusage-verdict");
    Parts.tone(why, Tone.DANGER);
    why.setGraphic(new FontIcon(Feather.ALERT_CIRCLE));
    Button retry = new Button(words.text("keyusage.retry"));
    retry.setId("keyUsageRetry");
    retry.setOnAction(event -> model.retry());
    return card(why, retry);
  }

  private List<Node> told(KeyUsageTold usage) {
    return List.of(
        limits(usage.gauges()),
        Parts.sideBySide(
            List.of(news(usage.news()), spikes(usage.spikes()), counters(usage.counters()))));
  }

  private HBox head(String title, Node... right) {
    HBox head = new HBox(Parts.label(words.text(title), "keyusage-title"), new Gap());
    head.getStyleClass().add("keyusage-line");
    head.getChildren().addAll(right);
    return head;
  }

  private Node limits(List<KeyUsageTold.Gauge> gauges) {
    VBox card =
        card(
            head("keyusage.limits", quiet(words.text("keyusage.zone"))),
            Parts.sideBySide(gauges.stream().map(KeyUsagePane::gauge).toList()));
    card.setId("keyUsageLimits");
    return card;
  }

  private static Node gauge(KeyUsageTold.Gauge gauge) {
    Label percent = Parts.label(gauge.percent(), "detail-percent");
    Parts.tone(percent, gauge.tone());
    HBox said =
        new HBox(
            Parts.label(gauge.label(), "detail-value"),
            new Gap(),
            Parts.label(gauge.used(), "detail-used"),
            Parts.label(gauge.limit(), "keyusage-quiet"),
            percent);
    said.getStyleClass().add("detail-gauge-line");
    Gauge bar = new Gauge();
    bar.setShare(gauge.share());
    bar.setExpected(gauge.ahead());
    Parts.tone(bar, gauge.tone());
    Label outlook = Parts.wrapped(gauge.outlook(), "keyusage-outlook");
    Parts.tone(outlook, gauge.tone());
    if (!gauge.basis().isEmpty()) {
      outlook.setTooltip(Parts.reason(gauge.basis()));
    }
    VBox box = new VBox(said, bar, outlook);
    box.getStyleClass().add("keyusage-gauge");
    box.setAccessibleText(gauge.spoken());
    return box;
  }

  private Node news(KeyUsageTold.News news) {
    VBox card = card(head("keyusage.new"), quiet(news.note()));
    card.setId("keyUsageNew");
    for (KeyUsageTold.Group group : news.groups()) {
      String style = group.values().isEmpty() ? "keyusage-quiet" : "keyusage-group";
      VBox list = new VBox(Parts.label(group.title(), style));
      list.getStyleClass().add("keyusage-list");
      list.getChildren().addAll(few(group.title(), group.values(), KeyUsagePane::newValue));
      if (!group.rest().isEmpty()) {
        list.getChildren().add(quiet(group.rest()));
      }
      card.getChildren().add(list);
    }
    return card;
  }

  private static Node newValue(KeyUsageTold.NewValue value) {
    Label text = Parts.label(value.text(), "kc-mono");
    text.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    text.setMinWidth(0);
    text.setTooltip(Parts.reason(value.text()));
    Label requests = Parts.label(value.requests(), "keyusage-figure", "keyusage-high");
    requests.setMinWidth(Region.USE_PREF_SIZE);
    HBox row = new HBox(text, new Gap(), Parts.badge(value.badge(), Tone.ACCENT), requests);
    row.getStyleClass().add("keyusage-row");
    return row;
  }

  private Node spikes(KeyUsageTold.Spikes spikes) {
    VBox list = new VBox();
    list.getStyleClass().add("keyusage-list");
    list.getChildren().addAll(few("spikes", spikes.hours(), this::spike));
    VBox card = card(head("keyusage.spikes"), quiet(spikes.note()), list);
    card.setId("keyUsageSpikes");
    return card;
  }

  private Node spike(KeyUsageTold.Spike spike) {
    Hyperlink when = new Hyperlink(spike.when());
    when.getStyleClass().add("keyusage-link");
    when.setMinWidth(Region.USE_PREF_SIZE);
    when.setAccessibleText(words.text("keyusage.spikes.show", spike.when()));
    when.setOnAction(event -> model.pick(spike));
    Label usual = Parts.label(spike.usual(), "keyusage-quiet");
    Label requests = Parts.label(spike.requests(), "keyusage-figure", "keyusage-high");
    requests.setMinWidth(Region.USE_PREF_SIZE);
    HBox row = new HBox(when, new Gap(), usual, requests);
    row.getStyleClass().add("keyusage-row");
    return row;
  }

  /// The first of a list, and all of it once a person asked for it.
  private <T> List<Node> few(String name, List<T> all, Function<T, Node> row) {
    boolean cut = all.size() > FEW + 1 && !whole.contains(name);
    List<Node> rows = new ArrayList<>();
    (cut ? all.subList(0, FEW) : all).forEach(each -> rows.add(row.apply(each)));
    if (cut) {
      Hyperlink more = new Hyperlink(words.text("keyusage.show-all", all.size()));
      more.getStyleClass().add("keyusage-link");
      more.setOnAction(
          event -> {
            whole.add(name);
            show(model.stateProperty().get());
          });
      rows.add(more);
    }
    return rows;
  }

  private Node counters(KeyUsageTold.Counters counters) {
    VBox facts = new VBox();
    facts.getStyleClass().add("keyusage-list");
    counters.facts().forEach(fact -> facts.getChildren().add(fact(fact)));
    VBox card = card(head("keyusage.counters"), verdict(counters), facts);
    card.setId("keyUsageCounters");
    counters.notes().forEach(note -> card.getChildren().add(quiet(note)));
    if (!counters.advice().isEmpty()) {
      card.getChildren().add(Parts.wrapped(counters.advice(), "keyusage-advice"));
    }
    return card;
  }

  /// Whether counter and lines agree, in a word and a colour.
  static Label verdict(KeyUsageTold.Counters counters) {
    Label verdict = Parts.wrapped(counters.verdict(), "keyusage-verdict");
    Parts.tone(verdict, counters.tone());
    verdict.setGraphic(
        new FontIcon(
            counters.tone() == Tone.WARNING ? Feather.ALERT_TRIANGLE : Feather.CHECK_CIRCLE));
    return verdict;
  }

  private static Node fact(KeyUsageTold.Fact fact) {
    Label value = Parts.label(fact.value(), "keyusage-figure");
    HBox row = new HBox(Parts.label(fact.label(), "keyusage-quiet"), new Gap(), value);
    row.getStyleClass().add("keyusage-row");
    HBox.setHgrow(value, Priority.NEVER);
    return row;
  }
}

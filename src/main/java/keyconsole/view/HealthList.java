package keyconsole.view;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import keyconsole.domain.Finding;
import keyconsole.domain.FindingKind;
import keyconsole.viewmodel.HealthTold.Card;
import keyconsole.viewmodel.HealthTold.Group;
import keyconsole.viewmodel.HealthViewModel;
import keyconsole.viewmodel.KeyWords;

/// The findings, group under group and card under card. A tenant may have very many, and each line
/// costs nodes, styles and a layout: so a frame lays out a few lines and leaves the rest to the
/// next. A line takes the place of the one before it, so that what a person looks at stays where it
/// is. UI thread only.
final class HealthList {

  /// How many lines a frame lays out at most: what makes one may take no more than a few
  /// milliseconds, and a person sees the first at once.
  static final int PORTION = 6;

  private final Screen screen;
  private final HealthViewModel model;
  private final KeyWords words;
  private final VBox list = new VBox();
  private final Queue<Runnable> lines = new ArrayDeque<>();

  /// How many rows of a kind are laid out, where a person asked for more.
  private final Map<FindingKind, Integer> most = new HashMap<>();

  HealthList(Screen screen, HealthViewModel model, KeyWords words) {
    this.screen = screen;
    this.model = model;
    this.words = words;
    list.getStyleClass().add("health-list");
  }

  /// All that is laid out.
  Node node() {
    return list;
  }

  /// Whether all that was to be shown is there.
  boolean isLaidOut() {
    return lines.isEmpty();
  }

  /// Begins anew, at the top.
  void clear() {
    lines.clear();
    list.getChildren().clear();
  }

  /// Lays out the first lines now, the others in the frames that come.
  void show(List<Group> groups) {
    boolean going = !lines.isEmpty();
    lines.clear();
    for (int at = 0; at < groups.size(); at++) {
      add(groups.get(at), at);
    }
    lines.add(() -> cut(list, groups.size()));
    if (!going) {
      layNext();
    }
  }

  private void layNext() {
    for (int laid = 0; laid < PORTION && !lines.isEmpty(); laid++) {
      lines.remove().run();
    }
    goOn();
  }

  private void goOn() {
    if (!lines.isEmpty()) {
      screen.inTurn(this::layNext);
    }
  }

  private void add(Group group, int place) {
    lines.add(() -> put(boxAt(list, place, "health-group"), 0, head(group)));
    for (int at = 0; at < group.cards().size(); at++) {
      add(group.cards().get(at), place, at + 1);
    }
    lines.add(() -> cut(boxAt(list, place, "health-group"), group.cards().size() + 1));
  }

  private void add(Card card, int groupPlace, int place) {
    HealthCard laid = new HealthCard(model, words, card);
    lines.add(() -> put(boxOf(groupPlace, place), 0, laid.head()));
    addRows(laid, groupPlace, place, 0);
  }

  private void addRows(HealthCard card, int groupPlace, int place, int from) {
    List<Finding> findings = card.findings();
    int to = Math.min(most.getOrDefault(card.kind(), HealthCard.FIRST), findings.size());
    for (int at = from; at < to; at++) {
      int row = at;
      lines.add(() -> put(boxOf(groupPlace, place), row + 1, card.row(findings.get(row))));
    }
    lines.add(() -> end(card, groupPlace, place, to));
  }

  private void end(HealthCard card, int groupPlace, int place, int shown) {
    Pane box = boxOf(groupPlace, place);
    cut(box, shown + 1);
    if (shown < card.findings().size()) {
      put(box, shown + 1, card.more(shown, () -> showMore(card, groupPlace, place, shown)));
    }
  }

  /// The keyboard goes on with the first of the new rows, which stands where the link was.
  private void showMore(HealthCard card, int groupPlace, int place, int shown) {
    boolean going = !lines.isEmpty();
    most.put(card.kind(), shown + HealthCard.MORE);
    addRows(card, groupPlace, place, shown);
    if (!going) {
      layNext();
      HealthCard.focus(boxOf(groupPlace, place).getChildren().get(shown + 1));
    }
  }

  private Node head(Group group) {
    HBox head =
        new HBox(
            Parts.label(group.title(), "health-group-title"),
            Parts.badge(KeyWords.number(group.count()), group.tone()),
            Parts.label(group.hint(), "kc-muted"));
    head.getStyleClass().add("health-group-head");
    return head;
  }

  private Pane boxOf(int group, int card) {
    return boxAt(boxAt(list, group, "health-group"), card, "health-card");
  }

  private static Pane boxAt(Pane outer, int place, String style) {
    if (place < outer.getChildren().size() && outer.getChildren().get(place) instanceof Pane box) {
      return box;
    }
    VBox box = new VBox();
    box.getStyleClass().add(style);
    outer.getChildren().add(box);
    return box;
  }

  private static void put(Pane box, int place, Node line) {
    ObservableList<Node> there = box.getChildren();
    if (place < there.size()) {
      there.set(place, line);
    } else {
      there.add(line);
    }
  }

  private static void cut(Pane box, int size) {
    if (size < box.getChildren().size()) {
      box.getChildren().remove(size, box.getChildren().size());
    }
  }
}

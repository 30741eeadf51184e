package keyconsole.view;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import keyconsole.domain.Finding;
import keyconsole.domain.FindingKind;
import keyconsole.viewmodel.HealthTold.Card;
import keyconsole.viewmodel.HealthTold.Mend;
import keyconsole.viewmodel.HealthTold.Row;
import keyconsole.viewmodel.HealthViewModel;
import keyconsole.viewmodel.HealthWay;
import keyconsole.viewmodel.KeyWords;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The lines of a kind of findings: why it matters, then a row for each with what was seen and what
/// mends it.
final class HealthCard {

  /// How many rows stand there at first; a tenant may have thousands.
  static final int FIRST = 4;

  /// How many more at each asking.
  static final int MORE = 50;

  private final HealthViewModel model;
  private final KeyWords words;
  private final Card card;

  HealthCard(HealthViewModel model, KeyWords words, Card card) {
    this.model = model;
    this.words = words;
    this.card = card;
  }

  FindingKind kind() {
    return card.kind();
  }

  List<Finding> findings() {
    return card.findings();
  }

  /// The line that asks for more rows.
  ///
  /// @param shown how many there are
  Node more(int shown, Runnable showMore) {
    int all = card.findings().size();
    Hyperlink more = new Hyperlink(words.text("health.more", Math.min(all - shown, MORE), all));
    more.getStyleClass().add("shell-link");
    more.setOnAction(event -> showMore.run());
    HBox line = new HBox(more);
    line.getStyleClass().add("health-more");
    return line;
  }

  /// Puts the keyboard into a row.
  static void focus(Node row) {
    if (row instanceof Parent parent) {
      parent.lookupAll("*").stream()
          .filter(Node::isFocusTraversable)
          .findFirst()
          .ifPresent(Node::requestFocus);
    }
  }

  /// What kind of findings they are, and why it matters.
  Node head() {
    Label icon = new Label("", new FontIcon(icon(card.kind())));
    icon.getStyleClass().add("health-icon");
    Parts.tone(icon, card.tone());
    Label title = Parts.wrapped(card.title(), "health-title");
    VBox told = new VBox(title, Parts.wrapped(card.why(), "kc-muted"));
    HBox.setHgrow(told, Priority.ALWAYS);
    HBox head = new HBox(icon, told);
    head.getStyleClass().add("health-head");
    model.wayForAll(card).ifPresent(way -> head.getChildren().add(forAll()));
    return head;
  }

  private Button forAll() {
    Button all = new Button(words.text("health.extend-all", card.findings().size()));
    all.getStyleClass().add("health-button");
    all.setMinWidth(Region.USE_PREF_SIZE);
    Optional<String> blocked = model.whyNotForAll();
    all.setDisable(blocked.isPresent());
    blocked.ifPresent(all::setAccessibleHelp);
    all.setOnAction(event -> model.mendAll(card));
    return all;
  }

  /// What was seen of one, and what mends it.
  Node row(Finding finding) {
    Row row = model.row(finding);
    VBox name = new VBox(name(row));
    name.getStyleClass().add("health-name");
    if (!row.aside().isEmpty()) {
      name.getChildren().add(Parts.label(row.aside(), "kc-muted"));
    }
    boolean command = card.kind() == FindingKind.OPEN_FOLDER;
    VBox seen = new VBox(Parts.wrapped(row.evidence(), command ? "kc-mono" : "health-evidence"));
    seen.getStyleClass().add("health-seen");
    if (!row.putOff().isEmpty()) {
      seen.getChildren().add(Parts.wrapped(row.putOff(), "kc-muted"));
    }
    HBox.setHgrow(seen, Priority.ALWAYS);
    HBox line = new HBox(name, seen, ways(row));
    line.getStyleClass().add("health-row");
    return line;
  }

  private Node name(Row row) {
    if (!row.hasKey()) {
      Label name = Parts.wrapped(row.name(), "health-plain-name");
      if (card.kind() == FindingKind.OPEN_FOLDER) {
        name.getStyleClass().add("kc-mono");
      }
      return name;
    }
    Hyperlink link = new Hyperlink(row.name());
    link.getStyleClass().addAll("shell-link", "health-key");
    link.setTooltip(Parts.reason(row.name()));
    link.setOnAction(event -> model.showKey(row.finding()));
    return link;
  }

  private Node ways(Row row) {
    HBox ways = new HBox();
    ways.getStyleClass().add("health-ways");
    ways.setMinWidth(Region.USE_PREF_SIZE);
    row.mends().stream().limit(1).map(mend -> button(row, mend)).forEach(ways.getChildren()::add);
    Button more = Parts.iconButton(Feather.MORE_HORIZONTAL, words.text("health.ways", row.name()));
    more.setOnAction(event -> menu(row).show(more, Side.BOTTOM, 0, 4));
    ways.getChildren().add(more);
    Parts.shown(more, row.mends().size() > 1 || card.kind().canBePutOff());
    return ways;
  }

  private Button button(Row row, Mend mend) {
    Button button = new Button(mend.text());
    button.getStyleClass().add("health-button");
    button.getStyleClass().addAll(styles(mend));
    button.setDisable(mend.blocked().isPresent());
    button.setAccessibleText(mend.text() + ", " + row.name());
    mend.blocked().ifPresent(button::setAccessibleHelp);
    button.setOnAction(event -> model.mend(row.finding(), mend.way()));
    return button;
  }

  /// What takes access away for good looks so everywhere.
  private static List<String> styles(Mend mend) {
    return mend.way() == HealthWay.REVOKE || mend.way() == HealthWay.DISABLE
        ? List.of("kc-danger")
        : List.of();
  }

  private ContextMenu menu(Row row) {
    ContextMenu menu = new ContextMenu();
    row.mends().stream()
        .skip(1)
        .forEach(
            mend -> {
              MenuItem item = item(mend.text(), () -> model.mend(row.finding(), mend.way()));
              item.getStyleClass().addAll(styles(mend));
              item.setDisable(mend.blocked().isPresent());
              menu.getItems().add(item);
            });
    if (card.kind().canBePutOff()) {
      if (!menu.getItems().isEmpty()) {
        menu.getItems().add(new SeparatorMenuItem());
      }
      MenuItem putOff =
          row.putOff().isEmpty()
              ? item(words.text("health.put-off"), () -> model.askToPutOff(row.finding()))
              : item(words.text("health.tell-again"), () -> model.tellAgain(row.finding()));
      Optional<String> blocked = model.blockedProperty().get();
      putOff.setDisable(blocked.isPresent());
      menu.getItems().add(putOff);
    }
    return menu;
  }

  private static MenuItem item(String text, Runnable action) {
    MenuItem item = new MenuItem(text);
    item.setOnAction(event -> action.run());
    return item;
  }

  private static Feather icon(FindingKind kind) {
    return switch (kind) {
      case LIVE_PROBLEM, PROBLEM_FILE -> Feather.FILE;
      case SEAL_BROKEN -> Feather.SHIELD_OFF;
      case ACCESS_BACK -> Feather.CORNER_UP_LEFT;
      case ADMIN_UNRESTRICTED -> Feather.UNLOCK;
      case LOCKS_OUT -> Feather.LOCK;
      case OPEN_FOLDER, FOLDER_TROUBLE -> Feather.FOLDER;
      case SAME_HASH -> Feather.COPY;
      case NEW_ADDRESSES -> Feather.MAP_PIN;
      case EXPIRING -> Feather.CLOCK;
      case IDLE -> Feather.MOON;
      case UNROTATED -> Feather.ROTATE_CW;
      case NEVER_EXPIRES -> Feather.CALENDAR;
      case NEAR_LIMIT -> Feather.TRENDING_UP;
      case NEVER_USED -> Feather.MINUS_CIRCLE;
      case OVERGRANTED -> Feather.MAXIMIZE_2;
      case STORED_ONLY -> Feather.HARD_DRIVE;
      case ADRIFT -> Feather.SHUFFLE;
    };
  }
}

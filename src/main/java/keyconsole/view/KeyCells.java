package keyconsole.view;

import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import keyconsole.domain.KeyProblem;
import keyconsole.viewmodel.KeyColumn;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.KeyRow;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Tone;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// The cells of the key table. Each tells its row again when time has passed.
final class KeyCells {

  private static final int CHIPS = 2;

  private final KeyListViewModel model;
  private final KeyWords words;

  KeyCells(KeyListViewModel model) {
    this.model = model;
    this.words = model.words();
  }

  TableCell<KeyRow, KeyRow> cell(KeyColumn column) {
    return switch (column) {
      case STATUS -> new Cell(this::status);
      case NAME -> new Cell(this::name);
      case OWNER -> text((entry, now) -> entry.owner());
      case SCOPE -> muted((entry, now) -> words.scope(entry.key().scope()));
      case CAPABILITIES -> new Cell(row -> ofKey(row, KeyCells::capabilities));
      case CREATED -> text((entry, now) -> KeyWords.day(entry.key().createdAt()));
      case LAST_USED -> new Cell(row -> ofKey(row, this::lastUsed));
      case REQUESTS -> new Cell(row -> ofKey(row, this::requests));
      case LIMITS -> text((entry, now) -> KeyWords.number(entry.key().limits().perHour()));
      case EXPIRES -> new Cell(row -> ofKey(row, this::expires));
    };
  }

  TableCell<KeyRow, KeyRow> menuCell() {
    return new Cell(this::menu);
  }

  private TableCell<KeyRow, KeyRow> text(BiFunction<KeyRow.Entry, Instant, String> told) {
    return new Cell(
        row -> ofKey(row, entry -> Parts.label(told.apply(entry, now()), "keys-cell-text")));
  }

  private TableCell<KeyRow, KeyRow> muted(BiFunction<KeyRow.Entry, Instant, String> told) {
    return new Cell(
        row ->
            ofKey(
                row, entry -> Parts.label(told.apply(entry, now()), "keys-cell-text", "kc-muted")));
  }

  private Instant now() {
    return model.nowProperty().get();
  }

  private static @Nullable Node ofKey(KeyRow row, Function<KeyRow.Entry, Node> told) {
    return row instanceof KeyRow.Entry entry ? told.apply(entry) : null;
  }

  private Node status(KeyRow row) {
    return switch (row) {
      case KeyRow.Entry entry ->
          Parts.badge(words.status(entry.key().status()), KeyWords.tone(entry.key().status()));
      case KeyRow.Problem problem -> {
        Label badge = Parts.badge(words.text("keys.unreadable"), Tone.DANGER);
        badge.getStyleClass().add("outlined");
        if (!problem.isLive()) {
          yield badge;
        }
        VBox both = new VBox(badge, Parts.badge(words.text("keys.live.short"), Tone.WARNING));
        both.getStyleClass().add("keys-two-badges");
        yield both;
      }
    };
  }

  private Node name(KeyRow row) {
    return switch (row) {
      case KeyRow.Entry entry ->
          twoLines(Parts.label(words.name(entry.key()), "keys-name"), entry.key().description());
      case KeyRow.Problem(KeyProblem problem, String _) ->
          twoLines(Parts.label(problem.fileName(), "keys-name", "kc-mono"), problem.reason());
    };
  }

  private static Node twoLines(Label first, String second) {
    VBox lines = new VBox(first);
    if (!second.isBlank()) {
      lines.getChildren().add(Parts.label(second, "keys-second"));
    }
    lines.getStyleClass().add("keys-two-lines");
    return lines;
  }

  private static Node capabilities(KeyRow.Entry entry) {
    List<String> names = entry.key().capabilities();
    VBox chips = new VBox();
    chips.getStyleClass().add("keys-capabilities");
    names.stream().limit(CHIPS).forEach(name -> chips.getChildren().add(Parts.chip(name)));
    if (names.size() > CHIPS) {
      Node last = chips.getChildren().removeLast();
      Label more = Parts.label("+" + (names.size() - CHIPS), "keys-more-chips");
      more.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
      HBox line = new HBox(last, more);
      line.getStyleClass().add("keys-chip-line");
      chips.getChildren().add(line);
    }
    chips.setAccessibleText(String.join(", ", names));
    return chips;
  }

  private Node lastUsed(KeyRow.Entry entry) {
    Label label = Parts.label(words.lastUse(entry.lastUse(), now()), "keys-cell-text");
    Parts.tone(label, entry.isIdle(now()) ? Tone.WARNING : Tone.PLAIN);
    return label;
  }

  private Node expires(KeyRow.Entry entry) {
    Label label = Parts.label(words.expiry(entry, now()), "keys-cell-text");
    Parts.tone(label, entry.expiryTone(now()));
    return label;
  }

  private Node requests(KeyRow.Entry entry) {
    Sparkline line = new Sparkline();
    line.show(entry.trend(), entry.key().isUsable(now()));
    VBox both =
        new VBox(Parts.label(KeyWords.number(entry.trend().total()), "keys-cell-text"), line);
    both.setAlignment(Pos.CENTER_RIGHT);
    both.setAccessibleText(words.text("keys.trend", KeyWords.number(entry.trend().total())));
    return both;
  }

  private Node menu(KeyRow row) {
    String name =
        switch (row) {
          case KeyRow.Entry entry -> words.name(entry.key());
          case KeyRow.Problem problem -> problem.problem().fileName();
        };
    Button button = Parts.iconButton(Feather.MORE_HORIZONTAL, words.text("keys.more", name));
    button.setOnAction(event -> KeyMenus.ofRow(model, row).show(button, Side.BOTTOM, 0, 0));
    return button;
  }

  /// A cell that asks a function for its node.
  private final class Cell extends TableCell<KeyRow, KeyRow> {

    private final Function<KeyRow, @Nullable Node> node;
    private final InvalidationListener passing = observable -> tell(getItem());

    Cell(Function<KeyRow, @Nullable Node> node) {
      this.node = node;
      model.nowProperty().addListener(new WeakInvalidationListener(passing));
    }

    @Override
    protected void updateItem(@Nullable KeyRow row, boolean empty) {
      super.updateItem(row, empty);
      tell(empty ? null : row);
    }

    private void tell(@Nullable KeyRow row) {
      setGraphic(row == null ? null : node.apply(row));
    }
  }
}

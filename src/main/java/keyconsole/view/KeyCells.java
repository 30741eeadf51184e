package keyconsole.view;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.TableCellSkin;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import keyconsole.domain.Unseen;
import keyconsole.viewmodel.KeyColumn;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.KeyRow;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Tone;
import keyconsole.viewmodel.Trend;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The cells of the key table. Each keeps its nodes and only changes what they say, so that
/// scrolling and a tick of the clock lay nothing out anew.
final class KeyCells {

  private static final int CHIPS = 2;

  private static final Set<KeyColumn> TIMED =
      EnumSet.of(KeyColumn.LAST_USED, KeyColumn.REQUESTS, KeyColumn.EXPIRES);

  private static final PseudoClass FLAGGED = PseudoClass.getPseudoClass("flagged");

  private final KeyListViewModel model;
  private final KeyWords words;
  private final Set<Cell> cells = Collections.newSetFromMap(new WeakHashMap<>());

  /// Those that tell something else as time passes.
  private final Set<Cell> timed = Collections.newSetFromMap(new WeakHashMap<>());

  /// One for all cells, each of which says what it tells when the mouse comes: to make a tooltip is
  /// to make a window.
  private @Nullable Tooltip whole;

  KeyCells(KeyListViewModel model) {
    this.model = model;
    this.words = model.words();
  }

  private Tooltip whole() {
    if (whole == null) {
      whole = new Tooltip();
      Parts.textTooltip(whole);
    }
    return whole;
  }

  TableCell<KeyRow, KeyRow> cell(KeyColumn column) {
    Cell made = made(column);
    if (TIMED.contains(column)) {
      timed.add(made);
    }
    return made;
  }

  private Cell made(KeyColumn column) {
    return switch (column) {
      case STATUS -> new StatusCell();
      case NAME -> new NameCell();
      case OWNER -> new TextCell(KeyRow.Entry::owner);
      case SCOPE -> new TextCell(entry -> words.scope(entry.key().scope()), "kc-muted");
      case CAPABILITIES -> new CapabilitiesCell();
      case CREATED -> new TextCell(entry -> KeyWords.day(entry.key().createdAt()));
      case LAST_USED ->
          new TextCell(
              entry -> words.lastUse(entry.lastUse(), model.nowProperty().get()),
              entry -> entry.isIdle(model.nowProperty().get()) ? Tone.WARNING : Tone.PLAIN);
      case REQUESTS -> new RequestsCell();
      case LIMITS ->
          new TextCell(
              entry -> KeyWords.number(entry.key().limits().perHour()),
              entry -> entry.key().limits().perHour() <= 0 ? Tone.DANGER : Tone.PLAIN);
      case EXPIRES ->
          new TextCell(
              entry -> words.expiry(entry, model.nowProperty().get()),
              entry -> entry.expiryTone(model.nowProperty().get()));
    };
  }

  TableCell<KeyRow, KeyRow> menuCell() {
    return new MenuCell();
  }

  /// Tells every row again: the rows were read again.
  void tellAgain() {
    List.copyOf(cells).forEach(Cell::tellAgain);
  }

  /// Tells again what time alone changes.
  void timePassed() {
    List.copyOf(timed).forEach(Cell::tellAgain);
  }

  /// A cell with nodes of its own.
  private abstract class Cell extends TableCell<KeyRow, KeyRow> {
    private String explained = "";

    /// The row places its cells whether managed or not. Where they are not, a text that changes in
    /// one is laid out in that one alone, and the table does not style the whole row over again.
    Cell() {
      setManaged(false);
      tableColumnProperty().subscribe(this::putOnSkin);
      setOnMouseEntered(event -> tip());
      cells.add(this);
    }

    /// Before it is in the table: given its skin where it is styled, as the toolkit does, a cell is
    /// styled once more with all that is in it. The skin asks for its column only once.
    private void putOnSkin() {
      if (getTableColumn() != null && getSkin() == null) {
        setSkin(new TableCellSkin<>(this));
      }
    }

    /// Says what there is to say of a row.
    ///
    /// @return what to show; null for an empty cell
    abstract @Nullable Node tell(KeyRow row);

    /// Says that there is nothing to say.
    void tellNothing() {}

    /// What is read out.
    String spoken() {
      return Spoken.of(this);
    }

    /// Lets the tooltip say this while the mouse is over the cell; nothing where it is empty.
    final void explain(String text) {
      explained = text;
      if (isHover()) {
        // Another row has come under the mouse, or the row has become another one.
        tip();
      }
    }

    private void tip() {
      if (!explained.isEmpty()) {
        whole().setText(explained);
        setTooltip(whole());
      } else if (whole != null && whole.equals(getTooltip())) {
        setTooltip(null);
      }
    }

    final void tellAgain() {
      int index = getIndex();
      if (!isEmpty() && index >= 0 && index < model.rows().size()) {
        updateItem(model.rows().get(index), false);
      }
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(
        AccessibleAttribute attribute, Object... parameters) {
      return switch (attribute) {
        case TEXT -> spoken();
        // The tooltip says what another cell tells where the mouse is over that.
        case HELP -> explained;
        default -> super.queryAccessibleAttribute(attribute, parameters);
      };
    }

    @Override
    protected final void updateItem(@Nullable KeyRow row, boolean empty) {
      super.updateItem(row, empty);
      if (empty || row == null) {
        tellNothing();
        explain("");
        show(null);
        return;
      }
      Node next = tell(row);
      if (next == null) {
        explain("");
      }
      show(next);
    }

    /// What a cell has shown once stays in it, if need be unseen: what leaves the scene is styled
    /// from the start when it comes back, and rows come and go with every keystroke of a search.
    private void show(@Nullable Node next) {
      if (next != null && !next.equals(getGraphic())) {
        setGraphic(next);
        next.applyCss();
      }
      if (getGraphic() != null) {
        getGraphic().setVisible(next != null);
      }
    }
  }

  /// A cell that only keys fill.
  private abstract class KeyCell extends Cell {

    abstract Node tell(KeyRow.Entry entry);

    @Override
    final @Nullable Node tell(KeyRow row) {
      return row instanceof KeyRow.Entry entry ? tell(entry) : null;
    }
  }

  /// A cell whose text is its own: there are more of them than of all others, and each part of a
  /// cell is styled and laid out.
  private final class TextCell extends Cell {

    /// What an empty cell holds, so that its text stays in the scene.
    private static final String BLANK = " ";

    private final Function<KeyRow.Entry, String> text;
    private final Function<KeyRow.Entry, Tone> tone;

    TextCell(Function<KeyRow.Entry, String> text, String... styles) {
      this(text, entry -> Tone.PLAIN);
      getStyleClass().addAll(styles);
    }

    TextCell(Function<KeyRow.Entry, String> text, Function<KeyRow.Entry, Tone> tone) {
      this.text = text;
      this.tone = tone;
      Parts.wholeWhenCut(this);
    }

    @Override
    @Nullable Node tell(KeyRow row) {
      if (row instanceof KeyRow.Entry entry) {
        setText(text.apply(entry));
        dye(this, tone.apply(entry));
      } else {
        tellNothing();
      }
      return null;
    }

    @Override
    void tellNothing() {
      setText(BLANK);
    }

    @Override
    String spoken() {
      return getText() == null ? "" : getText().strip();
    }
  }

  private final class StatusCell extends Cell {
    private final Label key = Parts.badge("", Tone.PLAIN);
    private @Nullable Unreadable unreadable;

    /// What stands in the way of a file: that it is no key, and that it opens the backend all the
    /// same.
    private final class Unreadable extends VBox {
      private final Label live = Parts.badge(words.text("keys.live.short"), Tone.WARNING);

      Unreadable() {
        Label file = Parts.badge(words.text("keys.unreadable"), Tone.DANGER);
        file.getStyleClass().add("outlined");
        getChildren().addAll(file, live);
        getStyleClass().add("keys-two-badges");
      }
    }

    @Override
    Node tell(KeyRow row) {
      switch (row) {
        case KeyRow.Entry entry -> {
          key.setText(words.status(entry.key().status()));
          explain(words.meaning(entry.key().status()));
          dye(key, KeyWords.tone(entry.key().status()));
          return key;
        }
        case KeyRow.Problem of -> {
          explain("");
          return unreadable(of.isLive());
        }
      }
    }

    private Node unreadable(boolean isLive) {
      if (unreadable == null) {
        unreadable = new Unreadable();
      }
      Parts.shown(unreadable.live, isLive);
      return unreadable;
    }
  }

  private final class NameCell extends Cell {
    private final Label name = Parts.label("", "keys-name");
    private final Label second = Parts.label("", "keys-second");
    private final VBox lines = new VBox(name, second);
    private KeyRow.Trap flagged = KeyRow.Trap.NONE;

    /// The file's name in place of the key's.
    private @Nullable Label file;

    /// What cuts the cell off at its edges by itself, while it does not.
    private @Nullable Node ownClip;

    NameCell() {
      lines.getStyleClass().add("keys-two-lines");
      // The flag is never shortened, but the name is where the column ends.
      lines.setMinWidth(0);
    }

    @Override
    Node tell(KeyRow row) {
      switch (row) {
        case KeyRow.Entry entry -> {
          name.setText(words.name(entry.key()));
          second.setText(Unseen.shown(oneLine(entry.key().description())));
          flag(entry.trap());
        }
        case KeyRow.Problem problem -> {
          name.setText(problem.problem().lastGood().map(words::name).orElse(""));
          second.setText(problem.reason());
          flag(KeyRow.Trap.NONE);
        }
      }
      Parts.shown(name, isNamed(row));
      showFile(row);
      Parts.shown(second, !second.getText().isBlank() || second.getGraphic() != null);
      explain(wholeOf(row));
      return lines;
    }

    private void showFile(KeyRow row) {
      if (row instanceof KeyRow.Problem problem && !isNamed(row)) {
        if (file == null) {
          file = Parts.label("", "keys-name", "kc-mono");
          lines.getChildren().addFirst(file);
          file.applyCss();
        }
        file.setText(KeyWords.shortFile(problem.problem().fileName()));
      }
      if (file != null) {
        Parts.shown(file, !isNamed(row));
      }
    }

    /// A row that has become empty has nothing left that could be found by its text.
    @Override
    void tellNothing() {
      name.setText("");
      second.setText("");
      if (file != null) {
        file.setText("");
      }
    }

    /// The flag stands before the description, of which only whole words stand beside it.
    private void flag(KeyRow.Trap trap) {
      if (trap != flagged) {
        flagged = trap;
        boolean none = trap == KeyRow.Trap.NONE;
        second.setGraphic(flagOf(trap));
        second.setTextOverrun(none ? OverrunStyle.ELLIPSIS : OverrunStyle.WORD_ELLIPSIS);
        second.pseudoClassStateChanged(FLAGGED, !none);
        second.applyCss();
      }
    }

    private @Nullable Node flagOf(KeyRow.Trap trap) {
      return switch (trap) {
        case NONE -> null;
        case DEAD_VALUES -> flag("keys.dead-values", "mark-blocks-nothing", Feather.ALERT_TRIANGLE);
        case LOCKS_OUT -> flag("keys.mark.locks-out", "mark-locks-out", Feather.LOCK);
      };
    }

    private Label flag(String name, String style, Feather icon) {
      Label flag = Parts.label(words.text(name), "kc-mark", style);
      flag.setGraphic(new FontIcon(icon));
      flag.setMinWidth(Region.USE_PREF_SIZE);
      return flag;
    }

    private String meaningOf(KeyRow.Trap trap) {
      return switch (trap) {
        case NONE -> "";
        case DEAD_VALUES -> "\n" + words.text("keys.dead-values.text");
        case LOCKS_OUT -> "\n" + words.text("keys.locks-out.text");
      };
    }

    /// What stands in the way of a file has the empty cells beside it, up to the menu.
    @Override
    protected void layoutChildren() {
      super.layoutChildren();
      boolean reachesOut = getItem() instanceof KeyRow.Problem;
      if (reachesOut != (getClip() == null)) {
        Node clip = getClip();
        setClip(ownClip);
        ownClip = clip;
      }
      if (reachesOut) {
        double room = getTableRow().getWidth() - getLayoutX() - KeyTable.MENU_WIDTH;
        double wanted = Math.min(lines.prefWidth(-1), room - lines.getLayoutX());
        lines.resize(Math.max(lines.getWidth(), wanted), lines.getHeight());
      }
    }

    /// A file that was a key until a moment ago goes by the key's name.
    private static boolean isNamed(KeyRow row) {
      return switch (row) {
        case KeyRow.Entry _ -> true;
        case KeyRow.Problem problem -> problem.problem().lastGood().isPresent();
      };
    }

    private String wholeOf(KeyRow row) {
      return switch (row) {
        case KeyRow.Entry entry ->
            (words.name(entry.key())
                    + "\n"
                    + Unseen.shownInLines(entry.key().description())
                    + meaningOf(entry.trap()))
                .strip();
        case KeyRow.Problem problem ->
            Unseen.shown(problem.problem().fileName()) + "\n" + problem.reason();
      };
    }
  }

  /// Rows are told while the table is laid out, when styling is over: a new tone would be seen a
  /// frame late.
  private static void dye(Labeled label, Tone tone) {
    List<String> before = List.copyOf(label.getStyleClass());
    Parts.tone(label, tone);
    if (!before.equals(label.getStyleClass())) {
      label.applyCss();
    }
  }

  private static String oneLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private final class CapabilitiesCell extends KeyCell {
    private final Label first = Parts.chip("");
    private final HBox last = new HBox();
    private final VBox lines = new VBox(first, last);
    private @Nullable Label second;
    private @Nullable Label more;

    CapabilitiesCell() {
      lines.getStyleClass().add("keys-capabilities");
      last.getStyleClass().add("keys-chip-line");
    }

    @Override
    Node tell(KeyRow.Entry entry) {
      List<String> names = entry.key().capabilities().stream().map(Unseen::shown).toList();
      say(first, names, 0);
      if (second == null && names.size() > 1) {
        second = held(Parts.chip(""));
      }
      if (second != null) {
        say(second, names, 1);
      }
      if (more == null && names.size() > CHIPS) {
        more = held(Parts.label("", "keys-more-chips"));
        more.setMinWidth(Region.USE_PREF_SIZE);
      }
      if (more != null) {
        more.setText("+" + (names.size() - CHIPS));
        Parts.shown(more, names.size() > CHIPS);
      }
      Parts.shown(last, names.size() > 1);
      lines.setAccessibleText(String.join(", ", names));
      explain(String.join("\n", names));
      return lines;
    }

    private static void say(Label chip, List<String> names, int place) {
      boolean there = place < names.size();
      chip.setText(there ? names.get(place) : "");
      Parts.shown(chip, there);
    }

    private Label held(Label part) {
      last.getChildren().add(part);
      part.applyCss();
      return part;
    }
  }

  private final class RequestsCell extends KeyCell {
    private @Nullable Node pending;
    private @Nullable Counted counted;

    /// The requests as a number and as a line.
    private static final class Counted extends VBox {
      private final Label number = Parts.label("", "keys-cell-text");
      private final Sparkline line = new Sparkline();

      Counted() {
        getChildren().addAll(number, line);
        setAlignment(Pos.CENTER_RIGHT);
      }
    }

    @Override
    Node tell(KeyRow.Entry entry) {
      return entry.trend().map(trend -> counted(trend, entry)).orElseGet(this::pending);
    }

    private Node pending() {
      if (pending == null) {
        Region track = new Region();
        track.getStyleClass().add("keys-pending");
        StackPane placed = new StackPane(track);
        placed.setAlignment(Pos.CENTER_RIGHT);
        placed.setAccessibleText(words.text("keys.pending"));
        pending = placed;
      }
      return pending;
    }

    private Node counted(Trend trend, KeyRow.Entry entry) {
      if (counted == null) {
        counted = new Counted();
      }
      String total = KeyWords.number(trend.total());
      boolean known = trend.isKnown();
      counted.number.setText(known ? total : "–");
      counted.line.show(trend, entry.key().isUsable(model.nowProperty().get()));
      counted.setAccessibleText(
          known ? words.text("keys.trend", total) : words.text("keys.trend.unknown"));
      return counted;
    }
  }

  private final class MenuCell extends Cell {
    private final Button button =
        Parts.iconButton(Feather.MORE_HORIZONTAL, words.text("keys.more.short"));

    MenuCell() {
      button.setFocusTraversable(false);
      button.setOnAction(event -> KeyMenus.ofRow(model, getItem()).show(button, Side.BOTTOM, 0, 0));
    }

    @Override
    Node tell(KeyRow row) {
      String name =
          switch (row) {
            case KeyRow.Entry entry -> words.name(entry.key());
            case KeyRow.Problem problem -> problem.problem().fileName();
          };
      button.setAccessibleText(words.text("keys.more", name));
      return button;
    }
  }
}

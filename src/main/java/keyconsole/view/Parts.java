package keyconsole.view;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.event.EventHandler;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.ButtonSkin;
import javafx.scene.control.skin.LabelSkin;
import javafx.scene.control.skin.ToggleButtonSkin;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;
import javafx.util.Duration;
import keyconsole.domain.Mark;
import keyconsole.domain.Unseen;
import keyconsole.viewmodel.Marked;
import keyconsole.viewmodel.SealTold;
import keyconsole.viewmodel.Tone;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The small pieces that the key screens are laid out of.
final class Parts {

  private static final List<String> TONES =
      List.of("plain", "neutral", "success", "accent", "warning", "danger");

  private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
  private static final double TOOLTIP_WIDTH = 420;
  private static final double TOOLTIP_DELAY_MS = 600;

  private static final double SHIELD_GRID = 24;

  /// Beside a text.
  static final double SHIELD_SIZE = 14;

  private static final int ICON_SIZE = 15;

  private Parts() {}

  static Label label(String text, String... styles) {
    Label label = new Label(text);
    label.getStyleClass().addAll(styles);
    putOnSkin(label);
    wholeWhenCut(label);
    return label;
  }

  /// Gives a control its skin before it is in a window. The toolkit would where it styles it, and
  /// style it once more, with all that is in it.
  private static void putOnSkin(Labeled control) {
    if (control.getSkin() == null && control.getScene() == null) {
      // Of these classes themselves: what extends them may look different.
      if (control.getClass() == Label.class) {
        control.setSkin(new LabelSkin((Label) control));
      } else if (control.getClass() == Button.class) {
        control.setSkin(new ButtonSkin((Button) control));
      } else if (control.getClass() == ToggleButton.class) {
        control.setSkin(new ToggleButtonSkin((ToggleButton) control));
      }
    }
  }

  /// Lets a text that may be anybody's hold nothing that nobody would see, see [Unseen]. What
  /// stands in it over several lines stays so: what must be on one was made so by whoever tells it.
  static <T extends Labeled> T legible(T labeled) {
    labeled
        .textProperty()
        .subscribe(
            text -> {
              if (text != null && !labeled.textProperty().isBound()) {
                labeled.setText(Unseen.shownInLines(text));
              }
            });
    return labeled;
  }

  /// A text that takes as many lines as it needs.
  static Label wrapped(String text, String... styles) {
    Label label = label(text, styles);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  static Label badge(String text, Tone tone) {
    Label badge = label(text, "kc-badge");
    badge.setMinWidth(Region.USE_PREF_SIZE);
    tone(badge, tone);
    return badge;
  }

  static Label chip(String text) {
    return label(text, "kc-chip");
  }

  /// Gives a node the style class of a tone, and takes the others away.
  static void tone(Node node, Tone tone) {
    String style = tone.name().toLowerCase(Locale.ROOT);
    if (!node.getStyleClass().contains(style)) {
      node.getStyleClass().removeAll(TONES);
      node.getStyleClass().add(style);
    }
  }

  /// A tooltip for whole texts that are cut off where they stand.
  static void textTooltip(Tooltip tooltip) {
    tooltip.setWrapText(true);
    tooltip.setMaxWidth(TOOLTIP_WIDTH);
    tooltip.setShowDelay(Duration.millis(TOOLTIP_DELAY_MS));
  }

  /// Gives a control a tooltip when the mouse first comes to it: to make one is to make a window,
  /// and most are never seen.
  static void tip(Control control, Supplier<Tooltip> tooltip) {
    control.addEventHandler(
        MouseEvent.MOUSE_ENTERED,
        new EventHandler<>() {
          @Override
          public void handle(MouseEvent entered) {
            control.removeEventHandler(MouseEvent.MOUSE_ENTERED, this);
            if (control.getTooltip() == null || control.getTooltip() instanceof Whole) {
              control.setTooltip(tooltip.get());
            }
          }
        });
  }

  /// The same.
  static void tip(Control control, String text) {
    String shown = Unseen.shownInLines(text);
    // What a tooltip tells is read out too.
    control.setAccessibleHelp(shown);
    tip(control, () -> new Tooltip(shown));
  }

  /// The same with more words than have room in a line.
  static void explain(Control control, String words) {
    control.setAccessibleHelp(Unseen.shownInLines(words));
    tip(control, () -> reason(words));
  }

  /// The same with what is told by then; there is none while that is empty.
  static void tip(Control control, ObservableValue<String> told) {
    control.addEventHandler(
        MouseEvent.MOUSE_ENTERED,
        entered -> control.setTooltip(told.getValue().isEmpty() ? null : reason(told.getValue())));
  }

  /// Gives all that is in a node as it was loaded the skins and the tooltips that it lacks: what a
  /// button with nothing but an icon is called, and texts that are cut off.
  static void finish(Node root) {
    switch (root) {
      case Labeled labeled -> {
        putOnSkin(labeled);
        if (labeled instanceof ButtonBase button && isIcon(button)) {
          nameIcon(button);
        } else {
          wholeWhenCut(labeled);
        }
      }
      case ScrollPane scroll when scroll.getContent() != null -> finish(scroll.getContent());
      case Parent parent -> parent.getChildrenUnmodifiable().forEach(Parts::finish);
      default -> {}
    }
  }

  private static boolean isIcon(ButtonBase button) {
    boolean wordless = button.getText() == null || button.getText().isEmpty();
    return wordless
        && button.getGraphic() instanceof FontIcon
        && button.getAccessibleText() != null;
  }

  private static void nameIcon(ButtonBase button) {
    tip(
        button,
        () -> {
          Tooltip name = new Tooltip();
          name.textProperty().bind(button.accessibleTextProperty());
          return name;
        });
  }

  /// The whole text of a label that is cut off.
  private static final class Whole extends Tooltip {
    Whole(Labeled label) {
      textProperty().bind(label.textProperty());
      textTooltip(this);
    }
  }

  /// Shows the whole text in a tooltip while there is no room for it, unless there is a tooltip;
  /// see [#legible].
  static void wholeWhenCut(Labeled label) {
    legible(label)
        .textTruncatedProperty()
        .subscribe(
            cut -> {
              if (cut && label.getTooltip() == null) {
                label.setTooltip(new Whole(label));
              } else if (!cut && label.getTooltip() instanceof Whole) {
                label.setTooltip(null);
              }
            });
  }

  /// What becomes of a restriction or a limit.
  static Label mark(Marked marked) {
    Label label = label("", "kc-mark");
    mark(label, marked);
    return label;
  }

  /// The same, with the reason in its tooltip.
  static Label markWithReason(Marked marked) {
    Label label = mark(marked);
    explain(label, marked.reason());
    return label;
  }

  /// Gives a label the icon, the colour and the words of a mark.
  static void mark(Label label, Marked marked) {
    label.setMinWidth(Region.USE_PREF_SIZE);
    mark(label, marked.mark(), marked.text());
  }

  /// The same with other words.
  static void mark(Label label, Mark mark, String text) {
    label.setText(text);
    dye(label, mark);
  }

  /// A tooltip with more words than have room where it hangs.
  static Tooltip reason(String words) {
    Tooltip tooltip = new Tooltip(Unseen.shownInLines(words));
    textTooltip(tooltip);
    return tooltip;
  }

  private static void dye(Label label, Mark mark) {
    label.setGraphic(
        switch (mark) {
          case LOCKS_OUT -> new FontIcon(Feather.LOCK);
          case BLOCKS_NOTHING -> new FontIcon(Feather.ALERT_TRIANGLE);
          case ENFORCED -> shieldWithCheck();
          case STORED_ONLY -> new FontIcon(Feather.HARD_DRIVE);
        });
    label.getStyleClass().removeIf(style -> style.startsWith("mark-"));
    label.getStyleClass().add("mark-" + word(mark));
  }

  private static String word(Mark mark) {
    return mark.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Node shieldWithCheck() {
    return shield(Shield.CHECK, Tone.SUCCESS, SHIELD_SIZE);
  }

  /// The shields that the icon font lacks, and the one that goes with them.
  enum Shield {
    PLAIN(""),
    CHECK(" M8.5 11.8l2.5 2.5 4.5-4.8"),
    CROSS(" M9.5 9.2l5 5 M14.5 9.2l-5 5");

    private final String mark;

    Shield(String mark) {
      this.mark = mark;
    }
  }

  /// A shield in the colour of a tone.
  ///
  /// @param size in pixels
  static Node shield(Shield shape, Tone tone, double size) {
    SVGPath path = new SVGPath();
    path.setContent("M12 22s8-4 8-10V5l-8-3-8 3v7c0 6 8 10 8 10z" + shape.mark);
    path.getStyleClass().add("kc-shield");
    tone(path, tone);
    path.setScaleX(size / SHIELD_GRID);
    path.setScaleY(size / SHIELD_GRID);
    return new Group(path);
  }

  /// The shield that goes with a state of the seals.
  static Node shield(SealTold.Kind kind, Tone tone, double size) {
    Shield shape =
        switch (kind) {
          case SEALED -> Shield.CHECK;
          case BROKEN -> Shield.CROSS;
          case VERIFYING, NOT_SEALED, FAILED -> Shield.PLAIN;
        };
    return shield(shape, tone, size);
  }

  static Button iconButton(Ikon icon, String name) {
    FontIcon graphic = new FontIcon(icon);
    // As the sheet says: an icon that becomes another size is styled once more.
    graphic.setIconSize(ICON_SIZE);
    Button button = new Button("", graphic);
    button.getStyleClass().addAll("flat", "kc-icon");
    button.setAccessibleText(Unseen.shown(name));
    putOnSkin(button);
    tip(button, name);
    return button;
  }

  static HBox row(Node... nodes) {
    return new HBox(nodes);
  }

  /// Lets Tab go on to the next control. Nothing that is typed in lines here needs a tab, and who
  /// has no mouse must get out of them.
  static void goOnWithTab(TextArea area) {
    area.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.TAB) {
            area.requestFocusTraversal(
                event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
            event.consume();
          }
        });
  }

  /// Cards of equal size beside each other.
  static GridPane sideBySide(List<? extends Node> cards) {
    GridPane beside = new GridPane();
    beside.getStyleClass().add("kc-beside");
    beside.setMinHeight(Region.USE_PREF_SIZE);
    columns(beside, cards.size());
    for (int i = 0; i < cards.size(); i++) {
      beside.add(cards.get(i), i, 0);
    }
    return beside;
  }

  /// Gives a grid so many columns of equal width.
  static void columns(GridPane grid, int count) {
    for (int i = 0; i < count; i++) {
      ColumnConstraints column = new ColumnConstraints();
      column.setPercentWidth(100.0 / count);
      grid.getColumnConstraints().add(column);
    }
  }

  /// Takes a part out of the pane that it is in.
  ///
  /// @return puts it back where it was, among those that are there by then
  static Runnable takenOut(Node part) {
    ObservableList<Node> place = ((Pane) part.getParent()).getChildren();
    Region seat = new Region();
    shown(seat, false);
    place.set(place.indexOf(part), seat);
    return () -> place.set(place.indexOf(seat), part);
  }

  /// Takes a part out of the pane that it is in until it is shown first: even what nobody sees is
  /// styled.
  ///
  /// @return shows it, or not
  static Consumer<Boolean> untilShown(Node part) {
    Runnable back = takenOut(part);
    boolean[] there = new boolean[1];
    return shown -> {
      if (shown && !there[0]) {
        there[0] = true;
        back.run();
        finish(part);
      }
      shown(part, shown);
    };
  }

  /// Marks what a person has to mend, or takes the mark away; words beside it say what is wrong.
  static void wrong(Node node, boolean wrong) {
    node.pseudoClassStateChanged(WRONG, wrong);
  }

  /// Shows a node and gives it room, or neither.
  static void shown(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }

  /// Keeps a pane as tall as what scrolls in it, up to the height that it may have: by itself it
  /// reckons with lines that are not wrapped.
  static void asTallAsItsContent(ScrollPane scroll) {
    ((Region) scroll.getContent())
        .heightProperty()
        .subscribe(tall -> scroll.setPrefViewportHeight(tall.doubleValue()));
  }

  /// Lets a pane paint only what has changed in it. Its skin keeps all that is in sight as one
  /// picture, which is made anew, whole, with every change.
  static void paintedInParts(ScrollPane scroll) {
    scroll
        .skinProperty()
        .subscribe(
            skin ->
                Optional.ofNullable(scroll.lookup(".viewport"))
                    .ifPresent(viewport -> viewport.setCache(false)));
  }
}

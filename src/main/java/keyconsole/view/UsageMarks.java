package keyconsole.view;

import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import keyconsole.viewmodel.UsageTint;

/// What the marks of the usage screen have in common: the tint of a key, and what a filter does to
/// it.
final class UsageMarks {

  /// What the filter leaves out.
  static final PseudoClass GREYED = PseudoClass.getPseudoClass("greyed");

  /// What the filter asks for. Not `selected`, which a list has for its own use.
  static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

  /// What the mouse or the keyboard is at.
  static final PseudoClass AT_HAND = PseudoClass.getPseudoClass("at-hand");

  private static final String TINT = "tint-";

  private UsageMarks() {}

  /// A part of a drawing: its control places it, and the mouse goes through to the control.
  static <T extends Node> T drawn(T part, String style) {
    part.getStyleClass().add(style);
    part.setManaged(false);
    part.setMouseTransparent(true);
    return part;
  }

  /// A small square in a tint.
  static Region swatch(UsageTint tint) {
    Region swatch = new Region();
    swatch.getStyleClass().add("usage-swatch");
    tint(swatch, tint);
    return swatch;
  }

  /// Gives a node the style class of a tint, and takes the others away.
  static void tint(Node node, UsageTint tint) {
    String style = TINT + tint.name().toLowerCase(Locale.ROOT).replace('_', '-');
    if (!node.getStyleClass().contains(style)) {
      node.getStyleClass().removeIf(other -> other.startsWith(TINT));
      node.getStyleClass().add(style);
    }
  }

  /// Shows what the filter does to a mark.
  static void filtered(Node node, boolean chosen, boolean greyed) {
    node.pseudoClassStateChanged(CHOSEN, chosen);
    node.pseudoClassStateChanged(GREYED, greyed);
  }

  /// What a person does with a mark.
  ///
  /// @param choose at a click, Enter or the space bar
  /// @param menu asks for a menu at a place
  record Deeds<T>(Consumer<T> choose, BiConsumer<T, ContextMenuEvent> menu) {

    /// For a drawing that nobody clicks.
    static <T> Deeds<T> none() {
      return new Deeds<>(mark -> {}, (mark, event) -> {});
    }
  }

  /// Does something at a click with the first button; the others ask for a menu.
  static void onClick(Node mark, Consumer<MouseEvent> clicked) {
    mark.setOnMouseClicked(
        event -> {
          if (event.getButton() == MouseButton.PRIMARY) {
            clicked.accept(event);
          }
        });
  }
}

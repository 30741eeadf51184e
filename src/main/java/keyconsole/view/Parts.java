package keyconsole.view;

import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import keyconsole.viewmodel.Tone;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/// The small pieces that the key screens are laid out of.
final class Parts {

  private static final List<String> TONES =
      List.of("plain", "neutral", "success", "accent", "warning", "danger");

  private Parts() {}

  static Label label(String text, String... styles) {
    Label label = new Label(text);
    label.getStyleClass().addAll(styles);
    return label;
  }

  static Label badge(String text, Tone tone) {
    Label badge = label(text, "kc-badge");
    badge.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
    tone(badge, tone);
    return badge;
  }

  static Label chip(String text) {
    return label(text, "kc-chip");
  }

  /// Gives a node the style class of a tone, and takes the others away.
  static void tone(Node node, Tone tone) {
    node.getStyleClass().removeAll(TONES);
    node.getStyleClass().add(tone.name().toLowerCase(Locale.ROOT));
  }

  static Button iconButton(Ikon icon, String name) {
    Button button = new Button("", new FontIcon(icon));
    button.getStyleClass().addAll("flat", "kc-icon");
    button.setAccessibleText(name);
    button.setTooltip(new Tooltip(name));
    return button;
  }

  static HBox row(Node... nodes) {
    return new HBox(nodes);
  }

  /// Shows a node and gives it room, or neither.
  static void shown(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }
}

package keyconsole.view;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;

/// What is read out of a cell that shows more than a text: the texts in it, as the eye takes them.
final class Spoken {

  private Spoken() {}

  /// The texts in sight below a node, with commas between them. A part that has an accessible text
  /// speaks for all in it.
  static String of(Parent node) {
    return node.getChildrenUnmodifiable().stream()
        .flatMap(Spoken::texts)
        .filter(text -> !text.isBlank())
        .collect(Collectors.joining(", "));
  }

  private static Stream<String> texts(Node node) {
    if (!node.isVisible()) {
      return Stream.of();
    }
    if (node.getAccessibleText() != null) {
      return Stream.of(node.getAccessibleText());
    }
    return switch (node) {
      case Labeled labeled ->
          Stream.concat(
              Stream.ofNullable(labeled.getGraphic()).flatMap(Spoken::texts),
              Stream.ofNullable(labeled.getText()));
      case Parent parent -> parent.getChildrenUnmodifiable().stream().flatMap(Spoken::texts);
      default -> Stream.of();
    };
  }
}

package keyconsole.view;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;

/// A segmented control: a few choices side by side, of which one is always chosen.
final class Segments {

  private Segments() {}

  /// Fills a box of the style class `kc-segments`.
  ///
  /// @param choice what is chosen; followed, and set by a click
  static <T> void fill(
      Screen screen, HBox box, List<T> all, Function<T, String> name, ObjectProperty<T> choice) {
    for (T each : all) {
      ToggleButton segment = new ToggleButton(name.apply(each));
      segment.getStyleClass().add("kc-segment");
      segment.setOnAction(
          event -> {
            choice.set(each);
            segment.setSelected(true);
          });
      screen.follow(choice, chosen -> segment.setSelected(each.equals(chosen)));
      box.getChildren().add(segment);
    }
  }
}

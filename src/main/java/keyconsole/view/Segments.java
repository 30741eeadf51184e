package keyconsole.view;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/// A segmented control: a few choices side by side, of which one is always chosen. Arrow keys go
/// from one to the next.
final class Segments {

  private Segments() {}

  /// Fills a box of the style class `kc-segments`.
  ///
  /// @param choice what is chosen; followed, and set by a person
  static <T> void fill(
      Screen screen, HBox box, List<T> all, Function<T, String> name, ObjectProperty<T> choice) {
    ToggleGroup group = new ToggleGroup();
    Map<Toggle, T> choices = new HashMap<>();
    for (T each : all) {
      ToggleButton segment = new ToggleButton(name.apply(each));
      Parts.wholeWhenCut(segment);
      segment.getStyleClass().add("kc-segment");
      segment.setToggleGroup(group);
      choices.put(segment, each);
      screen.follow(
          choice,
          chosen -> {
            if (each.equals(chosen)) {
              segment.setSelected(true);
            }
          });
      box.getChildren().add(segment);
    }
    alwaysOne(group, chosen -> choice.set(choices.get(chosen)));
  }

  /// Keeps one of a group chosen: a click on it does not put it out.
  ///
  /// @param chosen told of each that is chosen from now on
  static void alwaysOne(ToggleGroup group, Consumer<Toggle> chosen) {
    group
        .selectedToggleProperty()
        .subscribe(
            (before, after) -> {
              if (after == null) {
                before.setSelected(true);
              } else {
                chosen.accept(after);
              }
            });
  }
}

package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;

/// Capabilities on one line: as many as there is room for, and "+3" for those that are not shown,
/// which shows them.
final class ChipLine extends Pane {

  private static final double GAP = 6;

  private final List<Label> chips = new ArrayList<>();
  private final Hyperlink more = new Hyperlink();

  ChipLine(List<String> names, Runnable showAll) {
    getStyleClass().add("detail-chip-line");
    names.forEach(name -> chips.add(Parts.chip(name)));
    getChildren().addAll(chips);
    more.setId("more-capabilities");
    more.setOnAction(event -> showAll.run());
    getChildren().add(more);
    setMinWidth(0);
    setAccessibleText(String.join(", ", names));
  }

  @Override
  protected double computePrefWidth(double height) {
    return 0;
  }

  @Override
  protected double computePrefHeight(double width) {
    return chips.stream().mapToDouble(chip -> chip.prefHeight(-1)).max().orElse(0);
  }

  @Override
  protected void layoutChildren() {
    int fitting = fitting(getWidth());
    double x = 0;
    for (int i = 0; i < chips.size(); i++) {
      Label chip = chips.get(i);
      boolean shown = i < fitting;
      chip.setVisible(shown);
      if (shown) {
        double width = Math.min(chip.prefWidth(-1), getWidth() - x);
        chip.resizeRelocate(snapPositionX(x), 0, snapSizeX(width), chip.prefHeight(-1));
        x += chip.getWidth() + GAP;
      }
    }
    more.setText("+" + (chips.size() - fitting));
    more.setVisible(fitting < chips.size());
    more.autosize();
    more.relocate(snapPositionX(x), snapPositionY((getHeight() - more.getHeight()) / 2));
  }

  /// How many chips there is room for; the first is always there, cut off if need be.
  private int fitting(double width) {
    more.setText("+" + chips.size());
    double needed = more.prefWidth(-1);
    double x = 0;
    int fitting = 0;
    for (Label chip : chips) {
      x += chip.prefWidth(-1);
      boolean last = fitting == chips.size() - 1;
      if (fitting > 0 && x + (last ? 0 : GAP + needed) > width) {
        break;
      }
      fitting++;
      x += GAP;
    }
    return fitting;
  }
}

package keyconsole.view;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import keyconsole.viewmodel.UsageRanking;

/// A name, a bar and a count, in columns that are the same in every row of a card.
final class UsageRankingRow extends Region {

  private static final double NAME = 0.405;
  private static final double BAR_AFTER = 0.038;
  private static final double BAR_END = 0.755;

  /// What is left of the room of names and bars for a bar, however long names are.
  private static final double LEAST_BAR = 0.28;

  private static final double GAP = 8;
  private static final double FIGURE = 7.4;
  private static final double LETTER = 6.8;
  private static final double MONO_LETTER = 7.1;
  private static final double BAR_HEIGHT = 10;
  private static final double LEAST = 2;

  private final Label name = Parts.label("", "usage-rank-name");
  private final Region bar = new Region();
  private final Label count = Parts.label("", "usage-rank-count");
  private double share;
  private Widths widths = Widths.NONE;

  /// What the rows of a card are laid out by, in pixels.
  ///
  /// @param name the width of the longest name: bars give way to it as far as they can, as a name
  ///   or an address that is cut may be another's too
  /// @param count the width of the widest count
  /// @param bars whether any row has a bar; where none has, names get the room
  record Widths(double name, double count, boolean bars) {

    static final Widths NONE = new Widths(0, 0, true);

    /// @param laid the rows that names are made room for
    /// @param all every row
    static Widths of(List<UsageRanking.Row> laid, List<UsageRanking.Row> all) {
      return new Widths(
          laid.stream().mapToDouble(UsageRankingRow::nameWidth).max().orElse(0),
          all.stream().mapToDouble(row -> row.count().length() * FIGURE).max().orElse(0),
          all.stream().anyMatch(row -> row.share() > 0));
    }
  }

  /// @param whole of all rows of a card, since each tooltip is a window of its own; says the name
  ///   that the mouse is at
  UsageRankingRow(Tooltip whole) {
    getStyleClass().add("usage-rank-row");
    bar.getStyleClass().add("usage-rank-bar");
    name.setTextOverrun(OverrunStyle.ELLIPSIS);
    name.setTooltip(whole);
    name.setOnMouseEntered(event -> whole.setText(name.getText()));
    getChildren().addAll(name, bar, count);
  }

  /// The width of a row's name, roughly.
  private static double nameWidth(UsageRanking.Row row) {
    return row.name().length() * (row.mono() ? MONO_LETTER : LETTER);
  }

  /// @param laid what all rows of the card are laid out by
  void show(UsageRanking.Row row, Widths laid) {
    widths = laid;
    name.setText(row.name());
    name.getStyleClass().remove("kc-mono");
    if (row.mono()) {
      name.getStyleClass().add("kc-mono");
    }
    count.setText(row.count());
    share = row.share();
    UsageMarks.tint(bar, row.tint());
    UsageMarks.filtered(bar, row.selected(), row.greyed());
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    double height = getHeight();
    double right = Math.max(widths.count(), width * (1 - BAR_END) - GAP);
    double room = width - right - GAP - width * BAR_AFTER;
    double most = widths.bars() ? room * (1 - LEAST_BAR) : room;
    double given = Math.max(width * NAME, Math.min(widths.name(), most));
    double begin = given + width * BAR_AFTER;
    double longest = Math.max(LEAST, width - right - GAP - begin);
    name.resizeRelocate(0, 0, snapSizeX(given), height);
    double length = share > 0 ? Math.max(LEAST, snapSizeX(longest * share)) : 0;
    double top = snapPositionY((height - BAR_HEIGHT) / 2);
    bar.resizeRelocate(snapPositionX(begin), top, length, BAR_HEIGHT);
    count.resizeRelocate(snapPositionX(width - right), 0, right, height);
  }
}

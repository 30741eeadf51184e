package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.List;
import keyconsole.service.Paper.Sheet;
import keyconsole.service.Paper.Weight;

/// A table on paper. Its head stands again on each sheet that it goes on to, and no row is cut in
/// two.
final class ReportTable {

  private static final double PADDING = 4;
  private static final double INSET = 4;
  private static final double HEAD = 18;
  private static final double LINE = 1.34;
  private static final double BADGE = 12;
  private static final int MOST_LINES = 5;

  /// More than the longest reason takes that a person may give.
  private static final int MOST_WHOLE_LINES = 24;

  private static final int MOST_NAME_LINES = 4;
  private static final double NAME = 13;
  private static final double NAME_GAP = 9;
  private static final double NAME_INSET = 9;

  private final ReportFlow flow;
  private final List<Column> columns;
  private String group = "";
  private int bar = ReportInk.ACCENT;
  private boolean begun;
  private Start start = Start.NONE;

  /// What stands above the head of the table.
  private record Start(double room, Runnable put) {
    static final Start NONE = new Start(0, () -> {});
  }

  /// A column.
  record Column(String head, double width, boolean right) {}

  /// What stands in a field.
  sealed interface Cell {}

  /// Lines of text, each broken where it is too long.
  record Text(List<Line> lines) implements Cell {}

  /// A word on a ground of its own, and lines below it.
  record Badge(String word, Tone tone, List<Line> below) implements Cell {}

  /// Boxes to tick.
  record Ticks(List<String> words) implements Cell {}

  /// A line to write on.
  record Blank() implements Cell {}

  /// A line of a field.
  ///
  /// @param most how many lines it is broken into at most; what is left is told by an ellipsis
  record Line(String text, Weight weight, double size, int ink, int most) {
    Line(String text, Weight weight, double size, int ink) {
      this(text, weight, size, ink, MOST_LINES);
    }

    /// What somebody is to be held to, so that nothing of it is left out.
    static Line whole(String text) {
      return new Line(text, Weight.REGULAR, 7.8, ReportInk.TEXT, MOST_WHOLE_LINES);
    }

    static Line strong(String text) {
      return new Line(text, Weight.SEMIBOLD, 8.2, ReportInk.TEXT);
    }

    static Line plain(String text) {
      return new Line(text, Weight.REGULAR, 7.8, ReportInk.TEXT);
    }

    static Line muted(String text) {
      return new Line(text, Weight.REGULAR, 7, ReportInk.MUTED);
    }

    static Line wholeMuted(String text) {
      return new Line(text, Weight.REGULAR, 7, ReportInk.MUTED, MOST_WHOLE_LINES);
    }
  }

  ReportTable(ReportFlow flow, List<Column> columns) {
    this.flow = flow;
    this.columns = columns;
  }

  static Cell of(Line... lines) {
    return new Text(List.of(lines));
  }

  static Cell plain(String text) {
    return of(Line.plain(text));
  }

  /// Begins a group of rows that stay below its name, with the head of the table.
  ///
  /// @param continued what it is called on the sheets that it goes on to
  void group(String name, String continued, String aside) {
    group(name, continued, aside, "", ReportInk.ACCENT);
  }

  /// It is put with its first row, so that neither stands on a sheet without the other.
  ///
  /// @param note what is to be known of it, below its name
  /// @param mark the colour of the bar before its name
  void group(String name, String continued, String aside, String note, int mark) {
    bar = mark;
    begun = false;
    group = continued;
    List<String> names = names(name, aside);
    List<String> notes =
        note.isEmpty()
            ? List.of()
            : flow.wrap(note, Weight.REGULAR, 8, ReportFlow.WIDTH - NAME_INSET, 4);
    double room = names.size() * NAME + NAME_GAP + (notes.isEmpty() ? 0 : 11 * notes.size() + 4);
    start =
        new Start(
            room,
            () -> {
              groupHead(names, aside);
              notes(notes);
            });
  }

  private void notes(List<String> lines) {
    for (String line : lines) {
      flow.sheet()
          .text(
              ReportFlow.LEFT + NAME_INSET, flow.y() + 6, line, Weight.REGULAR, 8, ReportInk.MUTED);
      flow.down(11);
    }
    flow.down(lines.isEmpty() ? 0 : 4);
  }

  /// A name that is signed for is not cut off as long as it is one.
  private List<String> names(String name, String aside) {
    double room = aside.isEmpty() ? 0 : flow.paper().width(aside, Weight.REGULAR, 8) + 16;
    return flow.wrap(
        name, Weight.SEMIBOLD, 10, ReportFlow.WIDTH - NAME_INSET - room, MOST_NAME_LINES);
  }

  private void groupHead(List<String> names, String aside) {
    Sheet sheet = flow.sheet();
    double top = flow.y();
    sheet.fill(ReportFlow.LEFT, top + 3, 3, names.size() * NAME, bar);
    for (int i = 0; i < names.size(); i++) {
      sheet.text(
          ReportFlow.LEFT + NAME_INSET,
          top + (i + 1) * NAME,
          names.get(i),
          Weight.SEMIBOLD,
          10,
          ReportInk.TEXT);
    }
    ReportFlow.right(
        flow.paper(),
        sheet,
        ReportFlow.RIGHT,
        top + NAME,
        aside,
        Weight.REGULAR,
        8,
        ReportInk.MUTED);
    flow.down(names.size() * NAME + NAME_GAP);
  }

  private void head() {
    Sheet sheet = flow.sheet();
    sheet.fill(ReportFlow.LEFT, flow.y(), ReportFlow.WIDTH, HEAD, ReportInk.SUBTLE);
    double x = ReportFlow.LEFT;
    for (Column column : columns) {
      double base = flow.y() + 12;
      if (column.right()) {
        ReportFlow.right(
            flow.paper(),
            sheet,
            x + column.width() - INSET,
            base,
            column.head(),
            Weight.SEMIBOLD,
            7.2,
            ReportInk.MUTED);
      } else {
        sheet.text(x + INSET, base, column.head(), Weight.SEMIBOLD, 7.2, ReportInk.MUTED);
      }
      x += column.width();
    }
    flow.down(HEAD);
    sheet.line(ReportFlow.LEFT, flow.y(), ReportFlow.RIGHT, flow.y(), 0.8, ReportInk.BORDER);
    begun = true;
  }

  /// Puts a row.
  void row(List<Cell> cells) {
    row(cells, 0);
  }

  /// Puts a row.
  ///
  /// @param below room that must be left below it on the same sheet
  void row(List<Cell> cells, double below) {
    List<Cell> broken = new ArrayList<>();
    double height = 0;
    for (int i = 0; i < columns.size(); i++) {
      Cell cell = broken(cells.get(i), columns.get(i).width() - 2 * INSET);
      broken.add(cell);
      height = Math.max(height, height(cell));
    }
    height += 2 * PADDING;
    startRow(height, below);
    double x = ReportFlow.LEFT;
    for (int i = 0; i < columns.size(); i++) {
      draw(broken.get(i), x, columns.get(i), height);
      x += columns.get(i).width();
    }
    flow.down(height);
    flow.sheet().line(ReportFlow.LEFT, flow.y(), ReportFlow.RIGHT, flow.y(), 0.4, ReportInk.ROW);
  }

  private void startRow(double height, double below) {
    if (!begun) {
      flow.need(start.room() + HEAD + height + below);
      start.put().run();
      start = Start.NONE;
      head();
    } else if (flow.need(height + below)) {
      if (!group.isEmpty()) {
        groupHead(names(group, ""), "");
      }
      head();
    }
  }

  private Cell broken(Cell cell, double width) {
    return switch (cell) {
      case Text(List<Line> lines) -> new Text(broken(lines, width));
      case Badge(String word, Tone tone, List<Line> below) ->
          new Badge(flow.cut(word, Weight.SEMIBOLD, 7, width - 10), tone, broken(below, width));
      case Ticks ticks -> ticks;
      case Blank blank -> blank;
    };
  }

  private List<Line> broken(List<Line> lines, double width) {
    List<Line> broken = new ArrayList<>();
    for (Line line : lines) {
      if (!line.text().isEmpty()) {
        flow.wrap(line.text(), line.weight(), line.size(), width, line.most())
            .forEach(text -> broken.add(new Line(text, line.weight(), line.size(), line.ink())));
      }
    }
    return broken;
  }

  private static double height(Cell cell) {
    return switch (cell) {
      case Text(List<Line> lines) -> height(lines);
      case Badge badge -> BADGE + (badge.below().isEmpty() ? 0 : 2 + height(badge.below()));
      case Ticks(List<String> words) -> words.size() * 12.0;
      case Blank blank -> 20;
    };
  }

  private static double height(List<Line> lines) {
    return lines.stream().mapToDouble(line -> line.size() * LINE).sum();
  }

  private void draw(Cell cell, double x, Column column, double height) {
    switch (cell) {
      case Text(List<Line> lines) -> lines(lines, x, column, flow.y() + PADDING);
      case Badge badge -> {
        badge(flow, badge.word(), badge.tone(), x + INSET, flow.y() + PADDING);
        lines(badge.below(), x, column, flow.y() + PADDING + BADGE + 2);
      }
      case Ticks(List<String> words) -> ticks(words, x);
      case Blank blank -> {
        double line = flow.y() + height - 9;
        flow.sheet().dots(x + INSET, line, x + column.width() - INSET, ReportInk.MUTED);
      }
    }
  }

  private void lines(List<Line> lines, double x, Column column, double top) {
    double y = top;
    for (Line line : lines) {
      double base = y + line.size();
      if (column.right()) {
        ReportFlow.right(
            flow.paper(),
            flow.sheet(),
            x + column.width() - INSET,
            base,
            line.text(),
            line.weight(),
            line.size(),
            line.ink());
      } else {
        flow.sheet().text(x + INSET, base, line.text(), line.weight(), line.size(), line.ink());
      }
      y += line.size() * LINE;
    }
  }

  private void ticks(List<String> words, double x) {
    double y = flow.y() + PADDING;
    for (String word : words) {
      flow.sheet().frameRound(x + INSET, y + 1, 8, 8, 1.5, ReportInk.MUTED);
      flow.sheet().text(x + INSET + 13, y + 8, word, Weight.REGULAR, 7.6, ReportInk.TEXT);
      y += 12;
    }
  }

  /// Puts a word on a ground of its own.
  static void badge(ReportFlow flow, String word, Tone tone, double x, double y) {
    double width = flow.paper().width(word, Weight.SEMIBOLD, 7) + 10;
    flow.sheet().fillRound(x, y, width, BADGE, BADGE / 2, ReportInk.back(tone));
    flow.sheet().text(x + 5, y + 8.6, word, Weight.SEMIBOLD, 7, ReportInk.front(tone));
  }
}

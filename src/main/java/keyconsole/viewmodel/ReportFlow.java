package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keyconsole.domain.Unseen;
import keyconsole.service.Paper;
import keyconsole.service.Paper.Sheet;
import keyconsole.service.Paper.Weight;

/// Where the next thing of a report goes: down a sheet and on to the next one, with a running head
/// and foot. Nothing is cut in two by the end of a sheet that asked for its room. A text that is
/// fitted here has a sign for each character that nobody sees, as on the screens. One thread.
final class ReportFlow {

  static final double LEFT = 42;
  static final double RIGHT = Paper.WIDTH - 42;
  static final double WIDTH = RIGHT - LEFT;

  private static final double TOP = 66;
  private static final double BOTTOM = Paper.HEIGHT - 54;
  private static final double LINE = 1.38;
  private static final String BREAKS = "/@:-_.,";

  private final Paper paper;
  private final List<Part> parts = new ArrayList<>();
  private final Map<Sheet, String> heads = new HashMap<>();
  private Sheet sheet;
  private double y = TOP;
  private String part = "";

  /// A part of the report.
  ///
  /// @param brief what is in it
  /// @param page from 1
  record Part(String title, String brief, int page) {}

  /// Begins with a sheet that has no running head.
  ReportFlow(Paper paper) {
    this.paper = paper;
    this.sheet = paper.addSheet();
  }

  Paper paper() {
    return paper;
  }

  Sheet sheet() {
    return sheet;
  }

  double y() {
    return y;
  }

  void down(double by) {
    y += by;
  }

  /// The parts so far.
  List<Part> parts() {
    return List.copyOf(parts);
  }

  /// Begins a part on a sheet of its own.
  ///
  /// @param brief what is in it, for the contents
  /// @param lead what is to be known of it
  void part(String title, String brief, String lead) {
    part = title;
    nextSheet();
    parts.add(new Part(title, brief, paper.sheets().size()));
    paper.bookmark(title, sheet, TOP - 20);
    sheet.text(LEFT, y + 14, title, Weight.SEMIBOLD, 19, ReportInk.TEXT);
    y += 26;
    text(lead, 9, ReportInk.MUTED);
    y += 12;
  }

  private void nextSheet() {
    sheet = paper.addSheet();
    heads.put(sheet, part);
    y = TOP;
  }

  /// Goes on to the next sheet unless there is room.
  ///
  /// @return whether it went on
  boolean need(double height) {
    boolean full = y + height > BOTTOM;
    if (full) {
      nextSheet();
    }
    return full;
  }

  /// A title within a part, which stays with what comes after it.
  ///
  /// @param room of what must follow it on the same sheet
  void title(String text, double room) {
    need(34 + room);
    y += 10;
    sheet.text(LEFT, y + 10, text, Weight.SEMIBOLD, 12, ReportInk.TEXT);
    y += 21;
  }

  /// A paragraph over the whole width.
  void text(String text, double size, int colour) {
    for (String line : wrap(text, Weight.REGULAR, size, WIDTH, Integer.MAX_VALUE)) {
      need(size * LINE);
      sheet.text(LEFT, y + size, line, Weight.REGULAR, size, colour);
      y += size * LINE;
    }
  }

  /// A text in lines that are no wider than this. What is left behind the last one is told by an
  /// ellipsis.
  List<String> wrap(String text, Weight weight, double size, double width, int most) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String piece : pieces(Unseen.shown(text), weight, size, width)) {
      String longer = line + piece;
      if (fits(longer.stripTrailing(), weight, size, width)) {
        line = longer;
        continue;
      }
      if (!line.isBlank()) {
        lines.add(line.stripTrailing());
      }
      line = piece;
      while (!fits(line.stripTrailing(), weight, size, width) && lines.size() <= most) {
        int end = end(line, weight, size, width);
        lines.add(line.substring(0, end));
        line = line.substring(end);
      }
    }
    if (!line.isBlank() || lines.isEmpty()) {
      lines.add(line.stripTrailing());
    }
    if (lines.size() <= most) {
      return lines;
    }
    List<String> kept = new ArrayList<>(lines.subList(0, most));
    kept.set(most - 1, cut(kept.getLast() + "…", weight, size, width));
    return kept;
  }

  /// Behind each of these a line may end: words, and of those that are wider than a line, parts.
  private List<String> pieces(String text, Weight weight, double size, double width) {
    List<String> pieces = new ArrayList<>();
    for (String word : text.split("(?<= )", -1)) {
      if (fits(word.stripTrailing(), weight, size, width)) {
        pieces.add(word);
      } else {
        addParts(word, pieces);
      }
    }
    return pieces;
  }

  private static void addParts(String word, List<String> pieces) {
    int begin = 0;
    for (int i = 0; i + 1 < word.length(); i++) {
      if (BREAKS.indexOf(word.charAt(i)) >= 0) {
        pieces.add(word.substring(begin, i + 1));
        begin = i + 1;
      }
    }
    pieces.add(word.substring(begin));
  }

  private boolean fits(String text, Weight weight, double size, double width) {
    // Most texts are short, and measuring costs.
    return text.length() * size < width * 0.9 || paper.width(text, weight, size) <= width;
  }

  private int end(String text, Weight weight, double size, double width) {
    int end = text.offsetByCodePoints(0, 1);
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      if (paper.width(text.substring(0, next), weight, size) > width) {
        break;
      }
      end = next;
    }
    return end;
  }

  /// A text that is no wider than this; where it was, it ends in an ellipsis.
  String cut(String text, Weight weight, double size, double width) {
    String shown = Unseen.shown(text);
    if (paper.width(shown, weight, size) <= width) {
      return shown;
    }
    String start = shown.substring(0, end(shown, weight, size, width - size));
    return start.stripTrailing() + "…";
  }

  /// Puts a text so that it ends here.
  static void right(
      Paper paper, Sheet on, double x, double y, String text, Weight weight, double size, int ink) {
    on.text(x - paper.width(text, weight, size), y, text, weight, size, ink);
  }

  /// Puts the running heads and feet, once all sheets are there.
  ///
  /// @param name what stands at the left of each head
  /// @param foot what stands at the left of each foot
  void finish(String name, String foot, ReportWords words) {
    List<Sheet> sheets = paper.sheets();
    for (int i = 0; i < sheets.size(); i++) {
      Sheet on = sheets.get(i);
      if (heads.containsKey(on)) {
        on.text(LEFT, 38, cut(name, Weight.REGULAR, 8, 340), Weight.REGULAR, 8, ReportInk.MUTED);
        right(
            paper, on, RIGHT, 38, heads.getOrDefault(on, ""), Weight.SEMIBOLD, 8, ReportInk.MUTED);
        on.line(LEFT, 46, RIGHT, 46, 0.6, ReportInk.BORDER);
      }
      double base = Paper.HEIGHT - 30;
      on.text(LEFT, base, foot, Weight.REGULAR, 7.5, ReportInk.MUTED);
      String page = words.text("page", i + 1, sheets.size());
      right(paper, on, RIGHT, base, page, Weight.REGULAR, 7.5, ReportInk.MUTED);
    }
  }
}

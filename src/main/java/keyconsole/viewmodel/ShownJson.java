package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.Unseen;
import keyconsole.domain.Value;
import keyconsole.service.JsonText;

/// JSON laid out: a key's file, a line of a log. It is the text that stands there with other white
/// space, so that nothing of it is lost, names given twice included; letters that are escaped there
/// are shown as they are, but controls and what turns the reading direction stays escaped.
/// Immutable.
///
/// @param lines without indent
public record ShownJson(List<Line> lines) {

  /// What a piece is, for its colour.
  public enum Kind {
    /// A bracket, a comma, a colon, a space.
    MARK,
    /// The name of a field.
    NAME,
    /// A text of the JSON.
    STRING,
    /// A number or a word.
    WORD,
    /// What is no JSON.
    RAW
  }

  /// A part of a line in one colour.
  public record Piece(String text, Kind kind) {}

  /// A line.
  ///
  /// @param indent in characters
  public record Line(int indent, List<Piece> pieces) {

    /// Its text, with its indent.
    public String text() {
      return " ".repeat(indent) + content();
    }

    String content() {
      return pieces.stream().map(Piece::text).collect(Collectors.joining());
    }
  }

  static final int STEP = 2;
  private static final String TAB = " ".repeat(4);
  private static final int FIRST_WIDE = 0x1100;

  public ShownJson {
    lines = List.copyOf(lines);
  }

  /// The JSON of a record alone, also where others stand on its line; the line as it is where it
  /// cannot be read.
  static ShownJson of(AuditRecord record) {
    if (record.fields().isEmpty()) {
      return ofRaw(record.text());
    }
    Value.Fields fields = record.fields().get();
    return new ShownJsonReader(
            textOf(record.text(), fields).orElseGet(() -> JsonText.write(fields)))
        .read();
  }

  /// The part of a line that says these fields.
  private static Optional<String> textOf(String line, Value.Fields fields) {
    return ShownJsonReader.objects(line).stream().filter(each -> says(each, fields)).findFirst();
  }

  private static boolean says(String object, Value.Fields fields) {
    try {
      return JsonText.parse(object).equals(fields);
    } catch (JsonText.Malformed e) {
      // Not the part that is looked for.
      return false;
    }
  }

  /// A line as it stands, with signs for what would not show.
  static ShownJson ofRaw(String line) {
    return new ShownJson(List.of(raw(line)));
  }

  private static Line raw(String line) {
    return new Line(0, List.of(new Piece(shown(line), Kind.RAW)));
  }

  /// A text: laid out where it is JSON as a whole, else line by line as it stands.
  static ShownJson ofText(String text) {
    try {
      JsonText.parse(text);
    } catch (JsonText.Malformed e) {
      // Cut, or no JSON: as it stands it is as true, and its tabs are as wide as in an editor.
      return new ShownJson(text.lines().map(line -> raw(line.replace("\t", TAB))).toList());
    }
    return new ShownJsonReader(text).read();
  }

  /// What is in [Unseen] as an escape, as JSON has it.
  static String shown(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (Unseen.isUnseen(text, i)) {
        Character.toString(c).chars().forEach(unit -> shown.append("\\u%04x".formatted(unit)));
      } else {
        shown.appendCodePoint(c);
      }
    }
    return shown.toString();
  }

  /// Whether a character cannot be seen, or changes how others are seen.
  static boolean turns(char c) {
    return Character.isISOControl(c)
        || (c >= '\u200b' && c <= '\u200f')
        || (c >= '\u2028' && c <= '\u202e')
        || (c >= '\u2060' && c <= '\u206f')
        || c == '\ufeff';
  }

  /// The whole text, with its indents.
  public String text() {
    return lines.stream().map(Line::text).collect(Collectors.joining("\n"));
  }

  /// How many characters it has, without indents.
  public int length() {
    return lines.stream().mapToInt(line -> line.content().length()).sum();
  }

  /// The beginning of it, cut at the end of a line or within one that is too long.
  ///
  /// @param most characters
  public ShownJson first(int most) {
    List<Line> first = new ArrayList<>();
    int left = most;
    for (Line line : lines) {
      List<Piece> pieces = new ArrayList<>();
      for (Piece piece : line.pieces()) {
        String text = piece.text();
        if (left > 0) {
          pieces.add(new Piece(text.substring(0, Math.min(left, text.length())), piece.kind()));
        }
        left -= text.length();
      }
      if (!pieces.isEmpty()) {
        first.add(new Line(line.indent(), pieces));
      }
    }
    return new ShownJson(first);
  }

  /// The same with lines of bounded length: what is longer goes on in the next one, a step further
  /// in.
  ///
  /// @param columns of a fixed width; letters of East Asia take two
  public ShownJson wrapped(int columns) {
    List<Line> wrapped = new ArrayList<>();
    for (Line line : lines) {
      int indent = Math.min(line.indent(), columns / 2);
      int hanging =
          line.indent() == 0 && lines.size() == 1 ? 0 : Math.min(indent + STEP, columns / 2);
      new Wrapping(wrapped, Math.max(1, columns)).wrap(line, indent, hanging);
    }
    return new ShownJson(wrapped);
  }

  /// One line being wrapped.
  private static final class Wrapping {
    private final List<Line> into;
    private final int columns;

    Wrapping(List<Line> into, int columns) {
      this.into = into;
      this.columns = columns;
    }

    void wrap(Line line, int firstIndent, int hanging) {
      String text = line.content();
      int indent = firstIndent;
      int start = 0;
      do {
        int end = end(text, start, Math.max(1, columns - indent));
        into.add(new Line(indent, pieces(line, start, end)));
        start = end;
        indent = hanging;
      } while (start < text.length());
    }

    private static int end(String text, int start, int room) {
      int at = start;
      int width = 0;
      int nice = start;
      while (at < text.length()) {
        int c = text.codePointAt(at);
        width += c >= FIRST_WIDE ? 2 : 1;
        if (width > room && at > start) {
          return nice - start > (at - start) / 2 ? nice : at;
        }
        at += Character.charCount(c);
        if (c == ' ' || c == '-' || c == ',' || c == '/') {
          nice = at;
        }
      }
      return at;
    }

    private static List<Piece> pieces(Line line, int start, int end) {
      List<Piece> pieces = new ArrayList<>();
      int at = 0;
      for (Piece piece : line.pieces()) {
        int from = Math.max(start, at);
        int to = Math.min(end, at + piece.text().length());
        if (from < to) {
          pieces.add(new Piece(piece.text().substring(from - at, to - at), piece.kind()));
        }
        at += piece.text().length();
      }
      return pieces;
    }
  }
}

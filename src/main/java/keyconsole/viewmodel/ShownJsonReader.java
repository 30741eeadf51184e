package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.List;
import keyconsole.domain.Unseen;
import keyconsole.viewmodel.ShownJson.Kind;
import keyconsole.viewmodel.ShownJson.Line;
import keyconsole.viewmodel.ShownJson.Piece;

/// Lays JSON out piece by piece. Knows no values: what it is given was read as JSON before.
final class ShownJsonReader {

  private final String text;
  private final List<Line> lines = new ArrayList<>();
  private List<Piece> line = new ArrayList<>();
  private int at;
  private int depth;

  ShownJsonReader(String text) {
    this.text = text;
  }

  /// The objects that stand behind each other in a text, as far as their brackets tell.
  static List<String> objects(String text) {
    List<String> objects = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at = endOfString(text, at) - 1;
      } else if (c == '{' || c == '[') {
        start = depth == 0 ? at : start;
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
        if (depth == 0) {
          objects.add(text.substring(start, at + 1));
        }
        depth = Math.max(0, depth);
      }
    }
    return objects;
  }

  private static int endOfString(String text, int start) {
    int at = start + 1;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at + 1, text.length());
  }

  ShownJson read() {
    for (skipSpace(); at < text.length(); skipSpace()) {
      switch (text.charAt(at)) {
        case '{', '[' -> open();
        case '}', ']' -> close();
        case ',' -> {
          mark(",");
          endLine();
        }
        case ':' -> mark(": ");
        case '"' -> string();
        default -> word();
      }
    }
    endLine();
    return new ShownJson(lines);
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void mark(String shown) {
    line.add(new Piece(shown, Kind.MARK));
    at++;
  }

  private void open() {
    mark(text.substring(at, at + 1));
    skipSpace();
    if (at < text.length() && (text.charAt(at) == '}' || text.charAt(at) == ']')) {
      mark(text.substring(at, at + 1));
    } else {
      endLine();
      depth++;
    }
  }

  private void close() {
    endLine();
    depth--;
    mark(text.substring(at, at + 1));
  }

  private void endLine() {
    if (!line.isEmpty()) {
      lines.add(new Line(ShownJson.STEP * Math.max(0, depth), List.copyOf(line)));
      line = new ArrayList<>();
    }
  }

  private void string() {
    int end = endOfString(text, at);
    String shown = unescaped(text.substring(at, end));
    at = end;
    skipSpace();
    boolean name = at < text.length() && text.charAt(at) == ':';
    line.add(new Piece(shown, name ? Kind.NAME : Kind.STRING));
  }

  private void word() {
    int start = at;
    while (at < text.length() && " \t\r\n,:{}[]\"".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    line.add(new Piece(text.substring(start, at), Kind.WORD));
  }

  /// Letters in place of their escapes, where they can be seen and mean themselves.
  private static String unescaped(String string) {
    StringBuilder shown = new StringBuilder(string.length());
    int at = 0;
    while (at < string.length()) {
      int length = 1;
      String letters = string.substring(at, at + 1);
      if (string.charAt(at) == '\\') {
        length = string.startsWith("\\u", at) ? 6 : 2;
        length = Math.min(length, string.length() - at);
        letters = string.substring(at, at + length);
        if (length == 6) {
          String pair = pair(string, at);
          length = pair.isEmpty() ? length : 12;
          letters = pair.isEmpty() ? letter(letters) : pair;
        }
      } else {
        letters = ShownJson.turns(string.charAt(at)) ? ShownJson.shown(letters) : letters;
      }
      shown.append(letters);
      at += length;
    }
    return shown.toString();
  }

  private static String pair(String string, int at) {
    if (!string.startsWith("\\u", at + 6) || at + 12 > string.length()) {
      return "";
    }
    char high = unit(string, at);
    char low = unit(string, at + 6);
    String letter = "" + high + low;
    return Character.isSurrogatePair(high, low) && !Unseen.isIn(letter) ? letter : "";
  }

  private static String letter(String escape) {
    char c = unit(escape, 0);
    boolean itself =
        !ShownJson.turns(c) && !Character.isSurrogate(c) && c != '"' && c != '\\' && c >= ' ';
    return itself ? String.valueOf(c) : escape;
  }

  private static char unit(String string, int at) {
    return (char) Integer.parseInt(string, at + 2, at + 6, 16);
  }
}

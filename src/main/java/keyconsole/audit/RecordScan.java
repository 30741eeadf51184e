package keyconsole.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Goes over the texts, numbers and the like of a record by the bytes of its line, each with the
/// names that lead to it, and makes nothing of what nobody asks for. It stops at what it cannot
/// tell for sure: a name twice or with escapes, many names, deep nesting. That the record can be
/// read is known already. One thread.
final class RecordScan {

  private static final int MOST_NESTED = 32;
  private static final int MOST_NAMES = 128;
  private static final int END = Integer.MIN_VALUE;

  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private int nested;
  private Runnable taker = () -> {};
  private boolean cannotTell;

  /// Where the names begin and end of the objects that the scan is in.
  private final int[] nameFrom = new int[MOST_NAMES];

  private final int[] nameTo = new int[MOST_NAMES];
  private int names;

  /// Which of the names lead to where the scan is.
  private final int[] way = new int[MOST_NESTED];

  private int depth;

  private boolean isDirect;
  private boolean isText;
  private boolean isPlain;
  private int from;
  private int to;
  private @Nullable String folded;

  /// Tells each text, number and the like between two offsets.
  ///
  /// @param told called at each; what it is then is asked of this scan
  /// @return whether all was told, and nothing that another value of the same name replaces
  boolean scan(byte[] line, int start, int stop, Runnable told) {
    bytes = line;
    at = start;
    end = stop;
    taker = told;
    nested = 0;
    names = 0;
    depth = 0;
    cannotTell = false;
    skipSpace();
    boolean whole = peek() == '{' && object();
    skipSpace();
    return whole && !cannotTell && at >= end;
  }

  /// How many names lead to the value.
  int depth() {
    return depth;
  }

  /// Whether the value stands right behind its name, not in a list.
  boolean isDirect() {
    return isDirect;
  }

  /// Whether the value is a text.
  boolean isText() {
    return isText;
  }

  /// Whether one of the names that lead to the value is this one.
  boolean isName(int level, byte[] name) {
    int which = way[level];
    return Arrays.equals(bytes, nameFrom[which], nameTo[which], name, 0, name.length);
  }

  /// One of the names that lead to the value, folded.
  String name(int level) {
    int which = way[level];
    int length = nameTo[which] - nameFrom[which];
    return Folding.fold(new String(bytes, nameFrom[which], length, StandardCharsets.UTF_8));
  }

  /// Where the first sign of a text stands from the value on, see [TextFinder#next].
  ///
  /// @param place where the first one stands from a place before the value on
  int next(TextFinder finder, int place) {
    return place < 0 || place >= from ? place : finder.next(bytes, from, end);
  }

  /// Whether a text stands in the value.
  ///
  /// @param place what [#next] says
  boolean holds(TextFinder finder, Condition.Wanted wanted, int place) {
    if (place < 0 || place > to) {
      return false;
    }
    return isPlain
        ? finder.isInPlain(place, from, to, wanted.whole())
        : wanted.isInFolded(folded());
  }

  private String folded() {
    String known = folded;
    if (known == null) {
      known = Folding.fold(unescaped(new String(bytes, from, to - from, StandardCharsets.UTF_8)));
      folded = known;
    }
    return known;
  }

  private String unescaped(String text) {
    int next = text.indexOf('\\');
    if (next < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    int done = 0;
    while (next >= 0 && !cannotTell) {
      plain.append(text, done, next);
      done = next + 2;
      switch (next + 1 < text.length() ? text.charAt(next + 1) : ' ') {
        case '"' -> plain.append('"');
        case '\\' -> plain.append('\\');
        case '/' -> plain.append('/');
        case 'b' -> plain.append('\b');
        case 'f' -> plain.append('\f');
        case 'n' -> plain.append('\n');
        case 'r' -> plain.append('\r');
        case 't' -> plain.append('\t');
        case 'u' -> {
          plain.append(unit(text, done));
          done += 4;
        }
        default -> cannotTell = true;
      }
      next = cannotTell ? -1 : text.indexOf('\\', done);
    }
    return cannotTell ? "" : plain.append(text, done, text.length()).toString();
  }

  private char unit(String text, int first) {
    int unit = 0;
    for (int i = first; i < first + 4 && !cannotTell; i++) {
      int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
      cannotTell = digit < 0;
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }

  private int peek() {
    return at < end ? bytes[at] : END;
  }

  private void skipSpace() {
    while (at < end
        && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n')) {
      at++;
    }
  }

  private boolean value() {
    return switch (peek()) {
      case '{' -> object();
      case '[' -> list();
      case '"' -> text();
      default -> bare();
    };
  }

  private boolean object() {
    int first = names;
    if (isEmpty('}')) {
      return true;
    }
    if (nested >= MOST_NESTED) {
      return false;
    }
    nested++;
    depth++;
    do {
      skipSpace();
      if (!nextName(first)) {
        return false;
      }
      isDirect = true;
      if (!value()) {
        return false;
      }
    } while (goesOn());
    depth--;
    nested--;
    names = first;
    return ends('}');
  }

  private boolean list() {
    if (isEmpty(']')) {
      return true;
    }
    if (nested >= MOST_NESTED) {
      return false;
    }
    nested++;
    do {
      skipSpace();
      isDirect = false;
      if (!value()) {
        return false;
      }
    } while (goesOn());
    nested--;
    return ends(']');
  }

  private boolean isEmpty(char close) {
    at++;
    skipSpace();
    return ends(close);
  }

  private boolean goesOn() {
    skipSpace();
    return ends(',');
  }

  private boolean ends(char sign) {
    boolean there = peek() == sign;
    at += there ? 1 : 0;
    return there;
  }

  /// Goes over a name and its colon.
  ///
  /// @param first the first name of the same object
  private boolean nextName(int first) {
    if (names == MOST_NAMES || !ends('"')) {
      return false;
    }
    int start = at;
    at = ByteFinder.endOfPlain(bytes, at, end);
    while (at < end && bytes[at] != '"') {
      if (bytes[at] == '\\') {
        return false;
      }
      at = ByteFinder.endOfPlain(bytes, at + 1, end);
    }
    for (int i = first; i < names; i++) {
      if (nameTo[i] - nameFrom[i] == at - start
          && Arrays.equals(bytes, nameFrom[i], nameTo[i], bytes, start, at)) {
        return false;
      }
    }
    nameFrom[names] = start;
    nameTo[names] = at;
    way[depth - 1] = names++;
    boolean closed = ends('"');
    skipSpace();
    boolean followed = ends(':');
    skipSpace();
    return closed && followed;
  }

  private boolean text() {
    from = ++at;
    at = ByteFinder.endOfPlain(bytes, at, end);
    isPlain = at >= end || bytes[at] == '"';
    while (at < end && bytes[at] != '"') {
      at = ByteFinder.endOfPlain(bytes, at + (bytes[at] == '\\' ? 2 : 1), end);
    }
    to = Math.min(at, end);
    isText = true;
    tell();
    return ends('"');
  }

  private boolean bare() {
    from = at;
    while (at < end && isOfABareWord(bytes[at])) {
      at++;
    }
    to = at;
    isPlain = true;
    isText = false;
    tell();
    return to > from;
  }

  private static boolean isOfABareWord(byte b) {
    return (b >= '0' && b <= '9')
        || (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || b == '-'
        || b == '+'
        || b == '.';
  }

  private void tell() {
    folded = null;
    taker.run();
  }
}

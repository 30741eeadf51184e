package keyconsole.service;

import java.nio.charset.StandardCharsets;
import keyconsole.domain.Explained;
import keyconsole.domain.JsonMistake;
import keyconsole.domain.Message;
import keyconsole.domain.Value;
import keyconsole.store.English;
import keyconsole.store.Json;

/// Free JSON between a person's text and a [Value], in the dialect that key files are written in:
/// numbers keep their own text, `NaN` and `Infinity` are words, and what the backend would refuse
/// (deeper than 990, whole numbers beyond 4,300 digits) is refused.
public final class JsonText {

  private JsonText() {}

  /// A text that is not the JSON of a key file, and where.
  public static final class Malformed extends Exception implements Explained {
    private static final long serialVersionUID = 1;
    private final transient Message mistake;
    private final int line;
    private final int column;

    private Malformed(Message mistake, String before) {
      this.mistake = mistake;
      this.line = lineAfter(before);
      this.column = columnAfter(before);
    }

    private static int lineAfter(String before) {
      return 1 + (int) before.chars().filter(c -> c == '\n').count();
    }

    private static int columnAfter(String before) {
      String line = before.substring(before.lastIndexOf('\n') + 1);
      return 1 + line.codePointCount(0, line.length());
    }

    /// Put into words when somebody asks: who types meets a mistake with every other letter.
    @Override
    public String getMessage() {
      return English.of(told());
    }

    /// What is wrong, without the place.
    public Message mistake() {
      return mistake;
    }

    @Override
    public Message told() {
      return Message.of(JsonMistake.AT_PLACE, mistake, line, column);
    }

    /// From 1.
    public int line() {
      return line;
    }

    /// In characters, from 1.
    public int column() {
      return column;
    }
  }

  /// Reads one value.
  ///
  /// @throws Malformed with what is wrong and where
  public static Value parse(String text) throws Malformed {
    requireNoLoneSurrogate(text);
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    try {
      return Json.parse(utf8);
    } catch (Json.JsonException e) {
      Malformed malformed =
          new Malformed(e.mistake(), new String(utf8, 0, e.position(), StandardCharsets.UTF_8));
      malformed.initCause(e);
      throw malformed;
    }
  }

  /// Reads an object.
  ///
  /// @throws Malformed where it is none, too
  public static Value.Fields parseObject(String text) throws Malformed {
    if (parse(text) instanceof Value.Fields fields) {
      return fields;
    }
    throw new Malformed(
        Message.of(JsonMistake.NO_OBJECT),
        text.substring(0, text.length() - text.stripLeading().length()));
  }

  /// As an escape it may stand in a text; as a character it has no UTF-8.
  private static void requireNoLoneSurrogate(String text) throws Malformed {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (Character.getType(text.codePointAt(i)) == Character.SURROGATE) {
        throw new Malformed(Message.of(JsonMistake.HALF_CHARACTER), text.substring(0, i));
      }
    }
  }

  /// Writes a value with two spaces a level; [#parse] gives the same value.
  public static String write(Value value) {
    return Json.readable(value);
  }
}

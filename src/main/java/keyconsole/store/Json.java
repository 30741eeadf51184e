package keyconsole.store;

import java.nio.charset.StandardCharsets;
import keyconsole.domain.Explained;
import keyconsole.domain.JsonMistake;
import keyconsole.domain.Message;
import keyconsole.domain.Value;

/// JSON text in the backend's dialect: what its reader takes and what its writer writes, to the
/// byte.
///
/// Written here and not left to a library because none keeps the text of numbers, the words `NaN`
/// and `Infinity`, lone surrogates and the place of a name given twice all at once.
public final class Json {

  private Json() {}

  /// Reads one value.
  ///
  /// @throws JsonException with what is wrong and where; [JsonException#isCut] tells a text that
  ///   merely ends early
  public static Value parse(byte[] utf8) throws JsonException {
    return parse(utf8, utf8.length);
  }

  /// The same for the bytes before an offset.
  static Value parse(byte[] utf8, int end) throws JsonException {
    JsonReader reader = new JsonReader(utf8, 0, end);
    Value value = reader.next();
    reader.skipSpace();
    if (!reader.atEnd()) {
      throw new JsonException(
          JsonException.Kind.WRONG, Message.of(JsonMistake.TEXT_BEHIND), reader.position());
    }
    return value;
  }

  /// Writes with 2-space indent, as key files stand.
  public static byte[] pretty(Value value) {
    return new JsonWriter(true).write(value);
  }

  /// Writes on one line, as log lines stand, without the line feed.
  public static byte[] line(Value value) {
    return new JsonWriter(false).write(value);
  }

  /// Writes for people: as key files stand, but with every printable character as itself. What is
  /// read from it is the same value.
  public static String readable(Value value) {
    return new String(new JsonWriter(true, true).write(value), StandardCharsets.UTF_8);
  }

  /// A text that is not the JSON the backend reads.
  public static final class JsonException extends Exception implements Explained {
    private static final long serialVersionUID = 1;

    enum Kind {
      WRONG,
      CUT,
      TOO_DEEP
    }

    private final Kind kind;
    private final transient Message mistake;
    private final int position;

    JsonException(Kind kind, Message mistake, int position) {
      this.kind = kind;
      this.mistake = mistake;
      this.position = position;
    }

    /// What is wrong, without the place.
    public Message mistake() {
      return mistake;
    }

    /// What is wrong, and where.
    @Override
    public Message told() {
      return kind == Kind.CUT ? mistake : Message.of(JsonMistake.AT_BYTE, mistake, position);
    }

    /// Put into words only where somebody asks: many lines may be none of JSON.
    @Override
    public String getMessage() {
      return English.of(told());
    }

    /// The offset of the byte where it is wrong.
    public int position() {
      return position;
    }

    /// Whether the text ends before the value does, as one caught in the middle of a write.
    public boolean isCut() {
      return kind == Kind.CUT;
    }

    /// Whether objects and lists are nested deeper than the backend reads.
    public boolean isTooDeep() {
      return kind == Kind.TOO_DEEP;
    }
  }
}

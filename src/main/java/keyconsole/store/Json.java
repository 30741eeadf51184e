package keyconsole.store;

import java.util.function.Consumer;
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
    JsonReader reader = new JsonReader(utf8, 0, utf8.length);
    Value value = reader.next();
    reader.skipSpace();
    if (!reader.atEnd()) {
      throw new JsonException("There is text after the end, at byte " + reader.position(), false);
    }
    return value;
  }

  /// Reads values that stand one behind the other, as records glued onto one log line do. Those
  /// before a mistake are handed over.
  ///
  /// @throws JsonException with the first mistake
  public static void parseEach(byte[] utf8, Consumer<Value> consumer) throws JsonException {
    JsonReader reader = new JsonReader(utf8, 0, utf8.length);
    reader.skipSpace();
    while (!reader.atEnd()) {
      consumer.accept(reader.next());
      reader.skipSpace();
    }
  }

  /// Writes with 2-space indent, as key files stand.
  public static byte[] pretty(Value value) {
    return new JsonWriter(true).write(value);
  }

  /// Writes on one line, as log lines stand, without the line feed.
  public static byte[] line(Value value) {
    return new JsonWriter(false).write(value);
  }

  /// A text that is not the JSON the backend reads.
  public static final class JsonException extends Exception {
    private static final long serialVersionUID = 1;
    private final boolean cut;
    private final boolean tooDeep;

    public JsonException(String message, boolean cut) {
      this(message, cut, false);
    }

    JsonException(String message, boolean cut, boolean tooDeep) {
      super(message);
      this.cut = cut;
      this.tooDeep = tooDeep;
    }

    /// Whether the text ends before the value does, as one caught in the middle of a write.
    public boolean isCut() {
      return cut;
    }

    /// Whether objects and lists are nested deeper than the backend reads.
    public boolean isTooDeep() {
      return tooDeep;
    }
  }
}

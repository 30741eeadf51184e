package keyconsole.store;

import keyconsole.domain.Value;

/// JSON text in the backend's dialect: what its reader takes and what its writer writes, to the
/// byte.
public final class Json {

  private Json() {}

  /// Reads one value.
  ///
  /// @throws JsonException with what is wrong and where; [JsonException#isCut] tells a text that
  ///   merely ends early
  public static Value parse(byte[] utf8) throws JsonException {
    throw new UnsupportedOperationException();
  }

  /// Writes with 2-space indent, as key files stand.
  public static byte[] pretty(Value value) {
    throw new UnsupportedOperationException();
  }

  /// Writes on one line, as log lines stand, without the line feed.
  public static byte[] line(Value value) {
    throw new UnsupportedOperationException();
  }

  /// A text that is not the JSON the backend reads.
  public static final class JsonException extends Exception {
    private static final long serialVersionUID = 1;
    private final boolean cut;

    public JsonException(String message, boolean cut) {
      super(message);
      this.cut = cut;
    }

    /// Whether the text ends before the value does, as one caught in the middle of a write.
    public boolean isCut() {
      return cut;
    }
  }
}

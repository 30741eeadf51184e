package keyconsole.viewmodel;

import keyconsole.domain.Value;
import keyconsole.service.JsonText;

/// Free constraints between a person's text and [Value]; numbers keep their own text.
final class ConstraintText {

  private ConstraintText() {}

  /// The text is no JSON object.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    /// From 1.
    final int line;

    /// In characters, from 1.
    final int column;

    private Malformed(JsonText.Malformed cause) {
      super(cause.getMessage(), cause);
      this.line = cause.line();
      this.column = cause.column();
    }
  }

  /// Reads an object; blank text is an empty one.
  static Value.Fields parse(String text) throws Malformed {
    if (text.isBlank()) {
      return Value.Fields.EMPTY;
    }
    try {
      return JsonText.parseObject(text);
    } catch (JsonText.Malformed e) {
      throw new Malformed(e);
    }
  }

  /// An object as text, two spaces a level; empty text for an empty object.
  static String write(Value.Fields fields) {
    return fields.fields().isEmpty() ? "" : JsonText.write(fields);
  }
}

package keyconsole.viewmodel;

import keyconsole.domain.Value;
import keyconsole.service.JsonText;

/// Free constraints between a person's text and [Value]; numbers keep their own text, and an empty
/// text is an empty object.
final class ConstraintText {

  private ConstraintText() {}

  /// Reads an object; blank text is an empty one.
  static Value.Fields parse(String text) throws JsonText.Malformed {
    return text.isBlank() ? Value.Fields.EMPTY : JsonText.parseObject(text);
  }

  /// An object as text, two spaces a level; empty text for an empty object.
  static String write(Value.Fields fields) {
    return fields.fields().isEmpty() ? "" : JsonText.write(fields);
  }
}

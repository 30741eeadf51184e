package keyconsole.domain;

/// What is wrong with a text that should be JSON as the backend reads it. The words stand in the
/// bundles, as `told.json.<name>`; what stands in their places is told at each.
public enum JsonMistake implements Message.Kind {
  /// What is wrong, at which byte.
  AT_BYTE,
  /// What is wrong, the line, the column.
  AT_PLACE,
  TEXT_BEHIND,
  CUT,
  /// How many levels are read.
  TOO_DEEP,
  /// How many digits are read.
  TOO_MANY_DIGITS,
  CONTROL_CHARACTER,
  NOT_UTF8,
  BYTE_ORDER_MARK,
  HALF_CHARACTER,
  NO_VALUE,
  NO_NAME,
  NO_COLON,
  /// The closing bracket.
  NO_COMMA,
  /// The word.
  NO_WORD,
  NO_DIGIT,
  NO_HEX_DIGIT,
  NO_ESCAPE,
  NO_OBJECT;

  @Override
  public String key() {
    return "json." + name();
  }
}

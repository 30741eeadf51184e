package keyconsole.domain;

/// What is wrong with a key file, or with a line of a log. Names of fields are the file's own. The
/// words stand in the bundles, as `told.problem.<name>`; what stands in their places is told at
/// each.
public enum FileProblem implements Message.Kind {
  /// One, and the next.
  BOTH,
  NAME_IS_NO_ID,
  OTHER_ID_INSIDE,
  /// The field.
  MISSING,
  /// The field.
  NO_TEXT,
  /// The field.
  NO_HASH,
  /// The field.
  NOT_KNOWN,
  /// The field.
  NO_OBJECT,
  /// The field.
  IS_NULL,
  /// The field.
  NO_TRUTH,
  /// The field.
  NO_LIST,
  /// The field.
  LIST_OF_OTHERS,
  /// The field.
  TOO_BIG,
  /// The field.
  NO_WHOLE_NUMBER,
  /// The field.
  NO_TIME,
  /// The field.
  OTHER_TIME,
  EMPTY,
  HOLDS_NO_OBJECT,
  /// Why.
  NOT_READ,
  TOO_LARGE,
  LINK_TO_NOWHERE,
  /// Where to.
  LINK_OUT,
  FOLDER,
  NOT_REGULAR,
  /// Of a usage file.
  NAME_HOLDS_NO_DAY,
  LINE_NO_OBJECT,
  LINE_TOO_LONG,
  LINE_NO_TIME,
  LINE_NO_KEY,
  /// How many.
  MORE_LINES;

  @Override
  public String key() {
    return "problem." + name();
  }
}

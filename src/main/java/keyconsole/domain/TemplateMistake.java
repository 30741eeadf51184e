package keyconsole.domain;

/// Why something is no template that keys could be made from. The words stand in the bundles, as
/// `told.template.<name>`; what stands in their places is told at each.
public enum TemplateMistake implements Message.Kind {
  NO_OBJECT,
  NO_NAME,
  /// The field.
  NOT_TEXT,
  /// The field.
  NOT_OBJECT,
  /// The field.
  NOT_SCOPE,
  /// The field.
  NOT_LIST,
  /// The field.
  NOT_WHOLE_NUMBER,
  /// The field.
  NOT_TRUTH,
  /// The field, how many characters it may have.
  TOO_LONG,
  /// The field.
  LIST_OF_OTHERS,
  /// The field.
  LIMIT_LACKING,
  /// The two fields.
  BOTH_ENDS,
  /// The field, the least, the most.
  NOT_BETWEEN,
  LINE_TOO_LONG,
  /// What is wrong.
  NO_JSON,
  /// The name.
  THERE_ALREADY,
  /// The name, why no key can be made from it.
  NOT_USABLE;

  @Override
  public String key() {
    return "template." + name();
  }
}

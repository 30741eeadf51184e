package keyconsole.service;

/// Something asked for cannot be: a field has a value that it cannot have, or the key's state does
/// not allow it. Nothing was written. The message is fit for a person and says what to do.
public final class InvalidRequestException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String field;

  /// @param field the name of the field in the key file, e.g. `capabilities`
  public InvalidRequestException(String field, String message) {
    super(message);
    this.field = field;
  }

  /// The name of the field in the key file that it is about.
  public String field() {
    return field;
  }
}

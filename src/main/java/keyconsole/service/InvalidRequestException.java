package keyconsole.service;

import keyconsole.domain.Explained;
import keyconsole.domain.Message;
import keyconsole.store.English;

/// Something asked for cannot be: a field has a value that it cannot have, or the key's state does
/// not allow it. Nothing was written. What there is to tell says what to do.
public final class InvalidRequestException extends RuntimeException implements Explained {

  private static final long serialVersionUID = 1;

  private final String field;
  private final transient Message told;

  /// @param field the name of the field in the key file, e.g. `capabilities`
  public InvalidRequestException(String field, Message told) {
    super(English.of(told));
    this.field = field;
    this.told = told;
  }

  /// The name of the field in the key file that it is about.
  public String field() {
    return field;
  }

  @Override
  public Message told() {
    return told;
  }
}

package keyconsole.service;

/// No readable key has this id. The message is fit for a person.
public final class KeyNotFoundException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public KeyNotFoundException(String message) {
    super(message);
  }
}

package keyconsole.service;

/// The session may not do this. The message is fit for a person and says why.
public final class NotAuthorizedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public NotAuthorizedException(String message) {
    super(message);
  }
}

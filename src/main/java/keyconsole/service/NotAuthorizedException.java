package keyconsole.service;

import keyconsole.domain.Explained;
import keyconsole.domain.Message;
import keyconsole.store.English;

/// The session may not do this; what there is to tell says why.
public final class NotAuthorizedException extends RuntimeException implements Explained {

  private static final long serialVersionUID = 1;

  private final transient Message told;

  public NotAuthorizedException(Message told) {
    super(English.of(told));
    this.told = told;
  }

  @Override
  public Message told() {
    return told;
  }
}

package keyconsole.service;

import keyconsole.domain.Explained;
import keyconsole.domain.Message;
import keyconsole.store.English;

/// No readable key has this id.
public final class KeyNotFoundException extends RuntimeException implements Explained {

  private static final long serialVersionUID = 1;

  private final transient Message told;

  public KeyNotFoundException(Message told) {
    super(English.of(told));
    this.told = told;
  }

  @Override
  public Message told() {
    return told;
  }
}

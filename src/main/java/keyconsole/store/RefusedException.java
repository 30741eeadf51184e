package keyconsole.store;

import java.io.IOException;
import keyconsole.domain.Explained;
import keyconsole.domain.Message;

/// The store itself will not go on with a file, as against what the system refuses.
public final class RefusedException extends IOException implements Explained {

  private static final long serialVersionUID = 1;

  private final transient Message told;

  public RefusedException(Message told) {
    super(English.of(told));
    this.told = told;
  }

  /// The same, because of another failure.
  public RefusedException(Message told, Exception cause) {
    super(English.of(told), cause);
    this.told = told;
  }

  @Override
  public Message told() {
    return told;
  }
}

package keyconsole.store;

import java.nio.file.Path;

/// Something in the tenant directory could not be read or written. The message is fit for a person
/// and names the file, and the line where it is a log.
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Path file;

  /// @param message a sentence for a person, which names the file
  public StoreException(String message, Path file, Throwable cause) {
    super(message, cause);
    this.file = file;
  }

  /// @param message a sentence for a person, which names the file
  public StoreException(String message, Path file) {
    super(message);
    this.file = file;
  }

  /// The file or folder that it is about.
  public Path file() {
    return file;
  }
}

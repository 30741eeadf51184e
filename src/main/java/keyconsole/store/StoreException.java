package keyconsole.store;

import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import keyconsole.domain.Explained;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;

/// Something in the tenant directory could not be read or written. What there is to tell names the
/// file, and the line where it is a log.
public final class StoreException extends RuntimeException implements Explained {

  private static final long serialVersionUID = 1;

  private final transient Message told;
  private final transient Path file;

  /// @param told names the file
  public StoreException(Message told, Path file, Throwable cause) {
    super(English.of(told), cause);
    this.told = told;
    this.file = file;
  }

  /// @param told names the file
  public StoreException(Message told, Path file) {
    super(English.of(told));
    this.told = told;
    this.file = file;
  }

  /// Why something failed, and where access is denied because a path is somebody else's, the
  /// command with which it would not be.
  static Message reason(Exception e, Path path) {
    Message reason = FileReason.of(e);
    return e instanceof AccessDeniedException ? Owned.remedy(path).orElse(reason) : reason;
  }

  /// Refuses to take a folder for empty that is gone with all that it stood in: it was unmounted or
  /// moved away, and what was read of it still is what is known.
  ///
  /// @param folder one of the tenant's
  /// @throws StoreException if the folder around it is not there
  public static void requireNotGone(Path folder) {
    Path around = folder.getParent();
    if (around != null && Files.notExists(around)) {
      throw new StoreException(Message.of(FileTrouble.FOLDER_GONE, around), around);
    }
  }

  @Override
  public Message told() {
    return told;
  }

  /// The file or folder that it is about.
  public Path file() {
    return file;
  }
}

package keyconsole.store;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
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

  /// What the operating system said, in words: its own messages are often just a path.
  public static String reason(Exception e) {
    return switch (e) {
      case AccessDeniedException _ -> "access is denied";
      case NoSuchFileException missing -> missing.getFile() + " does not exist";
      case FileAlreadyExistsException there -> there.getFile() + " exists already";
      case DirectoryIteratorException listing when listing.getCause() != null ->
          reason(listing.getCause());
      case NotDirectoryException _ -> "it is no folder";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }

  /// The same, and where access is denied because a path is somebody else's, the command with which
  /// it would not be.
  static String reason(Exception e, Path path) {
    return reason(e) + (e instanceof AccessDeniedException ? Owned.remedy(path) : "");
  }

  /// Refuses to take a folder for empty that is gone with all that it stood in: it was unmounted or
  /// moved away, and what was read of it still is what is known.
  ///
  /// @param folder one of the tenant's
  /// @throws StoreException if the folder around it is not there
  public static void requireNotGone(Path folder) {
    Path around = folder.getParent();
    if (around != null && Files.notExists(around)) {
      throw new StoreException("The folder " + around + " is gone", around);
    }
  }

  /// The file or folder that it is about.
  public Path file() {
    return file;
  }
}

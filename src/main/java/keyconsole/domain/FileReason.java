package keyconsole.domain;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/// Why a file or a folder could not be used. The words stand in the bundles, as
/// `told.reason.<name>`; what stands in their places is told at each.
public enum FileReason implements Message.Kind {
  ACCESS_DENIED,
  /// The path, its owner, the command with which it could be used.
  SOMEBODY_ELSES,
  /// The path.
  MISSING,
  /// The path.
  EXISTS,
  NO_FOLDER,
  NOT_EMPTY,
  NO_SPACE,
  NO_QUOTA,
  READ_ONLY,
  STOPPED,
  NOT_UTF8,
  /// What the system said, in its own words.
  SYSTEM,
  /// Owner and group that it must have, the command to run.
  NOT_OWNED,
  NO_ATOMIC_MOVE,
  /// The folder.
  NOTHING_ABOVE,
  /// The file.
  IN_NO_FOLDER,
  NOT_REGULAR,
  ENDS_EARLY,
  MARKS_MISSING,
  LOCKS_GONE,
  LINK;

  /// What the system says most, in its own words, behind which Java may add some: it passes on
  /// nothing else.
  private static final Map<String, FileReason> SAID =
      Map.of(
          "No space left on device", NO_SPACE,
          "Disk quota exceeded", NO_QUOTA,
          "Read-only file system", READ_ONLY,
          "Permission denied", ACCESS_DENIED,
          "Not a directory", NO_FOLDER,
          "Too many levels of symbolic links", LINK);

  /// Why something failed: the failure's own message where it has one, else what the system said.
  public static Message of(Exception failure) {
    return switch (failure) {
      case Explained explained -> explained.told();
      case AccessDeniedException _ -> Message.of(ACCESS_DENIED);
      case NoSuchFileException missing -> Message.of(MISSING, String.valueOf(missing.getFile()));
      case FileAlreadyExistsException there -> Message.of(EXISTS, String.valueOf(there.getFile()));
      case DirectoryIteratorException listing when listing.getCause() != null ->
          of(listing.getCause());
      case UncheckedIOException unchecked when unchecked.getCause() != null ->
          of(unchecked.getCause());
      case NotDirectoryException _ -> Message.of(NO_FOLDER);
      case DirectoryNotEmptyException _ -> Message.of(NOT_EMPTY);
      case ReadOnlyFileSystemException _ -> Message.of(READ_ONLY);
      case FileSystemException other when other.getReason() != null -> said(other.getReason());
      case CharacterCodingException _ -> Message.of(NOT_UTF8);
      case EOFException early when early.getMessage() == null -> Message.of(ENDS_EARLY);
      case CancellationException _ -> Message.of(STOPPED);
      default -> said(Optional.ofNullable(failure.getMessage()).orElse(typeOf(failure)));
    };
  }

  private static Message said(String words) {
    return SAID.entrySet().stream()
        .filter(known -> words.startsWith(known.getKey()))
        .findFirst()
        .map(known -> Message.of(known.getValue()))
        .orElse(Message.of(SYSTEM, words));
  }

  private static String typeOf(Exception failure) {
    return failure.getClass().getSimpleName();
  }

  @Override
  public String key() {
    return "reason." + name();
  }
}

package keyconsole.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import keyconsole.domain.FileReason;
import keyconsole.domain.Message;
import org.jspecify.annotations.Nullable;

/// Makes files and folders that belong to whom they should belong, before their first byte.
///
/// The backend runs as a user of its own. A file that it cannot read, or a log file that it cannot
/// append to, stops it; so a file takes owner and group of the one it replaces or of its folder, or
/// is not made at all.
final class Owned {

  static final Set<PosixFilePermission> FOLDER_MODE = PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE_MODE =
      PosixFilePermissions.fromString("rw-------");
  private static final Pattern STRAY = Pattern.compile("\\..*\\.kc-[0-9a-f]{16}\\.tmp");

  /// A file may have the longest name that the file system has, of bytes that are no text: it is
  /// written through a temporary one all the same.
  private static final Pattern NOT_PLAIN = Pattern.compile("[^!-~]");

  private static final int LONGEST_STEM = 64;

  private static final String OWNER_NUMBERS = "unix:uid,gid";
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private Owned() {}

  /// Removes the temporary files of our own naming that a crash left in a folder.
  ///
  /// @param age how old they are at least; more than none where others may be writing just now
  static void removeStrays(Path folder, Duration age) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Instant newest = Instant.now().minus(age);
    try (DirectoryStream<Path> strays =
        Files.newDirectoryStream(
            folder, file -> STRAY.matcher(String.valueOf(file.getFileName())).matches())) {
      for (Path stray : strays) {
        if (age.isZero()
            || hasItsName(stray)
            || Files.getLastModifiedTime(stray).toInstant().isBefore(newest)) {
          Files.deleteIfExists(stray);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /// Whether a finished file has got its name too, and only the temporary one was left to be taken
  /// away. Its time tells nothing: it is that of a file which is in use.
  private static boolean hasItsName(Path stray) throws IOException {
    return stray.getFileSystem().supportedFileAttributeViews().contains("unix")
        && Files.getAttribute(stray, "unix:nlink", LinkOption.NOFOLLOW_LINKS) instanceof Integer n
        && n > 1;
  }

  /// Makes a folder and those above it up to one that exists, mode 700, each owned as the one above
  /// it.
  static void makeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path above = folder.toAbsolutePath().getParent();
    if (above == null) {
      throw new RefusedException(Message.of(FileReason.NOTHING_ABOVE, folder));
    }
    makeFolder(above);
    boolean owned = hasOwners(above);
    try {
      if (!owned) {
        Files.createDirectory(folder);
        return;
      }
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER_MODE));
    } catch (FileAlreadyExistsException e) {
      if (Files.isDirectory(folder)) {
        return;
      }
      throw e;
    }
    try {
      give(folder, above);
      Files.setPosixFilePermissions(folder, FOLDER_MODE);
    } catch (IOException e) {
      Files.deleteIfExists(folder);
      throw e;
    }
  }

  /// Makes a file where there is none, owned as its folder.
  ///
  /// @param isPrivate whether its mode is 600, else what the umask leaves
  static void makeFile(Path file, boolean isPrivate) throws IOException {
    Path folder = folderOf(file);
    Path temporary = temporary(file);
    create(temporary, folder, isPrivate).close();
    try {
      link(file, temporary);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /// Gives a finished file its name, unless the name is taken.
  private static void link(Path file, Path temporary) throws IOException {
    try {
      Files.createLink(file, temporary);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      Files.move(temporary, file);
    }
  }

  /// Something that is asked at the last moment before a file is put in its place.
  @FunctionalInterface
  interface LastLook {
    /// Whether the file may be put in its place.
    ///
    /// @param temporary the finished file that is about to get its name
    boolean mayGoOn(Path temporary) throws IOException;
  }

  /// Puts a file in place atomically: a temporary file in the same folder, owned as `like` or else
  /// as the folder, mode 600, forced to disk, moved over the old one. At any instant the old or the
  /// new file is there. The caller forces the folder: what fails there must not look as if nothing
  /// had been written.
  ///
  /// @return false where the last look said no: then nothing was changed
  static boolean replace(Path file, byte[] content, @Nullable Path like, LastLook lastLook)
      throws IOException {
    Path folder = folderOf(file);
    Path temporary = temporary(file);
    boolean moved = false;
    try {
      try (FileChannel channel = create(temporary, like == null ? folder : like, true)) {
        Channels.writeAll(channel, content);
        channel.force(true);
      }
      if (!lastLook.mayGoOn(temporary)) {
        return false;
      }
      move(temporary, file);
      moved = true;
    } finally {
      if (!moved) {
        Files.deleteIfExists(temporary);
      }
    }
    return true;
  }

  private static void move(Path temporary, Path file) throws IOException {
    try {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new RefusedException(Message.of(FileReason.NO_ATOMIC_MOVE), e);
    }
  }

  /// Forces a folder's names to disk, where the file system lets a folder be opened.
  static void forceFolder(Path folder) throws IOException {
    if (hasOwners(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /// Makes a file, owned as another one, and opens it.
  private static FileChannel create(Path file, Path like, boolean isPrivate) throws IOException {
    boolean owned = hasOwners(like);
    FileAttribute<?>[] mode =
        owned && isPrivate
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(FILE_MODE)}
            : new FileAttribute<?>[0];
    FileChannel channel = FileChannel.open(file, NEW, mode);
    boolean done = false;
    try {
      if (owned) {
        give(file, like);
        if (isPrivate) {
          Files.setPosixFilePermissions(file, FILE_MODE);
        }
      }
      done = true;
      return channel;
    } finally {
      if (!done) {
        channel.close();
        Files.deleteIfExists(file);
      }
    }
  }

  private static void give(Path path, Path like) throws IOException {
    if (isOwnedAs(path, like)) {
      return;
    }
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    PosixFileAttributes now = view.readAttributes();
    PosixFileAttributes wanted = Files.readAttributes(like, PosixFileAttributes.class);
    try {
      if (!now.group().equals(wanted.group())) {
        view.setGroup(wanted.group());
      }
      if (!now.owner().equals(wanted.owner())) {
        view.setOwner(wanted.owner());
      }
    } catch (IOException e) {
      throw new RefusedException(
          Message.of(
              FileReason.NOT_OWNED,
              wanted.owner().getName(),
              wanted.group().getName(),
              commandAsOwner(wanted)),
          e);
    }
  }

  /// Whose a path is that a person may not use, and what to do about that; empty where it belongs
  /// to them, or nobody knows to whom.
  static Optional<Message> remedy(Path path) {
    if (!hasOwners(path)) {
      return Optional.empty();
    }
    try {
      PosixFileAttributes owned = Files.readAttributes(path, PosixFileAttributes.class);
      boolean own = owned.owner().getName().equals(LocalUser.name());
      return own
          ? Optional.empty()
          : Optional.of(
              Message.of(
                  FileReason.SOMEBODY_ELSES, path, owned.owner().getName(), commandAsOwner(owned)));
    } catch (IOException e) {
      // It may not even be looked at: the folder above it tells.
      Path above = path.toAbsolutePath().getParent();
      return above == null ? Optional.empty() : remedy(above);
    }
  }

  /// Runs the console as the owner of something.
  static String commandAsOwner(PosixFileAttributes owned) {
    return "sudo -u "
        + forSudo(owned.owner().getName())
        + " -g "
        + forSudo(owned.group().getName())
        + " key-console";
  }

  /// Who has no name has a number, which is told apart by its sign.
  private static String forSudo(String name) {
    return name.chars().allMatch(c -> c >= '0' && c <= '9') ? "'#" + name + "'" : name;
  }

  /// Compares numbers: a name costs a look into the system's lists of users and groups. False where
  /// the file system tells no numbers.
  private static boolean isOwnedAs(Path path, Path like) throws IOException {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix")
        && Files.readAttributes(path, OWNER_NUMBERS, LinkOption.NOFOLLOW_LINKS)
            .equals(Files.readAttributes(like, OWNER_NUMBERS));
  }

  /// Whether the file system of a file or folder has owners and modes.
  static boolean hasOwners(Path path) {
    return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
  }

  private static Path temporary(Path file) {
    String name = String.valueOf(file.getFileName());
    String stem = name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
    stem = NOT_PLAIN.matcher(stem).replaceAll("_");
    stem = stem.substring(0, Math.min(stem.length(), LONGEST_STEM));
    String random = String.format("%016x", ThreadLocalRandom.current().nextLong());
    return file.resolveSibling("." + stem + ".kc-" + random + ".tmp");
  }

  private static Path folderOf(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new RefusedException(Message.of(FileReason.IN_NO_FOLDER, file));
    }
    return folder;
  }
}

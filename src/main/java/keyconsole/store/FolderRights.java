package keyconsole.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;
import keyconsole.domain.Warning;

/// What the system says of who may do what with a folder of the tenant.
///
/// @param user who looks, as the system names the person
record FolderRights(Path folder, String user) {

  private static final String SUPERUSER = "root";

  /// Java's name for a person whom the system has no name for.
  private static final String UNKNOWN = "?";

  /// Whether others than its owner may do anything with it.
  Optional<Warning> openToOthers() {
    return look()
        .filter(rights -> !Owned.FOLDER_MODE.containsAll(rights.permissions()))
        .map(
            rights ->
                new Warning(
                    Warning.What.OPEN_TO_OTHERS,
                    Message.of(FileTrouble.OPEN_TO_OTHERS, folder),
                    Optional.of((isTheirs(rights) ? "sudo " : "") + "chmod 700 " + quoted())));
  }

  /// Whether it belongs to somebody else, whose files could not be written as theirs.
  Optional<Warning> foreignOwner() {
    return look()
        .filter(this::isTheirs)
        .map(
            rights ->
                new Warning(
                    Warning.What.FOREIGN_OWNER,
                    Message.of(FileTrouble.FOREIGN_OWNER, folder, rights.owner().getName(), user),
                    Optional.of(Owned.commandAsOwner(rights))));
  }

  private boolean isTheirs(PosixFileAttributes rights) {
    return !user.isEmpty()
        && !user.equals(UNKNOWN)
        && !user.equals(SUPERUSER)
        && !rights.owner().getName().equals(user);
  }

  private Optional<PosixFileAttributes> look() {
    try {
      return Owned.hasOwners(folder)
          ? Optional.of(Files.readAttributes(folder, PosixFileAttributes.class))
          : Optional.empty();
    } catch (IOException e) {
      // One that is not there, or cannot be looked at, is told of where it is needed.
      return Optional.empty();
    }
  }

  private String quoted() {
    String path = folder.toString();
    return path.matches("[\\w./@+-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }
}

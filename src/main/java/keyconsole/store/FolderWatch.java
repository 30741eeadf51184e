package keyconsole.store;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which files of a folder changed, as the file system tells, where it does so at once. Never
/// waits.
///
/// Java looks by itself every few seconds where the system has no events, as on macOS; and a share
/// tells nothing of what other machines do. Who looks for changes several times a second is better
/// off without either.
final class FolderWatch implements AutoCloseable {

  /// How the types of file systems begin that other machines may write to.
  private static final List<String> SHARES =
      List.of(
          "nfs",
          "cifs",
          "smb",
          "fuse",
          "9p",
          "afs",
          "ceph",
          "gluster",
          "lustre",
          "vboxsf",
          "prl_fs",
          "virtiofs",
          "webdav");

  private final Path folder;
  private @Nullable WatchService service;
  private boolean closed;

  /// Whether it was found that this file system tells nothing, or too late.
  private boolean tellsNothing;

  FolderWatch(Path folder) {
    this.folder = folder;
  }

  /// Begins to watch; does nothing if it does already, or if the file system cannot.
  synchronized void start() {
    if (service != null || closed || tellsNothing) {
      return;
    }
    WatchService fresh = null;
    try {
      fresh = folder.getFileSystem().newWatchService();
      if (isLate(fresh) || isShare()) {
        tellsNothing = true;
        closeQuietly(fresh);
        return;
      }
      folder.register(
          fresh,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY,
          StandardWatchEventKinds.ENTRY_DELETE);
      service = fresh;
    } catch (IOException | UnsupportedOperationException e) {
      closeQuietly(fresh);
    }
  }

  private static boolean isLate(WatchService service) {
    return service.getClass().getSimpleName().contains("Polling");
  }

  private boolean isShare() throws IOException {
    String type = Files.getFileStore(folder).type().toLowerCase(Locale.ROOT);
    return SHARES.stream().anyMatch(type::startsWith);
  }

  /// Begins anew, where another folder stands in the place of the one that was watched.
  synchronized void restart() {
    tellsNothing = false;
    WatchService watching = service;
    if (watching != null) {
      close(watching);
    }
    start();
  }

  /// The names that changed since the last call; empty where that is not known.
  synchronized Optional<Set<String>> poll() {
    WatchService watching = service;
    if (watching == null) {
      return Optional.empty();
    }
    Set<String> names = new HashSet<>();
    boolean known = true;
    try {
      for (WatchKey key = watching.poll(); key != null; key = watching.poll()) {
        for (WatchEvent<?> event : key.pollEvents()) {
          if (event.context() instanceof Path name) {
            names.add(FileNames.of(folder.resolve(name)));
          } else {
            known = false;
          }
        }
        if (!key.reset()) {
          known = false;
          close(watching);
        }
      }
    } catch (ClosedWatchServiceException e) {
      return Optional.empty();
    }
    return known ? Optional.of(names) : Optional.empty();
  }

  private void close(WatchService watching) {
    service = null;
    closeQuietly(watching);
  }

  /// A watch that cannot be closed costs a handle and nothing else.
  private static void closeQuietly(@Nullable WatchService watching) {
    if (watching != null) {
      try {
        watching.close();
      } catch (IOException e) {
        System.getLogger(FolderWatch.class.getName())
            .log(System.Logger.Level.DEBUG, "A folder watch could not be closed", e);
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    closeQuietly(service);
    service = null;
  }
}

package keyconsole.store;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Which files of a folder changed, as the file system tells, where it does so at once. Never
/// waits.
///
/// Java looks by itself every few seconds where the system has no events, as on macOS; and a share
/// tells nothing of what other machines do. Who looks for changes several times a second is better
/// off without either.
///
/// Java keeps 512 names and says of more only that there were some, after which all files would
/// have to be compared: of a hundred thousand, again and again for as long as a busy backend goes
/// on. So a thread gathers them as they come.
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

  /// In which far fewer files change than Java keeps names of.
  private static final Duration GATHERING = Duration.ofMillis(5);

  /// More names than this are not kept where nobody asks for them.
  private static final int MOST = 200_000;

  private final Path folder;
  private final Set<String> told = new HashSet<>();

  /// Whether all that has changed since the last call is in [#told].
  private boolean known = true;

  private @Nullable WatchService service;
  private @Nullable WatchKey key;
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
      key =
          folder.register(
              fresh,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE);
      service = fresh;
      told.clear();
      known = true;
      WatchService watching = fresh;
      Thread.ofPlatform().daemon().name("folder-watch").start(() -> gather(watching));
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

  /// Until it is closed.
  private void gather(WatchService watching) {
    try {
      while (true) {
        WatchKey ready = watching.take();
        TimeUnit.MILLISECONDS.sleep(GATHERING.toMillis());
        gather(watching, ready);
      }
    } catch (ClosedWatchServiceException e) {
      // Nobody asks any more.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void gather(WatchService watching, WatchKey ready) {
    if (watching.equals(service)) {
      take(ready);
      if (!ready.reset()) {
        known = false;
        close(watching);
      }
    }
  }

  private void take(WatchKey from) {
    for (WatchEvent<?> event : from.pollEvents()) {
      if (event.context() instanceof Path name && told.size() < MOST) {
        told.add(FileNames.of(folder.resolve(name)));
      } else {
        known = false;
      }
    }
  }

  /// The names that changed since the last call; empty where that is not known.
  synchronized Optional<Set<String>> poll() {
    WatchService watching = service;
    WatchKey watched = key;
    if (watching == null || watched == null) {
      return Optional.empty();
    }
    take(watched);
    if (!watched.isValid()) {
      known = false;
      close(watching);
    }
    Optional<Set<String>> names = known ? Optional.of(Set.copyOf(told)) : Optional.empty();
    told.clear();
    known = true;
    return names;
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

package keyconsole.store;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which files of a folder changed, as the file system tells, where it does. Never waits.
final class FolderWatch implements AutoCloseable {

  private final Path folder;
  private @Nullable WatchService service;
  private boolean closed;

  FolderWatch(Path folder) {
    this.folder = folder;
  }

  /// Begins to watch; does nothing if it does already, or if the file system cannot.
  synchronized void start() {
    if (service != null || closed) {
      return;
    }
    WatchService fresh = null;
    try {
      fresh = folder.getFileSystem().newWatchService();
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

  /// Begins anew, where another folder stands in the place of the one that was watched.
  synchronized void restart() {
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
            names.add(name.toString());
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

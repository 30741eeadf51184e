package keyconsole.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;
import keyconsole.domain.Value;
import org.jspecify.annotations.Nullable;

/// The lock against other consoles, held from [#acquire] to [#close]. The backend knows nothing of
/// it.
///
/// The operating system's lock on `.console/lock` counts, and only it: whether another process is
/// dead is never guessed. The file is never deleted. It is opened nowhere else in this process,
/// because closing any second handle would release the lock; a lock of this process stands before
/// it for that reason, and because the system's lock does not tell threads apart. Who holds it
/// stands in `.console/lock-holder.json`, for people.
///
/// Of the lock file one byte is the lock and the next one the turn: who waits for the lock holds
/// the turn, and who let go of the lock needs the turn to get it again. Else a console that counts
/// one request after the other, and lets go only for some microseconds in between, would keep
/// another one out for as long as it likes.
///
/// Where a file system has no locks, one process alone is kept in order, and a warning tells that.
/// A lock that fails for another reason, or where one was had before, refuses the deed: another
/// console may hold it.
final class WriteLock implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /// How often who waits for another thread looks whether it still is to.
  private static final Duration GLANCE = Duration.ofMillis(200);

  private static final long LOCK_BYTE = 0;
  private static final long TURN_BYTE = 1;

  /// Pauses between two tries, in microseconds. They grow with the time that was waited already: a
  /// look too late is time in which nobody holds the lock.
  private static final long SHORTEST_PAUSE = 100;

  private static final long LONGEST_PAUSE = 5_000;
  private static final long PAUSES_OF_A_WAIT = 8;
  private static final Map<Path, InProcess> IN_PROCESS = new ConcurrentHashMap<>();

  /// How the system's word for an error begins that says that there are no locks: Java passes on
  /// nothing else of it, in the user's language. What is said in a language that is not here
  /// refuses the deed.
  private static final List<String> NO_LOCKS =
      List.of(
          "No locks available",
          "Operation not supported",
          "Not supported",
          "Function not implemented",
          "Incorrect function",
          "The request is not supported",
          "Keine Sperren verfügbar",
          "Die Operation wird nicht unterstützt",
          "Nicht unterstützt",
          "Die angeforderte Funktion ist nicht implementiert",
          "Unzulässige Funktion",
          "Die Anforderung wird nicht unterstützt");

  /// The lock of this process for a folder.
  private static final class InProcess {
    private final ReentrantLock lock = new ReentrantLock(true);

    /// Whether the system's lock was ever had there. Written and read by who holds the lock.
    private boolean wasLocked;
  }

  private final ReentrantLock inProcess;
  private final @Nullable FileChannel channel;
  private final Path holder;
  private final boolean locked;

  private WriteLock(
      ReentrantLock inProcess, @Nullable FileChannel channel, Path holder, boolean locked) {
    this.inProcess = inProcess;
    this.channel = channel;
    this.holder = holder;
    this.locked = locked;
  }

  /// Waits for the lock; a thread that holds it gets it again at once.
  ///
  /// @throws StoreException if another console does not let go of it, a person does not want to
  ///   wait for that, or the folder `api_keys` is not there: what would be made in its place would
  ///   hide below it once it is mounted again
  static WriteLock acquire(TenantDirectory directory) {
    if (Files.notExists(directory.apiKeys())) {
      throw new StoreException(
          Message.of(FileTrouble.FOLDER_NOT_THERE, directory.apiKeys()), directory.apiKeys());
    }
    Path holder = directory.console().resolve("lock-holder.json");
    try (LockWait wait = LockWait.begin(directory.console(), holder)) {
      return acquire(directory, holder, wait);
    }
  }

  private static WriteLock acquire(TenantDirectory directory, Path holder, LockWait wait) {
    Path file = directory.console().resolve("lock");
    InProcess here =
        IN_PROCESS.computeIfAbsent(realFolder(directory.console()), _ -> new InProcess());
    ReentrantLock inProcess = here.lock;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    lockInProcess(inProcess, deadline, file, wait);
    boolean done = false;
    try {
      if (inProcess.getHoldCount() > 1) {
        done = true;
        return new WriteLock(inProcess, null, holder, true);
      }
      FileChannel channel = open(file);
      try {
        boolean locked = lock(channel, deadline, file, wait);
        requireLocked(here, locked, file);
        tellHolder(holder);
        done = true;
        return new WriteLock(inProcess, channel, holder, locked);
      } finally {
        if (!done) {
          channel.close();
        }
      }
    } catch (IOException e) {
      throw new StoreException(
          Message.of(FileTrouble.LOCK_NOT_TAKEN, file, StoreException.reason(e, file)), file, e);
    } finally {
      if (!done) {
        inProcess.unlock();
      }
    }
  }

  private static void requireLocked(InProcess here, boolean locked, Path file) {
    if (here.wasLocked && !locked) {
      throw new StoreException(
          Message.of(FileTrouble.LOCK_NOT_TAKEN, file, Message.of(FileReason.LOCKS_GONE)), file);
    }
    here.wasLocked = locked;
  }

  /// Whether the file system has locks: without, only this process is kept in order.
  boolean isLocked() {
    return locked;
  }

  private static void lockInProcess(ReentrantLock lock, long deadline, Path file, LockWait wait) {
    try {
      while (!lock.tryLock(GLANCE.toMillis(), TimeUnit.MILLISECONDS)) {
        wait.requireWanted();
        if (System.nanoTime() > deadline) {
          throw new StoreException(Message.of(FileTrouble.LOCK_BUSY_HERE, file), file);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(Message.of(FileTrouble.LOCK_INTERRUPTED, file), file, e);
    }
  }

  private static Path realFolder(Path folder) {
    try {
      Owned.makeFolder(folder);
      return folder.toRealPath();
    } catch (IOException e) {
      throw new StoreException(
          Message.of(FileTrouble.NOT_MADE, folder, StoreException.reason(e, folder)), folder, e);
    }
  }

  /// No link: it could lead to a file that this process locks for as long as it runs.
  private static FileChannel open(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      make(file);
    }
    return FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  private static void make(Path file) throws IOException {
    try {
      Owned.makeFile(file, true);
    } catch (FileAlreadyExistsException e) {
      System.getLogger(WriteLock.class.getName())
          .log(System.Logger.Level.DEBUG, "Another console was first; its file serves as well", e);
    }
  }

  /// Waits for the system's lock.
  ///
  /// @return false where the file system has none
  /// @throws StoreException if another console does not let go of it until the deadline
  /// @throws IOException if it cannot be told whether another console holds it
  static boolean lock(FileChannel channel, long deadline, Path file, LockWait wait)
      throws IOException {
    FileLock turn = await(channel, TURN_BYTE, deadline, file, wait);
    if (turn == null) {
      return false;
    }
    FileLock lock = await(channel, LOCK_BYTE, deadline, file, wait);
    turn.release();
    return lock != null;
  }

  /// Waits for a byte of the lock file; null where the file system has no locks.
  private static @Nullable FileLock await(
      FileChannel channel, long at, long deadline, Path file, LockWait wait) throws IOException {
    long start = System.nanoTime();
    while (true) {
      @Nullable FileLock lock;
      try {
        lock = channel.tryLock(at, 1, false);
      } catch (OverlappingFileLockException e) {
        // Held by this process under another name of the folder: to be waited for as any other.
        lock = null;
      } catch (UnsupportedOperationException e) {
        return null;
      } catch (IOException e) {
        if (saysNoLocks(e)) {
          return null;
        }
        throw e;
      }
      if (lock != null) {
        return lock;
      }
      long now = System.nanoTime();
      if (now > deadline) {
        throw new StoreException(
            Message.of(FileTrouble.LOCK_HELD, file, wait.holder().told()), file);
      }
      wait.goesOn();
      try {
        long waited = TimeUnit.NANOSECONDS.toMicros(now - start);
        TimeUnit.MICROSECONDS.sleep(
            Math.clamp(waited / PAUSES_OF_A_WAIT, SHORTEST_PAUSE, LONGEST_PAUSE));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreException(Message.of(FileTrouble.LOCK_INTERRUPTED, file), file, e);
      }
    }
  }

  private static boolean saysNoLocks(IOException e) {
    String said = English.of(FileReason.of(e));
    return NO_LOCKS.stream().anyMatch(said::startsWith);
  }

  /// Written over what stands there: a file that is emptied and filled again at each turn costs the
  /// file system a write to disk each time. A link is not followed, since what it leads to would be
  /// written over, and a pipe not waited for: what is no file there is taken away.
  private static void tellHolder(Path holder) throws IOException {
    if (!Files.isRegularFile(holder, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(holder);
      Owned.makeFile(holder, true);
    }
    Map<String, Value> who = new LinkedHashMap<>();
    who.put("user", new Value.Text(LocalUser.name()));
    who.put("host", new Value.Text(LocalUser.host()));
    who.put("process", Value.Numeral.of(ProcessHandle.current().pid()));
    who.put("since", new Value.Text(Timestamps.format(Instant.now())));
    byte[] text = Json.line(new Value.Fields(who));
    try (FileChannel channel =
        FileChannel.open(holder, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      Channels.writeAll(channel, text);
      if (channel.size() > text.length) {
        channel.truncate(text.length);
      }
    }
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new StoreException(
          Message.of(FileTrouble.LOCK_NOT_RELEASED, FileReason.of(e)), holder, e);
    } finally {
      inProcess.unlock();
    }
  }
}

package keyconsole.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;

/// A file of lines in `.console` that all consoles of a tenant add to, each with the lock held. Any
/// thread.
public final class ConsoleLines {

  private static final int STEP = 8 << 10;

  private final TenantDirectory directory;
  private final Path file;

  /// @param name of the file; it is made, mode 600, when first added to
  public ConsoleLines(TenantDirectory directory, String name) {
    this.directory = directory;
    this.file = directory.console().resolve(name);
  }

  /// Where it is.
  public Path file() {
    return file;
  }

  /// What it holds; nothing where it is missing. Takes no lock: a last line may be there in part.
  /// Follows no link and waits for no pipe, which somebody may have put in its place.
  ///
  /// @throws StoreException if it cannot be read
  public byte[] read() {
    Optional<Extent> now = extent();
    if (now.isEmpty() && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new StoreException(Message.of(FileTrouble.NO_PLAIN_FILE, file), file);
    }
    if (now.isEmpty()) {
      return new byte[0];
    }
    // Unlike a channel it goes on where the thread is interrupted, which is for the caller to tell.
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return in.readAllBytes();
    } catch (NoSuchFileException e) {
      return new byte[0];
    } catch (IOException e) {
      throw new StoreException(Message.of(FileTrouble.NOT_READ, file, FileReason.of(e)), file, e);
    }
  }

  /// How large it is now, and which file it is; empty where there is no regular file. Takes no
  /// lock.
  ///
  /// @throws StoreException if that cannot be told
  Optional<Extent> extent() {
    try {
      BasicFileAttributes now =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return now.isRegularFile()
          ? Optional.of(new Extent(now.size(), Optional.ofNullable(now.fileKey())))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreException(Message.of(FileTrouble.NOT_READ, file, FileReason.of(e)), file, e);
    }
  }

  /// A file and its size.
  ///
  /// @param which the inode, where there is one
  record Extent(long size, Optional<Object> which) {}

  /// A part of what it holds, at most as much as is there. Takes no lock, and waits for no pipe.
  ///
  /// @throws StoreException if it cannot be read
  byte[] read(long from, int count) {
    ByteBuffer part = ByteBuffer.allocate(count);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      while (part.hasRemaining() && channel.read(part, from + part.position()) >= 0) {
        // Reads on.
      }
      return Arrays.copyOf(part.array(), part.position());
    } catch (IOException e) {
      throw new StoreException(Message.of(FileTrouble.NOT_READ, file, FileReason.of(e)), file, e);
    }
  }

  /// Takes away the oldest lines.
  ///
  /// @param kept bytes that stay at most
  /// @param mayBe asked with the lines that would stay whether those before them may go
  /// @throws StoreException if that cannot be done
  void shorten(int kept, Predicate<byte[]> mayBe) {
    Optional<Extent> now = extent();
    if (now.isEmpty() || now.get().size() <= kept) {
      return;
    }
    exclusively(
        _ -> {
          byte[] tail = read(now.get().size() - kept, kept);
          int from = 0;
          while (from < tail.length && tail[from] != '\n') {
            from++;
          }
          byte[] lines = Arrays.copyOfRange(tail, Math.min(from + 1, tail.length), tail.length);
          if (mayBe.test(lines)) {
            Owned.replace(file, lines, file, _ -> true);
            Owned.forceFolder(directory.console());
          }
        });
  }

  /// Adds whole lines and forces them to disk. A line without its end is what a crash left of one
  /// that was never added: it is taken away first.
  ///
  /// @param lines each with its line feed
  /// @throws StoreException if they cannot be added
  public void append(byte[] lines) {
    exclusively(
        lock -> {
          makeIfMissing(lock);
          FileChannel channel =
              FileChannel.open(
                  file,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS);
          try {
            long end = endOfLines(channel);
            channel.truncate(end);
            channel.position(end);
            addOrNothing(channel, end, lines);
          } finally {
            afterwards("could not be closed", channel::close);
          }
        });
  }

  /// What is told to have failed must not be found there.
  private void addOrNothing(FileChannel channel, long end, byte[] lines) throws IOException {
    boolean added = false;
    try {
      Channels.writeAll(channel, lines);
      channel.force(true);
      added = true;
    } finally {
      if (!added) {
        afterwards("could not be shortened", () -> channel.truncate(end));
      }
    }
  }

  /// Takes away what stands from a place on. Where that cannot be done it stays, which is logged.
  /// The caller holds the lock.
  void cutOff(long from) {
    afterwards(
        "could not be shortened",
        () -> {
          try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            channel.truncate(from);
          }
        });
  }

  /// Puts other lines in the place of those that are there.
  ///
  /// @param change from what is there to what shall be
  /// @throws StoreException if that cannot be done
  public void replace(UnaryOperator<byte[]> change) {
    exclusively(
        lock -> {
          makeIfMissing(lock);
          Owned.replace(file, change.apply(read()), file, _ -> true);
          afterwards("may be lost in a power cut", () -> Owned.forceFolder(directory.console()));
        });
  }

  private interface Write {
    void with(WriteLock lock) throws IOException;
  }

  private void exclusively(Write write) {
    WriteLock lock = WriteLock.acquire(directory);
    try {
      write.with(lock);
    } catch (IOException e) {
      throw unwritable(e);
    } finally {
      afterwards("was written, and its lock not let go", lock::close);
    }
  }

  private interface Afterwards {
    void done() throws IOException;
  }

  /// Does what comes behind a write. What fails there undoes nothing, and must not be told as if
  /// nothing had been written.
  private void afterwards(String otherwise, Afterwards step) {
    try {
      step.done();
    } catch (IOException | StoreException e) {
      System.getLogger(ConsoleLines.class.getName())
          .log(
              System.Logger.Level.WARNING,
              file + " " + otherwise + ": " + English.of(FileReason.of(e)));
    }
  }

  private void makeIfMissing(WriteLock held) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Owned.makeFile(file, true);
      Owned.forceFolder(directory.console());
    } catch (FileAlreadyExistsException e) {
      if (held.isLocked()) {
        throw e;
      }
      // Without locks another console may have been first; its file serves as well.
    }
  }

  private static long endOfLines(FileChannel channel) throws IOException {
    long end = channel.size();
    ByteBuffer part = ByteBuffer.allocate(STEP);
    while (end > 0) {
      long from = Math.max(0, end - STEP);
      part.clear().limit((int) (end - from));
      while (part.hasRemaining() && channel.read(part, from + part.position()) >= 0) {
        // Reads on.
      }
      for (int i = part.position() - 1; i >= 0; i--) {
        if (part.get(i) == '\n') {
          return from + i + 1;
        }
      }
      end = from;
    }
    return 0;
  }

  private StoreException unwritable(IOException e) {
    return new StoreException(
        Message.of(FileTrouble.NOT_WRITTEN, file, StoreException.reason(e, file)), file, e);
  }
}

package keyconsole.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import keyconsole.domain.KeyProblem.Kind;
import keyconsole.domain.Value;
import keyconsole.store.KeyFileCodec.Decoded;
import org.jspecify.annotations.Nullable;

/// Reads single files of the keys folder. Opens nothing but regular files inside the folder, so
/// that no pipe blocks it and no link leads it out; reads nothing over 16 MiB.
final class KeyFileLoader {

  static final int MAX_BYTES = 16 << 20;

  /// How long before a read a file may have been written and still be written again within the same
  /// tick of the file system's clock.
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long COARSE_TICK_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final int ATTEMPTS = 7;

  private final Path folder;

  KeyFileLoader(Path folder) {
    this.folder = folder;
  }

  /// What tells one state of a file from the next.
  ///
  /// @param mtimeNanos since 1970
  /// @param fileKey the inode, where there is one
  record Stamp(long size, long mtimeNanos, @Nullable Object fileKey) {}

  /// A file as it was read.
  ///
  /// @param stamp taken before the read, so that a later change shows
  /// @param fresh whether it was written so shortly before that its stamp proves nothing
  /// @param content empty where nothing was read
  record Loaded(
      KeyFile file,
      Optional<Value.Fields> source,
      ByteBuffer content,
      boolean torn,
      Stamp stamp,
      boolean fresh) {}

  /// The present stamp of a file, or empty where it is gone. A link counts as what it leads to.
  Optional<Stamp> stamp(String fileName) {
    try {
      return Optional.of(stamp(attributes(folder.resolve(fileName))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(new Stamp(-1, -1, null));
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    BasicFileAttributes own = ownAttributes(file);
    return own.isSymbolicLink() ? behindLink(file, own) : own;
  }

  private static BasicFileAttributes ownAttributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /// What a link leads to, or the link itself where it leads nowhere.
  private static BasicFileAttributes behindLink(Path file, BasicFileAttributes own) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class);
    } catch (IOException e) {
      return own;
    }
  }

  private static Stamp stamp(BasicFileAttributes attributes) {
    return new Stamp(
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        attributes.fileKey());
  }

  /// Reads a file; one that looks torn a few times more, with short waits. Empty where it is gone.
  Optional<Loaded> load(String fileName) {
    Optional<Loaded> loaded = loadOnce(fileName);
    long pause = 2;
    for (int i = 1; i < ATTEMPTS && loaded.isPresent() && loaded.get().torn(); i++) {
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return loaded;
      }
      pause *= 2;
      loaded = loadOnce(fileName);
    }
    return loaded;
  }

  private Optional<Loaded> loadOnce(String fileName) {
    Path file = folder.resolve(fileName);
    Stamp stamp = new Stamp(-1, -1, null);
    try {
      BasicFileAttributes own = ownAttributes(file);
      boolean link = own.isSymbolicLink();
      BasicFileAttributes attributes = link ? behindLink(file, own) : own;
      stamp = stamp(attributes);
      Optional<String> obstacle = obstacle(file, link, attributes);
      if (obstacle.isPresent()) {
        return without(KeyFileCodec.problem(fileName, Kind.NOT_A_FILE, obstacle.get()), stamp);
      }
      if (attributes.size() > MAX_BYTES) {
        return without(tooLarge(fileName), stamp);
      }
      byte[] content;
      OpenOption[] options =
          link ? new OpenOption[0] : new OpenOption[] {LinkOption.NOFOLLOW_LINKS};
      try (InputStream in = Files.newInputStream(file, options)) {
        content = in.readNBytes(MAX_BYTES + 1);
      }
      if (content.length > MAX_BYTES) {
        return without(tooLarge(fileName), stamp);
      }
      Decoded decoded = KeyFileCodec.decode(fileName, content);
      return Optional.of(
          new Loaded(
              decoded.file(),
              decoded.source(),
              ByteBuffer.wrap(content).asReadOnlyBuffer(),
              decoded.torn(),
              stamp,
              isFresh(stamp)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      String reason = "The file cannot be read: " + StoreException.reason(e);
      return without(KeyFileCodec.problem(fileName, Kind.UNREADABLE, reason), stamp);
    }
  }

  private Optional<String> obstacle(Path file, boolean link, BasicFileAttributes attributes)
      throws IOException {
    if (link) {
      Path target;
      try {
        target = file.toRealPath();
      } catch (IOException e) {
        return Optional.of("A link that leads nowhere");
      }
      if (!target.startsWith(folder.toRealPath())) {
        return Optional.of("A link that leads out of the folder");
      }
    }
    if (attributes.isDirectory()) {
      return Optional.of("A folder, not a file");
    }
    return attributes.isRegularFile()
        ? Optional.empty()
        : Optional.of("Not a regular file, for example a pipe");
  }

  private static KeyFile tooLarge(String fileName) {
    return KeyFileCodec.problem(
        fileName, Kind.TOO_LARGE, "The file is larger than the 16 MiB that are read");
  }

  /// A file of which nothing was read. It counts as fresh, to be looked at each time: permission to
  /// read it, or what a link leads to, may change without a trace in the stamp.
  private static Optional<Loaded> without(KeyFile file, Stamp stamp) {
    return Optional.of(
        new Loaded(file, Optional.empty(), ByteBuffer.allocate(0), false, stamp, true));
  }

  private static boolean isFresh(Stamp stamp) {
    Instant now = Instant.now();
    long nanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    boolean coarse = stamp.mtimeNanos() % TimeUnit.SECONDS.toNanos(1) == 0;
    return stamp.mtimeNanos() > nanos - (coarse ? COARSE_TICK_NANOS : TICK_NANOS);
  }
}

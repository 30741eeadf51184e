package keyconsole.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import keyconsole.domain.ApiKey;
import keyconsole.domain.FileProblem;
import keyconsole.domain.FileReason;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyProblem.Kind;
import keyconsole.domain.Message;
import keyconsole.domain.Value;
import keyconsole.store.KeyFileCodec.Decoded;
import org.jspecify.annotations.Nullable;

/// Reads single files of the keys folder. Opens nothing but regular files, so that no pipe blocks
/// it; reads nothing over 16 MiB.
///
/// The backend follows links wherever they lead. One that leads out of the folder is a problem
/// here, but what it leads to is read all the same: it may be a live credential, and who holds its
/// raw key is to be found.
final class KeyFileLoader {

  static final int MAX_BYTES = 16 << 20;

  /// How long before a read a file may have been written and still be written again within the same
  /// tick of the file system's clock.
  private static final Duration TICK = Duration.ofMillis(100);

  private static final Duration COARSE_TICK = Duration.ofSeconds(3);

  private static final int ATTEMPTS = 7;

  /// What was written longer ago is not being written, even where its time is that of another
  /// machine, whose clock may be somewhat behind.
  private static final Duration LONG_AGO = Duration.ofSeconds(30);

  private final Path folder;
  private final Pause pause;

  /// Lets time pass between two reads of a file that looks torn.
  @FunctionalInterface
  interface Pause {
    void ofMillis(long millis) throws InterruptedException;
  }

  KeyFileLoader(Path folder, Pause pause) {
    this.folder = folder;
    this.pause = pause;
  }

  /// What tells one state of a file from the next.
  ///
  /// @param mtimeNanos since 1970
  /// @param fileKey the inode, where there is one
  record Stamp(long size, long mtimeNanos, @Nullable Object fileKey) {}

  /// A file as it was read.
  ///
  /// @param stamp taken before the read, so that a later change shows
  /// @param fresh whether its stamp proves nothing: it was written too shortly before, or stands
  ///   behind a link
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
    Optional<Path> file = path(fileName);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(stamp(attributes(file.get())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(new Stamp(-1, -1, null));
    }
  }

  /// The folder itself for no name; empty where no file can be called like that.
  private Optional<Path> path(String fileName) {
    return fileName.isEmpty() ? Optional.of(folder) : FileNames.in(folder, fileName);
  }

  private Path requirePath(String fileName) throws NoSuchFileException {
    return path(fileName).orElseThrow(() -> new NoSuchFileException(fileName));
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

  /// Reads a file; one that looks torn once more, and where it may be being written a few times
  /// more, with short waits. Empty where it is gone.
  Optional<Loaded> load(String fileName) {
    Optional<Loaded> loaded = loadOnce(fileName);
    long millis = 2;
    for (int i = 1; i < ATTEMPTS && loaded.filter(Loaded::torn).isPresent(); i++) {
      if (i > 1 && isOlder(loaded.get().stamp(), LONG_AGO)) {
        return loaded;
      }
      try {
        pause.ofMillis(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return loaded;
      }
      millis *= 2;
      loaded = loadOnce(fileName);
    }
    return loaded;
  }

  /// Reads a file without waiting, torn or not. Empty where it is gone.
  Optional<Loaded> loadOnce(String fileName) {
    Stamp stamp = new Stamp(-1, -1, null);
    Optional<Message> leadsOut = Optional.empty();
    try {
      Path file = requirePath(fileName);
      BasicFileAttributes own = ownAttributes(file);
      Path target = file;
      if (own.isSymbolicLink()) {
        stamp = stamp(own);
        try {
          target = file.toRealPath();
        } catch (IOException e) {
          return without(notAFile(fileName, Message.of(FileProblem.LINK_TO_NOWHERE)), stamp);
        }
        if (!isWithin(target)) {
          leadsOut = Optional.of(Message.of(FileProblem.LINK_OUT, target));
        }
      }
      BasicFileAttributes attributes = target.equals(file) ? own : ownAttributes(target);
      stamp = stamp(attributes);
      if (!attributes.isRegularFile()) {
        FileProblem what = attributes.isDirectory() ? FileProblem.FOLDER : FileProblem.NOT_REGULAR;
        return without(notAFile(fileName, leadsOut.orElseGet(() -> Message.of(what))), stamp);
      }
      Optional<Content> content = content(target, attributes);
      if (content.isEmpty()) {
        return without(
            leadsOut.map(reason -> notAFile(fileName, reason)).orElseGet(() -> tooLarge(fileName)),
            stamp);
      }
      Decoded decoded = KeyFileCodec.decode(fileName, content.get().bytes, content.get().length);
      return Optional.of(
          new Loaded(
              leadsOut.map(reason -> asProblem(decoded.file(), reason)).orElse(decoded.file()),
              decoded.source(),
              content.get().buffer(),
              decoded.torn(),
              stamp,
              !target.equals(file) || isFresh(stamp)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      Message reason = Message.of(FileProblem.NOT_READ, FileReason.of(e));
      KeyFile unreadable = KeyFileCodec.problem(fileName, Kind.UNREADABLE, reason);
      return without(leadsOut.map(out -> notAFile(fileName, out)).orElse(unreadable), stamp);
    }
  }

  private boolean isWithin(Path real) throws IOException {
    return real.startsWith(folder.toRealPath());
  }

  /// Where a change to a file of this name is to be written: what a link within the folder leads
  /// to. A link that leads out is replaced by a file of its own name, so that nothing outside of
  /// the folder is ever written.
  Path writable(String fileName) throws IOException {
    Path file = requirePath(fileName);
    if (!Files.isSymbolicLink(file)) {
      return file;
    }
    Path real = file.toRealPath();
    return isWithin(real) ? real : file;
  }

  /// Whether a file still holds what was read of it. Costs its bytes, and no look at what they say.
  boolean isStill(String fileName, Loaded before) throws IOException {
    try {
      Path file = requirePath(fileName);
      BasicFileAttributes own = ownAttributes(file);
      Path target = own.isSymbolicLink() ? file.toRealPath() : file;
      BasicFileAttributes attributes = own.isSymbolicLink() ? ownAttributes(target) : own;
      return attributes.isRegularFile()
          && content(target, attributes)
              .map(Content::buffer)
              .filter(before.content()::equals)
              .isPresent();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /// What was read of a file: the first bytes of an array.
  private static final class Content {
    private final byte[] bytes;
    private final int length;

    Content(byte[] bytes, int length) {
      this.bytes = bytes;
      this.length = length;
    }

    ByteBuffer buffer() {
      return ByteBuffer.wrap(bytes, 0, length).asReadOnlyBuffer();
    }
  }

  /// The content, or empty where it is more than is read. One call reads as much as the attributes
  /// tell and would read more; where it gives no more, that is the end. What was appended after the
  /// attributes were taken gives the file another stamp.
  private static Optional<Content> content(Path file, BasicFileAttributes attributes)
      throws IOException {
    if (attributes.size() > MAX_BYTES) {
      return Optional.empty();
    }
    int size = (int) attributes.size();
    byte[] content = new byte[size + 1];
    int length = 0;
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      int read;
      do {
        if (length == content.length) {
          content = Arrays.copyOf(content, Math.min(2 * length, MAX_BYTES + 1));
        }
        read = in.read(content, length, content.length - length);
        length += Math.max(0, read);
      } while (read > 0 && length != size && length <= MAX_BYTES);
    }
    return length > MAX_BYTES ? Optional.empty() : Optional.of(new Content(content, length));
  }

  /// What the backend takes from behind a link that leads out of the folder.
  private static KeyFile asProblem(KeyFile file, Message leadsOut) {
    return switch (file) {
      case KeyFile.WithKey(String name, ApiKey key) ->
          new KeyFile.WithProblem(
              name,
              new KeyProblem(
                  name, Kind.NOT_A_FILE, leadsOut, Optional.of(KeyFileReader.liveProblem(key))));
      case KeyFile.WithProblem(String name, KeyProblem problem, Optional<KeyHash> hash) ->
          new KeyFile.WithProblem(
              name,
              new KeyProblem(
                  name,
                  Kind.NOT_A_FILE,
                  Message.of(FileProblem.BOTH, leadsOut, problem.reason()),
                  problem.live()),
              hash);
    };
  }

  private static KeyFile notAFile(String fileName, Message reason) {
    return KeyFileCodec.problem(fileName, Kind.NOT_A_FILE, reason);
  }

  private static KeyFile tooLarge(String fileName) {
    return KeyFileCodec.problem(fileName, Kind.TOO_LARGE, Message.of(FileProblem.TOO_LARGE));
  }

  /// A file of which nothing was read. It counts as fresh, to be looked at each time: permission to
  /// read it, or what a link leads to, may change without a trace in the stamp.
  private static Optional<Loaded> without(KeyFile file, Stamp stamp) {
    return Optional.of(
        new Loaded(file, Optional.empty(), ByteBuffer.allocate(0), false, stamp, true));
  }

  /// Whether what bears the stamp may have changed since without another stamp. One of a time to
  /// come, as after the clock was set back, gets another one by whatever is written now.
  static boolean isFresh(Stamp stamp) {
    boolean coarse = stamp.mtimeNanos() % TimeUnit.SECONDS.toNanos(1) == 0;
    return isYounger(stamp, coarse ? COARSE_TICK : TICK);
  }

  /// Whether a file was written a moment ago, so that its writer may be at it still. Not so where
  /// its time is ahead of this machine's clock: nobody knows how old it is.
  static boolean isYounger(Stamp stamp, Duration age) {
    return Math.abs(now() - stamp.mtimeNanos()) < age.toNanos();
  }

  private static boolean isOlder(Stamp stamp, Duration age) {
    return now() - stamp.mtimeNanos() > age.toNanos();
  }

  /// Nanoseconds since 1970.
  private static long now() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }
}

package keyconsole.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;
import keyconsole.store.RefusedException;
import keyconsole.store.StoreException;
import keyconsole.store.TenantDirectory;
import org.jspecify.annotations.Nullable;

/// What a user's own folder keeps of a tenant's seals: the copy of the seals that counts, the
/// [SealMarks], the [SealTails], and how many of the seals are known to stand in `.console` too.
///
/// That number is what tells a crash from a deed: a seal is written here first, then there, then
/// the number grows. One that is missing there and not counted yet was never written; one that is
/// counted and missing was taken away.
final class SealFolder {

  private static final Map<Path, ReentrantLock> IN_PROCESS = new ConcurrentHashMap<>();

  private static final String MARKS = "marks";
  private static final String CONFIRMED = "confirmed";
  private static final String TAILS = "tails";

  private final Path all;
  private final TenantDirectory directory;
  private @Nullable Path known;

  /// Reads and writes nothing yet.
  ///
  /// @param userFolder this user's, for all tenants
  SealFolder(Path userFolder, TenantDirectory directory) {
    this.all = all(userFolder);
    this.directory = directory;
  }

  private static Path all(Path userFolder) {
    return userFolder.toAbsolutePath().resolve("seals");
  }

  static Path keyFile(Path userFolder) {
    return all(userFolder).resolve("seal.key");
  }

  /// The folder is named by where the tenant really is, so that a link leads to the same seals.
  ///
  /// @throws StoreException if it had its name from a path as it was given, and cannot be renamed
  private synchronized Path folder() {
    Path found = known;
    if (found == null) {
      Path asGiven = named(directory.apiKeys().toAbsolutePath().normalize());
      try {
        found = named(directory.apiKeys().toRealPath());
      } catch (IOException e) {
        // The tenant is not there at the moment, so nothing else can be known of its place.
        return asGiven;
      }
      if (!found.equals(asGiven)) {
        adopt(asGiven, found);
      }
      known = found;
    }
    return found;
  }

  private Path named(Path keys) {
    return all.resolve(nameFor(keys));
  }

  /// What the folder of a tenant is called in a user's own folders.
  ///
  /// @param apiKeys the tenant's, absolute
  static String nameFor(Path apiKeys) {
    String digest = SealHash.sha256(apiKeys.toString().getBytes(StandardCharsets.UTF_8));
    @Nullable Path tenant = apiKeys.getParent();
    String name = tenant == null ? "" : String.valueOf(tenant.getFileName());
    return name + "-" + digest.substring(0, 12);
  }

  /// Goes on with what stands in a folder of another name. The seals come last: until they are in
  /// their place it begins again, and what another console took along is not there any more.
  private static void adopt(Path from, Path to) {
    if (!Files.exists(from.resolve(SealChain.ITSELF))
        || Files.exists(to.resolve(SealChain.ITSELF))) {
      return;
    }
    try {
      make(to.resolve(MARKS));
      takeAll(from.resolve(MARKS), to.resolve(MARKS));
      take(from.resolve(CONFIRMED), to);
      take(from.resolve(TAILS), to);
      take(from.resolve(SealChain.ITSELF), to);
      force(to);
    } catch (IOException | DirectoryIteratorException e) {
      throw new StoreException(
          Message.of(FileTrouble.NOT_RENAMED, from, to, FileReason.of(e)), from, e);
    }
  }

  private static void takeAll(Path folder, Path into) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path each : files) {
        take(each, into);
      }
    } catch (NoSuchFileException e) {
      // Without marks no line can be named, which a verification tells.
    }
  }

  /// Moves a file into a folder, over the one that is there.
  static void take(Path file, Path into) throws IOException {
    try {
      Files.move(
          file,
          into.resolve(file.getFileName()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      // It is there already, or there was none.
    }
  }

  Path copy() {
    return folder().resolve(SealChain.ITSELF);
  }

  /// Where the marks of a file are, of the run that began with a seal.
  Path marks(String file, long run) {
    return folder().resolve(MARKS).resolve(file + "." + run + ".marks");
  }

  /// The turn of one console of this user among several.
  ///
  /// @throws StoreException if the folder cannot be written
  Turn turn() {
    Path folder = folder();
    ReentrantLock inProcess = IN_PROCESS.computeIfAbsent(folder, _ -> new ReentrantLock());
    inProcess.lock();
    boolean done = false;
    try {
      make(folder.resolve(MARKS));
      FileChannel channel = open(folder.resolve("lock"));
      lock(channel);
      done = true;
      return new Turn(inProcess, channel);
    } catch (IOException e) {
      throw unwritable(folder, e);
    } finally {
      if (!done) {
        inProcess.unlock();
      }
    }
  }

  /// Where the file system has no locks, this process alone is kept in order.
  private static void lock(FileChannel channel) {
    try {
      channel.lock();
    } catch (IOException | UnsupportedOperationException | OverlappingFileLockException e) {
      System.getLogger(SealFolder.class.getName())
          .log(System.Logger.Level.DEBUG, "No locks in the folder of seals", e);
    }
  }

  /// Held until it is closed.
  static final class Turn implements AutoCloseable {
    private final ReentrantLock inProcess;
    private final FileChannel channel;

    private Turn(ReentrantLock inProcess, FileChannel channel) {
      this.inProcess = inProcess;
      this.channel = channel;
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        System.getLogger(SealFolder.class.getName())
            .log(System.Logger.Level.DEBUG, "The lock in the folder of seals did not close", e);
      } finally {
        inProcess.unlock();
      }
    }
  }

  /// The bytes of the copy; none where it is missing. Its last line may be there in part.
  byte[] readCopy() {
    return read(copy());
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return new byte[0];
    } catch (IOException e) {
      throw new StoreException(Message.of(FileTrouble.NOT_READ, file, FileReason.of(e)), file, e);
    }
  }

  /// Bytes of the copy; 0 where it is missing.
  long copySize() {
    try {
      return Files.size(copy());
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new StoreException(
          Message.of(FileTrouble.NOT_READ, copy(), FileReason.of(e)), copy(), e);
    }
  }

  /// Adds lines to the copy and forces them to disk.
  ///
  /// @param end where they go: what stands behind is the part of a line that a crash left
  void append(long end, byte[] lines) {
    try (FileChannel channel = open(copy())) {
      channel.truncate(end);
      channel.position(end);
      write(channel, lines);
      channel.force(true);
      if (end == 0) {
        force(folder());
      }
    } catch (IOException e) {
      throw unwritable(copy(), e);
    }
  }

  /// Puts another copy in the place of one that is damaged, which is kept beside it.
  void replaceCopy(byte[] lines) {
    Path folder = folder();
    try {
      Path next = folder.resolve("seals.next");
      Files.deleteIfExists(next);
      try (FileChannel channel = open(next)) {
        write(channel, lines);
        channel.force(true);
      }
      if (Files.exists(copy())) {
        Files.copy(
            copy(), folder.resolve("seals.jsonl.damaged"), StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(next, copy(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      force(folder);
    } catch (IOException e) {
      throw unwritable(copy(), e);
    }
  }

  /// How many seals are known to stand in `.console`; 0 where that is not told in this key's name.
  long confirmed(SealKey key) {
    String[] told = new String(read(confirmation()), StandardCharsets.UTF_8).split(" ", 2);
    try {
      return told.length == 2 && told[1].equals(confirmation(key, Long.parseLong(told[0])))
          ? Long.parseLong(told[0])
          : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  void confirm(SealKey key, long seals) {
    replace(confirmation(), seals + " " + confirmation(key, seals));
  }

  private static void replace(Path file, String text) {
    try {
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.deleteIfExists(next);
      try (FileChannel channel = open(next)) {
        write(channel, text.getBytes(StandardCharsets.UTF_8));
        channel.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /// What [SealTails] keep; nothing where this key did not sign it.
  String tails(SealKey key) {
    String[] told = new String(read(tails()), StandardCharsets.UTF_8).split("\n", 2);
    return told.length == 2 && told[0].equals(signature(key, told[1])) ? told[1] : "";
  }

  void keepTails(SealKey key, String text) {
    replace(tails(), signature(key, text) + "\n" + text);
  }

  private Path tails() {
    return folder().resolve(TAILS);
  }

  private static String signature(SealKey key, String tails) {
    return key.sign(("tails\n" + tails).getBytes(StandardCharsets.UTF_8));
  }

  private Path confirmation() {
    return folder().resolve(CONFIRMED);
  }

  private static String confirmation(SealKey key, long seals) {
    return key.sign(("confirmed " + seals).getBytes(StandardCharsets.UTF_8));
  }

  static StoreException unwritable(Path file, IOException e) {
    return new StoreException(Message.of(FileTrouble.NOT_WRITTEN, file, FileReason.of(e)), file, e);
  }

  /// Makes a folder and those above it, mode 700 where there are modes.
  static void make(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, mode(folder, "rwx------"));
    }
  }

  /// Opens a file to be read and written, made with mode 600 where it is missing. No link: one from
  /// a lock to a tenant's would be held for as long as the console runs, and nothing be written.
  static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS),
        mode(file, "rw-------"));
  }

  /// Forces a folder's names to disk, where the file system lets a folder be opened: a copy that a
  /// power cut takes away would look as if somebody had.
  static void force(Path folder) throws IOException {
    if (hasModes(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static boolean hasModes(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  static FileAttribute<?>[] mode(Path path, String mode) {
    return hasModes(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }

  static void write(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  static Path parent(Path file) throws IOException {
    @Nullable Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new RefusedException(Message.of(FileReason.IN_NO_FOLDER, file));
    }
    return parent;
  }
}

package keyconsole.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import keyconsole.domain.AuditFinding;
import keyconsole.domain.AuditFindings.Warning;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;
import keyconsole.domain.Value;
import keyconsole.store.Json;
import keyconsole.store.RefusedException;
import keyconsole.store.StoreException;
import keyconsole.store.TenantDirectory;
import keyconsole.store.Timestamps;
import org.jspecify.annotations.Nullable;

/// What a user's own folder keeps of a tenant's [DeedBook], and which findings are marked as known.
/// Both with mode 600. One thread at a time.
///
/// Of several consoles of one user the first one keeps the book; the others go on in memory alone,
/// from what is in it. Marks are added by all.
final class DeedFolder implements AutoCloseable {

  private static final byte[] VERSION = "KCDEEDS1".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD = VERSION.length + Integer.BYTES + Integer.BYTES;
  private static final int MOST_BYTES = 1 << 30;

  /// What is deflated is at least the 1032nd part of what it was.
  private static final long MOST_BYTES_A_BYTE = 1032;

  private static final String BOOK = "book";
  private static final String MARKS = "known.jsonl";

  private final Path all;
  private final TenantDirectory directory;
  private @Nullable Path known;
  private @Nullable FileChannel lock;
  private Optional<Warning> damage = Optional.empty();

  /// Reads and writes nothing yet.
  ///
  /// @param userFolder this user's, for all tenants
  DeedFolder(Path userFolder, TenantDirectory directory) {
    this.all = userFolder.toAbsolutePath().resolve("deeds");
    this.directory = directory;
  }

  /// Named by where the tenant really is, so that a link leads to the same book.
  ///
  /// @throws StoreException if the tenant is not there, so that nobody can tell; or if what was
  ///   kept under the name of a path as it was given cannot be gone on with
  private Path folder() {
    Path found = known;
    if (found == null) {
      Path keys = directory.apiKeys();
      try {
        found = all.resolve(SealFolder.nameFor(keys.toRealPath()));
      } catch (IOException e) {
        throw new StoreException(Message.of(FileTrouble.NOT_READ, keys, FileReason.of(e)), keys, e);
      }
      Path asGiven = all.resolve(SealFolder.nameFor(keys.toAbsolutePath().normalize()));
      if (!found.equals(asGiven)) {
        adopt(asGiven, found);
      }
      known = found;
    }
    return found;
  }

  /// Goes on with what stands in a folder of another name, unless there is such a thing already:
  /// that is of whoever came by the real path.
  private static void adopt(Path from, Path to) {
    try {
      for (String name : List.of(BOOK, MARKS)) {
        if (Files.exists(from.resolve(name)) && !Files.exists(to.resolve(name))) {
          SealFolder.make(to);
          SealFolder.take(from.resolve(name), to);
          SealFolder.force(to);
        }
      }
    } catch (IOException e) {
      throw new StoreException(
          Message.of(FileTrouble.NOT_RENAMED, from, to, FileReason.of(e)), from, e);
    }
  }

  private Path book() {
    return folder().resolve(BOOK);
  }

  private Path marks() {
    return folder().resolve(MARKS);
  }

  /// What is wrong with what was kept.
  Optional<Warning> damage() {
    return damage;
  }

  /// The book that was kept; a new one where there is none, or it is damaged.
  ///
  /// @throws StoreException if it is there and cannot be read
  DeedBook load() {
    byte[] whole;
    try {
      whole = Files.readAllBytes(book());
    } catch (NoSuchFileException e) {
      return new DeedBook();
    } catch (IOException e) {
      throw new StoreException(
          Message.of(FileTrouble.NOT_READ, book(), FileReason.of(e)), book(), e);
    }
    try {
      return DeedBook.unpacked(new PackedReader(inflated(whole)));
    } catch (DataFormatException
        | BufferUnderflowException
        | DateTimeException
        | IndexOutOfBoundsException
        | IllegalArgumentException e) {
      damage = Optional.of(new Warning(Warning.Kind.BOOK_DAMAGED, book().toString()));
      return new DeedBook();
    }
  }

  private static byte[] inflated(byte[] whole) throws DataFormatException {
    ByteBuffer in = ByteBuffer.wrap(whole);
    byte[] version = new byte[VERSION.length];
    in.get(version);
    int checksum = in.getInt();
    int size = in.getInt();
    if (!Arrays.equals(version, VERSION)
        || size < 0
        || size > Math.min(MOST_BYTES, whole.length * MOST_BYTES_A_BYTE)
        || checksum != checksum(whole)) {
      throw new DataFormatException("Not a book, or another one than was written");
    }
    byte[] bytes = new byte[size];
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(in);
      int at = 0;
      while (at < size && !inflater.finished()) {
        int got = inflater.inflate(bytes, at, size - at);
        if (got == 0) {
          throw new BufferUnderflowException();
        }
        at += got;
      }
    }
    return bytes;
  }

  private static int checksum(byte[] whole) {
    CRC32C checksum = new CRC32C();
    checksum.update(whole, HEAD - Integer.BYTES, whole.length - HEAD + Integer.BYTES);
    return (int) checksum.getValue();
  }

  /// Keeps a book, in one step, unless another console of this user keeps one.
  ///
  /// @throws StoreException if it cannot be written
  void save(DeedBook deeds) {
    try {
      if (!holdsLock()) {
        return;
      }
      PackedWriter packed = new PackedWriter();
      deeds.pack(packed);
      Path next = folder().resolve("book.next");
      Files.deleteIfExists(next);
      try (FileChannel channel = SealFolder.open(next)) {
        SealFolder.write(channel, deflated(packed.bytes()));
        channel.force(true);
      }
      move(next);
      SealFolder.force(folder());
    } catch (IOException e) {
      throw SealFolder.unwritable(book(), e);
    }
  }

  private void move(Path next) throws IOException {
    try {
      Files.move(next, book(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      throw new RefusedException(Message.of(FileReason.NO_ATOMIC_MOVE), e);
    }
  }

  private static byte[] deflated(byte[] bytes) {
    byte[] whole = new byte[HEAD + bytes.length + bytes.length / 1000 + 64];
    int length = HEAD;
    try (Deflater deflater = new Deflater(Deflater.BEST_SPEED)) {
      deflater.setInput(bytes);
      deflater.finish();
      while (!deflater.finished()) {
        length += deflater.deflate(whole, length, whole.length - length);
        if (length == whole.length) {
          whole = Arrays.copyOf(whole, 2 * length);
        }
      }
    }
    byte[] cut = Arrays.copyOf(whole, length);
    ByteBuffer head = ByteBuffer.wrap(cut).put(VERSION);
    head.putInt(VERSION.length + Integer.BYTES, bytes.length);
    head.putInt(VERSION.length, checksum(cut));
    return cut;
  }

  private boolean holdsLock() throws IOException {
    if (lock != null) {
      return true;
    }
    SealFolder.make(folder());
    FileChannel channel = SealFolder.open(folder().resolve("lock"));
    if (isLocked(channel)) {
      lock = channel;
      return true;
    }
    channel.close();
    return false;
  }

  /// Where the file system has no locks, the last one to write wins: each book is whole in itself.
  private static boolean isLocked(FileChannel channel) {
    try {
      FileLock held = channel.tryLock();
      return held != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException | UnsupportedOperationException e) {
      System.getLogger(DeedFolder.class.getName())
          .log(System.Logger.Level.DEBUG, "No locks in the folder of deeds", e);
      return true;
    }
  }

  /// Which findings are known, by their ids. A mark that cannot be read counts as none.
  ///
  /// @throws StoreException if the marks are there and cannot be read
  Map<String, AuditFinding.Known> known() {
    Map<String, AuditFinding.Known> known = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(marks(), StandardCharsets.US_ASCII)) {
        take(line, known);
      }
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException e) {
      throw new StoreException(
          Message.of(FileTrouble.NOT_READ, marks(), FileReason.of(e)), marks(), e);
    }
    return known;
  }

  private void take(String line, Map<String, AuditFinding.Known> known) {
    try {
      if (Json.parse(line.getBytes(StandardCharsets.US_ASCII)) instanceof Value.Fields fields) {
        Timestamps.parse(text(fields, "at")).ifPresent(at -> take(fields, at, known));
      }
    } catch (Json.JsonException e) {
      damage =
          Optional.of(
              new Warning(Warning.Kind.MARK_DAMAGED, marks().toString(), Optional.of(e.told())));
    }
  }

  private static void take(Value.Fields fields, Instant at, Map<String, AuditFinding.Known> known) {
    String reason = text(fields, "reason");
    if (reason.isEmpty()) {
      known.remove(text(fields, "finding"));
    } else {
      known.put(text(fields, "finding"), new AuditFinding.Known(reason, text(fields, "by"), at));
    }
  }

  private static String text(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.NOTHING) instanceof Value.Text(String text) ? text : "";
  }

  /// Marks findings as known, in one step; with an empty reason, as not known any more.
  ///
  /// @throws StoreException if that cannot be kept
  void mark(Collection<String> ids, AuditFinding.Known known) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (String id : ids) {
      lines.writeBytes(markLine(id, known));
      lines.write('\n');
    }
    try {
      SealFolder.make(folder());
      SealFolder.open(marks()).close();
      try (FileChannel channel =
          FileChannel.open(marks(), StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
        SealFolder.write(channel, lines.toByteArray());
        channel.force(true);
      }
    } catch (IOException e) {
      throw SealFolder.unwritable(marks(), e);
    }
  }

  private static byte[] markLine(String id, AuditFinding.Known known) {
    Map<String, Value> line = new LinkedHashMap<>();
    line.put("finding", new Value.Text(id));
    line.put("reason", new Value.Text(known.reason()));
    line.put("by", new Value.Text(known.by()));
    line.put("at", new Value.Text(Timestamps.format(known.at())));
    return Json.line(new Value.Fields(line));
  }

  @Override
  public void close() {
    FileChannel held = lock;
    lock = null;
    try {
      if (held != null) {
        held.close();
      }
    } catch (IOException e) {
      throw new StoreException(
          Message.of(FileTrouble.LOCK_NOT_LET_GO, all, FileReason.of(e)), all, e);
    }
  }
}

package keyconsole.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import keyconsole.domain.ApiKey;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.KeyId;
import keyconsole.domain.Message;
import keyconsole.domain.TenantDomain;
import keyconsole.domain.Value;
import keyconsole.domain.Warning;
import keyconsole.store.Json.JsonException;

/// Adds the usage line of each request that a key file counts, also where the process dies between
/// the two.
///
/// The key file is written first and the line behind it, as the backend does. Before the key file
/// is moved into place, what is about to be counted is entered in `.console/pending-request`; once
/// the line stands in the log, the entry is struck out. One that is found later is settled: where
/// the key file was counted and the line is missing, the line is added. There is one entry at most,
/// for all of this happens with the lock against other consoles held.
///
/// The entry is forced to disk before the key file moves. Else a power cut could keep the counted
/// file and lose the entry, since nothing orders the two. That is a fourth force beside those of
/// key file, folder and line; it costs a fraction of each of these, because the file keeps its size
/// and only its bytes have to reach the disk. That an entry is struck out is not forced: one that a
/// power cut brings back finds its line in the log.
///
/// Whoever can write the folder can write an entry, so an entry is not believed. It names no path
/// and makes no key; it adds one line at most, of a key whose file has counted more requests than
/// the log holds.
public final class RequestJournal {

  /// The longest usage line that is written. A line of any length would be counted by nobody from
  /// 16 MiB on, and one request could fill the log.
  public static final int MAX_LINE_BYTES = 64 << 10;

  private static final int MAX_ENTRY_BYTES = 2 * MAX_LINE_BYTES;
  private static final int BLOCK = 4096;

  /// Where an entry would begin.
  private static final byte STRUCK_OUT = '\n';

  private final Path file;
  private final LogFolder log;
  private final TenantDomain tenant;
  private final KeyFiles files;

  public RequestJournal(TenantDirectory directory, KeyFiles files) {
    this.file = directory.console().resolve("pending-request");
    this.log = new LogFolder(directory.usage(), "usage");
    this.tenant = directory.tenant();
    this.files = files;
  }

  /// A request that is let through.
  ///
  /// @param moment in whole microseconds, as it stands in the key file's `last_used`
  public record Request(KeyId key, String endpoint, String clientIp, Instant moment) {}

  /// Bytes of a request's usage line.
  public int lineBytes(Request request) {
    long characters = (long) request.endpoint().length() + request.clientIp().length();
    return characters > MAX_LINE_BYTES
        ? (int) Math.min(Integer.MAX_VALUE, characters)
        : Json.line(line(request)).length;
  }

  private Value.Fields line(Request request) {
    Map<String, Value> line = new LinkedHashMap<>();
    line.put("timestamp", new Value.Text(Timestamps.format(request.moment())));
    line.put("key_id", new Value.Text(request.key().text()));
    line.put("endpoint", new Value.Text(request.endpoint()));
    line.put("client_ip", new Value.Text(request.clientIp()));
    line.put("tenant", new Value.Text(tenant.text()));
    return new Value.Fields(line);
  }

  /// Enters a request whose key file is about to be moved into place. The caller holds the lock,
  /// and has called [#settle] since it got it.
  ///
  /// @param countedBefore the key file's count without this request
  /// @throws StoreException if no usage line could be written, or nothing be entered
  public Entered enter(Request request, long countedBefore) {
    LogFolder.Day day = log.open(request.moment());
    boolean done = false;
    try {
      FileChannel journal = openForWriting();
      try {
        Channels.writeAll(journal, text(new Entry(request, countedBefore, day.size())));
        journal.force(false);
        done = true;
        return new Entered(journal, day, Json.line(line(request)));
      } finally {
        if (!done) {
          journal.close();
        }
      }
    } catch (IOException e) {
      throw unusable(e);
    } finally {
      if (!done) {
        day.close();
      }
    }
  }

  private FileChannel openForWriting() throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Owned.makeFile(file, true);
      Path folder = file.toAbsolutePath().getParent();
      for (int i = 0; i < 2 && folder != null; i++) {
        Owned.forceFolder(folder);
        folder = folder.getParent();
      }
    }
    return FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  /// A request that is on its way. Closed without [#complete], it is left to be settled.
  public final class Entered implements AutoCloseable {
    private final FileChannel journal;
    private final LogFolder.Day day;
    private final byte[] line;

    private Entered(FileChannel journal, LogFolder.Day day, byte[] line) {
      this.journal = journal;
      this.day = day;
      this.line = line;
    }

    /// Adds the usage line, now that the key file is in its place.
    ///
    /// @throws StoreException if it cannot be added
    public void complete() {
      day.append(line);
      try {
        strikeOut(journal);
      } catch (IOException e) {
        files.warn(Message.of(FileTrouble.NOT_WRITTEN, file, FileReason.of(e)));
      }
    }

    /// What fails here undoes nothing of what was counted, and must not look as if it did.
    @Override
    public void close() {
      try (day) {
        journal.close();
      } catch (IOException e) {
        files.warn(Message.of(FileTrouble.NOT_CLOSED, file, FileReason.of(e)));
      }
    }
  }

  private static void strikeOut(FileChannel journal) throws IOException {
    journal.write(ByteBuffer.wrap(new byte[] {STRUCK_OUT}), 0);
  }

  private StoreException unusable(IOException e) {
    return new StoreException(
        Message.of(FileTrouble.NOT_USED, file, StoreException.reason(e, file)), file, e);
  }

  /// Does what a process that died left undone. Takes the lock where there is something to do, and
  /// writes nothing where not.
  ///
  /// @return whether a line was added, which may be one of an earlier day
  /// @throws StoreException if it cannot be done
  public boolean settle() {
    try {
      boolean added = isPending() && files.exclusively(this::settleEntry);
      files.mended(Warning.What.UNSETTLED);
      return added;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /// The same for who wants to read: what cannot be done becomes a warning.
  public void settleOrWarn() {
    try {
      settle();
    } catch (StoreException e) {
      files.mended(Warning.What.UNSETTLED);
      files.warn(new Warning(Warning.What.UNSETTLED, e.told()));
    }
  }

  private boolean isPending() throws IOException {
    try {
      if (!isRegularFile()) {
        return true;
      }
    } catch (NoSuchFileException e) {
      return false;
    }
    try (FileChannel channel = openForReading()) {
      ByteBuffer first = ByteBuffer.allocate(1);
      return channel.read(first) == 1 && first.get(0) != STRUCK_OUT;
    }
  }

  /// Unlike [Files#isRegularFile] it does not take a file that cannot be looked at for something
  /// else: an entry would be lost with it.
  private boolean isRegularFile() throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isRegularFile();
  }

  private FileChannel openForReading() throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  private boolean settleEntry() {
    try {
      // Another console may have settled it before the lock was ours.
      if (!isPending()) {
        return false;
      }
      Optional<Entry> entry = read();
      if (entry.isEmpty()) {
        files.warn(Message.of(FileTrouble.NOT_OURS_REMOVED, file));
        Files.delete(file);
        return false;
      }
      boolean lacking = lacksItsLine(entry.get());
      if (lacking) {
        log.append(entry.get().request().moment(), line(entry.get().request()));
      }
      try (FileChannel journal = openForWriting()) {
        strikeOut(journal);
      }
      return lacking;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /// Whether a request was counted in its key file and not in the log. It was counted where the
  /// file tells its moment; where the backend has used the key since, if the file has counted more
  /// than there are lines.
  private boolean lacksItsLine(Entry entry) throws IOException {
    Request request = entry.request();
    Optional<ApiKey> key = files.find(request.key()).flatMap(this::keyOrWarning);
    long counted = key.map(k -> k.usage().requests() - entry.countedBefore()).orElse(0L);
    if (counted <= 0) {
      return false;
    }
    Value.Fields line = line(request);
    AtomicBoolean stands = new AtomicBoolean();
    AtomicLong lines = new AtomicLong();
    log.forEachSince(
        request.moment(),
        entry.logSize(),
        record -> {
          if (record.fields().get("key_id").equals(line.get("key_id"))) {
            lines.incrementAndGet();
            stands.compareAndSet(false, record.fields().equals(line));
          }
        });
    boolean isLastUse =
        key.flatMap(k -> k.usage().lastUsed()).equals(Optional.of(request.moment()));
    return !stands.get() && (isLastUse || counted > lines.get());
  }

  /// What a file counts that cannot be read is not known, and no line is made up for it.
  private Optional<ApiKey> keyOrWarning(KeyFile found) {
    return switch (found) {
      case KeyFile.WithKey with -> Optional.of(with.key());
      case KeyFile.WithProblem with -> {
        files.warn(
            Message.of(FileTrouble.MAY_LACK_USAGE_LINE, with.fileName(), with.problem().reason()));
        yield Optional.empty();
      }
    };
  }

  /// What stands in the file.
  ///
  /// @param logSize bytes of the day's usage log before the line
  private record Entry(Request request, long countedBefore, long logSize) {}

  private static byte[] text(Entry entry) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("timestamp", new Value.Text(Timestamps.format(entry.request().moment())));
    fields.put("key_id", new Value.Text(entry.request().key().text()));
    fields.put("endpoint", new Value.Text(entry.request().endpoint()));
    fields.put("client_ip", new Value.Text(entry.request().clientIp()));
    fields.put("counted_before", Value.Numeral.of(entry.countedBefore()));
    fields.put("log_size", Value.Numeral.of(entry.logSize()));
    Value.Fields whole = new Value.Fields(fields);
    Map<String, Value> checked = new LinkedHashMap<>();
    checked.put("entry", whole);
    checked.put("check", checkOf(whole));
    byte[] line = Json.line(new Value.Fields(checked));
    // Whole blocks, so that the file keeps its size from one entry to the next.
    byte[] blocks = Arrays.copyOf(line, (line.length / BLOCK + 1) * BLOCK);
    blocks[line.length] = '\n';
    return blocks;
  }

  /// Tells an entry from one that was cut off while it was written over the one before.
  private static Value checkOf(Value entry) {
    CRC32C sum = new CRC32C();
    sum.update(Json.line(entry));
    return new Value.Text(HexFormat.of().toHexDigits((int) sum.getValue()));
  }

  /// The entry in the file; empty where that holds none, whole and of our own.
  private Optional<Entry> read() throws IOException {
    if (!isRegularFile()) {
      return Optional.empty();
    }
    ByteBuffer content = ByteBuffer.allocate(MAX_ENTRY_BYTES);
    try (FileChannel channel = openForReading()) {
      while (content.hasRemaining() && channel.read(content) >= 0) {
        // Reads on.
      }
    }
    int end = 0;
    while (end < content.position() && content.get(end) != '\n') {
      end++;
    }
    try {
      return Json.parse(Arrays.copyOf(content.array(), end)) instanceof Value.Fields fields
              && fields.get("entry").orElse(Value.NOTHING) instanceof Value.Fields entry
              && fields.get("check").equals(Optional.of(checkOf(entry)))
          ? entryIn(entry)
          : Optional.empty();
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  private static Optional<Entry> entryIn(Value.Fields fields) {
    Optional<Instant> moment = text(fields, "timestamp").flatMap(Timestamps::parse);
    Optional<KeyId> key = text(fields, "key_id").flatMap(KeyId::parse);
    Optional<String> endpoint = text(fields, "endpoint");
    Optional<String> ip = text(fields, "client_ip");
    Optional<Long> before = number(fields, "counted_before");
    Optional<Long> size = number(fields, "log_size");
    return moment.isPresent()
            && key.isPresent()
            && endpoint.isPresent()
            && ip.isPresent()
            && before.isPresent()
            && size.isPresent()
        ? Optional.of(
            new Entry(
                new Request(key.get(), endpoint.get(), ip.get(), moment.get()),
                before.get(),
                size.get()))
        : Optional.empty();
  }

  private static Optional<String> text(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.NOTHING) instanceof Value.Text(String text)
        ? Optional.of(text)
        : Optional.empty();
  }

  private static Optional<Long> number(Value.Fields fields, String name) {
    try {
      return fields.get(name).orElse(Value.NOTHING) instanceof Value.Numeral(String text)
          ? Optional.of(Long.parseLong(text))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}

package keyconsole.audit;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.AuditTrouble;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Value;
import keyconsole.store.CacheFolder;

/// What the audit log called each key last, so that a key that is gone keeps its name. Read from
/// the log itself, and kept in the user's cache with how far it was read: only what came since is
/// read at the next start. Where what is kept is damaged or missing, the log is read again.
///
/// Of more than [#MOST] keys the half that was told of last stays. Any thread; one learns at a
/// time.
public final class KeyNames {

  /// Keys whose names are known at most, some 25 MB.
  static final int MOST = 1 << 17;

  /// Longer ids and names are no one's to remember.
  private static final int MOST_CHARS = 512;

  private static final String ITSELF = "names";
  private static final CacheFolder.Kind KIND =
      new CacheFolder.Kind("audit", "KCNAMES1", ".last", FileTrouble.IS_PROBLEM);

  /// Fewer records are read again at the next start.
  private static final int WORTH_SAVING = 1_000;

  private final Optional<CacheFolder> folder;
  private final int most;
  private final Map<String, Told> told = new ConcurrentHashMap<>();
  private LogCursor cursor = LogCursor.START;
  private boolean loaded;
  private int unsaved;
  private final AtomicInteger version = new AtomicInteger();

  /// @param micros the time of the record, as records are ordered
  private record Told(String name, long micros) {}

  private KeyNames(Optional<CacheFolder> folder, int most) {
    this.folder = folder;
    this.most = most;
  }

  /// Knows none yet.
  ///
  /// @param cacheFolder the user's; empty to keep nothing
  public static KeyNames open(Path auditFolder, Optional<Path> cacheFolder) {
    return open(auditFolder, cacheFolder, MOST);
  }

  static KeyNames open(Path auditFolder, Optional<Path> cacheFolder, int most) {
    return new KeyNames(cacheFolder.map(it -> new CacheFolder(it, auditFolder, KIND)), most);
  }

  /// What the log called a key last; empty where it told no name, or that was not read yet.
  public Optional<String> of(String keyId) {
    return Optional.ofNullable(told.get(keyId)).map(Told::name);
  }

  /// Tells each key's id and name.
  public void forEach(BiConsumer<String, String> taker) {
    told.forEach((id, by) -> taker.accept(id, by.name()));
  }

  /// Another number where another name is known.
  public int version() {
    return version.get();
  }

  /// Reads what was not read of the log. A file that cannot be read is left for a later call, and
  /// told by [AuditView#problems]. Blocks.
  ///
  /// @param stop asked often; what was read by then is known, and read again
  /// @return whether another name is known than before
  public synchronized boolean learn(AuditView view, BooleanSupplier stop) {
    int before = version.get();
    load();
    Set<String> unread = new HashSet<>();
    if (!learn(cursor.newIn(view), view.unread(), unread, stop)) {
      return version.get() != before;
    }
    cursor = cursor.movedTo(view, unread);
    if (unsaved >= WORTH_SAVING) {
      unsaved = 0;
      folder.ifPresent(to -> to.write(ITSELF, ByteBuffer.wrap(packed())));
    }
    return version.get() != before;
  }

  /// @param unread the names of files that cannot be read are added
  /// @return whether all else was read
  private boolean learn(
      List<LogCursor.Part> parts, UnreadFiles problems, Set<String> unread, BooleanSupplier stop) {
    ChunkRecords records = new ChunkRecords();
    for (LogCursor.Part part : parts) {
      AuditRows file = part.file();
      for (SearchChunk chunk : part.chunks()) {
        if (stop.getAsBoolean() || Thread.currentThread().isInterrupted()) {
          return false;
        }
        try {
          records.read(
              chunk,
              (row, record) ->
                  AuditRecord.detailObjects(record)
                      .forEach(details -> learn(details, file.sortTime(row))));
          unsaved += chunk.size();
        } catch (ClosedByInterruptException e) {
          Thread.currentThread().interrupt();
          return false;
        } catch (IOException e) {
          problems.add(chunk, e);
          unread.add(file.name());
          break;
        }
      }
    }
    return true;
  }

  private void learn(Value.Fields details, long micros) {
    String id = AuditRecord.keyIdIn(details);
    String name = AuditRecord.keyNameIn(details);
    if (id.isEmpty() || name.isBlank() || Math.max(id.length(), name.length()) > MOST_CHARS) {
      return;
    }
    Told known = told.get(id);
    if (known != null && known.micros() > micros) {
      return;
    }
    boolean same = known != null && known.name().equals(name);
    told.put(id, new Told(name, micros));
    if (!same) {
      version.incrementAndGet();
      forgetSome();
    }
  }

  private void forgetSome() {
    if (told.size() > most) {
      long[] times = told.values().stream().mapToLong(Told::micros).toArray();
      Arrays.sort(times);
      long oldest = times[times.length / 2];
      told.values().removeIf(by -> by.micros() < oldest);
      if (told.size() > most) {
        // All at once: any of them.
        told.clear();
      }
    }
  }

  private void load() {
    if (!loaded) {
      loaded = true;
      folder.flatMap(from -> from.read(ITSELF, byte[]::new)).ifPresent(this::unpack);
    }
  }

  private void unpack(ByteBuffer kept) {
    byte[] bytes = new byte[kept.remaining()];
    kept.get(bytes);
    PackedReader in = new PackedReader(bytes);
    try {
      LogCursor read = BookPacking.cursor(in);
      for (long left = in.number(); left > 0; left--) {
        told.put(in.text(), new Told(in.text(), in.number()));
      }
      cursor = read;
      version.incrementAndGet();
    } catch (BufferUnderflowException e) {
      // Another program's, with our checksum.
      told.clear();
    }
  }

  private byte[] packed() {
    PackedWriter out = new PackedWriter();
    BookPacking.packCursor(cursor, out);
    Set<Map.Entry<String, Told>> all = told.entrySet();
    out.number(all.size());
    for (Map.Entry<String, Told> each : all) {
      out.text(each.getKey());
      out.text(each.getValue().name());
      out.number(each.getValue().micros());
    }
    return out.bytes();
  }

  /// Why names cannot be kept; empty where they can, or where nobody asked for it.
  public Optional<AuditTrouble> trouble() {
    return folder
        .flatMap(CacheFolder::trouble)
        .map(why -> new AuditTrouble(AuditTrouble.Kind.NAMES_NOT_KEPT, ITSELF, why));
  }
}

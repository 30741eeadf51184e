package keyconsole.audit;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;
import keyconsole.store.AllCores;
import keyconsole.store.CacheFolder;
import keyconsole.store.FolderSight;

/// Where records stand, kept on disk between runs: a file for each day file, as they are in memory,
/// since unpacking would take longer than reading.
///
/// Each tells what proves it current: size, times and identity of the day file, and a checksum of
/// the bytes before where reading ended. Codes stand for texts of the same file, in UTF-16 since a
/// text may be no UTF-8.
final class RowsCache {

  private static final CacheFolder.Kind KIND =
      new CacheFolder.Kind("audit", "KCAUDIT6", ".rows", FileTrouble.IS_PROBLEM);
  private static final int ROW = 28;

  /// Fewer new bytes are read again at the next start.
  private static final long WORTH_SAVING = 256L << 10;

  private final Path auditFolder;
  private final CacheFolder folder;
  private final Map<String, Long> saved = new ConcurrentHashMap<>();

  /// @param cacheFolder the user's, for all tenants; made where it is missing
  RowsCache(Path cacheFolder, Path auditFolder) {
    this.auditFolder = auditFolder;
    this.folder = new CacheFolder(cacheFolder, auditFolder, KIND);
  }

  Optional<Message> trouble() {
    return folder.trouble();
  }

  /// What is kept of these day files.
  Map<String, AuditFile> load(Map<String, Optional<LocalDate>> days, TextCodes texts) {
    Map<String, AuditFile> found = new ConcurrentHashMap<>();
    Queue<Map.Entry<String, Optional<LocalDate>>> left =
        new ConcurrentLinkedQueue<>(days.entrySet());
    AllCores.run(
        _ ->
            () -> {
              for (var next = left.poll(); next != null; next = left.poll()) {
                String name = next.getKey();
                Optional<LocalDate> day = next.getValue();
                folder
                    .read(name, byte[]::new)
                    .flatMap(in -> read(in, name, day, texts))
                    .ifPresent(file -> found.put(name, file));
              }
            },
        new AtomicBoolean());
    found.forEach((name, file) -> saved.put(name, file.rows().end()));
    folder.forgetAllBut(days.keySet());
    return new HashMap<>(found);
  }

  private Optional<AuditFile> read(
      ByteBuffer in, String name, Optional<LocalDate> day, TextCodes texts) {
    try {
      long size = in.getLong();
      String key = string(in);
      FileTime modified = FileTime.from(Instant.ofEpochSecond(in.getLong(), in.getInt()));
      String changed = string(in);
      int tailSum = in.getInt();
      long end = in.getLong();
      int lines = in.getInt();
      int[] codes = codes(in, texts);
      int count = in.getInt();
      if (count < 0 || in.remaining() != (long) count * ROW) {
        return Optional.empty();
      }
      AuditRows.Columns columns = columns(in, count, codes);
      AuditRows rows = AuditRows.kept(auditFolder.resolve(name), day, columns, end);
      FolderSight.Entry seen = new FolderSight.Entry(size, modified, key, changed);
      return Optional.of(new AuditFile(rows, texts, seen, tailSum, lines));
    } catch (BufferUnderflowException
        | IndexOutOfBoundsException
        | DateTimeException
        | ArithmeticException e) {
      // Another program's, with our checksum.
      return Optional.empty();
    }
  }

  /// The codes, in this run, of the texts that have those from 0 on in the file.
  private static int[] codes(ByteBuffer in, TextCodes texts) {
    int count = in.getInt();
    if (count < 0 || count > TextCodes.NONE) {
      throw new BufferUnderflowException();
    }
    int[] codes = new int[count];
    for (int i = 0; i < count; i++) {
      char[] text = new char[in.getChar()];
      for (int at = 0; at < text.length; at++) {
        text[at] = in.getChar();
      }
      codes[i] = texts.of(new String(text));
    }
    return codes;
  }

  private static AuditRows.Columns columns(ByteBuffer in, int count, int[] codes) {
    AuditRows.Columns columns = new AuditRows.Columns(count);
    in.asLongBuffer().get(columns.places()).get(columns.times());
    IntBuffer rest = in.position(in.position() + 16 * count).asIntBuffer();
    rest.get(columns.lines()).get(columns.codes()).get(columns.keys());
    recode(columns.codes(), codes);
    return columns;
  }

  /// Puts other codes in the place of each.
  ///
  /// @throws IndexOutOfBoundsException if there is none for one of them
  private static void recode(int[] rows, int[] codes) {
    for (int i = 0; i < rows.length; i++) {
      int action = AuditRows.actionOf(rows[i]);
      int actor = AuditRows.actorOf(rows[i]);
      rows[i] =
          AuditRows.codes(
              action == TextCodes.NONE ? action : codes[action],
              actor == TextCodes.NONE ? actor : codes[actor]);
    }
  }

  private static String string(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] text = new byte[length];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /// What is kept of a file does not hold any more.
  void forget(String name) {
    saved.remove(name);
  }

  /// Keeps those of these files of which nothing is kept yet that holds, or much is new.
  void save(Map<String, AuditFile> files, Set<String> names, TextCodes texts) {
    for (String name : names) {
      AuditFile file = files.get(name);
      if (file != null && !file.seen().equals(AuditFile.NEVER)) {
        Long before = saved.get(name);
        long end = file.rows().end();
        if (before == null || Math.abs(end - before) >= WORTH_SAVING) {
          folder.write(name, packed(file, texts));
          saved.put(name, end);
        }
      }
    }
  }

  private static ByteBuffer packed(AuditFile file, TextCodes texts) {
    AuditRows rows = file.rows();
    AuditRows.Columns columns = rows.columns();
    byte[] used = recodedAsUsed(columns.codes(), texts);
    byte[] key = file.seen().key().getBytes(StandardCharsets.UTF_8);
    byte[] changed = file.seen().changed().getBytes(StandardCharsets.UTF_8);
    Instant modified = file.seen().modified().toInstant();
    int strings = key.length + changed.length + used.length;
    ByteBuffer out = ByteBuffer.allocate(48 + strings + ROW * rows.size());
    out.putLong(file.seen().size()).putInt(key.length).put(key);
    out.putLong(modified.getEpochSecond()).putInt(modified.getNano());
    out.putInt(changed.length).put(changed);
    out.putInt(file.tailSum()).putLong(rows.end()).putInt(file.lines());
    out.put(used).putInt(rows.size());
    out.asLongBuffer().put(columns.places()).put(columns.times());
    IntBuffer rest = out.position(out.position() + 16 * rows.size()).asIntBuffer();
    rest.put(columns.lines()).put(columns.codes()).put(columns.keys());
    return out.rewind();
  }

  /// Numbers the texts of these rows anew, as they come.
  ///
  /// @return the texts
  private static byte[] recodedAsUsed(int[] rows, TextCodes texts) {
    int[] codes = new int[texts.size()];
    List<String> used = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      int action = used(AuditRows.actionOf(rows[i]), codes, used, texts);
      rows[i] = AuditRows.codes(action, used(AuditRows.actorOf(rows[i]), codes, used, texts));
    }
    int chars = used.stream().mapToInt(String::length).sum();
    ByteBuffer out = ByteBuffer.allocate(4 + 2 * (used.size() + chars)).putInt(used.size());
    for (String text : used) {
      out.putChar((char) text.length());
      text.chars().forEach(c -> out.putChar((char) c));
    }
    return out.array();
  }

  /// @param codes one more than the new code of each text that has one
  private static int used(int code, int[] codes, List<String> used, TextCodes texts) {
    if (code == TextCodes.NONE) {
      return code;
    }
    if (codes[code] == 0) {
      used.add(texts.text(code));
      codes[code] = used.size();
    }
    return codes[code] - 1;
  }
}

package keyconsole.audit;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32C;
import keyconsole.store.AllCores;
import keyconsole.store.StoreException;

/// Where records stand, kept on disk between runs: a file for each day file, in a folder of their
/// own for each tenant, as they are in memory, since unpacking would take longer than reading.
///
/// Each tells what proves it current: size, time and identity of the day file, and the bytes before
/// where reading ended. It has a checksum; what has another one, another version or is about
/// another folder is not used, and is written anew. Nothing is lost with any of them.
final class RowsCache {

  private static final byte[] VERSION = "KCAUDIT1".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD = VERSION.length + 4;
  private static final String ENDING = ".rows";
  private static final int ROW = 20;

  /// Fewer new bytes are read again at the next start.
  private static final long WORTH_SAVING = 256L << 10;

  private final Path auditFolder;
  private final byte[] about;
  private final Path folder;
  private final Map<String, Long> saved = new ConcurrentHashMap<>();
  private volatile Optional<String> trouble = Optional.empty();

  /// @param cacheFolder the user's, for all tenants; made where it is missing
  RowsCache(Path cacheFolder, Path auditFolder) {
    this.auditFolder = auditFolder;
    this.about =
        auditFolder.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
    this.folder = cacheFolder.resolve("audit").resolve(shortOf(about));
  }

  private static String shortOf(byte[] text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  Optional<String> trouble() {
    return trouble;
  }

  /// What is kept of these day files.
  Map<String, AuditFile> load(Map<String, LocalDate> days) {
    Map<String, AuditFile> found = new ConcurrentHashMap<>();
    Queue<Map.Entry<String, LocalDate>> left = new ConcurrentLinkedQueue<>(days.entrySet());
    AllCores.run(
        _ ->
            () -> {
              for (var next = left.poll(); next != null; next = left.poll()) {
                String name = next.getKey();
                load(name, next.getValue()).ifPresent(file -> found.put(name, file));
              }
            },
        new AtomicBoolean());
    found.forEach((name, file) -> saved.put(name, file.rows().end()));
    forgetAllBut(days.keySet());
    return new HashMap<>(found);
  }

  private Optional<AuditFile> load(String name, LocalDate day) {
    try {
      byte[] bytes = Files.readAllBytes(placeOf(name));
      return isWhole(bytes)
          ? read(ByteBuffer.wrap(bytes).position(HEAD), name, day)
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      tell(e);
      return Optional.empty();
    }
  }

  private void forgetAllBut(Set<String> names) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + ENDING)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (!names.contains(name.substring(0, name.length() - ENDING.length()))) {
          Files.deleteIfExists(entry);
        }
      }
    } catch (NoSuchFileException e) {
      // Nothing was kept yet.
    } catch (IOException e) {
      tell(e);
    }
  }

  private Path placeOf(String name) {
    return folder.resolve(name + ENDING);
  }

  private static boolean isWhole(byte[] bytes) {
    return bytes.length >= HEAD
        && Arrays.equals(bytes, 0, VERSION.length, VERSION, 0, VERSION.length)
        && ByteBuffer.wrap(bytes).getInt(VERSION.length) == checksum(bytes);
  }

  private static int checksum(byte[] whole) {
    CRC32C sum = new CRC32C();
    sum.update(whole, HEAD, whole.length - HEAD);
    return (int) sum.getValue();
  }

  private Optional<AuditFile> read(ByteBuffer in, String name, LocalDate day) {
    try {
      if (!Arrays.equals(text(in), about) || !string(in).equals(name)) {
        return Optional.empty();
      }
      long size = in.getLong();
      String key = string(in);
      FileTime modified = FileTime.from(Instant.ofEpochSecond(in.getLong(), in.getInt()));
      byte[] tail = text(in);
      long end = in.getLong();
      int lines = in.getInt();
      int count = in.getInt();
      if (count < 0 || in.remaining() != (long) count * ROW) {
        return Optional.empty();
      }
      AuditRows rows = rows(in, auditFolder.resolve(name), day, count, end);
      return Optional.of(new AuditFile(rows, new AuditFile.Seen(size, key, modified), tail, lines));
    } catch (BufferUnderflowException | DateTimeException e) {
      // Another program's, with our checksum.
      return Optional.empty();
    }
  }

  private static AuditRows rows(ByteBuffer in, Path path, LocalDate day, int count, long end) {
    long[] places = new long[count];
    long[] times = new long[count];
    int[] lines = new int[count];
    in.asLongBuffer().get(places).get(times);
    in.position(in.position() + 16 * count).asIntBuffer().get(lines);
    return AuditRows.kept(path, day, places, times, lines, end);
  }

  private static byte[] text(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] text = new byte[length];
    in.get(text);
    return text;
  }

  private static String string(ByteBuffer in) {
    return new String(text(in), StandardCharsets.UTF_8);
  }

  /// Keeps those of these files of which nothing is kept yet, or much is new.
  void save(Map<String, AuditFile> files, Set<String> names) {
    for (String name : names) {
      AuditFile file = files.get(name);
      if (file != null && !file.seen().equals(AuditFile.Seen.NEVER)) {
        Long before = saved.get(name);
        long end = file.rows().end();
        if (before == null || Math.abs(end - before) >= WORTH_SAVING) {
          save(name, packed(name, file));
          saved.put(name, end);
        }
      }
    }
  }

  private byte[] packed(String name, AuditFile file) {
    AuditRows rows = file.rows();
    byte[] nameText = name.getBytes(StandardCharsets.UTF_8);
    byte[] key = file.seen().key().getBytes(StandardCharsets.UTF_8);
    byte[] tail = file.tail();
    Instant modified = file.seen().modified().toInstant();
    int texts = about.length + nameText.length + key.length + tail.length + 16;
    ByteBuffer out = ByteBuffer.allocate(HEAD + texts + 36 + ROW * rows.size());
    out.position(HEAD);
    put(out, about);
    put(out, nameText);
    out.putLong(file.seen().size());
    put(out, key);
    out.putLong(modified.getEpochSecond()).putInt(modified.getNano());
    put(out, tail);
    out.putLong(rows.end()).putInt(file.lines()).putInt(rows.size());
    out.asLongBuffer().put(rows.places()).put(rows.times());
    out.position(out.position() + 16 * rows.size()).asIntBuffer().put(rows.lines());
    byte[] whole = out.array();
    out.put(0, VERSION).putInt(VERSION.length, checksum(whole));
    return whole;
  }

  private static void put(ByteBuffer out, byte[] text) {
    out.putInt(text.length).put(text);
  }

  private void save(String name, byte[] whole) {
    try {
      makeFolder();
      Path beside = Files.createTempFile(folder, name, ".tmp");
      try {
        Files.write(beside, whole);
        Files.move(beside, placeOf(name), StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(beside);
      }
      trouble = Optional.empty();
    } catch (IOException e) {
      tell(e);
    }
  }

  private void makeFolder() throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
  }

  private void tell(IOException e) {
    trouble =
        Optional.of(
            "The index of the audit log cannot be kept in "
                + folder
                + ", so it is made again at each start: "
                + StoreException.reason(e));
  }
}

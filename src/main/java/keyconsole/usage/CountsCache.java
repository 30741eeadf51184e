package keyconsole.usage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import keyconsole.store.LogFolder.LogProblem;
import keyconsole.store.StoreException;

/// Counts kept on disk between runs, a file for each day file, in a folder of their own for each
/// tenant. Any thread.
///
/// Each tells what proves it current: size, time and identity of the day file, and the bytes before
/// where reading ended. It is written beside its place and moved there, and has a checksum; what
/// has another one, another version or is about another folder is thrown away and counted anew.
/// Nothing is lost with any of them.
final class CountsCache {

  private static final byte[] VERSION = "KCUSAGE1".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD = VERSION.length + 4;
  private static final int MOST_BYTES = 1 << 30;
  private static final String ENDING = ".counts";

  private final Path folder;
  private final String about;
  private final Names names;
  private final Ips ips;
  private volatile Optional<String> trouble = Optional.empty();

  /// @param cacheFolder the user's, for all tenants; made where it is missing
  /// @param usageFolder whose day files are counted
  CountsCache(Path cacheFolder, Path usageFolder, Names names, Ips ips) {
    this.about = usageFolder.toAbsolutePath().normalize().toString();
    this.folder = cacheFolder.resolve("usage").resolve(shortOf(about));
    this.names = names;
    this.ips = ips;
  }

  private static String shortOf(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /// Why counts cannot be kept; empty where they can.
  Optional<String> trouble() {
    return trouble;
  }

  /// Loads what is kept. One thread.
  final class Loading {
    private final Names.Met keys = names.new Met();
    private final Names.Met texts = ips.met();

    /// A file at a time: memory that was never touched costs more than the reading.
    private byte[] buffer = new byte[1 << 18];

    /// What is kept of a day file; empty where nothing usable is.
    Optional<UsageFile> load(String name) {
      return CountsCache.this.load(name, this);
    }

    /// Reads a file into the buffer, and says how many bytes it has.
    private int read(Path file) throws IOException {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        int size = Math.toIntExact(Math.min(channel.size(), MOST_BYTES));
        if (size > buffer.length - Words.PADDING) {
          buffer = new byte[size + size / 4 + Words.PADDING];
        }
        ByteBuffer into = ByteBuffer.wrap(buffer, 0, size);
        FileReading.readFully(channel, into, 0);
        return into.position();
      }
    }
  }

  private Optional<UsageFile> load(String name, Loading with) {
    Path file = folder.resolve(name + ENDING);
    try {
      int size = with.read(file);
      Optional<UsageFile> read =
          isWhole(with.buffer, size) ? read(size, name, with) : Optional.empty();
      if (read.isEmpty()) {
        Files.deleteIfExists(file);
      }
      return read;
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      tell(e);
      return Optional.empty();
    }
  }

  private static boolean isWhole(byte[] bytes, int size) {
    if (size < HEAD || !Arrays.equals(bytes, 0, VERSION.length, VERSION, 0, VERSION.length)) {
      return false;
    }
    return ByteBuffer.wrap(bytes).getInt(VERSION.length) == checksum(bytes, HEAD, size);
  }

  private static int checksum(byte[] bytes, int from, int to) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, from, to - from);
    return (int) sum.getValue();
  }

  private Optional<UsageFile> read(int size, String name, Loading with) {
    ByteInput in = new ByteInput(with.buffer, HEAD, size);
    try {
      return in.string().equals(about) && in.string().equals(name)
          ? Optional.of(file(in, name, with))
          : Optional.empty();
    } catch (IndexOutOfBoundsException | DateTimeException e) {
      // Another program's, with our checksum.
      return Optional.empty();
    }
  }

  private UsageFile file(ByteInput in, String name, Loading with) {
    long size = in.number();
    String key = in.string();
    FileTime modified = FileTime.from(Instant.ofEpochSecond(in.fixed(8), in.number()));
    long offset = in.number();
    long line = in.number();
    byte[] tail = in.text();
    boolean skipping = in.number() == 1;
    long unreadable = in.number();
    List<LogProblem> problems = problems(in, name, false);
    List<LogProblem> unfinished = problems(in, name, true);
    Map<Long, FileDay> days = new HashMap<>();
    for (int left = in.smallNumber(); left > 0; left--) {
      long day = in.fixed(8);
      days.put(day, new FileDay(DayCounts.read(in, with.keys, with.texts)));
    }
    return new UsageFile(
        name,
        size,
        key.isEmpty() ? null : key,
        modified,
        offset,
        line,
        ByteBuffer.wrap(tail),
        skipping,
        days,
        problems,
        unreadable,
        unfinished.stream().findFirst());
  }

  private static List<LogProblem> problems(ByteInput in, String name, boolean unfinished) {
    List<LogProblem> problems = new ArrayList<>();
    for (int left = in.smallNumber(); left > 0; left--) {
      problems.add(new LogProblem(name, in.smallNumber(), in.string(), unfinished));
    }
    return List.copyOf(problems);
  }

  /// Keeps what was counted of a day file. Nobody may add to it meanwhile.
  byte[] pack(UsageFile file) {
    ByteOutput out = new ByteOutput(1 << 16);
    Instant modified = file.modified().toInstant();
    out.string(about);
    out.string(file.name());
    out.number(file.size());
    out.string(file.fileKey() == null ? "" : file.fileKey());
    out.fixed(modified.getEpochSecond(), 8);
    out.number(modified.getNano());
    out.number(file.offset());
    out.number(file.line());
    byte[] tail = new byte[file.tail().capacity()];
    file.tail().get(0, tail);
    out.text(tail);
    out.number(file.skipping() ? 1 : 0);
    out.number(file.unreadable());
    problems(out, file.problems());
    problems(out, file.unfinished().stream().toList());
    out.number(file.days().size());
    file.days()
        .forEach(
            (day, counts) -> {
              out.fixed(day, 8);
              counts.packed().write(out, names, ips);
            });
    return out.bytes();
  }

  private static void problems(ByteOutput out, List<LogProblem> problems) {
    out.number(problems.size());
    for (LogProblem problem : problems) {
      out.number(problem.line());
      out.string(problem.reason());
    }
  }

  /// Puts what was packed in its place.
  void save(String name, byte[] packed) {
    try {
      makeFolder();
      Path beside = Files.createTempFile(folder, name, ".tmp");
      try {
        ByteBuffer whole = ByteBuffer.allocate(HEAD + packed.length);
        whole.put(VERSION).putInt(checksum(packed, 0, packed.length)).put(packed);
        Files.write(beside, whole.array());
        Files.move(beside, folder.resolve(name + ENDING), StandardCopyOption.REPLACE_EXISTING);
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

  /// Throws away what is kept of other day files than these.
  void forgetAllBut(Set<String> seen) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + ENDING)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (!seen.contains(name.substring(0, name.length() - ENDING.length()))) {
          Files.deleteIfExists(entry);
        }
      }
    } catch (NoSuchFileException e) {
      // Nothing was kept yet.
    } catch (IOException e) {
      tell(e);
    }
  }

  private void tell(IOException e) {
    trouble =
        Optional.of(
            "The counts of usage lines cannot be kept in "
                + folder
                + ", so they are counted again at each start: "
                + StoreException.reason(e));
  }
}

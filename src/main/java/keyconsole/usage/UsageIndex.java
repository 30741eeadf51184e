package keyconsole.usage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import keyconsole.domain.LastRequest;
import keyconsole.domain.RecentUsage;
import keyconsole.store.LogFolder.LogProblem;
import keyconsole.store.StoreException;
import org.jspecify.annotations.Nullable;

/// The usage lines of a tenant, counted in memory and kept up to date by reading only new bytes.
///
/// A line counts on the day of its own timestamp, whichever file it stands in. A file that shrank
/// or was replaced makes everything be counted again. Any thread; a first reading of much history
/// holds other calls up only while one file's new bytes are taken in.
public final class UsageIndex {

  private static final Pattern DAY_FILE = Pattern.compile("usage_(.*)\\.jsonl", Pattern.DOTALL);
  private static final int CHUNK = 1 << 20;

  private final Path folder;
  private final Object lock = new Object();
  private final TreeMap<String, DayFile> files = new TreeMap<>();
  private final Map<String, LogProblem> fileProblems = new TreeMap<>();
  private final UsageCounts counts = new UsageCounts();
  private @Nullable YearMonth completeMonth;

  private UsageIndex(Path folder) {
    this.folder = folder;
  }

  /// Opens the folder `usage` of a tenant; reads nothing yet. A missing folder counts as empty.
  public static UsageIndex open(Path usageFolder) {
    return new UsageIndex(usageFolder);
  }

  /// Reads what is new since the last call. Blocks; ends early, with what it has, when the thread
  /// is interrupted.
  ///
  /// @throws StoreException if the folder cannot be listed
  public void refresh() {
    for (String name : dayFiles()) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      synchronized (lock) {
        readNew(name);
      }
    }
  }

  private Set<String> dayFiles() {
    Set<String> names = new TreeSet<>();
    if (!Files.exists(folder)) {
      return names;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        Matcher day = DAY_FILE.matcher(name);
        if (day.matches()) {
          if (isDay(day.group(1))) {
            names.add(name);
          } else {
            problem(name, "The file's name does not hold a date");
          }
        }
      }
      return names;
    } catch (IOException e) {
      throw new StoreException("The folder " + folder + " cannot be listed", folder, e);
    }
  }

  private static boolean isDay(String text) {
    try {
      return LocalDate.parse(text).toString().equals(text);
    } catch (DateTimeException e) {
      return false;
    }
  }

  private void problem(String name, String reason) {
    synchronized (lock) {
      fileProblems.put(name, new LogProblem(name, 0, reason, false));
    }
  }

  /// Requests of a key in the UTC hour, day and month of a moment. Sees lines appended up to now:
  /// costs a `stat` of the files of that day and the one before, and what is new in them.
  public RecentUsage recent(String keyId, Instant moment) {
    LocalDate day = LocalDate.ofInstant(moment, ZoneOffset.UTC);
    synchronized (lock) {
      YearMonth month = YearMonth.from(day);
      if (!month.equals(completeMonth)) {
        for (LocalDate d = month.atDay(1); d.isBefore(day); d = d.plusDays(1)) {
          readNew(fileOf(d));
        }
        readNew(fileOf(day.plusDays(1)));
        completeMonth = month;
      }
      readNew(fileOf(day.minusDays(1)));
      readNew(fileOf(day));
      return counts.recent(keyId, moment);
    }
  }

  private static String fileOf(LocalDate day) {
    return "usage_" + day + ".jsonl";
  }

  /// Requests of a key on each UTC day from `first`, for `days` days. Of what was read so far.
  public long[] daily(String keyId, LocalDate first, int days) {
    synchronized (lock) {
      return counts.daily(keyId, first.toEpochDay(), days);
    }
  }

  /// The newest line of a key; empty where none. Of what was read so far.
  public Optional<LastRequest> last(String keyId) {
    synchronized (lock) {
      return counts.last(keyId);
    }
  }

  /// Sums for a range of days, both inclusive. Of what was read so far.
  ///
  /// @param keyIds empty for all
  public Totals totals(Optional<Set<String>> keyIds, LocalDate from, LocalDate to) {
    synchronized (lock) {
      return counts.totals(keyIds, from, to);
    }
  }

  /// What could not be read so far, by file and line.
  public List<LogProblem> problems() {
    synchronized (lock) {
      List<LogProblem> all = new ArrayList<>(fileProblems.values());
      files.values().forEach(file -> all.addAll(file.problems()));
      return all;
    }
  }

  private void readNew(String name) {
    Path path = folder.resolve(name);
    DayFile known = files.get(name);
    if (!Files.exists(path)) {
      if (known != null) {
        countAgain();
      }
      return;
    }
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      if (!now.isRegularFile()) {
        fileProblems.put(name, new LogProblem(name, 0, "Not a regular file", false));
      } else if (known != null && known.wasReplacedBy(now)) {
        countAgain();
      } else if (known == null || now.size() > known.offset) {
        DayFile file = known == null ? new DayFile(name, now.fileKey()) : known;
        files.put(name, file);
        file.read(path);
      }
    } catch (IOException e) {
      fileProblems.put(name, new LogProblem(name, 0, "The file cannot be read", false));
    }
  }

  private void countAgain() {
    Set<String> names = new TreeSet<>(files.keySet());
    files.clear();
    counts.clear();
    names.forEach(this::readNew);
  }

  /// How far one file was read.
  private final class DayFile {
    private final String name;
    private final @Nullable Object fileKey;
    private final List<LogProblem> unreadable = new ArrayList<>();
    private Optional<LogProblem> unfinished = Optional.empty();
    private long offset;
    private int line = 1;

    DayFile(String name, @Nullable Object fileKey) {
      this.name = name;
      this.fileKey = fileKey;
    }

    boolean wasReplacedBy(BasicFileAttributes now) {
      return now.size() < offset || !Objects.equals(now.fileKey(), fileKey);
    }

    List<LogProblem> problems() {
      List<LogProblem> all = new ArrayList<>(unreadable);
      unfinished.ifPresent(all::add);
      return all;
    }

    /// Takes every whole line behind `offset`; what follows the last line feed is waited for, but
    /// whole records in it count when their line ends.
    void read(Path path) throws IOException {
      unfinished = Optional.empty();
      try (SeekableByteChannel channel = Files.newByteChannel(path)) {
        byte[] buffer = new byte[CHUNK];
        int filled = 0;
        channel.position(offset);
        while (true) {
          int read = channel.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled));
          if (read < 0) {
            break;
          }
          filled += read;
          int used = wholeLines(buffer, filled);
          offset += used;
          System.arraycopy(buffer, used, buffer, 0, filled - used);
          filled -= used;
          if (filled == buffer.length) {
            buffer = java.util.Arrays.copyOf(buffer, buffer.length * 2);
          }
        }
        if (!new String(buffer, 0, filled, StandardCharsets.UTF_8).isBlank()) {
          unfinished = Optional.of(new LogProblem(name, line, "The line has no end yet", true));
        }
      }
    }

    private int wholeLines(byte[] buffer, int filled) {
      int start = 0;
      for (int i = 0; i < filled; i++) {
        if (buffer[i] == '\n') {
          int number = line;
          UsageLines.take(
              buffer,
              start,
              i,
              counts,
              reason -> unreadable.add(new LogProblem(name, number, reason, false)));
          line++;
          start = i + 1;
        }
      }
      return start;
    }
  }

  /// Sums by what the lines say.
  public record Totals(
      long requests,
      Map<String, Long> byKey,
      Map<String, Long> byEndpoint,
      Map<String, Long> byIp,
      Map<LocalDate, Long> byDay) {}
}

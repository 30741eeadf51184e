package keyconsole.usage;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;
import keyconsole.store.CacheFolder;
import keyconsole.store.LogFolder.LogProblem;

/// Counts kept on disk between runs, a file for each day file. Any thread.
///
/// Each tells what proves it current: size, times and identity of the day file, and the bytes
/// before where reading ended. Texts stay as they are until somebody asks for the day, see
/// [LocalNumbers].
final class CountsCache {

  private static final CacheFolder.Kind KIND =
      new CacheFolder.Kind("usage", "KCUSAGE4", ".counts", FileTrouble.COUNTS_NOT_KEPT);

  /// More bytes of texts are not left to be looked up later: numbers need less room.
  private static final long MOST_UNREAD = 32L << 20;

  private final CacheFolder folder;
  private final Names names;
  private final Ips ips;
  private final AtomicLong unread = new AtomicLong();

  /// @param cacheFolder the user's, for all tenants; made where it is missing
  /// @param usageFolder whose day files are counted
  CountsCache(Path cacheFolder, Path usageFolder, Names names, Ips ips) {
    this.folder = new CacheFolder(cacheFolder, usageFolder, KIND);
    this.names = names;
    this.ips = ips;
  }

  /// Why counts cannot be kept; empty where they can.
  Optional<Message> trouble() {
    return folder.trouble();
  }

  /// Loads what is kept. One thread.
  final class Loading {
    /// A file at a time: memory that was never touched costs more than the reading.
    private byte[] buffer = new byte[1 << 18];

    /// What is kept of a day file; empty where nothing usable is.
    Optional<UsageFile> load(String name) {
      return folder.read(name, this::room).flatMap(in -> read(in, name, this));
    }

    private byte[] room(int size) {
      if (size > buffer.length - Words.PADDING) {
        buffer = new byte[size + size / 4 + Words.PADDING];
      }
      return buffer;
    }
  }

  private Optional<UsageFile> read(ByteBuffer content, String name, Loading with) {
    ByteInput in = new ByteInput(with.buffer, content.position(), content.limit());
    try {
      return Optional.of(file(in, name));
    } catch (IndexOutOfBoundsException | DateTimeException e) {
      // Another program's, with our checksum.
      return Optional.empty();
    }
  }

  private UsageFile file(ByteInput in, String name) {
    Stamp stamp = stamp(in);
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
      days.put(day, new FileDay(counts(in), ips));
    }
    return new UsageFile(
        name,
        stamp,
        offset,
        line,
        ByteBuffer.wrap(tail),
        skipping,
        days,
        problems,
        unreadable,
        unfinished.stream().findFirst());
  }

  private DayCounts counts(ByteInput in) {
    DayCounts counts = DayCounts.read(in, names, ips);
    if (unread.addAndGet(counts.textBytes()) > MOST_UNREAD) {
      counts.lookUp();
    }
    return counts;
  }

  private static Stamp stamp(ByteInput in) {
    long size = in.number();
    String key = in.string();
    FileTime modified = time(in);
    boolean isChangeKnown = in.number() == 1;
    return new Stamp(size, key, modified, isChangeKnown ? Optional.of(time(in)) : Optional.empty());
  }

  private static FileTime time(ByteInput in) {
    return FileTime.from(Instant.ofEpochSecond(in.fixed(8), in.number()));
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
    stamp(out, file.stamp());
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

  private static void stamp(ByteOutput out, Stamp stamp) {
    out.number(stamp.size());
    out.string(stamp.key());
    time(out, stamp.modified());
    out.number(stamp.changed().isPresent() ? 1 : 0);
    stamp.changed().ifPresent(changed -> time(out, changed));
  }

  private static void time(ByteOutput out, FileTime time) {
    Instant moment = time.toInstant();
    out.fixed(moment.getEpochSecond(), 8);
    out.number(moment.getNano());
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
    folder.write(name, ByteBuffer.wrap(packed));
  }

  /// Throws away what is kept of other day files than these.
  void forgetAllBut(Set<String> seen) {
    folder.forgetAllBut(seen);
  }
}

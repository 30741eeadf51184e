package keyconsole.usage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;
import keyconsole.store.AllCores;
import keyconsole.store.CacheFolder;
import keyconsole.store.StoreException;

/// Counts kept on disk between runs. Any thread.
///
/// A file of their own tells of all day files what proves the counts current: size, times and
/// identity of the day file, and the bytes before where reading ended. The counts of each stand in
/// another file, which is not opened before somebody asks for one of its days: of a year, most are
/// never asked for. Where it is not the one that was told of by then, the lines are counted again.
final class CountsCache {

  private static final CacheFolder.Kind KIND =
      new CacheFolder.Kind("usage", "KCUSAGE5", ".counts", FileTrouble.COUNTS_NOT_KEPT);

  /// No day file has such a name.
  private static final String HEADS = "all";

  /// More bytes of texts are not left to be looked up later: numbers need less room.
  private static final long MOST_UNREAD = 32L << 20;

  private final CacheFolder folder;
  private final Path usageFolder;
  private final Names names;
  private final Ips ips;
  private final AtomicLong unread = new AtomicLong();

  /// The day files whose counts were not there when somebody asked for them.
  private final Set<String> lost = ConcurrentHashMap.newKeySet();

  /// @param cacheFolder the user's, for all tenants; made where it is missing
  /// @param usageFolder whose day files are counted
  CountsCache(Path cacheFolder, Path usageFolder, Names names, Ips ips) {
    this.folder = new CacheFolder(cacheFolder, usageFolder, KIND);
    this.usageFolder = usageFolder;
    this.names = names;
    this.ips = ips;
  }

  /// Why counts cannot be kept; empty where they can.
  Optional<Message> trouble() {
    return folder.trouble();
  }

  /// What is told of the counts of a day file, as it is kept.
  static final class Head {
    private final String name;
    private final long offset;
    private final byte[] bytes;

    private Head(UsageFile of, byte[] bytes) {
      this.name = of.name();
      this.offset = of.offset();
      this.bytes = bytes;
    }

    String name() {
      return name;
    }

    /// Behind what was counted.
    long offset() {
      return offset;
    }
  }

  /// A day file as it was kept.
  record KeptFile(Head head, UsageFile file) {}

  /// What is kept.
  ///
  /// @param slots how many a day has
  List<KeptFile> load(int slots) {
    return folder.read(HEADS, byte[]::new).map(content -> files(content, slots)).orElse(List.of());
  }

  private List<KeptFile> files(ByteBuffer content, int slots) {
    List<KeptFile> files = new ArrayList<>();
    ByteInput in = input(content);
    try {
      for (int left = in.count(); left > 0; left--) {
        byte[] bytes = in.text();
        UsageFile file = file(new ByteInput(bytes, 0), slots);
        files.add(new KeptFile(new Head(file, bytes), file));
      }
      return files;
    } catch (IndexOutOfBoundsException | DateTimeException e) {
      // Another program's, with our checksum.
      return List.of();
    }
  }

  private static ByteInput input(ByteBuffer content) {
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    return new ByteInput(bytes, 0);
  }

  private UsageFile file(ByteInput in, int slots) {
    String name = in.string();
    Stamp stamp = stamp(in);
    long offset = in.number();
    long line = in.number();
    byte[] tail = in.text();
    boolean skipping = in.number() == 1;
    long unreadable = in.number();
    List<UsageProblem> problems = problems(in, name, false);
    List<UsageProblem> unfinished = problems(in, name, true);
    long id = in.fixed(Long.BYTES);
    Lazy<Map<Long, DayCounts>> counts = new Lazy<>(() -> counts(name, id, offset, slots));
    Map<Long, FileDay> days = new HashMap<>();
    for (int left = in.count(); left > 0; left--) {
      long day = in.fixed(Long.BYTES);
      Lazy<DayCounts> of = new Lazy<>(() -> counts.get().getOrDefault(day, DayCounts.empty(slots)));
      days.put(day, new FileDay(slots, of, ips));
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

  private Map<Long, DayCounts> counts(String name, long id, long offset, int slots) {
    return folder
        .read(name, byte[]::new)
        .flatMap(content -> counts(content, id))
        .orElseGet(() -> countedAgain(name, offset, slots));
  }

  /// Nothing where they are not those that were told of.
  private Optional<Map<Long, DayCounts>> counts(ByteBuffer content, long id) {
    ByteInput in = input(content);
    Map<Long, DayCounts> days = new HashMap<>();
    try {
      if (in.fixed(Long.BYTES) != id) {
        return Optional.empty();
      }
      for (int left = in.count(); left > 0; left--) {
        long day = in.fixed(Long.BYTES);
        days.put(day, counts(in));
      }
      return Optional.of(days);
    } catch (IndexOutOfBoundsException e) {
      // Another program's, with our checksum.
      return Optional.empty();
    }
  }

  private DayCounts counts(ByteInput in) {
    DayCounts counts = DayCounts.read(in, names, ips);
    if (unread.addAndGet(counts.textBytes()) > MOST_UNREAD) {
      counts.lookUp();
    }
    return counts;
  }

  /// Counts the lines up to where they were counted.
  private Map<Long, DayCounts> countedAgain(String name, long offset, int slots) {
    lost.add(name);
    Path file = usageFolder.resolve(name);
    Tally tally = new Tally(slots, ips, offset);
    try {
      FileReading.readWhole(file, offset, new LineScanner(names, ips), () -> false, tally);
      return tally.done();
    } catch (ClosedByInterruptException e) {
      throw AllCores.stopped("The reading of usage lines was stopped", e);
    } catch (IOException e) {
      throw new StoreException(
          Message.of(FileTrouble.USAGE_NOT_READ, file, FileReason.of(e)), file, e);
    }
  }

  /// Whether the counts of a day file were told of and not there; says so once.
  boolean takeLost(String name) {
    return lost.remove(name);
  }

  private static Stamp stamp(ByteInput in) {
    long size = in.number();
    String key = in.string();
    FileTime modified = time(in);
    boolean isChangeKnown = in.number() == 1;
    return new Stamp(size, key, modified, isChangeKnown ? Optional.of(time(in)) : Optional.empty());
  }

  private static FileTime time(ByteInput in) {
    return FileTime.from(Instant.ofEpochSecond(in.fixed(Long.BYTES), in.number()));
  }

  private static List<UsageProblem> problems(ByteInput in, String name, boolean unfinished) {
    List<UsageProblem> problems = new ArrayList<>();
    for (int left = in.smallNumber(); left > 0; left--) {
      problems.add(new UsageProblem(name, in.smallNumber(), KeptMessages.read(in), unfinished));
    }
    return List.copyOf(problems);
  }

  /// What is to be kept of a day file.
  static final class Packed {
    private final Head head;
    private final byte[] counts;

    private Packed(Head head, byte[] counts) {
      this.head = head;
      this.counts = counts;
    }

    Head head() {
      return head;
    }
  }

  /// Packs what was counted of a day file. Nobody may add to it meanwhile.
  Packed pack(UsageFile file) {
    long id = ThreadLocalRandom.current().nextLong();
    ByteOutput counts = new ByteOutput(1 << 13);
    counts.fixed(id, Long.BYTES);
    counts.number(file.days().size());
    file.days()
        .forEach(
            (day, of) -> {
              counts.fixed(day, Long.BYTES);
              of.packed().write(counts, names, ips);
            });
    return new Packed(new Head(file, head(file, id)), counts.bytes());
  }

  private static byte[] head(UsageFile file, long id) {
    ByteOutput out = new ByteOutput(1 << 11);
    out.string(file.name());
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
    out.fixed(id, Long.BYTES);
    out.number(file.days().size());
    file.days().keySet().forEach(day -> out.fixed(day, Long.BYTES));
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
    out.fixed(moment.getEpochSecond(), Long.BYTES);
    out.number(moment.getNano());
  }

  private static void problems(ByteOutput out, List<UsageProblem> problems) {
    out.number(problems.size());
    for (UsageProblem problem : problems) {
      out.number(problem.line());
      KeptMessages.write(out, problem.why());
    }
  }

  /// Keeps the counts of a day file. They are used once [#saveHeads] tells of them.
  void saveCounts(Packed packed) {
    folder.write(packed.head.name, ByteBuffer.wrap(packed.counts));
  }

  /// Tells which counts are kept: of these day files, and no others.
  void saveHeads(Collection<Head> heads) {
    ByteOutput out = new ByteOutput(1 << 11);
    out.number(heads.size());
    heads.forEach(head -> out.text(head.bytes));
    folder.write(HEADS, ByteBuffer.wrap(out.bytes()));
  }

  /// Throws away what is kept of other day files than these.
  void forgetAllBut(Set<String> seen) {
    Set<String> kept = new HashSet<>(seen);
    kept.add(HEADS);
    folder.forgetAllBut(kept);
  }
}

package keyconsole.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import keyconsole.domain.UsageQuery;
import keyconsole.usage.UsageIndex;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// Usage lines counted by hour, key and day, endpoint and address: a gigabyte of lines in 30 files,
/// the page cache warm, ours beside DuckDB's, in a warmed JVM and in the first run of a fresh one.
///
/// `-Dbench.args="UsageBenchmark"` runs all of it, `UsageBenchmark.Warmed` the pair in a warmed
/// JVM, `UsageBenchmark.FirstRun` a fork a run, `UsageBenchmark.Reopened` a year opened for the
/// second time, where `-p lines=72000000` is one of 12 GB. Before it measures, [Warmed] requires
/// that both count the same; its [Warmed#allThatMustHold] takes them in turn and prints what must
/// hold. The lines stay in `target/bench` for the next fork and the next run, and may be deleted at
/// any time.
public class UsageBenchmark {

  private static final int MONTH = 30;
  private static final int YEAR = 365;
  private static final long GIGABYTE = 6_000_000;
  private static final Optional<Path> CACHE = Optional.of(Path.of("target/bench/cache"));

  private UsageBenchmark() {}

  /// Both in a JVM that has done it before.
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Fork(1)
  @Warmup(iterations = 5, time = 2)
  @Measurement(iterations = 5, time = 2)
  public static class Warmed {
    private final GeneratedUsage usage = GeneratedUsage.of(MONTH, GIGABYTE);
    private Path folder;
    private DuckDb peer;

    @Setup(Level.Trial)
    public void open() {
      folder = written(usage);
      peer = new DuckDb();
      UsageIndex index = UsageIndex.open(folder);
      index.refresh();
      peer.sums(folder).requireSame(UsageSums.of(index, usage.first(), usage.days()));
    }

    @TearDown(Level.Trial)
    public void close() {
      peer.close();
    }

    /// Prints how long both take, in turn, so that whatever else the machine does falls on both,
    /// and how long a year takes that is opened for the second time.
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public void allThatMustHold(Blackhole answers) {
      GeneratedUsage year = GeneratedUsage.of(YEAR, GIGABYTE);
      Path days = written(year);
      Budgets budgets = new Budgets("DuckDB", () -> (int) peer.count(folder));
      budgets.addQuicker(
          "a gigabyte counted", 3, () -> counted(folder, usage, Optional.empty(), answers));
      budgets.add("a year opened again", 100, () -> counted(days, year, CACHE, answers));
      budgets.measure();
      System.out.println();
      System.out.print(budgets.table());
    }

    @Benchmark
    public void ours(Blackhole answers) {
      countAndAnswer(folder, usage, Optional.empty(), answers);
    }

    @Benchmark
    public long peerDuckDb() {
      return peer.count(folder);
    }
  }

  /// What a person waits for: nothing has run before. The peer's library, which is loaded from a
  /// jar, is told apart.
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Fork(5)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public static class FirstRun {
    private final GeneratedUsage usage = GeneratedUsage.of(MONTH, GIGABYTE);
    private Path folder;

    /// The peer with its library loaded.
    @State(Scope.Benchmark)
    public static class Loaded {
      private final DuckDb peer = new DuckDb();

      @TearDown(Level.Trial)
      public void close() {
        peer.close();
      }
    }

    /// A hundred thousand keys that are asked for from a million addresses.
    @State(Scope.Benchmark)
    public static class Crowd {
      private final GeneratedUsage usage =
          GeneratedUsage.of(MONTH, GIGABYTE).withKeys(100_000).withAddresses(1_000_000);
      private Path folder;

      @Setup(Level.Trial)
      public void write() {
        folder = written(usage);
      }
    }

    @Setup(Level.Trial)
    public void write() {
      folder = written(usage);
    }

    @Benchmark
    public void ours(Blackhole answers) {
      countAndAnswer(folder, usage, Optional.empty(), answers);
    }

    /// In a heap of the size that is the most it may take.
    @Benchmark
    @Fork(value = 1, jvmArgsAppend = "-Xmx300m")
    public void oursInAHeapOf300Mb(Blackhole answers) {
      countAndAnswer(folder, usage, Optional.empty(), answers);
    }

    /// Of more keys and addresses than a tenant is likely to have ever, in the same heap.
    @Benchmark
    @Fork(value = 1, jvmArgsAppend = "-Xmx300m")
    public void oursOfMillionAddressesInAHeapOf300Mb(Crowd crowd, Blackhole answers) {
      countAndAnswer(crowd.folder, crowd.usage, Optional.empty(), answers);
    }

    @Benchmark
    public long peerDuckDb(Loaded loaded) {
      return loaded.peer.count(folder);
    }

    @Benchmark
    public long peerDuckDbWithItsLoading() {
      try (DuckDb peer = new DuckDb()) {
        return peer.count(folder);
      }
    }
  }

  /// A year of lines that were counted before: what warms up, a fork or an iteration, has counted
  /// them.
  @State(Scope.Benchmark)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public static class Reopened {
    @Param("6000000")
    public long lines;

    private GeneratedUsage usage;
    private Path folder;

    @Setup(Level.Trial)
    public void write() {
      usage = GeneratedUsage.of(YEAR, lines);
      folder = written(usage);
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Fork(value = 3, warmups = 1)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public void firstRun(Blackhole answers) {
      countAndAnswer(folder, usage, CACHE, answers);
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Fork(1)
    @Warmup(iterations = 3, time = 2)
    @Measurement(iterations = 3, time = 2)
    public void warmed(Blackhole answers) {
      countAndAnswer(folder, usage, CACHE, answers);
    }
  }

  private static int counted(
      Path folder, GeneratedUsage usage, Optional<Path> cache, Blackhole answers) {
    countAndAnswer(folder, usage, cache, answers);
    return usage.days();
  }

  /// What the dashboard asks right after it opens. Keys are asked for one by one.
  private static void countAndAnswer(
      Path folder, GeneratedUsage usage, Optional<Path> cache, Blackhole answers) {
    UsageIndex index = UsageIndex.open(folder, cache);
    index.refresh();
    LocalDate first = GeneratedUsage.LAST.minusDays(MONTH - 1L);
    UsageQuery month = UsageQuery.between(first, GeneratedUsage.LAST).with(UsageQuery.Step.HOUR);
    answers.consume(index.answer(month, owner -> owner));
  }

  /// The folder of a gigabyte of lines of a month.
  static Path month() {
    return written(GeneratedUsage.of(MONTH, GIGABYTE));
  }

  /// The folder of the lines, written where it is not there yet, its bytes in the page cache: what
  /// is measured is counting, not the disk.
  private static Path written(GeneratedUsage usage) {
    Path folder =
        Path.of(
            "target/bench/usage-%d-%d-%d-%d"
                .formatted(usage.days(), usage.lines(), usage.keys(), usage.addresses()));
    Path whole = folder.resolve("whole");
    try {
      if (!Files.exists(whole)) {
        delete(folder);
        usage.write(Files.createDirectories(folder));
        Files.createFile(whole);
      }
      readOnce(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder.toAbsolutePath();
  }

  private static List<Path> filesOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static void readOnce(Path folder) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    for (Path file : filesOf(folder)) {
      try (FileChannel channel = FileChannel.open(file)) {
        while (channel.read(buffer) > 0) {
          buffer.clear();
        }
      }
    }
  }
}

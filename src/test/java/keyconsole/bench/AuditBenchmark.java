package keyconsole.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import keyconsole.audit.AuditIndex;
import keyconsole.audit.AuditQuery;
import keyconsole.audit.AuditSearch;
import keyconsole.audit.AuditView;
import keyconsole.domain.AuditRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// A million audit records: a page of them, the log opened again, and a text looked for in all of
/// them beside `grep`, which must count the same. In the heap that is the most it may take. The
/// lines stay in `target/bench` and may be deleted at any time.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx200m")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class AuditBenchmark {

  private static final int LINES = 1_000_000;
  private static final String TEXT = "Key 4711";

  private Path folder;
  private Optional<Path> cache;
  private AuditView view;
  private AuditQuery query;

  @Setup(Level.Trial)
  public void open() {
    folder = written();
    cache = Optional.of(Path.of("target/bench/cache"));
    view = AuditIndex.open(folder, cache).refresh();
    query =
        AuditQuery.parse('"' + TEXT + '"', ZoneOffset.UTC)
                instanceof AuditQuery.Understood(AuditQuery understood)
            ? understood
            : AuditQuery.ALL;
    if (view.size() != LINES || textInAll() != peerGrep()) {
      throw new IllegalStateException(textInAll() + " of " + view.size() + " found");
    }
  }

  private static Path written() {
    Path made = Path.of("target/bench/audit-" + LINES).toAbsolutePath();
    try {
      if (!Files.exists(made)) {
        Files.createDirectories(made);
        new GeneratedAudit(30, LINES).write(made);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return made;
  }

  @Benchmark
  public List<AuditRecord> pageAnywhere() {
    return view.records(LINES / 2, 64);
  }

  @Benchmark
  public List<AuditRecord> reopenedWithItsFirstPage() {
    return AuditIndex.open(folder, cache).refresh().records(0, 64);
  }

  @Benchmark
  public List<AuditRecord> indexedAnewWithItsFirstPage() {
    return AuditIndex.open(folder, Optional.empty()).refresh().records(0, 64);
  }

  @Benchmark
  public int textInAll() {
    return AuditSearch.search(view, query, () -> false, _ -> {}).size();
  }

  /// How many lines hold the text, as `grep` counts.
  @Benchmark
  public int peerGrep() {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> command =
          Stream.concat(Stream.of("grep", "-c", "-h", "-i", "-F", TEXT), files.map(Path::toString))
              .toList();
      Process grep = new ProcessBuilder(command).start();
      String out = new String(grep.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return out.lines().mapToInt(Integer::parseInt).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

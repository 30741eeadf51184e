package keyconsole.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import keyconsole.audit.Seals;
import keyconsole.domain.SealFinding;
import keyconsole.domain.SealReport;
import keyconsole.domain.TenantDomain;
import keyconsole.store.TenantDirectory;
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

/// A gigabyte of sealed audit lines verified, the page cache warm: in a file a day, or all in one,
/// which is read by one core; whole, or with the very last line changed, for which the file that it
/// is in is read once more and each of its lines compared. In a heap of 200 MB. Beside it
/// `sha256sum`, a process a core, which reads the same bytes and tells of no line. How much slower
/// we are is printed. The lines stay in `target/bench` and may be deleted at any time.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx200m")
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class SealBenchmark {

  private static final int LINES = 4_400_000;
  private static final int RUNS = 3;

  /// Over how many files the lines go.
  @Param({"30", "1"})
  public int files;

  @Param({"false", "true"})
  public boolean broken;

  private TenantDirectory tenant;
  private Path user;
  private Path last;
  private Seals seals;

  @Setup(Level.Trial)
  public void seal() throws IOException {
    Path data = Path.of("target/bench/sealed-" + files).toAbsolutePath();
    tenant = new TenantDirectory(data, new TenantDomain("acme.example"));
    if (!Files.exists(tenant.audit())) {
      Files.createDirectories(tenant.audit());
      new GeneratedAudit(files, LINES, false).write(tenant.audit());
    }
    last = tenant.audit().resolve("audit_" + GeneratedAudit.LAST + ".jsonl");
    user = Files.createTempDirectory(Path.of("target/bench"), "sealed-user");
    seals = new Seals(tenant, user, "bench@localhost", Clock.systemUTC());
    seals.follow(false);
    if (broken) {
      changeLastLine();
    }
    requireRight(verify());
  }

  /// Done twice it changes nothing.
  private void changeLastLine() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(last.toFile(), "rw")) {
      // Before `"}}` and the line feed.
      long at = file.length() - 5;
      file.seek(at);
      int letter = file.read();
      file.seek(at);
      file.write(letter ^ 1);
    }
  }

  private void requireRight(SealReport report) {
    long lines = report.files().getLast().lines();
    SealFinding changed =
        new SealFinding(SealFinding.Kind.CHANGED, last.getFileName().toString(), lines, 0);
    List<SealFinding> expected = broken ? List.of(changed) : List.of();
    if (!report.findings().equals(expected)) {
      throw new IllegalStateException(report.findings() + " in place of " + expected);
    }
  }

  @TearDown(Level.Trial)
  public void tellAndRemove() throws IOException {
    double ours = bestMillis(this::verify);
    double peer = bestMillis(this::peerSha256sum);
    System.out.println(
        "verification / sha256sum, %d files, %s: %.2f (%.0f ms / %.0f ms)"
            .formatted(files, broken ? "broken" : "whole", ours / peer, ours, peer));
    if (broken) {
      changeLastLine();
    }
    try (Stream<Path> all = Files.walk(user)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static double bestMillis(Supplier<?> work) {
    long best = Long.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      work.get();
      best = Math.min(best, System.nanoTime() - start);
    }
    return best / 1e6;
  }

  @Benchmark
  public SealReport verify() {
    return seals.verify(progress -> {}, () -> false);
  }

  /// The digests of the same files.
  @Benchmark
  public String peerSha256sum() {
    String cores = Integer.toString(Runtime.getRuntime().availableProcessors());
    try (Stream<Path> all = Files.list(tenant.audit())) {
      Process xargs =
          new ProcessBuilder("xargs", "-d", "\n", "-P", cores, "-n", "1", "sha256sum").start();
      try (var names = xargs.outputWriter(StandardCharsets.UTF_8)) {
        names.write(all.map(Path::toString).collect(Collectors.joining("\n")));
      }
      String digests = new String(xargs.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (digests.lines().count() != files) {
        throw new IllegalStateException("no digest of each file: " + digests);
      }
      return digests;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

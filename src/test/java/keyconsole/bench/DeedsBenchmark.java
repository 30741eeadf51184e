package keyconsole.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import keyconsole.domain.AuditFindings;
import keyconsole.service.DeedWatch;
import keyconsole.service.KeyService;
import keyconsole.service.Session;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs to compare the key files of a large tenant with its audit log, which has a line
/// for each key: at the very first time, by the next console, and every few seconds. As in the
/// console, the keys have been read before, by the list of keys; [OpenBenchmark] measures that.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class DeedsBenchmark {

  private static final int KEYS = 100_000;
  private static final Clock CLOCK = Clock.systemUTC();

  private GeneratedTenant tenant;
  private Path user;
  private KeyService service;
  private DeedWatch watch;

  @Setup(Level.Trial)
  public void make() throws IOException {
    tenant = GeneratedTenant.of(KEYS);
    user = Files.createTempDirectory("key-console-bench-user");
    Path folder = tenant.dataRoot().resolve(tenant.domain()).resolve("api_keys");
    StringBuilder lines = new StringBuilder();
    try (Stream<Path> files = Files.list(folder.resolve("keys"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        // Else each look reads it again.
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3_600)));
        lines.append(line(file.getFileName().toString().replace(".json", "")));
      }
    }
    Files.createDirectories(folder.resolve("audit"));
    Files.writeString(folder.resolve("audit/audit_2026-01-01.jsonl"), lines);
  }

  private String line(String id) {
    return "{\"timestamp\": \"2026-01-01T00:00:00\", \"action\": \"api_key_created\", \"user_id\":"
        + " \"owner@bench.example\", \"tenant\": \"bench.example\", \"details\": {\"key_id\": \""
        + id
        + "\", \"name\": \"Key\", \"scope\": \"tenant\", \"capabilities\": []}}\n";
  }

  @TearDown(Level.Trial)
  public void remove() {
    close();
    tenant.close();
    delete(user);
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void close() {
    if (watch != null) {
      watch.close();
      service.close();
    }
  }

  private void open(Path userFolder) {
    close();
    service =
        KeyService.open(
            tenant.dataRoot(),
            tenant.domain(),
            Session.readOnly(tenant.domain()),
            Optional.empty(),
            CLOCK);
    watch = service.deedWatch(Optional.of(userFolder));
  }

  private AuditFindings look() {
    AuditFindings found = watch.auditFindings();
    if (!found.findings().isEmpty() || found.lookedAt().isEmpty()) {
      throw new IllegalStateException(found.findings().size() + " findings in what agrees");
    }
    return found;
  }

  /// A tenant that is opened and whose keys are read; nobody has looked yet.
  @State(Scope.Benchmark)
  public static class NeverSeen {
    @Setup(Level.Invocation)
    public void open(DeedsBenchmark bench) throws IOException {
      bench.open(Files.createTempDirectory(bench.user, "new"));
      bench.service.list();
    }
  }

  /// The same after another console has looked.
  @State(Scope.Benchmark)
  public static class SeenBefore {
    @Setup(Level.Invocation)
    public void open(DeedsBenchmark bench) {
      Path kept = bench.user.resolve("kept");
      if (!Files.exists(kept)) {
        bench.open(kept);
        bench.look();
      }
      bench.open(kept);
      bench.service.list();
    }
  }

  /// A tenant at which this console has looked.
  @State(Scope.Benchmark)
  public static class Watched {
    @Setup(Level.Trial)
    public void open(DeedsBenchmark bench) throws IOException {
      bench.open(Files.createTempDirectory(bench.user, "new"));
      bench.look();
      bench.look();
    }
  }

  @Benchmark
  public AuditFindings firstLook(NeverSeen opened) {
    return look();
  }

  @Benchmark
  public AuditFindings lookAfterRestart(SeenBefore opened) {
    return look();
  }

  @Benchmark
  public AuditFindings quietLook(Watched watched) {
    return look();
  }
}

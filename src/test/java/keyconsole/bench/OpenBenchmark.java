package keyconsole.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import keyconsole.service.KeyService;
import keyconsole.service.Session;
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

/// The first opening of a directory in a fresh JVM: every file read, checked and indexed. The peer
/// reads the same files one by one into Jackson trees.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class OpenBenchmark {

  @Param({"10000", "100000"})
  public int keys;

  private GeneratedTenant tenant;

  @Setup(Level.Trial)
  public void make() {
    tenant = GeneratedTenant.of(keys);
  }

  @TearDown(Level.Trial)
  public void remove() {
    tenant.close();
  }

  @Benchmark
  public int open() {
    try (KeyService service =
        KeyService.open(
            tenant.dataRoot(),
            tenant.domain(),
            Session.readOnly(tenant.domain()),
            Optional.empty(),
            Clock.systemUTC())) {
      return service.list().size();
    }
  }

  @Benchmark
  public int peerJacksonTrees() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    int read = 0;
    try (Stream<Path> files =
        Files.list(tenant.dataRoot().resolve(tenant.domain()).resolve("api_keys/keys"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        read += mapper.readTree(Files.readAllBytes(file)).size() > 0 ? 1 : 0;
      }
    }
    return read;
  }
}

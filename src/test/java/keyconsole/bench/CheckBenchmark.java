package keyconsole.bench;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Decision;
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

/// One access check on a directory that is open: the hash of the raw key, its file's state, both
/// answers.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CheckBenchmark {

  @Param({"10000", "100000"})
  public int keys;

  private GeneratedTenant tenant;
  private KeyService service;
  private int next;

  @Setup(Level.Trial)
  public void open() {
    tenant = GeneratedTenant.of(keys);
    service =
        KeyService.open(
            tenant.dataRoot(),
            tenant.domain(),
            Session.readOnly(tenant.domain()),
            Optional.empty(),
            Clock.systemUTC());
    service.list();
  }

  @TearDown(Level.Trial)
  public void remove() {
    service.close();
    tenant.close();
  }

  @Benchmark
  public Decision check() {
    return service.check(AccessRequest.of(nextRawKey(), "/v1/chat", "10.0.0.5"));
  }

  @Benchmark
  public Decision checkOfAnUnknownKey() {
    return service.check(AccessRequest.of("gt2_bench.example_unknown", "/v1/chat", "10.0.0.5"));
  }

  @Benchmark
  public Optional<ApiKey> identify() {
    return service.identify(nextRawKey());
  }

  private String nextRawKey() {
    next = (next + 7919) % keys;
    return tenant.rawKeys().get(next);
  }
}

package keyconsole.bench;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import keyconsole.domain.UsageLine;
import keyconsole.domain.UsageLinesExtent;
import keyconsole.domain.UsageLinesQuestion;
import keyconsole.domain.UsageLog;
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

/// Ten million usage lines of 30 days, to be looked at one by one, the page cache warm: finding
/// them, looking for new ones, and a page anywhere. In a heap that would not hold a tenth of them.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx128m")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class UsageLinesBenchmark {

  private static final int DAYS = 30;
  private static final int LINES = 10_000_000;
  private static final int PAGE = 64;
  private static final UsageLinesQuestion ALL = UsageLinesQuestion.everything(ZoneOffset.UTC);
  private static final UsageLinesQuestion RANGE =
      UsageLinesQuestion.between(
          Instant.parse("2026-10-01T00:00:00Z"), Instant.MAX, ZoneOffset.UTC);

  /// One in a hundred lines.
  private static final UsageLinesQuestion KEY =
      new UsageLinesQuestion(
          RANGE.from(),
          RANGE.to(),
          ZoneOffset.UTC,
          Set.of(GeneratedUsage.KEY.text()),
          Set.of(),
          Set.of(),
          Set.of());

  private final Random random = new Random(7);
  private GeneratedTenant tenant;
  private KeyService service;
  private UsageLog all;
  private UsageLinesExtent everything;
  private UsageLog ofKey;
  private UsageLinesExtent some;

  @Setup(Level.Trial)
  public void open() {
    tenant = GeneratedTenant.of(1);
    Path usage = tenant.dataRoot().resolve(tenant.domain()).resolve("api_keys/usage");
    GeneratedUsage.of(DAYS, LINES).withFirstKeyPercent(1).write(usage);
    service =
        KeyService.open(
            tenant.dataRoot(),
            tenant.domain(),
            Session.readOnly(tenant.domain()),
            Optional.empty(),
            Clock.systemUTC());
    all = service.usageLines(ALL);
    everything = all.refresh(_ -> {});
    ofKey = service.usageLines(KEY);
    some = ofKey.refresh(_ -> {});
    if (everything.size() != LINES) {
      throw new IllegalStateException(everything.size() + " lines");
    }
  }

  @TearDown(Level.Trial)
  public void remove() {
    service.close();
    tenant.close();
  }

  @Benchmark
  public UsageLinesExtent findEverything() {
    return service.usageLines(ALL).refresh(_ -> {});
  }

  @Benchmark
  public UsageLinesExtent findThoseOfARange() {
    return service.usageLines(RANGE).refresh(_ -> {});
  }

  @Benchmark
  public UsageLinesExtent findThoseOfAKey() {
    return service.usageLines(KEY).refresh(_ -> {});
  }

  @Benchmark
  public UsageLinesExtent lookAgain() {
    return all.refresh(_ -> {});
  }

  @Benchmark
  public List<UsageLine> pageAnywhere() {
    return all.read(everything.place(random.nextLong(everything.size())), PAGE);
  }

  @Benchmark
  public List<UsageLine> pageOfAKeyAnywhere() {
    return ofKey.read(some.place(random.nextLong(some.size())), PAGE);
  }

  @Benchmark
  public Optional<UsageLinesExtent.Place> findAMoment() {
    Instant moment = Instant.parse("2026-10-24T00:00:00Z").plusSeconds(random.nextInt(2_592_000));
    return all.find(everything, moment);
  }
}
